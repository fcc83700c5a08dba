"""The log of changes: what it takes for a change, and how it is told."""

import dataclasses

import pytest

from onrecord_site.changes.models import Change
from onrecord_site.changes.record import record_changes
from onrecord_site.changes.tell import tell_changes
from onrecord_site.newsroom.models import State, Statement
from onrecord_site.newsroom.review import decide
from tests.site.records_factory import VALLEY, make_story, valley_reading


def story_with(**fields):
    return dataclasses.replace(make_story(), **fields)


def only_kinds(changes) -> list[str]:
    return sorted(change.kind for change in changes)


@pytest.fixture
def seen(flood):
    """The newsroom with one story, as it was looked at once."""
    record_changes()
    return flood


def test_story_seen_first_is_one_change_and_what_it_brings_on_record(flood):
    assert only_kinds(record_changes()) == ["statements", "story"]


def test_same_stories_change_nothing(seen):
    seen.publish([make_story()])
    assert record_changes() == []


def test_new_point_is_told(seen):
    story = make_story()
    seen.publish([story_with(points=story.points[:1])])
    record_changes()
    seen.publish([story])
    changes = record_changes()
    assert only_kinds(changes) == ["point", "point", "statements"]
    assert {change.subject for change in changes if change.kind == "point"} == {"p2", "p3"}


def test_point_that_stands_differently_is_told_whatever_its_id(seen):
    story = make_story()
    other = dataclasses.replace(story.points[2], id="another", agreement="disputed")
    seen.publish([story_with(points=(*story.points[:2], other))])
    (change,) = record_changes()
    assert (change.kind, change.before, change.after) == ("agreement", "agreed", "disputed")


def test_point_whose_statement_moved_is_the_same_point(seen):
    """An edit elsewhere on the page gives the statement another id; its words stay."""
    longer = VALLEY.replace("\n", "\nThis was added at the top. ", 1)
    reading = valley_reading(longer)
    moved = {each.id: f"{each.id}-moved" for each in reading.statements}
    seen.save_reading(
        reading._replace(
            statements=tuple(
                dataclasses.replace(each, id=moved[each.id]) for each in reading.statements
            )
        )
    )
    story = make_story()
    points = tuple(
        dataclasses.replace(
            point,
            id=f"{point.id}-moved",
            statements=tuple(moved.get(each, each) for each in point.statements),
            sides=tuple(tuple(moved.get(each, each) for each in side) for side in point.sides),
        )
        for point in story.points
    )
    seen.publish([story_with(points=points, summary=(), figures=(), people=(), timeline=())])
    assert record_changes() == []


def test_figure_that_moves_is_told_with_both_values(seen):
    story = make_story()
    moved = dataclasses.replace(story.figures[0], series=story.figures[0].series[:1])
    seen.publish([story_with(figures=(moved,))])
    record_changes()
    seen.publish([story])
    (change,) = record_changes()
    assert (change.kind, change.before, change.after) == ("figure", "at least 40", "50 to 55")
    (told,) = tell_changes([change])
    assert told.label == "Figure moved from at least 40 to 50 to 55: families who left"
    assert told.url.endswith("/stories/flood/figures/families-who-left/")


def test_rejected_statement_regrades_its_point(seen):
    decide(Statement.objects.filter(pk="coast-s3"), State.REJECTED, None)
    seen.publish([make_story()])
    (change,) = record_changes()
    assert (change.kind, change.before, change.after) == ("agreement", "disputed", "single")


def test_dispute_is_told_from_both_sides(seen):
    Change.objects.all().delete()
    story = make_story()
    seen.publish([story_with(points=story.points[:1])])
    record_changes()
    seen.publish([story])
    changes = [change for change in record_changes() if change.subject == "p2"]
    (told,) = tell_changes(changes)
    assert [line.by for line in told.lines] == [
        "Reported by Valley Courier as believed, not confirmed",
        "Confirmed by The regional rescue service · Coast Herald",
    ]
    assert told.lines[0].source_url.startswith("https://valley.example.org/news/1#:~:text=")


def test_what_an_editor_rejected_is_not_told(seen):
    changes = list(Change.objects.filter(kind="statements"))
    Statement.objects.update(state=State.REJECTED)
    assert tell_changes(changes) == []


def test_words_that_may_not_be_quoted_are_not_told(seen):
    Statement.objects.update(quoted=False)
    assert tell_changes(Change.objects.all()) == []


def test_only_what_concerns_a_name_is_told_of_it(seen):
    changes = Change.objects.filter(kind="statements")
    (told,) = tell_changes(changes, about="mara-ilves")
    assert {line.statement for line in told.lines} == {"valley-s2", "coast-s2"}
    assert tell_changes(changes, about="nobody") == []


def test_publishing_looks_at_the_stories_once_committed(
    publisher, django_capture_on_commit_callbacks
):
    publisher.save_reading(valley_reading())
    with django_capture_on_commit_callbacks(execute=True):
        publisher.publish([make_story()])
        assert not Change.objects.exists()
    assert Change.objects.filter(kind="story").count() == 1


def test_failing_log_does_not_undo_a_publication(
    publisher, django_capture_on_commit_callbacks, monkeypatch
):
    def fail():
        raise RuntimeError("out of order")

    monkeypatch.setattr("onrecord_site.changes.record.record_changes", fail)
    publisher.save_reading(valley_reading())
    with django_capture_on_commit_callbacks(execute=True):
        publisher.publish([make_story()])
    assert publisher.stories()
