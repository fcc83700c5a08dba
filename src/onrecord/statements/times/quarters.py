"""Readings of the quarters and halves of reports on business.

"The quarter" and "a year earlier" mean what the article last named: they are read from the times
before, and have no value, or that of the year, where nothing was named.
"""

import re

from onrecord.statements.times import calendars
from onrecord.statements.times.moments import Moment, Value
from onrecord.statements.times.words import time_lexicon


def read_quarter(match: re.Match[str], moment: Moment) -> Value:
    """Read "the third quarter", "Q3 2024", "the last half of 2024", "the 2024 first quarter"."""
    groups = match.groupdict()
    number = time_lexicon()["ordinals"].get((groups.get("number") or "").lower())
    number = number or int(groups.get("digit") or 0)
    is_half = (match["what"] or "half").lower().startswith("h")
    number = number or 2  # "the last half"
    make = calendars.half if is_half else calendars.quarter
    if year := match["year"] or groups.get("first_year"):
        return make(int(year), number)
    if moment.written is None:
        return None
    which = (groups.get("which") or groups.get("whose") or "").lower()
    if which.startswith(("last", "next", "year")):
        return make(moment.written.year + (1 if which.startswith("next") else -1), number)
    length = 6 if is_half else 3
    current = (moment.written.month - 1) // length + 1
    # A quarter that has not begun is last year's, unless the clause looks ahead.
    past = number > current and moment.tense != "future"
    return make(moment.written.year - past, number)


def read_told_quarter(_match: re.Match[str], moment: Moment) -> Value:
    """Read "the quarter" as the one that the article tells of."""
    told = moment.told_quarter()
    return calendars.quarter(*told) if told else None


def read_latest_quarter(_match: re.Match[str], moment: Moment) -> Value:
    """Read "the latest quarter" as the last that is over."""
    if moment.written is None:
        return None
    return calendars.at_grain(calendars.months_later(moment.written, -3), "quarter")


def read_year_ago_quarter(_match: re.Match[str], moment: Moment) -> Value:
    """Read "the year-ago quarter" from the one that the article tells of."""
    told = moment.told_quarter()
    return calendars.quarter(told[0] - 1, told[1]) if told else None


def read_year_ago(match: re.Match[str], moment: Moment) -> Value:
    """Read "year-earlier" of an amount: the quarter told of, a year before it, else the year."""
    if value := read_year_ago_quarter(match, moment):
        return value
    return f"{moment.written.year - 1:04d}" if moment.written else None
