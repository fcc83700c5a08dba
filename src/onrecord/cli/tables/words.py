"""Words, dates and figures as people read them in a terminal."""

from datetime import date, timedelta

from rich.text import Text

from onrecord.cli.plain import plain
from onrecord.records import FigureValue
from onrecord.statements.figures.units import plural
from onrecord.stories.dates import bounds


def words(text: str | None, style: str = "") -> Text:
    """Return words of a page for a terminal: no markup, no control characters."""
    return Text(plain(text or ""), style)


def day(time: date | None) -> str:
    """Return the date of a time in UTC, such as ``11 Sep 2025``; empty where it is unknown."""
    return f"{time.day} {time:%b %Y}" if time else ""


def when(value: str | None) -> str:
    """Return an EDTF value as people write it: ``8 to 14 Sep 2025``, ``Jun 2025``, ``2021``.

    What cannot be read so stays as it is; unknown is empty.
    """
    days = bounds(value)
    if not value or days is None:
        return value or ""
    first, last = days
    ends = [day(first), day(last)]
    if first == last:
        clock = value.partition("T")[2][:5]
        return f"{ends[0]}, {clock}" if clock else ends[0]
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    if whole_months and first.year == last.year:
        if (first.month, last.month) == (1, 12):
            return str(first.year)
        if first.month == last.month:
            return f"{first:%b %Y}"
    if first.year == last.year:
        ends[0] = ends[0].removesuffix(f" {first.year}")
        if first.month == last.month:
            ends[0] = str(first.day)
    return " to ".join(ends)


def amount(value: float | None, low: float | None, high: float | None, unit: str | None) -> str:
    """Return a figure as people write it: ``52``, ``4 %``, ``40 to 60``; empty where unknown."""
    if value is not None:
        shown = f"{value:,.10g}"
    elif low is not None and high is not None:
        shown = f"{low:,.10g} to {high:,.10g}"
    elif low is not None or high is not None:
        shown = f"at least {low:,.10g}" if low is not None else f"at most {high:,.10g}"
    else:
        return ""
    if unit == "percent":
        return f"{shown} %"
    return f"{shown} {unit if value == 1 else plural(unit)}" if unit else shown


def value_words(value: FigureValue, unit: str | None) -> str:
    """Return a value with its range: ``about 4 %``, ``at least 1,000``, ``1,300 (1,156 to 1,486)``.

    The range of a value that was reported tells how it was worded; that of a computed one is
    told in numbers.
    """
    number, low, high = value.value, value.low, value.high
    told = amount(number, low, high, unit)
    if number is None or low == high == number:
        return told
    if low is not None and high is not None:
        return f"{told} ({low:,.10g} to {high:,.10g})"
    sort = "at least" if low is not None else "at most" if high is not None else "about"
    return f"{sort} {told}"
