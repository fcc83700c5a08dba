"""Feeds of everything there is to follow, and the pings that tell of them."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import timedelta

import httpx
import pytest
from django.utils import timezone

from onrecord_site.changes.models import Change
from onrecord_site.changes.record import record_changes
from onrecord_site.feeds.models import Ping
from onrecord_site.feeds.pings import RETRY_MINUTES, ask_for_pings, send_pings
from onrecord_site.newsroom.models import State, Statement, Story
from tests.site.test_changes import story_with

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = [
    "/", "/stories/flood/", "/people/mara-ilves/", "/stories/flood/figures/families-who-left/",
]  # fmt: skip
HUB = "https://hub.example.org/"
MEDIA = {
    "rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json",
}  # fmt: skip


@pytest.fixture
def recorded(flood):
    """The story with one change since it was seen first."""
    flood.publish([story_with(points=story_with().points[:1])])
    record_changes()
    flood.publish([story_with()])
    record_changes()
    return flood


def entries(reader, page: str, kind: str) -> list[dict[str, str]]:
    """Id, link, title and words of each entry, of whatever format."""
    text = reader.get(f"{page}feed.{kind}").content.decode()
    if kind == "json":
        return [
            {"id": each["id"], "link": each["url"], "title": each["title"],
             "words": each["content_html"]}
            for each in json.loads(text)["items"]
        ]  # fmt: skip
    root = ET.fromstring(text)  # noqa: S314 - made by the site itself
    if kind == "rss":
        return [
            {"id": each.findtext("guid"), "link": each.findtext("link"),
             "title": each.findtext("title"), "words": each.findtext("description")}
            for each in root.iter("item")
        ]  # fmt: skip
    return [
        {"id": each.findtext(f"{ATOM}id"), "link": each.find(f"{ATOM}link").get("href"),
         "title": each.findtext(f"{ATOM}title"), "words": each.findtext(f"{ATOM}summary")}
        for each in root.iter(f"{ATOM}entry")
    ]  # fmt: skip


@pytest.mark.parametrize("kind", MEDIA)
@pytest.mark.parametrize("page", FEEDS)
def test_feed_answers_in_its_format(recorded, reader, page, kind):
    answer = reader.get(f"{page}feed.{kind}")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(MEDIA[kind])
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert f'<http://127.0.0.1:8000{page}feed.{kind}>; rel="self"' in answer["Link"]


@pytest.mark.parametrize("page", FEEDS)
def test_formats_tell_the_same_entries(recorded, reader, page):
    rss, atom, made = (entries(reader, page, kind) for kind in MEDIA)
    assert rss
    assert rss == atom == made
    assert len({each["id"] for each in rss}) == len(rss)


@pytest.mark.parametrize("page", FEEDS)
def test_every_statement_of_a_feed_links_to_its_words(recorded, reader, page):
    for entry in entries(reader, page, "atom"):
        lines = re.findall(r"<li>(.*?)</li>", entry["words"])
        assert lines
        assert all('href="https://' in line and "/reports/" in line for line in lines)
        assert entry["id"].startswith("tag:127.0.0.1,2026:")


@pytest.mark.parametrize("kind", MEDIA)
@pytest.mark.parametrize("page", FEEDS)
def test_feed_that_did_not_change_is_not_sent_again(recorded, reader, page, kind):
    address = f"{page}feed.{kind}"
    first = reader.get(address)
    again = reader.get(address, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    since = reader.get(address, headers={"if-modified-since": first["Last-Modified"]})
    assert since.status_code == 304
    Statement.objects.update(state=State.REJECTED)
    changed = reader.get(address, headers={"if-none-match": first["ETag"]})
    assert changed.status_code in (200, 404)


def test_ids_stay_when_a_headline_is_written_anew(recorded, reader):
    before = [each["id"] for page in FEEDS for each in entries(reader, page, "atom")]
    Story.objects.update(headline="Another headline")
    assert [each["id"] for page in FEEDS for each in entries(reader, page, "atom")] == before


def test_front_entry_is_updated_when_its_story_changed(recorded, reader):
    at = timezone.now().replace(microsecond=0) + timedelta(days=1)
    Change.objects.filter(kind="point").update(at=at)
    root = ET.fromstring(reader.get("/feed.atom").content)  # noqa: S314
    assert root.findtext(f"{ATOM}entry/{ATOM}updated") == at.isoformat()
    assert root.findtext(f"{ATOM}updated") == at.isoformat()


def test_story_feed_tells_what_happened_without_taking_a_side(recorded, reader):
    titles = [each["title"] for each in entries(reader, "/stories/flood/", "atom")]
    assert any(title.startswith("New, and in dispute: ") for title in titles)


def test_figure_feed_leads_to_the_figures_own_page(recorded, reader):
    page = "/stories/flood/figures/families-who-left/"
    feed = reader.get(f"{page}feed.json").json()
    leads_to = {feed["home_page_url"], *(item["url"] for item in feed["items"])}
    assert leads_to == {f"http://127.0.0.1:8000{page}"}
    assert reader.get(page).status_code == 200
    Statement.objects.update(state=State.REJECTED)
    assert reader.get(page).status_code == reader.get(f"{page}feed.json").status_code == 404


def test_rejected_statement_leaves_every_feed(recorded, reader):
    Statement.objects.filter(pk="valley-s2").update(state=State.REJECTED)
    for page in FEEDS:
        assert "The dam will hold" not in str(entries(reader, page, "atom"))


@pytest.mark.parametrize(
    ("page", "feeds"),
    [
        ("/", ["/feed.atom"]),
        ("/stories/flood/", ["/stories/flood/feed.atom", "/feed.atom"]),
        ("/people/mara-ilves/", ["/people/mara-ilves/feed.atom", "/feed.atom"]),
        ("/about/", ["/feed.atom"]),
    ],
)
def test_page_leads_to_its_feeds(recorded, reader, page, feeds):
    text = reader.get(page).text
    assert re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]*href="([^"]+)"',
                      text) == feeds  # fmt: skip
    assert len(re.findall('<link rel="alternate"', text)) == 3 * len(feeds)


@pytest.mark.parametrize(
    "address",
    ["/stories/none/feed.rss", "/people/none/feed.rss", "/stories/flood/figures/none/feed.rss",
     "/feed.xml"],
)  # fmt: skip
def test_feed_of_nothing_is_not_found(recorded, reader, address):
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize("kind", MEDIA)
def test_feed_names_the_hub(recorded, reader, settings, kind):
    settings.WEBSUB_HUB = HUB
    answer = reader.get(f"/feed.{kind}")
    assert HUB in answer.text
    assert f'<{HUB}>; rel="hub"' in answer["Link"]


def test_without_a_hub_nothing_is_pinged(recorded):
    assert not Ping.objects.exists()
    assert send_pings() == 0


@pytest.fixture
def hub(settings, monkeypatch):
    """A hub that answers as told, and remembers what it was told."""
    settings.WEBSUB_HUB = HUB
    heard, state = [], {"status": 204, "meanwhile": list}

    def answer(request):
        if not state["status"]:
            raise httpx.ConnectError("no such hub")
        state["meanwhile"]()
        heard.append(dict(httpx.QueryParams(request.content.decode())))
        return httpx.Response(state["status"])

    client = httpx.Client
    monkeypatch.setattr(
        "onrecord_site.feeds.pings.httpx.Client",
        lambda **given: client(transport=httpx.MockTransport(answer), **given),
    )
    return heard, state


def test_hub_is_told_of_every_feed_that_changed(flood, hub):
    heard, _ = hub
    record_changes()
    asked = Ping.objects.count()
    assert send_pings() == asked == len(heard)
    assert {each["hub.mode"] for each in heard} == {"publish"}
    topics = {each["hub.url"] for each in heard}
    assert "http://127.0.0.1:8000/feed.json" in topics
    assert "http://127.0.0.1:8000/stories/flood/feed.atom" in topics
    assert "http://127.0.0.1:8000/people/mara-ilves/feed.rss" in topics
    assert send_pings() == 0


@pytest.mark.parametrize("status", [500, 0])
def test_ping_that_failed_is_tried_again_and_given_up_in_the_end(flood, hub, status):
    _, state = hub
    state["status"] = status
    ask_for_pings(record_changes())
    asked = Ping.objects.count()
    assert send_pings() == 0
    assert set(Ping.objects.values_list("tries", flat=True)) == {1}
    assert send_pings() == 0  # not due yet
    assert set(Ping.objects.values_list("tries", flat=True)) == {1}
    for _ in RETRY_MINUTES:
        assert Ping.objects.count() == asked
        Ping.objects.update(due_at=timezone.now())
        send_pings()
    assert not Ping.objects.exists()


def test_change_while_the_hub_is_told_asks_again(flood, hub):
    _, state = hub
    later = timezone.now() + timedelta(seconds=1)
    state["meanwhile"] = lambda: Ping.objects.update(asked_at=later)
    record_changes()
    asked = Ping.objects.count()
    send_pings()
    assert Ping.objects.count() == asked
