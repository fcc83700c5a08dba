"""What is new since a time: points and figures that appeared, changed or were withdrawn."""

import dataclasses
from datetime import UTC, datetime

import pytest
from tests.stories.conftest import Newsroom

from onrecord.records import FigureSeries, FigureValue, Story
from onrecord.stories.group import group_stories
from onrecord.stories.news import news_since

LEFT = "Every ferry of Port Alder left pier nine early on the day of the storm."
CALM = {"text": "The weather off Alder was calm."}


def fire(number, **more):
    words = f"The fire on pier nine of Port Alder destroyed {number} boats."
    return {"text": words, "figures": [(str(number), number, "boats")], **more}


def march(day, hour=0):
    return datetime(2025, 3, day, hour, tzinfo=UTC)


def news(newsroom, since):
    stories = group_stories(newsroom.articles, newsroom.statements)
    assert len(stories) == 1
    found = news_since(stories, since, newsroom.articles, newsroom.statements)
    return found[0] if found else None


def told(newsroom, since):
    """What is new, by the words of the points' statements."""
    story = news(newsroom, since)
    if story is None:
        return []
    said = {each.id: each.content.text for each in newsroom.statements}
    return [
        (each.kind, each.was, [said[name] for name in each.statements])
        for each in story.news.points
    ]


def figures(newsroom, since):
    story = news(newsroom, since)
    return [
        (each.kind, each.counts, [value.value for value in each.values])
        for each in story.news.figures
    ]


def test_a_later_report_brings_a_point_and_a_figure(newsroom):
    newsroom.article("one", {"text": LEFT}, day="2025-03-01")
    newsroom.article("two", {"text": LEFT}, fire(40), day="2025-03-03")
    story = news(newsroom, march(2))
    assert story.news.reports == ("two",)
    assert ("appeared", None, [fire(40)["text"]]) in told(newsroom, march(2))
    assert figures(newsroom, march(2)) == [("appeared", "boats", [40])]


def test_what_one_told_and_another_confirms_is_a_change(newsroom):
    newsroom.article("one", fire(40), day="2025-03-01")
    other = {
        "text": "At pier nine of Port Alder 40 boats were destroyed by a fire, the owners say.",
        "figures": [("40", 40, "boats")],
    }
    newsroom.article("two", other, day="2025-03-03")
    assert told(newsroom, march(2)) == [("changed", "single", [other["text"]])]
    assert figures(newsroom, march(2)) == []


def test_a_third_voice_is_no_news(newsroom):
    for number, name in enumerate(("one", "two", "three"), start=1):
        newsroom.article(name, fire(40), day=f"2025-03-0{number}")
    assert told(newsroom, march(2, 12)) == []
    assert news(newsroom, march(2, 12)) is None


def test_a_later_figure_is_a_change(newsroom):
    newsroom.article("one", fire(40), CALM, day="2025-03-01")
    newsroom.article("two", fire(60), day="2025-03-03")
    assert told(newsroom, march(2)) == [("changed", "single", [fire(60)["text"]])]
    assert figures(newsroom, march(2)) == [("changed", "boats", [60])]


def test_nothing_is_new_after_the_last_report_and_all_before_the_first(newsroom):
    newsroom.article("one", fire(40), day="2025-03-01")
    assert news(newsroom, march(1)) is None
    assert [each[0] for each in told(newsroom, datetime(2025, 2, 1, tzinfo=UTC))] == ["appeared"]


def test_a_report_without_a_date_is_not_new(newsroom):
    newsroom.article("one", fire(40), day=None)
    assert news(newsroom, datetime(2000, 1, 1, tzinfo=UTC)) is None


def revise(newsroom, before, after):
    newsroom.article("one", *before, day="2025-03-01", version="a", fetched_at=march(1, 8))
    newsroom.article("one", *after, day="2025-03-01", version="b", fetched_at=march(3))


def test_a_corrected_report_changes_a_point_after_its_first_day(newsroom):
    revise(newsroom, [fire(40), CALM], [fire(60), CALM])
    assert told(newsroom, march(2)) == [("changed", "single", [fire(60)["text"]])]
    assert told(newsroom, march(4)) == []


def test_what_is_taken_back_is_withdrawn(newsroom):
    note = "Correction: This article wrongly said that the fire destroyed boats at pier nine."
    revise(newsroom, [fire(40), CALM], [CALM["text"], note])
    assert told(newsroom, march(2)) == [("withdrawn", "single", [fire(40)["text"]])]
    assert figures(newsroom, march(2)) == [("withdrawn", "boats", [40])]
    assert told(newsroom, march(4)) == []


@pytest.mark.parametrize(
    ("words", "value", "low", "high", "new"),
    [
        ("about 40", 40, None, None, False),
        ("more than 40", 40, 40, None, False),
        ("40 to 50", None, 40, 50, False),
        ("about 60", 60, None, None, True),
        ("more than 60", 60, 60, None, True),
        ("44", 44, 44, 44, True),
    ],
)
def test_a_known_figure_in_rounder_words_is_no_news(words, value, low, high, new):
    values = [
        FigureValue(as_of=None, value=number, low=least, high=most, source=None, statement=name)
        for name, number, least, most in (("old", 43, 43, 43), ("new", value, low, high))
    ]
    story = Story(
        id="s",
        headline="",
        figures=(FigureSeries(counts="boats", unit=None, series=tuple(values)),),
    )
    newsroom = Newsroom()
    for day, (name, number) in enumerate((("old", "43"), ("new", words)), start=1):
        newsroom.article(name, {"text": f"It sank {number} boats."}, day=f"2025-03-0{day}")
    statements = [dataclasses.replace(each, id=each.article) for each in newsroom.statements]
    found = news_since([story], march(1, 12), newsroom.articles, statements)
    assert [each.kind for told in found for each in told.news.figures] == ["changed"] * new


def test_a_time_without_a_zone_is_refused(newsroom):
    with pytest.raises(ValueError, match="2025-03-02T00:00:00 has no time zone"):
        news_since([], datetime(2025, 3, 2), [], [])  # noqa: DTZ001
