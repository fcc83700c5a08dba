"""The desk's articles, sections and authors, through Django's client."""

import json
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from onrecord_site.changes.models import Change
from onrecord_site.desk.fallen import GONE, articles_with_fallen, fallen_in
from onrecord_site.desk.listings import ARTICLES_PER_PAGE
from onrecord_site.desk.models import ArticlePage, AuthorLink, AuthorPage, SectionPage
from onrecord_site.feeds.models import Ping
from onrecord_site.follow.models import Subject
from onrecord_site.follow.subjects import changes_after, find
from onrecord_site.identity.models import Identity
from onrecord_site.newsroom.models import State, Statement
from onrecord_site.newsroom.review import decide
from onrecord_site.search.models import Document
from tests.site.desk_factory import (
    DAM,
    FOUND,
    make_author,
    make_desk_article,
    make_image,
    make_section,
    raw_body,
)
from tests.site.records_factory import COAST, make_article, make_reading
from tests.site.test_comments import said
from tests.site.test_metadata import graph, meta, page
from tests.site.test_pages import visible

# Wagtail leaves the files of a rendition that it makes to be closed by the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ARTICLE = "/rivers/who-counted-the-families/"
AUTHOR = "/authors/noor-haddad/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    # Wagtail remembers renditions by the keys of images, which come again in each test.
    cache.clear()


@pytest.fixture
def article(flood) -> ArticlePage:
    return make_desk_article()


def reject(statement: str) -> None:
    decide(Statement.objects.filter(pk=statement), State.REJECTED, None)


@pytest.mark.parametrize(
    "address",
    [
        ARTICLE,
        AUTHOR,
        "/rivers/",
        "/authors/",
        "/corrections/desk/",
    ],
)
def test_page_answers_with_strict_headers_and_without_script(article, reader, address):
    answer = reader.get(address)
    assert answer.status_code == 200
    assert "<script" not in answer.text.replace('<script type="application/ld+json">', "")
    assert " style=" not in answer.text
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer.text.count("<main") == answer.text.count("<h1") == 1
    assert not answer.cookies


def test_article_shows_its_parts(article, reader):
    words = visible(reader.get(ARTICLE))
    assert "By Noor Haddad" in words
    assert "11 September 2025, 09:00 UTC" in words
    assert "What the minister says" in words
    assert "52 families left the Orlen valley" in words
    assert "Rivers and dams" in words


def test_article_shows_what_it_rests_on_with_outlet_time_and_link(article, reader):
    answer = reader.get(ARTICLE)
    beside = answer.text.split('class="supports"')[1]
    assert "Confirmed by The regional rescue service" in beside
    assert "Coast Herald, 10 September 2025" in beside
    assert "https://coast.example.org/news/1#:~:text=The%20regional%20rescue" in beside


def test_quotation_is_marked_as_not_reviewed_until_an_editor_accepts_it(article, reader):
    assert "no editor has reviewed yet" in reader.get(ARTICLE).text
    everything = Statement.objects.all()
    decide(everything, State.ACCEPTED, None)
    assert "no editor has reviewed yet" not in reader.get(ARTICLE).text


def test_rejected_statement_drops_from_the_page_with_a_note(article, reader):
    reject(FOUND)
    answer = reader.get(ARTICLE)
    assert "Tomas Brandt was found alive" not in answer.text
    assert "One statement that this article rested on no longer stands" in answer.text


def test_rejected_quotation_and_figure_drop_from_the_text(article, reader):
    reject(DAM)
    reject("coast-s1")
    answer = reader.get(ARTICLE)
    assert "The dam will hold" not in answer.text
    assert 'class="pulled"' not in answer.text
    # The dam stands in the text and in the margin: it is one statement.
    assert "2 statements that this article rested on no longer stand" in answer.text


def test_statement_whose_words_are_gone_drops_and_is_told_to_the_desk(article, reader, publisher):
    text = COAST.replace("was found alive", "is at home")
    page = make_article("coast", text, published_at=datetime(2025, 9, 10, 6, 0, tzinfo=UTC))
    publisher.save_reading(make_reading(page))
    assert "no longer stand" in reader.get(ARTICLE).text
    article.refresh_from_db()
    assert GONE in {each.why for each in fallen_in(article)}
    assert [each.pk for each in articles_with_fallen()] == [article.pk]


def test_statement_that_may_not_be_quoted_is_linked_without_its_words(article, reader):
    Statement.objects.filter(pk=FOUND).update(quoted=False)
    answer = reader.get(ARTICLE)
    assert "Tomas Brandt was found alive" not in answer.text
    assert "The words stand at the outlet" in answer.text
    assert "no longer stand" not in answer.text


def test_words_of_the_desk_are_marked_with_their_language(article, reader):
    identity = Identity.objects.get()
    identity.languages = ["en", "de"]
    identity.save()
    text = reader.get(ARTICLE, headers={"accept-language": "de"}).text
    assert '<html lang="de"' in text
    assert '<h1 lang="en">Who counted the families</h1>' in text


def test_corrections_stand_on_top_in_the_log_and_in_the_feed(flood, reader):
    make_desk_article(corrections=[("It said 25 families.", "The officials counted 52.")])
    text = reader.get(ARTICLE).text
    assert text.index("It said 25 families.") < text.index("What the minister says")
    assert "The officials counted 52." in visible(reader.get("/corrections/desk/"))
    feed = reader.get(f"{AUTHOR}feed.json").json()
    assert "The officials counted 52." in feed["items"][0]["content_html"]


def test_log_of_corrections_leaves_out_what_readers_cannot_open(flood, reader):
    assert "None so far" in reader.get("/corrections/desk/").text
    page = make_desk_article(corrections=[("It said 25 families.", "It is 52.")])
    page.unpublish()
    assert "It said 25 families." not in reader.get("/corrections/desk/").text


def test_link_within_a_paragraph_is_looked_up(flood, reader):
    section = make_section()
    about = Page.objects.get(slug="about")
    link = f'<p>See <a linktype="page" id="{about.pk}">who we are</a>.</p>'
    make_desk_article(section, body=raw_body(("paragraph", link), ("paragraph", link)))
    assert reader.get(ARTICLE).text.count('<a href="/about/">who we are</a>') == 2


def test_text_cannot_bring_markup_along(flood, reader):
    make_desk_article(
        title="<script>alert(1)</script>",
        slug="marked",
        corrections=[("<b>no</b>", "<i>yes</i>")],
        body=raw_body(("heading", "<script>alert(2)</script>")),
    )
    text = reader.get("/rivers/marked/").text
    assert "<script>" not in text
    assert "<b>no</b>" not in text


def test_images_have_two_sizes_a_description_and_a_credit(flood, reader):
    image = make_image()
    body = raw_body(("image", {"image": image.pk, "caption": "The dam on Tuesday."}))
    make_desk_article(image=image, body=body)
    text = reader.get(ARTICLE).text
    assert text.count('alt="A dam under a grey sky"') == 2
    assert text.count("Image: Ada / Courier") == 2
    assert "1200w" in text
    assert 'width="1200" height="675"' in text


def test_image_whose_file_is_gone_leaves_the_article_readable(flood, reader):
    image = make_image()
    image.file.delete(save=False)
    make_desk_article(image=image)
    answer = reader.get(ARTICLE)
    assert answer.status_code == 200
    assert 'class="picture"' not in answer.text


@pytest.mark.parametrize(
    ("given", "problem"), [({"credit": ""}, "whose it is"), ({"description": ""}, "no description")]
)
def test_image_without_credit_or_description_is_refused(flood, given, problem):
    page = make_desk_article()
    page.image = make_image(**given)
    with pytest.raises(ValidationError, match=problem):
        page.full_clean()
    with pytest.raises(ValidationError, match=problem):
        page.body.stream_block.child_blocks["image"].child_blocks["image"].clean(page.image)


def test_draft_is_seen_by_nobody_and_previewed_as_it_will_be(article, reader):
    article.standfirst = "A new standfirst."
    article.save_revision()
    assert "A new standfirst." not in reader.get(ARTICLE).text
    draft = article.get_latest_revision_as_object()
    preview = draft.make_preview_request(RequestFactory().get("/"), "")
    preview.render()
    assert "A new standfirst." in preview.content.decode()
    assert "Noor Haddad" in preview.content.decode()


def test_author_of_articles_cannot_be_deleted(article, editor):
    author = AuthorPage.objects.get()
    answer = editor.post(reverse("wagtailadmin_pages:delete", args=[author.pk]))
    assert AuthorPage.objects.exists(), answer.status_code


def test_section_stands_in_the_menu_and_lists_its_articles(article, reader):
    other = make_section("Courts")
    assert visible(reader.get("/")).count("Rivers") == 1
    assert "Who counted the families" in reader.get("/rivers/").text
    empty = reader.get(other.get_url())
    assert "No article in this section yet" in empty.text
    assert "Who counted the families" not in empty.text


def test_lists_go_on_page_by_page(flood, reader):
    section, author = make_section(), make_author()
    for number in range(ARTICLES_PER_PAGE + 1):
        make_desk_article(section, author, title=f"Number {number}", supports=())
    for address in ("/rivers/", AUTHOR):
        first, second = reader.get(address), reader.get(f"{address}?page=2")
        assert first.text.count('class="article-card') == ARTICLES_PER_PAGE
        assert second.text.count('class="article-card') == 1
        assert 'rel="next"' in first.text
        assert 'rel="prev"' in second.text
        assert reader.get(f"{address}?page=x").status_code == 200


def test_author_page_tells_who_it_is(flood, reader):
    author = make_author(with_photo=True)
    author.links.add(AuthorLink(label="Mastodon", url="https://social.example.org/@noor"))
    author.save()
    text = reader.get(AUTHOR).text
    assert "Reports from the valley since 2019." in text
    assert 'href="https://social.example.org/@noor" rel="me external noopener"' in text
    assert 'class="face"' in text
    assert "Nothing by Noor Haddad yet." in text


def test_list_of_authors_has_an_empty_state(flood, reader):
    assert "Nobody is named here yet." in reader.get("/authors/").text


@pytest.mark.parametrize(
    "address",
    [
        ARTICLE,
        AUTHOR, "/rivers/", "/authors/", "/corrections/desk/",
    ],
)  # fmt: skip
def test_queries_do_not_grow_with_the_page(flood, reader, address, django_assert_max_num_queries):
    section = make_section()
    authors = [make_author(f"Author {n}", with_photo=True) for n in range(3)]
    author = make_author(with_photo=True)
    link = f'<p><a linktype="page" id="{section.pk}">Rivers</a></p>'
    body = raw_body(
        *(("quotation", {"statement": each}) for each in (DAM, FOUND, "coast-s2", "valley-s1")),
        *(("image", {"image": make_image(f"No {n}").pk, "caption": ""}) for n in range(3)),
        *(("paragraph", link) for _ in range(3)),
    )
    talked = make_desk_article(section, author, body=body, corrections=[("a", "b")] * 3)
    for number in range(3):
        said(f"Comment {number}.", under=talked, statement=DAM)
    for number, each in enumerate([*authors, author, author, author]):
        make_desk_article(section, each, title=f"No {number}", image=make_image(f"On top {number}"))
    reader.get(address)
    with django_assert_max_num_queries(15):
        assert reader.get(address).status_code == 200


def test_beside_an_article_stand_its_story_and_its_section_each_with_the_reason(article, reader):
    make_desk_article(title="A road that closes every spring")
    beside = reader.get(ARTICLE).text.split('class="picks"')[1]
    assert "The story this article is about" in beside
    assert "Orlen valley cleared as the water rises" in beside
    assert "New in Rivers" in beside
    assert "A road that closes every spring" in beside
    assert "Who counted the families" not in beside


@pytest.mark.parametrize("address", [AUTHOR, "/sections/rivers/"])
@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_feed_of_author_and_of_section(article, reader, address, kind):
    answer = reader.get(f"{address}feed.{kind}")
    assert answer.status_code == 200
    assert "Who counted the families" in answer.text
    assert "Neither says who counted" in answer.text
    article.unpublish()
    assert "Who counted the families" not in reader.get(f"{address}feed.{kind}").text


def test_unknown_author_and_section_have_no_feed(flood, reader):
    assert reader.get("/authors/nobody/feed.rss").status_code == 404
    assert reader.get("/sections/none/feed.rss").status_code == 404


def test_author_page_names_its_feeds(article, reader):
    text = reader.get(AUTHOR).text
    assert '<link rel="alternate" type="application/rss+xml" title="Noor Haddad (RSS)"' in text
    assert 'href="/follow/author/noor-haddad/"' in text


def test_author_is_followed_by_articles_and_their_corrections(article, reader):
    found = find("author", "noor-haddad")
    assert found
    assert found.label == "Noor Haddad"
    assert reader.get("/follow/author/noor-haddad/").status_code == 200
    assert find("author", "nobody") is None
    subject = Subject(kind="author", key="noor-haddad", label="Noor Haddad")
    first = changes_after(subject, 0)
    assert [each.label for each in first] == ["New article: Who counted the families"]
    assert first[0].url.endswith(ARTICLE)
    article.save_revision().publish()
    assert len(changes_after(subject, 0)) == 1
    article.corrections.add(article.corrections.model(wrong="25", right="52"))
    article.save_revision().publish()
    told = changes_after(subject, first[0].pk)
    assert [each.label for each in told] == ["Corrected: Who counted the families"]


def test_hub_is_told_of_the_author_feed(flood, settings):
    settings.WEBSUB_HUB = "https://hub.example.org/"
    make_desk_article()
    topics = Ping.objects.values_list("topic", flat=True)
    assert f"{settings.SITE_URL}{AUTHOR}feed.rss" in set(topics)


def test_changes_of_articles_leave_stories_and_newsletters_alone(article, reader, publisher):
    assert Change.objects.filter(kind=Change.Kind.ARTICLE, story=None).count() == 1
    assert reader.get("/stories/flood/feed.rss").status_code == 200
    subject = Subject(kind="story", key="flood", label="x")
    assert all(each.kind != "article" for each in changes_after(subject, 0))


def test_editor_is_warned_of_a_statement_that_does_not_stand(article, editor):
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert "no longer stand" not in editor.get(address).text
    assert "Who counted the families" not in fallen_on_home(editor)
    reject(FOUND)
    assert "Rejected by an editor: Tomas Brandt was found alive" in editor.get(address).text
    assert "Who counted the families" in fallen_on_home(editor)


def fallen_on_home(editor) -> str:
    return editor.get("/admin/").text.partition("which no longer stand")[2].partition("</ul>")[0]


def test_statements_are_picked_among_those_that_stand(article, editor):
    address = reverse(Statement.snippet_viewset.chooser_viewset.get_url_name("choose_results"))
    assert "Tomas Brandt was found alive" in editor.get(address).text
    assert "Tomas Brandt was found alive" in editor.get(f"{address}?q=herald+brandt").text
    assert "Tomas Brandt was found alive" not in editor.get(f"{address}?q=courier").text
    reject(FOUND)
    assert "Tomas Brandt was found alive" not in editor.get(address).text


def test_reader_cannot_reach_the_desk(article, reader):
    answer = reader.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]


def test_article_is_searched_by_its_text(article):
    from wagtail.search.backends import get_search_backend

    found = get_search_backend().search("published list", ArticlePage)
    assert [each.pk for each in found] == [article.pk]


def test_pages_stand_where_they_belong(flood):
    assert SectionPage.allowed_parent_page_models()[0].__name__ == "HomePage"
    assert ArticlePage.allowed_parent_page_models() == [SectionPage]


def test_new_articles_stand_in_the_sitemap_of_news(article, reader):
    assert ARTICLE not in reader.get("/news-sitemap.xml").text
    ArticlePage.objects.update(first_published_at=timezone.now())
    Identity.objects.update(language="de")
    text = reader.get("/news-sitemap.xml").text
    assert f"<loc>http://127.0.0.1:8000{ARTICLE}</loc>" in text
    assert "<news:title>Who counted the families</news:title>" in text
    assert "<news:language>de</news:language>" in text
    article.unpublish()
    assert ARTICLE not in reader.get("/news-sitemap.xml").text


def test_article_is_told_to_machines_with_author_picture_and_corrections(flood, reader):
    make_desk_article(image=make_image(), corrections=[("It said 4.", "It is 52.")])
    things = graph(reader, ARTICLE)
    told = things["NewsArticle"]
    assert told["headline"] == "Who counted the families"
    assert told["description"].startswith("Two outlets give two numbers.")
    assert told["articleSection"] == "Rivers"
    assert told["author"] == [
        {"@type": "Person", "name": "Noor Haddad", "url": f"http://127.0.0.1:8000{AUTHOR}"}
    ]
    assert told["correction"][0]["text"] == "What was wrong: It said 4. What is right: It is 52."
    assert ".width-1200." in told["image"]
    assert told["publisher"]["@id"] == things["NewsMediaOrganization"]["@id"]
    assert {each["@type"] for each in told["hasPart"]} <= {"Claim", "Quotation"}
    steps = things["BreadcrumbList"]["itemListElement"]
    assert [each["name"] for each in steps] == ["Stories", "Rivers", "Who counted the families"]
    soup = page(reader, ARTICLE)
    assert meta(soup, "og:type") == "article"
    assert meta(soup, "og:image") == told["image"]
    assert meta(soup, "article:published_time").startswith("2025-09-11")


def test_author_is_told_to_machines_as_a_profile(article, reader):
    author = AuthorPage.objects.get()
    author.links.add(AuthorLink(label="Elsewhere", url="https://social.example/@noor"))
    author.save_revision().publish()
    profile = graph(reader, AUTHOR)["ProfilePage"]
    assert profile["mainEntity"]["name"] == "Noor Haddad"
    assert profile["mainEntity"]["knowsAbout"] == "Rivers and dams"
    assert profile["mainEntity"]["sameAs"] == ["https://social.example/@noor"]
    assert meta(page(reader, AUTHOR), "og:type") == "profile"


def test_rejected_statement_is_told_to_no_machine(article, reader):
    assert "Tomas Brandt" in json.dumps(graph(reader, ARTICLE))
    reject(FOUND)
    assert "Tomas Brandt" not in json.dumps(graph(reader, ARTICLE))


def test_search_finds_articles_as_long_as_readers_can_open_them(
    flood, reader, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        article = make_desk_article()
    for asked in ("counted families", "Haddad", "valley list", "kind:article minister"):
        answer = reader.get("/search/", {"q": asked})
        assert f'<a href="{ARTICLE}">' in answer.text, asked
    assert "<mark>counted</mark>" in reader.get("/search/", {"q": "counted"}).text
    assert ARTICLE not in reader.get("/search/", {"q": "certainty:denied counted"}).text
    PageViewRestriction.objects.create(
        page=article.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert ARTICLE not in reader.get("/search/", {"q": "counted"}).text
    PageViewRestriction.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        article.unpublish()
    assert not Document.objects.filter(kind="article").exists()


def test_front_page_and_the_story_lead_to_the_article(article, reader):
    front = reader.get("/").text.split('id="own-articles"')[1]
    assert f'<h3 lang="en"><a href="{ARTICLE}">Who counted the families</a></h3>' in front
    beside = visible(reader.get("/stories/flood/")).split("Don’t miss")[1]
    assert "Who counted the families Our own article on it" in beside
    article.unpublish()
    assert ARTICLE not in reader.get("/").text + reader.get("/stories/flood/").text
