"""Dates as pages print them, and as their markup declares them, to moments in UTC."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from typing import NamedTuple

from onrecord.articles.clocks import AGE, clock_pattern, find_clock, without_clocks
from onrecord.lexicons import lexicon

_EARLIEST_YEAR = 1990
#: A word may follow another without a space: "Senior AnalystUpdated May 4".
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_MAX_LABEL_WORDS = 3


class _Patterns(NamedTuple):
    months: dict[str, int]
    date: re.Pattern[str]


class PrintedDate(NamedTuple):
    """A printed moment in UTC, and what the words before it say that it is of.

    `label` is ``published``, ``changed``, or empty where they do not say it.
    """

    moment: datetime
    label: str = ""


@cache
def _labels(name: str) -> frozenset[str]:
    return frozenset(lexicon("articles/dates.toml")["labels"][name])


@cache
def _patterns() -> _Patterns:
    table = lexicon("articles/dates.toml")
    months = {name: int(number) for number, names in table["months"].items() for name in names}
    month = "|".join(sorted(months, key=len, reverse=True))
    date = re.compile(
        # Without a space a date may follow a name ("Ana RuizMay 4, 2024"), a word a date.
        r"(?:\b|(?-i:(?<=[a-z\d])(?=[A-Z])))"
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<month>{month})\b\.?,?[\s-]+(?P<year>\d{{4}})"
        rf"|(?P<month2>{month})\b\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})"
        r"|(?P<year3>\d{4})(?P<mark>[-/.])(?P<month3>\d{2})(?P=mark)(?P<day3>\d{2})"
        r"|(?P<number>\d{1,2})(?P<mark2>[-/.])(?P<number2>\d{1,2})(?P=mark2)(?P<year4>\d{4}))"
        r"(?!\d)",
        re.IGNORECASE,
    )
    return _Patterns(months, date)


def parse_printed(text: str) -> datetime | None:
    """Return the first date printed in `text`, in UTC, with its time of day if it has one.

    English month names, ISO 8601 days and numbers are known. Without a zone the time is taken
    as UTC; without a time the moment is midnight UTC. Numbers such as 03/04/2025 are no date:
    which is the month cannot be told. 13/04/2025 and 04/04/2025 are.
    """
    found = _patterns().date.search(text)
    return _moment(found, text) if found else None


def dates_in(text: str, label: str = "") -> Iterator[PrintedDate]:
    """Yield the dates of a line and whether each is that of a change ("Updated on ...").

    Args:
        text: The line.
        label: What a line of its own above says of it ("Last updated").
    """
    place = 0
    for found in _patterns().date.finditer(text):
        before = _words_of(f"{label} {text[place : found.start()]}")
        place, label = found.end(), ""
        if moment := _moment(found, text):
            labels = (name for name in ("changed", "published") if before & _labels(name))
            yield PrintedDate(moment, next(labels, ""))


def is_label_of_date(text: str) -> bool:
    """Whether a line says no more than what the date below it is ("Last updated:")."""
    words = _words_of(text)
    known = _labels("changed") | _labels("published")
    return 0 < len(words) <= _MAX_LABEL_WORDS and bool(words & known)


def _words_of(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))


def _moment(found: re.Match[str], text: str) -> datetime | None:
    """Return the moment of a date found in `text`, with the time of day beside it."""
    parts = found.groupdict()
    year = int(parts["year"] or parts["year2"] or parts["year3"] or parts["year4"])
    if parts["number"]:
        day, number = _day_and_month(int(parts["number"]), int(parts["number2"]))
    else:
        month = parts["month"] or parts["month2"]
        number = _patterns().months[month.lower()] if month else int(parts["month3"])
        day = int(parts["day"] or parts["day2"] or parts["day3"])
    try:
        moment = datetime(year, number, day, tzinfo=UTC)
    except ValueError:
        return None
    if not _is_plausible(moment):
        return None
    return _with_clock(moment, text[found.end() : found.end() + 40], text[: found.start()][-30:])


def _day_and_month(first: int, second: int) -> tuple[int, int]:
    """Tell the day from the month, where only one of them can be a month; else (0, 0)."""
    if first == second or first > 12:
        return first, second
    return (second, first) if second > 12 else (0, 0)


def _with_clock(day: datetime, after: str, before: str) -> datetime:
    pattern = clock_pattern()
    clock = find_clock(after if pattern.search(after) else before)
    if clock is None:
        return day
    return day.replace(hour=clock.hour, minute=clock.minute) - (clock.offset or timedelta())


def parse_declared(text: str) -> datetime | None:
    """Return the moment of a machine-readable date in UTC, or None.

    ISO 8601 with or without a zone, RFC 2822, and what `parse_printed` knows.
    """
    text = text.strip()
    for parse in (_parse_iso, _parse_mail, parse_printed):
        moment = parse(text)
        if moment is not None and _is_plausible(moment):
            return moment
    return None


def _parse_iso(text: str) -> datetime | None:
    plain = re.sub(r"(\.\d{3})\d*", r"\1", text.replace(" UTC", "Z").replace(" GMT", "Z"))
    plain = re.sub(r"(?<=\d)\s+(?=[+-]\d\d:?\d\d$|Z$)", "", plain)
    try:
        moment = datetime.fromisoformat(plain)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return None


def _parse_mail(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _is_plausible(moment: datetime) -> bool:
    return moment.year >= _EARLIEST_YEAR and moment <= datetime.now(UTC) + timedelta(days=2)


def without_dates(text: str) -> str:
    """Return `text` with its first printed date, and what follows it, cut off."""
    found = _patterns().date.search(text)
    return text[: found.start()] if found else text


def between_dates(text: str) -> list[str]:
    """Return what stands before, between and behind the printed dates; `text` if it has none."""
    place, parts = 0, []
    for found in _patterns().date.finditer(text):
        parts.append(text[place : found.start()])
        place = found.end()
    return [*parts, text[place:]]


def without_times(text: str) -> tuple[str, bool]:
    """Return `text` without its dates, times of day and ages ("2 hours ago"), and if it had any."""
    rest, dates = _patterns().date.subn(" ", text)
    rest, has_clock = without_clocks(rest)
    rest, ages = AGE.subn(" ", rest)
    return rest, dates + ages > 0 or has_clock


def is_bare_date(text: str) -> bool:
    """Whether a line tells a date and nothing else, maybe its weekday, time, or what it is of."""
    patterns = _patterns()
    rest, dates = patterns.date.subn(" ", text)
    words = _words_of(clock_pattern().sub(" ", rest)) - _labels("weekdays")
    return dates > 0 and not any(
        len(word) > 2 for word in words - _labels("published") - _labels("changed")
    )


def is_date_line(text: str) -> bool:
    """Whether a short line tells a date or time and hardly anything else."""
    if len(text) > 120:
        return False
    patterns = _patterns()
    rest, dates = patterns.date.subn(" ", text)
    rest, clocks = clock_pattern().subn(" ", rest)
    rest, ages = AGE.subn(" ", rest)
    if not dates and not clocks and not ages:
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", rest) if len(word) > 2]
    return len(words) <= (4 if dates else 2)
