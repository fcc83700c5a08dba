"""The way of the data: one page never costs another."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from onrecord import pipeline
from onrecord.cli.commands import onrecord
from onrecord.errors import InputError, MissingModelError, PageDefectError
from onrecord.records import Capture

PAGES = [
    Capture(name=name, content=content, media="body")
    for name, content in [
        ("first", b"The minister said that the road was open."),
        ("empty", b""),
        ("last", b"The union denied that talks had failed."),
    ]
]


def test_a_page_that_cannot_be_read_is_reported_and_the_others_are_done():
    problems: dict[str, InputError] = {}
    readings, _ = pipeline.tell_stories(PAGES, problems.__setitem__)
    assert [reading.capture.name for reading in readings] == ["first", "last"]
    assert problems["empty"].id == "input:empty"


def test_a_defect_of_our_own_costs_only_the_page_it_shows_on(monkeypatch):
    find = pipeline.find_statements

    def fail_on_roads(article):
        if "road" in article.text:
            raise ZeroDivisionError("no such road")
        return find(article)

    monkeypatch.setattr(pipeline, "find_statements", fail_on_roads)
    problems: dict[str, InputError] = {}
    readings, _ = pipeline.tell_stories(PAGES[::2], problems.__setitem__)
    assert [reading.capture.name for reading in readings] == ["last"]
    assert isinstance(problems["first"], PageDefectError)
    assert "no such road" in str(problems["first"])
    assert isinstance(problems["first"].__cause__, ZeroDivisionError)


def test_what_is_no_fault_of_the_page_ends_the_run(monkeypatch):
    def no_model(article):
        raise MissingModelError("install it")

    monkeypatch.setattr(pipeline, "find_entities", no_model)
    with pytest.raises(MissingModelError):
        pipeline.tell_stories(PAGES, lambda name, error: None)


def test_the_log_tells_where_a_defect_of_our_own_is(monkeypatch, tmp_path):
    def fail(article):
        raise ZeroDivisionError("no such road")

    monkeypatch.setattr(pipeline, "find_statements", fail)
    monkeypatch.setenv("ONRECORD_LOG_LEVEL", "debug")
    page = tmp_path / "pages.jsonl"
    page.write_text('{"body": "The road was open on Monday."}\n')
    result = CliRunner().invoke(onrecord, ["statements", str(page)])
    assert result.exit_code == 1
    assert "no such road" in result.stderr
    assert "in fail" in result.stderr


def test_what_nobody_is_named_for_is_not_told_as_fact():
    pulled = "The bridge over the river has been unsafe for a whole decade."
    pages = [
        Capture(
            name=str(number),
            url=f"https://outlet{number}.example.org/bridge",
            content=(
                f"<h1>Bridge closed in Toledo</h1><p>The old bridge was closed on Monday, the "
                f"mayor of Toledo said in a statement to reporters number {number}.</p>"
                f"<blockquote><p>{pulled}</p></blockquote>"
                "<p>Engineers will look at the bridge on Tuesday, and traffic goes by the motorway "
                "until they are done with their work.</p>"
            ).encode(),
            media="html",
        )
        for number in range(2)
    ]
    readings, stories = pipeline.tell_stories(pages, lambda name, error: None)
    unnamed = [each.id for reading in readings for each in reading.statements if each.lacks_speaker]
    assert len(unnamed) == 2
    for story in stories:
        assert all(pulled not in sentence.text for sentence in story.summary)


def test_of_a_page_read_twice_the_latest_words_count_and_the_first_stay_behind_them():
    def page(count: int, day: int) -> Capture:
        words = f"Fire in Toledo\n\nThe mayor of Toledo said that {count} people were hurt in it."
        return Capture(
            name=str(day),
            url="https://post.example.com/fire",
            content=words.encode(),
            media="text",
            fetched_at=datetime(2025, 9, day, tzinfo=UTC),
        )

    readings, [story] = pipeline.tell_stories([page(11, 1), page(2, 2)], lambda name, error: None)
    old, new = ({each.id for each in reading.statements} for reading in readings)
    told = {name for point in story.points for name in point.statements}
    assert new <= told
    withdrawn = {name for point in story.points for name in point.withdrawn}
    assert (old - new) & told == withdrawn
    assert {value.statement for figure in story.figures for value in figure.series} <= new
    (revision,) = story.revisions
    assert [each.kind for each in revision.corrections] == ["figure"]
    assert [point.agreement for point in story.points if point.withdrawn] == ["changed"]
