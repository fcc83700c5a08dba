"""Comments under the desk's own articles."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from onrecord_site.comments.commentable import find
from onrecord_site.comments.models import Closing, Comment
from onrecord_site.comments.moderation import approve
from onrecord_site.desk.models import ArticlePage, Support
from onrecord_site.mail.models import Letter
from onrecord_site.newsroom.models import State, Statement
from tests.site.desk_factory import DAM, make_desk_article, make_section
from tests.site.test_comments import (  # noqa: F401
    at_once,
    confirmed,
    open_desk,
    said,
    typed,
    write,
)

ARTICLE = "/rivers/who-counted-the-families/"


@pytest.fixture
def article(at_once) -> ArticlePage:  # noqa: F811
    """An article that came out just now."""
    page = make_desk_article()
    ArticlePage.objects.update(first_published_at=timezone.now())
    page.refresh_from_db()
    return page


def form_of(page: ArticlePage) -> str:
    return f"/comments/article/{page.pk}/write/"


def test_comment_on_an_article_stands_below_it_and_leads_back_to_it(article, reader, editor):
    assert f'href="{form_of(article)}"' in reader.get(ARTICLE).text
    comment = confirmed(reader, form_of(article), statement=DAM, wants_answers="on")
    text = reader.get(ARTICLE).text
    assert f'<li id="c-{comment.pk}"' in text
    assert f'href="{ARTICLE}#s-{DAM}"' in text
    assert f'id="s-{DAM}"' in text
    assert "The dam is old." not in reader.get("/stories/flood/").text
    alone = reader.get(comment.get_absolute_url())
    assert alone.status_code == 200
    assert f'<link rel="canonical" href="{ARTICLE}">' in alone.text
    asked = Letter.objects.latest("pk")
    assert "Who counted the families" in asked.subject
    answer = said("An answer.", comment, under=article, public=False)
    queue = editor.get("/admin/snippets/comments/comment/").text
    assert f'<a href="{ARTICLE}">Who counted the families</a>' in queue
    approve([answer], None)
    told = Letter.objects.latest("pk")
    assert "Who counted the families" in told.subject
    assert f"/comments/article/{article.pk}/?at={answer.pk}" in told.text


def test_comment_refers_to_what_stands_beside_the_article_alone(article, reader):
    offered = reader.get(form_of(article)).text
    assert "The dam will hold" in offered
    assert "52 families" not in offered  # quoted in the text, where it has no anchor
    Statement.objects.filter(pk=DAM).update(state=State.REJECTED)
    assert "The dam will hold" not in reader.get(form_of(article)).text
    Support.objects.all().delete()
    assert reader.get(form_of(article)).status_code == 200


def test_article_closes_by_age_and_by_hand(article, reader):
    data = typed(reader, form_of(article))
    Closing.objects.create(path=ARTICLE, reason="The court has asked for silence.")
    assert "The court has asked" in reader.get(ARTICLE).text
    assert reader.post(form_of(article), data).status_code == 403
    Closing.objects.all().delete()
    ArticlePage.objects.update(first_published_at=timezone.now() - timedelta(days=31))
    said("Written in time.", under=article)
    text = reader.get(ARTICLE).text
    assert "Comments close 30 days after an article came out." in text
    assert "Written in time." in text
    closed = reader.post(form_of(article), data)
    assert closed.status_code == 403
    assert f'href="{ARTICLE}"' in closed.text


def test_what_readers_cannot_open_has_no_comments(article, reader):
    comment = said("Seen before.", under=article)
    restricted = PageViewRestriction.objects.create(
        page=article.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert find("article", str(article.pk)) is None
    assert reader.get(form_of(article)).status_code == 404
    assert reader.get(f"/comments/article/{article.pk}/").status_code == 404
    restricted.delete()
    assert find("article", str(article.pk))
    article.unpublish()
    assert reader.get(f"/comments/article/{article.pk}/").status_code == 404
    assert Comment.objects.get(pk=comment.pk).get_absolute_url() == "/"
    for key in ("x", "0", str(make_section("Courts").pk), "9" * 30):
        assert reader.get(f"/comments/article/{key}/").status_code == 404


def test_draft_is_previewed_without_comments(article, rf):
    preview = article.make_preview_request(rf.get("/"), "")
    assert 'class="comments"' in preview.render().text
    article.unpublish()
    preview = article.make_preview_request(rf.get("/"), "")
    assert 'class="comments"' not in preview.render().text


def test_article_that_is_talked_about_asks_little(article, reader, django_assert_max_num_queries):
    first = said("First.", under=article, statement=DAM)
    for number in range(30):
        said(f"Answer {number}.", first if number % 2 else None, under=article, statement=DAM)
    reader.get(ARTICLE)
    with django_assert_max_num_queries(15):
        text = reader.get(ARTICLE).text
    assert "31 comments" in text
    with django_assert_max_num_queries(15):
        write_page = reader.get(form_of(article))
    assert write_page.status_code == 200
    assert write(reader, form_of(article)).status_code == 302
