"""Which stories stand first, why, and what stands beside them."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from onrecord_site.changes.models import Change
from onrecord_site.home.pages import make_pages
from onrecord_site.newsroom.models import State, Statement, Story
from onrecord_site.newsroom.review import decide
from onrecord_site.stories import importance
from onrecord_site.stories.last_look import LastLook
from onrecord_site.stories.picks import picks
from tests.site.records_factory import coast_reading, make_story, valley_reading
from tests.site.test_pages import visible

NOW = datetime(2025, 9, 10, tzinfo=UTC)


@pytest.fixture
def several(publisher):
    """Stories a, b and c; b has most reports, c is newest."""
    make_pages()
    publisher.save_reading(valley_reading())
    publisher.save_reading(coast_reading())
    given = {"a": (2, 10), "b": (9, 10), "c": (1, 11)}
    publisher.publish(
        [
            dataclasses.replace(
                make_story(story_id=name), headline=f"Story {name}", independent_reports=reports,
                last_at=datetime(2025, 9, day, tzinfo=UTC),
            )
            for name, (reports, day) in given.items()
        ]
    )  # fmt: skip
    return publisher


def test_reports_news_and_recency_count():
    def of(reports, fresh, days):
        return importance.importance(reports, fresh, NOW - timedelta(days=days), NOW)

    assert of(3, 0, 0) == 2
    assert of(7, 0, 0) == of(3, 0, 0) + 1
    assert of(3, 1, 0) == of(3, 0, 0) + 1
    assert of(3, 0, 2) == of(3, 0, 0) - 1
    assert importance.importance(3, 0, None, NOW) < -1000


def test_most_important_story_stands_first_with_its_reason(several, reader):
    words = visible(reader.get("/"))
    assert words.index("Story b") < words.index("Story a") < words.index("Story c")
    assert "9 independent reports, 1 point in dispute, last report 10 September 2025" in words


def test_new_points_lift_a_story(several):
    assert importance.ranked_ids({}) == ["b", "a", "c"]
    assert importance.ranked_ids({"c": 30})[0] == "c"


def test_stories_beyond_the_window_follow_by_age(several, monkeypatch):
    monkeypatch.setattr(importance, "WINDOW", 2)
    ranked = importance.RankedStories({})
    assert len(ranked) == 3
    everything = [row.pk for row in ranked[0:3]]
    assert sorted(everything) == ["a", "b", "c"]
    assert [row.pk for row in ranked[2:3]] == everything[2:]


def test_what_changed_today_is_told_and_older_changes_are_not(several, reader):
    row = Story.objects.get(pk="a")
    before = timezone.now() - timedelta(days=3)
    Change.objects.create(
        story=row, kind="point", subject="p1", statements=["valley-s1"], at=before
    )
    assert "What changed today" not in reader.get("/").text
    Change.objects.create(
        story=row, kind="agreement", subject="p2", before="single", after="disputed",
        statements=["valley-s3", "coast-s3"], at=timezone.now(),
    )  # fmt: skip
    answer = reader.get("/")
    assert 'href="http://127.0.0.1:8000/stories/a/#p-p2">Now in dispute' in answer.text
    assert "Believed: Engineer Tomas Brandt is believed to be missing" in visible(answer)
    assert "1 point new today" in visible(answer)
    decide(Statement.objects.filter(pk__in=["valley-s3", "coast-s3"]), State.REJECTED, None)
    assert "What changed today" not in reader.get("/").text


def test_front_page_asks_little(several, reader, django_assert_max_num_queries):
    reader.get("/")
    with django_assert_max_num_queries(15):
        reader.get("/")


def test_picks_are_other_stories_each_with_a_reason(several):
    found = picks(Story.objects.get(pk="a"))
    assert {pick.headline for pick in found} == {"Story b", "Story c"}
    assert found[0].reason == "Also about Tomas Brandt"
    assert picks()[0].reason.startswith("9 independent reports")


def test_picks_tell_a_reader_who_comes_back_what_changed(several):
    row = Story.objects.get(pk="c")
    Change.objects.create(story=row, kind="story", at=timezone.now())
    look = LastLook(timezone.now() - timedelta(days=1), by_visit=True)
    assert picks(look=look)[0][0::2] == ("Story c", "Changed since your last visit")


def test_empty_newsroom_says_what_will_stand_here(publisher, reader):
    make_pages()
    words = visible(reader.get("/"))
    assert "No story yet." in words
    assert "compared as soon as there are two" in words
