"""Readings of months, with or without their year, and of their parts."""

import re
from datetime import date

from onrecord.statements.times import calendars
from onrecord.statements.times.moments import Moment, Value, nearest
from onrecord.statements.times.words import time_lexicon

_HALF_MONTH = 15
_WEEK = 7
_SHIFTS = {"last": -1, "this": 0, "next": 1}


def read_month(match: re.Match[str], moment: Moment) -> Value:
    """Read "early June 2024", "last May", "May last year" and "June", the nearest by the tense."""
    number = time_lexicon()["months"][match["month"].rstrip(".")]
    groups = match.groupdict()
    if groups.get("year"):
        value = f"{match['year']}-{number:02d}"
    elif whose := groups.get("whose"):
        if moment.written is None:
            return None
        value = f"{moment.written.year + _SHIFTS[whose]:04d}-{number:02d}"
    else:
        found = _bare_month(number, (groups.get("which") or "").lower(), moment)
        if found is None:
            return None
        value = found
    part = part_named(groups.get("part"))
    return calendars.part_of(value, part) if part else value


def _bare_month(number: int, which: str, moment: Moment) -> Value:
    if moment.written is None:
        return None
    year = moment.written.year
    if which in ("last", "past"):
        year -= number >= moment.written.month
    elif which in ("next", "coming"):
        year += number <= moment.written.month
    elif which != "this":
        days = [date(year + shift, number, min(moment.written.day, 28)) for shift in (-1, 0, 1)]
        near = nearest(days, moment)
        if near is None:
            return None
        year = near.year
    return f"{year:04d}-{number:02d}"


def part_named(word: str | None) -> str | None:
    """Return "early", "mid" or "late" for the words of a part of a time, ``None`` for none."""
    if word is None:
        return None
    word = word.lower()
    if word.startswith(("early", "earlier", "the beginning", "the start", "beginning", "start")):
        return "early"
    return "mid" if word.startswith(("mid", "the middle", "middle")) else "late"


def read_part_of_month(match: re.Match[str], moment: Moment) -> Value:
    """Read "the first week of May" as its first seven days, "the latter half of May"."""
    number = time_lexicon()["months"][match["month"].rstrip(".")]
    month = f"{match['year']}-{number:02d}" if match["year"] else _bare_month(number, "", moment)
    if month is None:
        return None
    last_day = calendars.last_day(month)
    nth = time_lexicon()["ordinals"].get(match["nth"].lower())
    if match["what"] == "half":
        first, last = (1, _HALF_MONTH) if nth == 1 else (_HALF_MONTH + 1, last_day)
    else:
        last = _WEEK * nth if nth else last_day
        first = last - _WEEK + 1
    return f"{month}-{first:02d}/{month}-{last:02d}"
