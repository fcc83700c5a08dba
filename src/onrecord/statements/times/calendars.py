"""Calendar arithmetic, written as EDTF (ISO 8601-2:2019).

A day is ``2025-09-11``, a month ``2025-09``, a year ``2025``, a decade ``202X``, a century
``20XX``; a season or quarter is a month number over 20 (``2025-22`` summer, ``2025-33`` the first
quarter); a week or a part of a longer unit is the interval of its days or months.
"""

import calendar
from datetime import date, timedelta

#: Which days of a month, or which months of a year, "early", "mid" and "late" mean.
_DAYS_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_MONTHS_OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_FIRST_QUARTER = 33


def day(moment: date) -> str:
    """Return a day as EDTF."""
    return moment.isoformat()


def month(moment: date) -> str:
    """Return the month of a day as EDTF."""
    return f"{moment:%Y-%m}"


def year(moment: date) -> str:
    """Return the year of a day as EDTF."""
    return f"{moment.year:04d}"


def week(moment: date) -> str:
    """Return the days, Monday to Sunday, of the ISO week of a day."""
    monday = moment - timedelta(days=moment.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def weekend(moment: date) -> str:
    """Return Saturday and Sunday of the ISO week of a day."""
    saturday = moment + timedelta(days=5 - moment.weekday())
    return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"


def quarter(year_number: int, number: int) -> str:
    """Return quarter 1 to 4 of a year (EDTF level 2)."""
    return f"{year_number:04d}-{_FIRST_QUARTER + number - 1}"


def half(year_number: int, number: int) -> str:
    """Return the first or second half of a year as an interval of months."""
    first = 1 if number == 1 else 7
    return f"{year_number:04d}-{first:02d}/{year_number:04d}-{first + 5:02d}"


def decade(moment: date) -> str:
    """Return the decade of a day."""
    return f"{moment.year // 10:03d}X"


def century(number: int) -> str:
    """Return the 20th century as ``19XX``."""
    return f"{number - 1:02d}XX"


def last_day(month: str) -> int:
    """Return the number of days of a month written as ``2025-09``."""
    return calendar.monthrange(int(month[:4]), int(month[5:]))[1]


def months_later(moment: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a shorter month."""
    index = moment.year * 12 + moment.month - 1 + months
    year_number, month_index = divmod(index, 12)
    year_number = min(max(year_number, 1), 9999)
    last = calendar.monthrange(year_number, month_index + 1)[1]
    return date(year_number, month_index + 1, min(moment.day, last))


def moved(moment: date, unit: str, amount: int) -> date | None:
    """Return the day `amount` units away; ``None`` outside the years 1 to 9999."""
    try:
        if unit in ("year", "decade", "century", "quarter", "month"):
            months = {"year": 12, "decade": 120, "century": 1200, "quarter": 3, "month": 1}[unit]
            return months_later(moment, months * amount)
        days = {"week": 7, "fortnight": 14, "day": 1}.get(unit, 0)
        return moment + timedelta(days=days * amount)
    except (OverflowError, ValueError):
        return None


def at_grain(moment: date, unit: str) -> str | None:
    """Return the year, month, week ... that a day lies in, by the unit's name."""
    if unit in ("second", "minute", "hour", "day", "night"):
        return day(moment)
    if unit in ("week", "fortnight"):
        return week(moment)
    if unit == "quarter":
        return quarter(moment.year, (moment.month + 2) // 3)
    if unit == "weekend":
        return weekend(moment)
    if unit == "century":
        return century(moment.year // 100 + 1)
    grains = {"month": month, "year": year, "decade": decade}
    return grains[unit](moment) if unit in grains else None


def part_of(value: str, part: str) -> str:
    """Return the early, mid or late part of a month, year or decade as an interval.

    Of a month these are its days 1 to 10, 11 to 20 and 21 to the end; of a year its months 1 to
    4, 5 to 8 and 9 to 12; of a decade its years 0 to 3, 4 to 6 and 7 to 9. Other values, such
    as one day or a week, come back as they are.
    """
    if len(value) == len("2025") and value.isdigit():
        first, last = _MONTHS_OF_YEAR[part]
        return f"{value}-{first:02d}/{value}-{last:02d}"
    if len(value) == len("202X") and value.endswith("X") and value[:3].isdigit():
        first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part]
        return f"{value[:3]}{first}/{value[:3]}{last}"
    if len(value) == len("2025-09") and value[4] == "-" and 1 <= int(value[5:]) <= 12:
        first, last = _DAYS_OF_MONTH[part]
        return f"{value}-{first:02d}/{value}-{min(last, last_day(value)):02d}"
    return value


def parse_day(year_number: int, month_number: int, day_number: int) -> date | None:
    """Return the date, ``None`` when there is no such day."""
    try:
        return date(year_number, month_number, day_number)
    except ValueError:
        return None
