"""Readings of the days that have a name: of one date, of a weekday of a month, or of Easter."""

import re
from datetime import date, timedelta

from onrecord.statements.times import calendars
from onrecord.statements.times.moments import Moment, Value, nearest
from onrecord.statements.times.words import time_lexicon

_WEEK = 7


def read_holiday(match: re.Match[str], moment: Moment) -> Value:
    """Read "Christmas Eve", "Thanksgiving 2024" or "Good Friday" as its day."""
    name = match["holiday"].replace("’", "'")
    if match["year"]:
        return calendars.day(day_of(name, int(match["year"])))
    if moment.written is None:
        return None
    days = [day_of(name, moment.written.year + shift) for shift in (-1, 0, 1)]
    near = nearest(days, moment)
    return calendars.day(near) if near else None


def day_of(name: str, year: int) -> date:
    """Return the date of a named day in a year.

    Raises:
        KeyError: ``times.toml`` has no day of that name.
    """
    words = time_lexicon()
    if name in words["easter"]:
        return easter(year) + timedelta(days=words["easter"][name])
    if name in words["holidays"]:
        month, day = words["holidays"][name]
        return date(year, month, day)
    month, weekday, which, later = words["movable"][name]
    if which < 0:
        last = calendars.months_later(date(year, month, 1), 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % _WEEK)
    first = date(year, month, 1)
    ahead = (weekday - first.weekday()) % _WEEK + _WEEK * (which - 1)
    return first + timedelta(days=ahead + later)


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches (Gregorian computus of Meeus)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    skipped, fourth = divmod(century, 4)
    moon = (19 * golden + century - skipped - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * fourth + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
