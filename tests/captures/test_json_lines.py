"""JSON Lines in: the input contract, and what a record that breaks it is told."""

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.captures.json_lines import read_records
from onrecord.errors import BadRecordError, InputError, PageTooLargeError
from onrecord.records import Capture


def parsed(*lines: bytes | dict[str, Any]) -> tuple[list[Capture], list[tuple[str, InputError]]]:
    problems: list[tuple[str, InputError]] = []
    content = b"".join(
        (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines
    )
    captures = list(
        read_records(
            io.BytesIO(content), "pages.jsonl", lambda name, error: problems.append((name, error))
        )
    )
    return captures, problems


def test_every_field_of_a_record_is_carried() -> None:
    (page,), problems = parsed(
        {
            "id": "a1",
            "html": "<p>Minsk",
            "url": "https://a.example/1",
            "title": "Minsk",
            "published_at": "2025-09-11T16:30:00+02:00",
            "fetched_at": "2025-09-12T06:00:00Z",
            "language": "en",
            "score": 3,
        }
    )
    assert not problems
    assert page == Capture(
        name="pages.jsonl:1",
        content=b"<p>Minsk",
        media="html",
        url="https://a.example/1",
        headers={"content-type": "text/html; charset=utf-8"},
        id="a1",
        title="Minsk",
        published_at=datetime(2025, 9, 11, 14, 30, tzinfo=UTC),
        fetched_at=datetime(2025, 9, 12, 6, tzinfo=UTC),
        language="en",
    )


@pytest.mark.parametrize("media", ["html", "text", "body"])
@given(words=st.text(st.characters(codec="utf-8")))
def test_the_words_arrive_as_they_were_given(media: str, words: str) -> None:
    (page,), _ = parsed({media: words})
    assert page.media == media
    assert page.content.decode() == words


@pytest.mark.parametrize(
    ("given_time", "time"),
    [
        ("2025-09-11", datetime(2025, 9, 11, tzinfo=UTC)),
        ("2025-09-11T14:30:00", datetime(2025, 9, 11, 14, 30, tzinfo=UTC)),
        ("2025-09-11T14:30:00Z", datetime(2025, 9, 11, 14, 30, tzinfo=UTC)),
        (None, None),
    ],
)
def test_a_time_without_a_zone_is_utc(given_time: str | None, time: datetime | None) -> None:
    (page,), _ = parsed({"text": "Minsk", "published_at": given_time})
    assert page.published_at == time


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{", "not a line of JSON"),
        (b"\xff\xfe{}", "not a line of JSON"),
        (b"[" * 100_000, "not a line of JSON"),
        (b"[1]", "must be a JSON object"),
        ({}, "found none of them"),
        ({"text": None}, "found none of them"),
        ({"text": "a", "html": "b"}, "found html and text"),
        ({"text": 3}, "'text'"),
        ({"text": "a", "id": 7}, "'id'"),
        ({"text": "a", "url": ["b"]}, "'url'"),
        ({"text": "a", "published_at": "last Thursday"}, "'published_at'"),
        ({"text": "a", "published_at": 1757601000}, "'published_at'"),
        ({"text": "a", "fetched_at": "just now"}, "'fetched_at'"),
        ({"text": "a", "published_at": "0001-01-01T00:00:00+05:00"}, "'published_at'"),
        (b'{"text": "\\ud800"}', "'text'"),
    ],
)
def test_a_bad_record_names_line_and_field_and_the_rest_goes_on(
    line: bytes | dict[str, Any], says: str
) -> None:
    captures, problems = parsed({"text": "first"}, line, {"text": "last"})
    assert [page.content for page in captures] == [b"first", b"last"]
    ((name, error),) = problems
    assert name == "pages.jsonl:2"
    assert isinstance(error, BadRecordError)
    assert "pages.jsonl:2" in str(error)
    assert says in str(error)


def test_blank_lines_and_a_byte_order_mark_are_passed_over() -> None:
    captures, problems = parsed(b"\xef\xbb\xbf" + b'{"text": "one"}', b"", b"  ", {"text": "two"})
    assert not problems
    assert [page.name for page in captures] == ["pages.jsonl:1", "pages.jsonl:4"]


def test_a_record_over_the_limit_is_refused_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ONRECORD_MAX_PAGE_BYTES", "10")
    captures, problems = parsed(
        {"text": "x" * 11}, {"text": "x" * 200_000}, {"text": "\u00e9" * 5}, {"text": "x" * 10}
    )
    assert [page.name for page in captures] == ["pages.jsonl:3", "pages.jsonl:4"]
    assert [(name, type(error)) for name, error in problems] == [
        ("pages.jsonl:1", PageTooLargeError),
        ("pages.jsonl:2", PageTooLargeError),
    ]
