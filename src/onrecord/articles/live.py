"""What a live blog declares: the entries of its JSON-LD, and the zone of its times."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from onrecord.articles.clocks import find_clock
from onrecord.articles.json_ld import Json, strings
from onrecord.articles.printed_dates import parse_declared

_TAGS = re.compile(r"<[^>]*>")
_ISO_OFFSET = re.compile(r"\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*([+-]\d{2}:?\d{2})$")


class Update(NamedTuple):
    """An entry that JSON-LD declares; what it does not tell is empty or None."""

    headline: str
    body: str
    posted_at: datetime | None


def read_updates(objects: Sequence[dict[str, Json]]) -> tuple[Update, ...]:
    """Return the entries that ``liveBlogUpdate`` declares, in its order."""
    found: list[Update] = []
    for each in objects:
        body = " ".join(_TAGS.sub(" ", _text(each, "articleBody")).split())
        headline = " ".join(_text(each, "headline").split())
        if headline or body:
            found.append(Update(headline, body, parse_declared(_text(each, "datePublished"))))
    return tuple(found)


def _text(node: dict[str, Json], name: str) -> str:
    return next(iter(strings(node.get(name))), "")


def find_offset(dates: Iterable[str]) -> timedelta | None:
    """Return the offset from UTC that machine-readable dates have, or None.

    Many systems write all dates in UTC, so ``Z`` and ``+00:00`` tell no zone.
    """
    for date in dates:
        if found := _ISO_OFFSET.search(date.strip()):
            clock = find_clock(f"00:00 {found.group(1)}")
            if clock is not None and clock.offset:
                return clock.offset
    return None
