"""Finished pages are kept, and given up with the next thing that changes."""

import gzip
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from onrecord_site.mail.models import Attempt
from onrecord_site.newsroom.models import State, Statement, Story
from onrecord_site.newsroom.review import decide
from onrecord_site.page_cache import store
from onrecord_site.page_cache.edition import read_token, shows
from onrecord_site.page_cache.store import KeptPage, PageStore
from tests.site.records_factory import changed, valley_reading

STORY = "/stories/flood/"


@pytest.fixture
def cached(settings) -> Client:
    """A reader of a site that keeps its pages; the first page makes the store."""
    settings.PAGE_CACHE_BYTES = 10_000_000
    return Client(headers={"host": "localhost"})


def queries(client, address, **headers) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        client.get(address, headers=headers)
    return [query["sql"] for query in captured]


@pytest.mark.parametrize(
    "address", ["/", STORY, "/reports/valley/", "/people/", "/people/mara-ilves/", "/about/"]
)
def test_kept_page_costs_one_query_and_is_the_page_that_was_made(flood, cached, address):
    first = cached.get(address)
    again = cached.get(address)
    assert again.content == first.content
    assert again.headers == first.headers
    assert queries(cached, address) == ["SELECT token FROM page_cache_edition"]


@pytest.mark.parametrize("address", ["/", STORY])
def test_page_made_for_a_stranger_asks_for_no_session_and_no_user(flood, cached, address):
    asked = " ".join(queries(cached, address))
    assert "newsroom_story" in asked
    assert "django_session" not in asked
    assert "users_user" not in asked


def test_decision_is_seen_on_the_next_request(flood, cached):
    assert "found alive" in cached.get(STORY).text
    decide(Statement.objects.filter(pk="coast-s3"), State.REJECTED, None)
    assert "found alive" not in cached.get(STORY).text


def test_page_read_anew_is_seen_on_the_next_request(flood, cached):
    assert "Reported by Valley Courier as believed" in cached.get(STORY).text
    flood.save_reading(changed(valley_reading(), 2, certainty="possible"))
    assert "Reported by Valley Courier as believed" not in cached.get(STORY).text


@pytest.mark.parametrize(
    "write",
    [
        lambda: Story.objects.update(headline="Another headline"),
        lambda: Story.objects.bulk_update(
            [Story(pk="flood", headline="Another headline")], ["headline"]
        ),
        lambda: connection.cursor().execute(
            "UPDATE newsroom_story SET headline = 'Another headline'"
        ),
    ],
    ids=["update", "bulk", "raw"],
)
def test_write_of_any_kind_is_seen_on_the_next_request(flood, cached, write):
    cached.get("/")
    write()
    assert "Another headline" in cached.get("/").text


def test_write_that_is_taken_back_leaves_the_edition_as_it_was(flood):
    before = read_token()
    with transaction.atomic():
        Story.objects.update(headline="Another headline")
        assert read_token() != before
        transaction.set_rollback(True)
    assert read_token() == before


def test_what_readers_never_see_changes_no_edition(flood, cached):
    before = read_token()
    Attempt.objects.create(who="somebody", at=timezone.now())
    Attempt.objects.filter(at__lt=timezone.now() + timedelta(hours=1)).delete()
    Story.objects.filter(pk="no such story").update(headline="")
    assert read_token() == before
    Group.objects.create(name="Unknown to the list of private tables")
    assert read_token() != before


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ('SELECT "a" FROM newsroom_story', False),
        ("(SELECT 1) UNION (SELECT 2)", False),
        ('INSERT INTO "newsroom_story" ("id") VALUES (1)', True),
        ("INSERT OR IGNORE INTO `newsroom_story` VALUES (1)", True),
        ("delete from django_session", False),
        ("WITH a AS (SELECT 1) SELECT * FROM a", False),
        ("WITH a AS (SELECT 1) UPDATE newsroom_story SET id = 1", True),
        ("TRUNCATE newsroom_story", True),
        ("SAVEPOINT s1", False),
    ],
)
def test_statement_that_may_show_is_told_from_one_that_only_reads(sql, expected):
    assert shows(sql) is expected


def test_reader_with_a_cookie_gets_a_page_of_their_own(flood, cached):
    cached.get(STORY)
    assert len(queries(cached, STORY, cookie="since=2025-09-09")) > 1
    assert len(queries(cached, STORY, authorization="Bearer token")) > 1


def test_page_for_one_reader_is_never_kept(flood, cached, settings):
    settings.MAIL_FROM = "news@example.org"
    for address in ("/follow/story/flood/", "/admin/login/"):
        first = cached.get(address)
        assert "no-store" in first["Cache-Control"]
        assert "ETag" not in first
        cached.cookies.clear()
        assert queries(cached, address) != ["SELECT token FROM page_cache_edition"]
    assert cached.get("/nowhere/").status_code == 404
    assert len(queries(cached, "/nowhere/")) > 1


def test_browser_asks_each_time_and_is_told_when_nothing_changed(flood, cached):
    first = cached.get(STORY)
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Accept-Encoding" in first["Vary"]
    again = cached.get(STORY, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content
    Story.objects.update(headline="Another headline")
    assert cached.get(STORY, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_page_is_sent_packed_to_who_reads_that(flood, cached):
    plain = cached.get(STORY)
    for _ in range(2):
        packed = cached.get(STORY, headers={"accept-encoding": "gzip, br"})
        assert packed["Content-Encoding"] == "gzip"
        assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content)
        assert gzip.decompress(packed.content) == plain.content
    refused = cached.get(STORY, headers={"accept-encoding": "identity"})
    assert refused.content == plain.content


def test_addresses_hosts_and_schemes_are_kept_apart(flood, cached, settings):
    settings.ALLOWED_HOSTS = ["localhost", "other.example.org"]
    assert "?page=2" not in cached.get("/?page=1").text
    assert cached.get("/?page=9").status_code == 200
    assert len(queries(cached, "/?page=1", host="other.example.org")) > 1
    assert cached.get(STORY, headers={"host": "evil.example.org"}).status_code == 400


def test_answer_to_head_is_never_taken_for_the_page(flood, cached):
    assert cached.head(STORY).status_code == 200
    assert "Orlen valley" in cached.get(STORY).text
    assert cached.head(STORY).status_code == 200


def test_kept_page_carries_the_security_headers(flood, cached):
    cached.get(STORY)
    kept = cached.get(STORY)
    assert "default-src 'none'" in kept["Content-Security-Policy"]
    assert kept["X-Content-Type-Options"] == "nosniff"


def test_cache_can_be_turned_off(flood, reader):
    reader.get(STORY)
    assert len(queries(reader, STORY)) == len(queries(reader, STORY)) > 1


def page(size: int = 1_000, **fields) -> KeptPage:
    return KeptPage("token", {}, b"x" * size, b"", **fields)


def test_store_gives_up_the_page_asked_for_longest_ago():
    pages = PageStore(3 * page().size)
    for name in "abc":
        pages.put(name, page())
    assert pages.get("a", "token")
    pages.put("d", page())
    assert [name for name in "abcd" if pages.get(name, "token")] == ["a", "c", "d"]
    pages.put("huge", page(1_000_000))
    assert not any(pages.get(name, "token") for name in ("a", "huge"))


def test_store_forgets_what_is_old_or_of_another_edition(monkeypatch):
    pages = PageStore(1_000_000)
    pages.put("a", page())
    assert pages.get("a", "another") is None
    assert pages.get("a", "token") is None
    pages.put("a", page())
    monkeypatch.setattr(store, "MAX_AGE_SECONDS", -1)
    assert pages.get("a", "token") is None
