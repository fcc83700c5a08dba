"""The moment that a time expression is read from."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.statements.times import calendars

#: When the clause happens, seen from the writing; "present" is the tense of what is arranged
#: ("they meet Monday") and of what is always so.
Tense = Literal["past", "present", "future"]
Value = str | None

#: Days after which a date is told with its year.
_MOST_OF_A_YEAR = 300
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_QUARTER = re.compile(r"\d{4}-3[3-6]")
_MONTHS_LONG = re.compile(r"P\d+M")


@dataclass(frozen=True, slots=True)
class Moment:
    """When a sentence was written, its tense, and what was named before.

    Attributes:
        written: The day of publication.
        tense: The tense of the clause.
        named: The last full date named before in the sentence.
        told: The values of the times before, of earlier sentences too, the latest first.
        compares: Whether the sentence tells amounts, as reports of earnings do.
    """

    written: date | None
    tense: Tense | None
    named: date | None
    told: tuple[str, ...] = ()
    compares: bool = False

    def told_at(self, unit: str) -> date | None:
        """Return the first day of the last named day, month or year that lies in one `unit`."""
        for value in self.told:
            if (found := _start_within(value, unit)) is not None:
                return found
        return None

    def told_quarter(self) -> tuple[int, int] | None:
        """Return year and number of the quarter that is written of: the latest one named.

        One that is over or runs comes before one that is to come. ``None`` too when a longer
        stretch ("nine months") was named after it.
        """
        quarters: list[str] = []
        for value in self.told:
            if _QUARTER.fullmatch(value):
                quarters.append(value)
            elif not quarters and _MONTHS_LONG.fullmatch(value):
                return None
        if not quarters:
            return None
        now = calendars.at_grain(self.written, "quarter") if self.written else None
        over = [value for value in quarters if now is None or value <= now]
        latest = max(over or quarters)
        return int(latest[:4]), int(latest[5:]) - 32


def _start_within(value: str, unit: str) -> date | None:
    """Return the first day of an EDTF value when it is no longer than the unit, else ``None``."""
    if _DAY.match(value):
        return date.fromisoformat(value[:10]) if unit != "day" or "/" not in value else None
    parts = value.split("/")[0].rstrip("~").split("-")
    if not parts[0].isdigit() or len(parts[0]) != len("2025") or unit in ("day", "week"):
        return None
    year, number = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    if unit == "year":
        return date(year, 1, 1)
    if unit == "quarter" and 33 <= number <= 36:
        return date(year, 3 * (number - 33) + 1, 1)
    return date(year, number, 1) if 1 <= number <= 12 else None


Reading = Callable[[re.Match[str], Moment], Value]


def nearest(days: list[date], moment: Moment) -> date | None:
    """Return the day nearest to the writing, on the side of it that the tense tells.

    News names the year of what lies most of a year away, so such a day gives way to the one on
    the other side.
    """
    if moment.written is None:
        return None
    written = moment.written
    near = min(days, key=lambda day: abs((day - written).days), default=None)
    if moment.tense in (None, "present") or near is None:
        return near
    sign = -1 if moment.tense == "past" else 1
    told = [day for day in days if -1 <= sign * (day - written).days <= _MOST_OF_A_YEAR]
    return min(told, key=lambda day: abs((day - written).days), default=near)
