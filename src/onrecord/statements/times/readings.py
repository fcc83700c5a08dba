"""How the value of a time expression is read: from its words and the moment of writing.

Each reading takes the match of a form of ``forms.toml`` and returns EDTF, for durations and
sets an ISO 8601 duration, or ``None`` where the words or the moment do not tell.
"""

import re
from datetime import date, timedelta

from onrecord.statements.times import calendars, quarters
from onrecord.statements.times.holidays import read_holiday
from onrecord.statements.times.moments import Moment, Reading, Value, nearest
from onrecord.statements.times.months import part_named, read_month, read_part_of_month
from onrecord.statements.times.seasons import read_bare_season, read_season, season_near
from onrecord.statements.times.words import amount_of, duration_of, time_lexicon, unit_of


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
    return nearest(around, moment)


def _date(match: re.Match[str], moment: Moment) -> Value:
    found = _day_of(match, moment)
    if found is None:
        return None
    if last := match.groupdict().get("last"):
        end = calendars.parse_day(found.year, found.month, int(last))
        return f"{found}/{end}" if end and end > found else calendars.day(found)
    return calendars.day(found)


def _week_of(match: re.Match[str], moment: Moment) -> Value:
    found = _day_of(match, moment)
    return calendars.week(found) if found else None


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


def _year(match: re.Match[str], _moment: Moment) -> Value:
    part = part_named(match.groupdict().get("part"))
    return calendars.part_of(match["year"], part) if part else match["year"]


def _spelled_year(match: re.Match[str], _moment: Moment) -> Value:
    """Read "nineteen ninety-six", as broadcasts are written down."""
    hundreds, rest = amount_of(match["hundreds"]), amount_of(match["rest"])
    if hundreds is None or rest is None:
        return "2000"
    year = f"{hundreds * 100 + rest:04.0f}"
    if not match["month"]:
        return year
    return f"{year}-{time_lexicon()['months'][match['month'].rstrip('.')]:02d}"


def _told_day(_match: re.Match[str], moment: Moment) -> Value:
    """Read "in the morning" as of the day named last."""
    told = moment.told_at("day")
    return calendars.day(told) if told else None


def _told_week(_match: re.Match[str], moment: Moment) -> Value:
    """Read "for the week" of a market's report as that of the day named last."""
    told = moment.told_at("day")
    return calendars.week(told) if told else None


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
    part = part_named(match["part"])
    return calendars.part_of(value, part) if value and part else value


def _century(match: re.Match[str], _moment: Moment) -> Value:
    number = time_lexicon()["centuries"].get((match["word"] or "").lower())
    return calendars.century(number or int(match["number"]))


def _weekday(match: re.Match[str], moment: Moment) -> Value:
    """The nearest past one, the day of writing included, unless the clause looks ahead."""
    if moment.written is None:
        return None
    number = time_lexicon()["weekdays"][match["weekday"].rstrip(".")]
    which = (match["which"] or "").lower()
    back = (moment.written.weekday() - number) % 7
    if which == "the following":
        told = moment.told_at("day")
        after = timedelta(days=(number - told.weekday() - 1) % 7 + 1) if told else None
        return calendars.day(told + after) if told and after else None
    looks_ahead = moment.tense in ("present", "future") and not which
    if looks_ahead or which in ("next", "coming", "this coming"):
        ahead = (number - moment.written.weekday()) % 7
        if which == "next" and ahead == 0:
            ahead = 7
        return calendars.day(moment.written + timedelta(days=ahead))
    told = (moment.named or moment.told_at("day")) if which == "the previous" else None
    if told:
        back = (moment.written - told).days + (told.weekday() - number - 1) % 7 + 1
    elif which in ("last", "past", "this past", "the previous") and back == 0:
        back = 7
    return calendars.day(moment.written - timedelta(days=back))


_LAST_MONTH = 12
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
    base = _base_of(which, unit, moment)
    if base is None:
        return None
    shift = _SHIFTS.get(which, 0)
    if unit in time_lexicon()["seasons"]:
        if which in ("past", "coming"):
            return season_near(unit, base, is_ahead=which == "coming")
        season = f"{base.year + shift:04d}-{time_lexicon()['seasons'][unit]}"
        return season if which in ("last", "next", "this") else None
    found = calendars.moved(base, "week" if unit == "weekend" else unit, shift)
    value = calendars.at_grain(found, unit) if found else None
    part = (match["part"] or "").lower()
    if value and part and not part.startswith(("earlier", "later", "sometime")):
        return calendars.part_of(value, part_named(part) or "late")
    return value


def _base_of(which: str, unit: str, moment: Moment) -> date | None:
    """Return the day that "last", "that", "the following" ... are counted from.

    What points back at something told, and is not, has none: "that year" of a year that no
    sentence before names.
    """
    if which in ("same", "that"):
        return moment.told_at(unit)
    if which == "following" or (which == "next" and unit == "day"):
        return moment.told_at(unit) or (None if moment.tense == "past" else moment.written)
    if which in ("previous", "prior"):
        return moment.named or moment.written
    return moment.written


def _distance(match: re.Match[str], moment: Moment) -> Value:
    """Read "two weeks ago" from the writing, "a day earlier" from a date named before."""
    amount = amount_of(match["amount"])
    way = match["way"].lower()
    base = moment.written if way in ("ago", "from now") else moment.named or moment.written
    unit = unit_of(match["unit"])
    if unit == "year" and amount == 1 and moment.compares and way in ("ago", "earlier"):
        return quarters.read_year_ago(match, moment)
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


def _within(match: re.Match[str], moment: Moment) -> Value:
    """Read "later in the week" and "the end of the month": of the one that runs, or was named.

    "The end of the month" of what is over may be that of any month: it is the named one's.
    """
    unit = match["unit"].lower()
    part = part_named(match.groupdict().get("part"))
    told = moment.told_at(unit) if unit == "day" or (part and moment.tense == "past") else None
    is_open = part is not None and moment.tense == "past"
    day = told if is_open else told or moment.written
    value = calendars.at_grain(day, unit) if day else None
    return calendars.part_of(value, part) if value and part else value


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


def _year_end(_match: re.Match[str], moment: Moment) -> Value:
    """Read "by year-end" as the end of the year that runs, of what is over as that of the last."""
    if moment.written is None:
        return None
    is_over = moment.tense == "past" and moment.written.month < _LAST_MONTH
    return calendars.part_of(f"{moment.written.year - is_over:04d}", "late")


def _set(match: re.Match[str], _moment: Moment) -> Value:
    return str(time_lexicon()["sets"][match.group().lower()])


def _every(match: re.Match[str], _moment: Moment) -> Value:
    if nth := match.groupdict().get("nth"):
        amount: float | None = time_lexicon()["ordinals"][nth.lower()]
    else:
        amount = 2.0 if match["amount"] == "other" else amount_of(match["amount"] or "one")
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
    "bare_season": read_bare_season,
    "century": _century,
    "clock": _clock,
    "date": _date,
    "decade": _decade,
    "distance": _distance,
    "duration": _duration,
    "every": _every,
    "half_duration": _half_duration,
    "holiday": read_holiday,
    "iso": _iso,
    "month": read_month,
    "near_day": _near_day,
    "noon": _noon,
    "nothing": _nothing,
    "numeric": _numeric,
    "latest_quarter": quarters.read_latest_quarter,
    "part_of_month": read_part_of_month,
    "quarter": quarters.read_quarter,
    "told_quarter": quarters.read_told_quarter,
    "relative": _relative,
    "season": read_season,
    "set": _set,
    "spelled_year": _spelled_year,
    "told_day": _told_day,
    "told_week": _told_week,
    "week_of": _week_of,
    "weekday": _weekday,
    "weekend": _weekend,
    "within": _within,
    "year": _year,
    "year_ago": quarters.read_year_ago,
    "year_ago_quarter": quarters.read_year_ago_quarter,
    "year_end": _year_end,
    "years": _years,
}
