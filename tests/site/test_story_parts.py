"""Parts of a story's page are kept as long as its own rows stay as they are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from onrecord_site.changes.models import Change
from onrecord_site.comments.models import CommentRules
from onrecord_site.newsroom.models import Article, State, Statement, Story
from onrecord_site.newsroom.review import decide
from onrecord_site.page_cache import store
from onrecord_site.page_cache.parts import Parts
from onrecord_site.page_cache.shared import shared
from onrecord_site.stories import story_tokens
from onrecord_site.stories.front_pages import story_cards
from onrecord_site.stories.story_tokens import story_token
from tests.site.records_factory import changed, make_story, valley_reading

STORY = "/stories/flood/"


def token() -> str:
    return story_token(Story.objects.get(pk="flood"))


def asked(client, address) -> str:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return " ".join(query["sql"] for query in captured)


def test_page_of_kept_parts_is_the_page_that_was_made(flood, reader):
    first = reader.get(STORY).content
    assert reader.get(STORY).content == first
    assert "JOIN" in asked(reader, STORY)
    assert '"newsroom_statement"."record"' not in asked(reader, STORY)


def test_change_elsewhere_makes_no_part_anew(flood, reader):
    reader.get(STORY)
    flood.publish([make_story(), make_story(story_id="other")])
    reader.get(STORY)
    Story.objects.filter(pk="other").update(headline="Another headline")
    assert '"newsroom_statement"."record"' not in asked(reader, STORY)


def test_kept_part_of_a_page_knows_whether_comments_are_on(flood, reader):
    assert 'href="#comments"' in reader.get(STORY).text
    CommentRules.objects.create(mode=CommentRules.Mode.OFF)
    assert 'href="#comments"' not in reader.get(STORY).text


def test_kept_part_of_a_page_knows_whether_the_browser_remembers_visits(flood, reader):
    assert 'value="yes"' in reader.get(STORY).text
    reader.post("/visits/", {"remember": "yes", "back": STORY})
    assert 'value="no"' in reader.get(STORY).text
    reader.cookies.clear()
    assert 'value="yes"' in reader.get(STORY).text


@pytest.mark.parametrize(
    "write",
    [
        lambda: decide(Statement.objects.filter(pk="coast-s3"), State.REJECTED, None),
        lambda: Statement.objects.filter(pk="coast-s3").update(quoted=False),
        lambda: Statement.objects.filter(pk="coast-s3").update(state=State.ACCEPTED),
        lambda: Article.objects.filter(pk="coast").update(publisher="Another outlet"),
        lambda: Article.objects.filter(pk="coast").update(published_at=None),
        lambda: Story.objects.filter(pk="flood").update(headline="Another headline"),
        lambda: Story.objects.get(pk="flood").statements.remove("coast-s3"),
        lambda: Story.objects.get(pk="flood").articles.remove("coast"),
        lambda: Change.objects.create(
            story_id="flood", kind="point", subject="p1", after="agreed", statements=["coast-s3"],
            at=timezone.now(),
        ),
    ],
)  # fmt: skip
def test_every_write_to_the_story_is_seen_on_the_next_request(flood, reader, write):
    before, page = token(), reader.get(STORY).content
    write()
    assert token() != before
    assert '"newsroom_statement"."record"' in asked(reader, STORY)
    assert len(reader.get(STORY).content) > len(page) / 2


def test_rejected_words_are_gone_from_every_kept_part(flood, reader):
    assert "found alive" in reader.get(STORY).text
    decide(Statement.objects.filter(pk="coast-s3"), State.REJECTED, None)
    assert "found alive" not in reader.get(STORY).text


def test_page_read_anew_is_seen_though_nothing_was_published(flood, reader):
    before = token()
    flood.save_reading(changed(valley_reading(), 2, certainty="possible"))
    assert token() != before


def test_statement_that_left_the_story_is_heeded_while_a_change_names_it(flood):
    Change.objects.create(
        story_id="flood", kind="point", subject="p", statements=["coast-s3"], at=timezone.now()
    )
    Story.objects.get(pk="flood").statements.remove("coast-s3")
    before = token()
    decide(Statement.objects.filter(pk="coast-s3"), State.REJECTED, None)
    assert token() != before


def test_another_of_the_same_affair_is_part_of_the_token(flood):
    flood.publish([make_story(), make_story(story_id="other")])
    Story.objects.update(thread="river")
    before = token()
    Story.objects.filter(pk="other").update(headline="Another headline")
    assert token() != before


def test_token_is_another_one_the_next_day(flood, monkeypatch):
    before = token()
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(story_tokens.timezone, "now", lambda: tomorrow)
    assert token() != before


def test_reader_who_asks_what_is_new_gets_a_page_of_their_own(flood, reader):
    plain = reader.get(STORY).text
    assert 'class="new"' in reader.get(f"{STORY}?since=2001-01-01").text
    assert reader.get(STORY).text == plain


def test_languages_are_kept_apart():
    german, english = (Parts(("story", "flood", code), "token") for code in ("de", "en"))
    assert german.kept_or("head", lambda: "Kopf") == "Kopf"
    assert english.kept_or("head", lambda: "Head") == "Head"
    assert german.kept_or("head", lambda: "Head") == "Kopf"


def test_what_is_shared_is_read_once_for_each_edition(flood):
    made = iter(range(9))
    assert [shared("number", lambda: next(made)) for _ in range(2)] == [0, 0]
    Story.objects.update(headline="Another headline")
    assert [shared("number", lambda: next(made)) for _ in range(2)] == [1, 1]


def test_foot_of_all_pages_follows_the_edition_and_the_language(flood, rf):
    template = Template("{% load parts i18n %}{% kept_on_all x %}{{ n }}{% endkept_on_all %}")

    def render(number: int) -> str:
        return template.render(Context({"n": number, "request": rf.get("/")}))

    assert [render(1), render(2)] == ["1", "1"]
    with translation.override("de"):
        assert render(3) == "3"
    assert render(4) == "1"
    Story.objects.update(headline="Another headline")
    assert render(5) == "5"


@pytest.mark.parametrize(
    "write",
    [
        lambda: Statement.objects.update(state=State.REJECTED),
        lambda: Statement.objects.update(quoted=False),
        lambda: Story.objects.get(pk="flood").statements.clear(),
    ],
)
def test_card_is_read_anew_once_a_statement_falls(flood, write):
    def summary() -> str:
        return story_cards(list(Story.objects.defer("record")))[0].summary

    assert summary()
    write()
    assert not summary()


def test_parts_do_not_grow_old(monkeypatch):
    parts = Parts(("story", "flood", "en"), "token")
    parts.kept_or("head", lambda: "first")
    monkeypatch.setattr(store, "MAX_AGE_SECONDS", -1)
    assert parts.kept_or("head", lambda: "second") == "first"
