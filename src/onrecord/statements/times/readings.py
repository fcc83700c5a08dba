"""How the value of a time expression is read: from its words and the moment of writing.

Each reading takes the match of a form of ``forms.toml`` and returns EDTF, for durations and
sets an ISO 8601 duration, or ``None`` where the words or the moment do not tell.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from onrecord.statements.times import calendars
from onrecord.statements.times.words import amount_of, duration_of, time_lexicon, unit_of

Tense = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class Moment:
    """When a sentence was written, its tense, and the last full date named before."""

    written: date | None
    tense: Tense | None
    named: date | None


Value = str | None
#: Days after which a date is told with its year.
_MOST_OF_A_YEAR = 300

Reading = Callable[[re.Match[str], Moment], Value]


def _day_of(match: re.Match[str], moment: Moment) -> date | None:
    """Return the date of a month and a day, with or without the year."""
    month = time_lexicon()["months"][match["month"].rstrip(".")]
    number = int(match["day"])
    if match["year"]:
        return calendars.parse_day(int(match["year"]), month, number)
    if moment.written is None:
        return None
    around = [
        found
        for year in (moment.written.year - 1, moment.written.year, moment.written.year + 1)
        if (found := calendars.parse_day(year, month, number))
    ]
    return _nearest(around, moment)


def _nearest(days: list[date], moment: Moment) -> date | None:
    """Return the day nearest to the writing, on the side of it that the tense tells.

    News names the year of what lies most of a year away, so such a day gives way to the one on
    the other side.
    """
    if moment.written is None:
        return None
    written = moment.written
    near = min(days, key=lambda day: abs((day - written).days), default=None)
    if moment.tense is None or near is None:
        return near
    sign = -1 if moment.tense == "past" else 1
    told = [day for day in days if -1 <= sign * (day - written).days <= _MOST_OF_A_YEAR]
    return min(told, key=lambda day: abs((day - written).days), default=near)


def _date(match: re.Match[str], moment: Moment) -> Value:
    found = _day_of(match, moment)
    if found is None:
        return None
    if last := match.groupdict().get("last"):
        end = calendars.parse_day(found.year, found.month, int(last))
        return f"{found}/{end}" if end and end > found else calendars.day(found)
    return calendars.day(found)


def _iso(match: re.Match[str], _moment: Moment) -> Value:
    found = calendars.parse_day(int(match["year"]), int(match["month"]), int(match["day"]))
    return calendars.day(found) if found else None


def _numeric(match: re.Match[str], _moment: Moment) -> Value:
    """Read 25/03/2020; with both numbers under 13, which is the month cannot be known."""
    first, second = int(match["first"]), int(match["second"])
    if min(first, second) <= 12 < max(first, second) or first == second:
        day, month = max(first, second), min(first, second)
        found = calendars.parse_day(int(match["year"]), month, day)
        return calendars.day(found) if found else None
    return None


def _month(match: re.Match[str], moment: Moment) -> Value:
    number = time_lexicon()["months"][match["month"].rstrip(".")]
    groups = match.groupdict()
    if groups.get("year"):
        value = f"{match['year']}-{number:02d}"
    else:
        found = _bare_month(number, (groups.get("which") or "").lower(), moment)
        if found is None:
            return None
        value = found
    part = _part(groups.get("part"))
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
        nearest = _nearest(days, moment)
        if nearest is None:
            return None
        year = nearest.year
    return f"{year:04d}-{number:02d}"


def _part(word: str | None) -> str | None:
    if word is None:
        return None
    word = word.lower()
    if word.startswith(("early", "earlier", "the beginning", "the start", "beginning", "start")):
        return "early"
    return "mid" if word.startswith(("mid", "the middle", "middle")) else "late"


def _year(match: re.Match[str], _moment: Moment) -> Value:
    part = _part(match.groupdict().get("part"))
    return calendars.part_of(match["year"], part) if part else match["year"]


def _years(match: re.Match[str], _moment: Moment) -> Value:
    last = match["last"]
    last = match["year"][: 4 - len(last)] + last
    return f"{match['year']}/{last}" if last > match["year"] else None


def _decade(match: re.Match[str], _moment: Moment) -> Value:
    if match["decade"]:
        value = match["decade"][:3] + "X"
    else:
        digit = match["short"][0] if match["short"] else None
        digit = digit or str(time_lexicon()["decades"][match["word"].lower()])
        value = f"19{digit}X" if digit >= "3" else None
    part = _part(match["part"])
    return calendars.part_of(value, part) if value and part else value


def _century(match: re.Match[str], _moment: Moment) -> Value:
    return calendars.century(int(match["number"]))


def _weekday(match: re.Match[str], moment: Moment) -> Value:
    """The nearest past one, the day of writing included, unless the tense is future."""
    if moment.written is None:
        return None
    number = time_lexicon()["weekdays"][match["weekday"].rstrip(".")]
    which = (match["which"] or "").lower()
    back = (moment.written.weekday() - number) % 7
    if which in ("next", "coming", "this coming") or (moment.tense == "future" and which != "last"):
        ahead = (number - moment.written.weekday()) % 7
        if which == "next" and ahead == 0:
            ahead = 7
        return calendars.day(moment.written + timedelta(days=ahead))
    if which in ("last", "past", "the previous") and back == 0:
        back = 7
    return calendars.day(moment.written - timedelta(days=back))


_NEAR_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def _near_day(match: re.Match[str], moment: Moment) -> Value:
    if moment.written is None:
        return None
    words = match.group().lower()
    shift = next((_NEAR_DAYS[word] for word in _NEAR_DAYS if word in words), 0)
    if words.startswith(("last night", "overnight")):
        shift = -1
    if words.startswith("the day before yesterday"):
        shift = -2
    if words.startswith("the day after tomorrow"):
        shift = 2
    if words.startswith("overnight"):
        return f"{moment.written - timedelta(days=1)}/{moment.written}"
    return calendars.day(moment.written + timedelta(days=shift))


_SHIFTS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "next": 1,
    "coming": 1,
    "following": 1,
    "prior": -1,
}


def _relative(match: re.Match[str], moment: Moment) -> Value:
    """Read "last week", "earlier this month", "the following day", "that year"."""
    which, unit = match["which"].lower(), match["unit"].lower()
    unit = "day" if unit in ("morning", "afternoon", "evening", "night") else unit
    anchored = which in ("following", "previous", "prior", "same", "that") or (
        which == "next" and unit == "day"
    )
    base = (moment.named or moment.written) if anchored else moment.written
    if base is None or (which in ("same", "that") and moment.named is None):
        return None
    if unit in time_lexicon()["seasons"]:
        year = base.year + _SHIFTS.get(which, 0)
        return (
            f"{year:04d}-{time_lexicon()['seasons'][unit]}"
            if which in ("last", "next", "this")
            else None
        )
    found = calendars.moved(base, "week" if unit == "weekend" else unit, _SHIFTS.get(which, 0))
    value = calendars.at_grain(found, unit) if found else None
    part = _part(match["part"]) if match["part"] and "ier" not in match["part"].lower() else None
    return (
        calendars.part_of(value, part)
        if value and part and "later" not in match["part"].lower()
        else value
    )


def _distance(match: re.Match[str], moment: Moment) -> Value:
    """Read "two weeks ago" from the writing, "a day earlier" from a date named before."""
    amount = amount_of(match["amount"])
    way = match["way"].lower()
    base = moment.written if way in ("ago", "from now") else moment.named or moment.written
    unit = unit_of(match["unit"])
    if base is None or amount is None or unit in ("second", "minute"):
        return None
    sign = 1 if way in ("later", "from now", "after", "on") else -1
    if unit == "hour":
        return calendars.day(base) if amount == 0 else None
    whole = round(amount * 12) if unit == "year" and amount % 1 else round(amount)
    found = calendars.moved(base, "month" if unit == "year" and amount % 1 else unit, sign * whole)
    if found is None:
        return None
    value = calendars.at_grain(found, "year" if unit in ("decade", "century") else unit)
    return f"{value}~" if value and match["about"] and "/" not in value else value


def _duration(match: re.Match[str], _moment: Moment) -> Value:
    amount = amount_of(match["amount"])
    if amount is None:
        return None
    if match["half"]:
        amount += 0.5
    return duration_of(amount, unit_of(match["unit"]))


def _half_duration(match: re.Match[str], _moment: Moment) -> Value:
    unit = unit_of(match["unit"])
    amounts = {"hour": "PT30M", "year": "P6M", "day": "PT12H", "century": "P50Y", "decade": "P5Y"}
    return amounts.get(unit)


def _quarter(match: re.Match[str], moment: Moment) -> Value:
    groups = match.groupdict()
    number = time_lexicon()["ordinals"].get((groups.get("number") or "").lower())
    number = number or int(groups.get("digit") or 0)
    make = calendars.half if match["what"].lower().startswith(("half", "h")) else calendars.quarter
    if match["year"]:
        return make(int(match["year"]), number)
    if moment.written is None:
        return None
    which = (groups.get("which") or groups.get("whose") or "").lower()
    if "last year" in which or "next year" in which:
        return make(moment.written.year + (-1 if "last" in which else 1), number)
    length = 6 if make is calendars.half else 3
    current = (moment.written.month - 1) // length + 1
    # A quarter that has not begun is last year's, unless the clause looks ahead.
    past = number > current and moment.tense != "future"
    return make(moment.written.year - past, number)


def _season(match: re.Match[str], _moment: Moment) -> Value:
    return f"{match['year']}-{time_lexicon()['seasons'][match['season'].lower()]}"


def _clock(match: re.Match[str], moment: Moment) -> Value:
    if moment.written is None and moment.named is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower().replace(".", "")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    base = moment.named or moment.written
    return f"{base}T{hour:02d}:{minute:02d}:00" if hour < 24 and minute < 60 else None


def _noon(_match: re.Match[str], moment: Moment) -> Value:
    base = moment.named or moment.written
    return f"{base}T12:00:00" if base else None


def _year_ago(_match: re.Match[str], moment: Moment) -> Value:
    return f"{moment.written.year - 1:04d}" if moment.written else None


def _year_end(_match: re.Match[str], moment: Moment) -> Value:
    return f"{moment.written.year}-12-31" if moment.written else None


def _holiday(match: re.Match[str], moment: Moment) -> Value:
    month, day = time_lexicon()["holidays"][match["holiday"].replace("’", "'")]
    if match["year"]:
        return f"{match['year']}-{month:02d}-{day:02d}"
    if moment.written is None:
        return None
    days = [date(moment.written.year + shift, month, day) for shift in (-1, 0, 1)]
    nearest = _nearest(days, moment)
    return calendars.day(nearest) if nearest else None


def _set(match: re.Match[str], _moment: Moment) -> Value:
    return str(time_lexicon()["sets"][match.group().lower()])


def _every(match: re.Match[str], _moment: Moment) -> Value:
    amount = amount_of(match["amount"] or "one")
    return duration_of(amount, unit_of(match["unit"])) if amount else None


def _nothing(_match: re.Match[str], _moment: Moment) -> Value:
    return None


def _weekend(_match: re.Match[str], moment: Moment) -> Value:
    """Read "the weekend" as the one that is, or was the last."""
    if moment.written is None:
        return None
    return calendars.weekend(moment.written - timedelta(days=(moment.written.weekday() + 2) % 7))


#: The readings by the name that ``forms.toml`` gives them.
READINGS: dict[str, Reading] = {
    "century": _century,
    "clock": _clock,
    "date": _date,
    "decade": _decade,
    "distance": _distance,
    "duration": _duration,
    "every": _every,
    "half_duration": _half_duration,
    "holiday": _holiday,
    "iso": _iso,
    "month": _month,
    "near_day": _near_day,
    "noon": _noon,
    "nothing": _nothing,
    "numeric": _numeric,
    "quarter": _quarter,
    "relative": _relative,
    "season": _season,
    "set": _set,
    "weekday": _weekday,
    "weekend": _weekend,
    "year": _year,
    "year_ago": _year_ago,
    "year_end": _year_end,
    "years": _years,
}
