"""Vague dates: what days an EDTF value can mean."""

import re
from calendar import monthrange
from datetime import date

_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

Days = tuple[date, date]


def bounds(value: str | None) -> Days | None:
    """Return the first and the last day of an EDTF value, both included.

    Years, months, days, times of day, and intervals of them are understood, with any marks of
    doubt; an open interval, a season or anything else is None.

    Source:
        ISO 8601-2:2019, levels 0 and 1.
    """
    if not value:
        return None
    first, _, last = value.partition("/")
    start = _single(first)
    end = _single(last) if last else start
    if start is None or end is None or end[1] < start[0]:
        return None
    return start[0], end[1]


def _single(value: str) -> Days | None:
    match = _DATE.match(value)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or year < 1 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    last = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, last)
    return (date(year, month, day),) * 2 if 1 <= day <= last else None


def are_apart(one: Days | None, other: Days | None) -> bool:
    """Whether two spans of days are known and share no day."""
    return bool(one and other and (one[1] < other[0] or other[1] < one[0]))
