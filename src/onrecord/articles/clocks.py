"""Times of day as pages print them: "10:42", "10.42am BST", "3 pm", "14:05 (+02:00)"."""

import re
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from onrecord.lexicons import lexicon

#: How long ago something was: no moment, for nobody knows when the page was looked at.
AGE = re.compile(
    r"\b(?:\d{1,3}|an?)\s*(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|wks?|weeks?"
    r"|months?|yrs?|years?)\s+ago\b|\bjust now\b",
    re.IGNORECASE,
)


class Clock(NamedTuple):
    """A time of day; `offset` is that of its zone from UTC, None where no zone is printed."""

    hour: int
    minute: int
    offset: timedelta | None = None


@cache
def _zones() -> dict[str, float]:
    zones: dict[str, float] = lexicon("articles/dates.toml")["zones"]
    return zones


@cache
def clock_pattern() -> re.Pattern[str]:
    """Return the pattern of a time of day with its zone."""
    zone = "|".join(sorted(_zones(), key=len, reverse=True))
    return re.compile(
        r"\b(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::\d{2})?(?!\d)\s*(?P<half>[ap]\.?\s?m\b\.?)?"
        rf"\s*\(?(?P<zone>(?-i:{zone})\b)?\s*(?P<offset>[+-]\d{{1,2}}:?(?:\d{{2}})?)?"
        r"|\b(?P<hour2>\d{1,2})\s?(?P<half2>[ap]\.?\s?m\b\.?)"
        rf"\s*\(?(?P<zone2>(?-i:{zone})\b)?",
        re.IGNORECASE,
    )


def without_clocks(text: str) -> tuple[str, bool]:
    """Return `text` without its times of day, and whether it had any.

    "3.50" is a number, "3.50pm" and "3:50" are times.
    """
    found = [match for match in clock_pattern().finditer(text) if _is_sure(match)]
    for match in reversed(found):
        text = f"{text[: match.start()]} {text[match.end() :]}"
    return text, bool(found)


def is_sure_clock(text: str) -> bool:
    """Whether a text tells a time of day that could be no other number."""
    return without_clocks(text)[1]


def _is_sure(match: re.Match[str]) -> bool:
    parts = match.groupdict()
    return bool(
        parts["half"]
        or parts["half2"]
        or parts["zone"]
        or parts["zone2"]
        or ":" in match.group().split("+")[0]
    )


def find_clock(text: str) -> Clock | None:
    """Return the first time of day in `text`, or None where it is none (25:00)."""
    found = clock_pattern().search(text)
    if found is None:
        return None
    parts = found.groupdict()
    hour = int(parts["hour"] or parts["hour2"])
    minute = int(parts["minute"] or 0)
    half = (parts["half"] or parts["half2"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59:
        return None
    zone = parts["zone"] or parts["zone2"]
    offset = timedelta(hours=_zones()[zone]) if zone else None
    if parts["offset"]:
        offset = _offset(parts["offset"])
    return Clock(hour, minute, offset)


def _offset(text: str) -> timedelta:
    digits = text[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    return timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1)
