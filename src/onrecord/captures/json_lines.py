"""Captures out of JSON Lines: one page a line, as the input contract says."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict, StrictStr, ValidationError, field_validator

from onrecord import settings
from onrecord.captures.limits import page_too_large
from onrecord.errors import BadRecordError, InputError
from onrecord.moments import read_moment
from onrecord.records import Capture, Media

#: JSON may write one byte as six (``\u0000``); what else stands in the record is short.
_BYTES_PER_BYTE = 6
_ROOM_FOR_FIELDS = 65_536
#: What the giver of a page knows about it.
_KNOWN = {"id", "url", "title", "published_at", "fetched_at", "language"}
_CONTENT_TYPES: dict[Media, str] = {
    "html": "text/html; charset=utf-8",
    "text": "text/plain; charset=utf-8",
    "body": "text/plain; charset=utf-8",
}


class PageRecord(BaseModel):
    """One line of the input. Exactly one of `html`, `text` and `body` is given.

    Fields that it does not name are left alone, so records that carry more can be piped in.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: StrictStr | None = None
    html: StrictStr | None = None
    text: StrictStr | None = None
    body: StrictStr | None = None
    url: StrictStr | None = None
    title: StrictStr | None = None
    published_at: datetime | None = None
    fetched_at: datetime | None = None
    language: StrictStr | None = None

    @field_validator("published_at", "fetched_at", mode="before")
    @classmethod
    def _parse_time(cls, value: object) -> datetime | None:
        """Read ISO 8601 only: a bare number would be guessed to be seconds or milliseconds."""
        return None if value is None else read_moment(str(value))


def longest_line() -> int:
    """Return the most bytes that a line with a page of MAX_PAGE_BYTES can have."""
    limit: int = settings.get("MAX_PAGE_BYTES")
    return limit * _BYTES_PER_BYTE + _ROOM_FOR_FIELDS


def read_records(
    stream: BinaryIO,
    name: str,
    on_problem: Callable[[str, InputError], None],
    *,
    first: bytes = b"",
) -> Iterator[Capture]:
    """Yield a capture for each line; a bad line is handed to `on_problem` and the rest goes on.

    Args:
        stream: UTF-8, with or without a byte order mark. Blank lines are skipped.
        name: What a person calls the stream; a line is ``name:number``, counted from 1.
        on_problem: Told the line and a `BadRecordError` naming the field, or a
            `PageTooLargeError`.
        first: The first line, where it was read already.
    """
    limit = settings.get("MAX_PAGE_BYTES")
    longest = longest_line()
    lines = chain([first] if first else [], iter(lambda: stream.readline(longest + 1), b""))
    for number, line in enumerate(lines, start=1):
        place = f"{name}:{number}"
        if len(line) > longest:
            if not line.endswith(b"\n"):
                _skip_line(stream, longest)
            on_problem(place, page_too_large(place, limit))
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            try:
                yield _parse(line, place, limit)
            except InputError as error:
                on_problem(place, error)


def _skip_line(stream: BinaryIO, chunk: int) -> None:
    while (rest := stream.readline(chunk)) and not rest.endswith(b"\n"):
        pass


def _parse(line: bytes, place: str, limit: int) -> Capture:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadRecordError(f"{place} is not a line of JSON in UTF-8: {error}") from error
    if not isinstance(data, dict):
        raise BadRecordError(f"{place} must be a JSON object, not {type(data).__name__}")
    try:
        record = PageRecord.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        reason = first["msg"].removeprefix("Value error, ")
        raise BadRecordError(f"{place}: field {field!r}: {reason}") from error
    media, words = _page(record, place)
    try:
        content = words.encode()
    except UnicodeEncodeError as error:
        raise BadRecordError(
            f"{place}: field {media!r}: half of a surrogate pair at character {error.start}"
        ) from error
    if len(content) > limit:
        raise page_too_large(place, limit)
    return Capture(
        name=place,
        content=content,
        media=media,
        headers={"content-type": _CONTENT_TYPES[media]},
        **record.model_dump(include=_KNOWN),
    )


def _page(record: PageRecord, place: str) -> tuple[Media, str]:
    fields: dict[Media, str | None] = {
        "html": record.html,
        "text": record.text,
        "body": record.body,
    }
    given = [(media, words) for media, words in fields.items() if words is not None]
    if len(given) != 1:
        found = " and ".join(media for media, _ in given) or "none of them"
        raise BadRecordError(
            f"{place}: exactly one of the fields 'html', 'text' and 'body' is needed; found {found}"
        )
    return given[0]
