"""Readings of the quarters and halves of reports on business.

"The quarter" and "a year earlier" mean what the article last named: they are read from the times
before, and have no value, or that of the year, where nothing was named.
"""

import re
from datetime import date

from onrecord.statements.times import calendars
from onrecord.statements.times.moments import Moment, Value, nearest
from onrecord.statements.times.words import time_lexicon

_MONTHS_OF_QUARTER = 3
_MONTHS_OF_HALF = 6
#: A business quarter of thirteen weeks may end in the first days of the month after.
_DAYS_OVER = 7


def read_quarter(match: re.Match[str], moment: Moment) -> Value:
    """Read "the third quarter", "Q3 2024", "the last half of 2024", "the 2024 first quarter".

    A business year may begin in any month: of a quarter of one ("fiscal first quarter") the
    months are known only where its end is told ("ended Oct. 31").
    """
    groups = match.groupdict()
    number = time_lexicon()["ordinals"].get((groups.get("number") or "").lower())
    number = number or int(groups.get("digit") or 0)
    is_half = (match["what"] or "half").lower().startswith("h")
    if groups.get("end_month"):
        return _months_to_end(match, moment, _MONTHS_OF_HALF if is_half else _MONTHS_OF_QUARTER)
    if any(groups.get(name) for name in ("fiscal", "fiscal_year", "of_fiscal")):
        return None
    number = number or 2  # "the last half"
    make = calendars.half if is_half else calendars.quarter
    if year := match["year"] or groups.get("first_year"):
        return make(int(year), number)
    if moment.written is None:
        return None
    which = (groups.get("which") or groups.get("whose") or "").lower()
    if which.startswith(("last", "next", "year")):
        return make(moment.written.year + (1 if which.startswith("next") else -1), number)
    if is_half and not (moment.compares or which):
        return None  # that of a game, a book ...
    length = _MONTHS_OF_HALF if is_half else _MONTHS_OF_QUARTER
    current = (moment.written.month - 1) // length + 1
    # A quarter that has not begun is last year's, unless the clause looks ahead.
    past = number > current and moment.tense != "future"
    return make(moment.written.year - past, number)


def _months_to_end(match: re.Match[str], moment: Moment, length: int) -> Value:
    """Return the months of a quarter or half that ends on a day that is told."""
    month = time_lexicon()["months"][match["end_month"].rstrip(".")]
    if match["end_year"]:
        end = date(int(match["end_year"]), month, 1)
    elif moment.written is None:
        return None
    else:
        around = [date(moment.written.year + shift, month, 1) for shift in (-1, 0, 1)]
        near = nearest(around, moment)
        if near is None:
            return None
        end = near
    if match["end_day"] and int(match["end_day"]) <= _DAYS_OVER:
        end = calendars.months_later(end, -1)
    start = calendars.months_later(end, 1 - length)
    if length == _MONTHS_OF_QUARTER and end.month % length == 0:
        return calendars.quarter(end.year, end.month // length)
    return f"{calendars.month(start)}/{calendars.month(end)}"


def read_told_quarter(match: re.Match[str], moment: Moment) -> Value:
    """Read "the quarter" as the one that the article tells of, "the 1988 quarter" as its like."""
    if match["end_month"]:
        return _months_to_end(match, moment, _MONTHS_OF_QUARTER)
    told = moment.told_quarter()
    if told is None:
        return None
    return calendars.quarter(int(match["year"] or told[0]), told[1])


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
