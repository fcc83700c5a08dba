"""Topics and outlets are followed as stories and names are: by feed and by mail."""

import json

import pytest

from onrecord_site.changes.record import record_changes
from onrecord_site.feeds.models import Ping
from onrecord_site.feeds.pings import ask_for_pings
from onrecord_site.follow.alerts import post_alerts
from onrecord_site.follow.models import MailFollow
from onrecord_site.mail.models import Letter
from onrecord_site.newsroom.models import State, Statement
from onrecord_site.outlets.counting import count_outlets
from onrecord_site.topics.models import StoryTopic
from tests.site.test_changes import story_with
from tests.site.test_follow import follow, more_happens, open_desk  # noqa: F401

TOPIC, OUTLET = "/topics/dams/", "/outlets/coast-herald/"
FOLLOWED = {TOPIC: "/follow/topic/dams/", OUTLET: "/follow/outlet/coast-herald/"}
WORDS = {TOPIC: "At least 40 families", OUTLET: "Tomas Brandt was found alive"}


@pytest.fixture
def rooms(open_desk):  # noqa: F811
    """The newsroom with a topic, and its outlets counted."""
    count_outlets()
    StoryTopic.objects.create(story_id="flood", slug="dams", name="Dams", reason="tag", reports=2)
    return open_desk


@pytest.mark.parametrize("page", FOLLOWED)
def test_page_leads_to_its_feeds_and_to_following(rooms, reader, page):
    text = reader.get(page).text
    assert f'href="{FOLLOWED[page]}"' in text
    for kind in ("rss", "atom", "json"):
        assert f'href="{page}feed.{kind}"' in text
        assert f'href="{page}feed.{kind}"' in reader.get(FOLLOWED[page]).text
        answer = reader.get(f"{page}feed.{kind}")
        assert answer.status_code == 200
        assert WORDS[page] in answer.text
    assert f'href="{page}"' in reader.get(FOLLOWED[page]).text


def test_feed_of_an_outlet_holds_its_own_words_alone_and_none_that_are_rejected(rooms, reader):
    feed = reader.get(f"{OUTLET}feed.json").text
    assert "The dam will hold" not in feed
    urls = {item["url"] for item in json.loads(feed)["items"]}
    quoted = Statement.objects.filter(article="coast", quoted=True).values_list("slug", flat=True)
    assert len(urls) == len(quoted) > 1
    assert urls == {f"http://127.0.0.1:8000/reports/coast/#s-{slug}" for slug in quoted}
    Statement.objects.filter(pk="coast-s3").update(state=State.REJECTED)
    assert "found alive" not in reader.get(f"{OUTLET}feed.json").text


def test_feed_of_a_topic_holds_its_stories_alone(rooms, reader):
    (item,) = reader.get(f"{TOPIC}feed.json").json()["items"]
    assert item["url"].endswith("/stories/flood/")
    StoryTopic.objects.all().delete()
    assert reader.get(f"{TOPIC}feed.json").status_code == 404


@pytest.mark.parametrize("address", [f"{TOPIC}feed.rss", f"{OUTLET}feed.rss", *FOLLOWED.values()])
def test_what_is_not_there_has_no_feed_and_is_not_followed(flood, reader, address):
    assert reader.get(address).status_code == 404


def test_topic_is_told_of_what_changes_in_its_stories(rooms, reader):
    follow(reader, FOLLOWED[TOPIC])
    more_happens(rooms)
    assert post_alerts() == 1
    letter = Letter.objects.latest("pk")
    assert letter.subject == "Dams: 2 changes"
    assert "in the story Orlen valley cleared" in letter.text
    assert "New, and in dispute" in letter.text


def test_topic_is_not_told_of_other_stories(rooms, reader):
    follow(reader, FOLLOWED[TOPIC])
    StoryTopic.objects.all().delete()
    more_happens(rooms)
    assert post_alerts() == 0
    assert MailFollow.objects.get().told_through > 0


def test_outlet_is_told_of_its_own_words_alone(rooms, reader):
    follow(reader, FOLLOWED[OUTLET])
    follow(reader, "/follow/outlet/valley-courier/", email="other@example.org")
    more_happens(rooms)
    Statement.objects.update(quoted=True)
    assert post_alerts() == 1  # nothing of the other outlet came on record
    letter = Letter.objects.latest("pk")
    assert letter.subject == "Coast Herald: 1 change"
    assert "the dam had cracked" in letter.text
    assert "in the story Orlen valley cleared" in letter.text


def test_hub_is_told_of_topics_and_outlets(rooms, settings):
    settings.WEBSUB_HUB = "https://hub.example.org/"
    rooms.publish([story_with()])
    ask_for_pings(record_changes())
    topics = set(Ping.objects.values_list("topic", flat=True))
    for page in FOLLOWED:
        assert f"http://127.0.0.1:8000{page}feed.atom" in topics
