"""Who follows a story that goes into another one follows that one from then on."""

import dataclasses

import pytest

from onrecord_site.changes.record import record_changes
from onrecord_site.follow.alerts import post_alerts
from onrecord_site.follow.models import MailFollow, Subject
from onrecord_site.follow.moving import move_followers
from onrecord_site.mail.models import Letter
from onrecord_site.newsroom.publisher import NewsroomPublisher
from onrecord_site.newsroom.signals import stories_published
from tests.site.test_changes import story_with
from tests.site.test_follow import follow, link_in_mail

FIGURE = "families-who-left"


def storm(**fields):
    """Another story of the same reports, with another headline."""
    return dataclasses.replace(story_with(**fields), id="storm", headline="Storm over the coast")


@pytest.fixture
def two(flood, settings):
    """The flood, and the storm with one point."""
    settings.MAIL_FROM = "news@example.org"
    flood.publish([story_with(), storm(points=story_with().points[:1])])
    record_changes()
    return flood


def merge(newsroom):
    newsroom.publish([], {"flood": "storm"})
    stories_published.send(NewsroomPublisher)


def test_follower_of_a_merged_story_is_told_of_the_surviving_one(two, reader):
    followed = follow(reader)
    merge(two)
    (moved,) = MailFollow.objects.select_related("subject")
    assert (moved.pk, moved.subject.key) == (followed.pk, "storm")
    assert (moved.subject.label, moved.told_through) == (
        "Storm over the coast", followed.told_through
    )  # fmt: skip
    two.publish([storm()])
    record_changes()
    assert post_alerts() == 1
    letter = Letter.objects.latest("pk")
    assert letter.subject == "Storm over the coast: 2 changes"
    assert "/stories/storm/" in letter.text
    assert not Subject.objects.filter(key="flood").exists()
    assert move_followers() == 0


def test_who_follows_both_follows_once_and_is_told_nothing_twice(two, reader):
    follow(reader)
    kept = follow(reader, "/follow/story/storm/")
    follow(reader, email="other@example.org")
    merge(two)
    follows = MailFollow.objects.values_list("address__email", "subject__key")
    assert sorted(follows) == [("other@example.org", "storm"), ("reader@example.org", "storm")]
    assert MailFollow.objects.filter(pk=kept.pk).exists()


def test_figure_is_followed_where_the_surviving_story_has_it(two, reader):
    follow(reader, f"/follow/figure/flood/{FIGURE}/")
    merge(two)
    assert MailFollow.objects.get().subject.key == f"storm/{FIGURE}"


def test_figure_that_the_surviving_story_lacks_can_still_be_ended(two, reader):
    follow(reader, f"/follow/figure/flood/{FIGURE}/")
    two.publish([storm(figures=())])
    merge(two)
    assert MailFollow.objects.get().subject.key == f"flood/{FIGURE}"
    assert reader.get(f"/follow/figure/flood/{FIGURE}/").status_code == 404


def test_story_merged_before_it_was_confirmed_is_followed_where_it_went(two, reader):
    reader.post("/follow/story/flood/", {"email": "reader@example.org"})
    merge(two)
    assert "Storm over the coast" in reader.get("/follow/story/flood/").text
    assert "You follow this now" in reader.post(link_in_mail("confirm")).text
    assert MailFollow.objects.get().subject.key == "storm"


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_feed_of_a_merged_story_leads_on(two, reader, kind):
    merge(two)
    for page in ("", f"figures/{FIGURE}/"):
        answer = reader.get(f"/stories/flood/{page}feed.{kind}")
        assert (answer.status_code, answer["Location"]) == (
            301, f"/stories/storm/{page}feed.{kind}"
        )  # fmt: skip
        assert reader.get(answer["Location"]).status_code == 200
    assert reader.get(f"/stories/none/feed.{kind}").status_code == 404
    assert reader.get(f"/people/flood/feed.{kind}").status_code == 404


def test_story_that_ends_without_an_heir_takes_nobody_along(two, reader):
    follow(reader)
    two.publish([], {"flood": ""})
    stories_published.send(NewsroomPublisher)
    assert MailFollow.objects.get().subject.key == "flood"
    assert reader.get("/follow/story/flood/").status_code == 404
