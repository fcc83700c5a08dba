"""Machine names, numbers and times as words a reader knows."""

import re
import tomllib
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from django.utils import formats, translation

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2})?")
_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-XX)?")
_YEAR = re.compile(r"(\d{4})(?:-XX(?:-XX)?)?")
_QUALIFIERS = "?~%"


@lru_cache
def wording() -> dict[str, Any]:
    """Return the table of words; see ``wording.toml``."""
    text = resources.files(__package__).joinpath("wording.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def attribution(certainty: str, source: str, outlet: str, form: str) -> str:
    """Return who says something and how surely, as one phrase."""
    voice = "attributed" if source else "narrated" if form == "narration" else "unnamed"
    return str(wording()[voice][certainty]).format(source=source, outlet=outlet)


def edtf_words(value: str | None) -> str:
    """Return an EDTF value (ISO 8601-2:2019, levels 0 and 1) as words.

    Days, months, years, seasons, intervals, unspecified digits and the qualifiers for
    uncertain and approximate are known; any other value comes back as it is, and ``None`` as "".
    """
    if not value:
        return ""
    if "/" in value:
        return _interval_words(*value.split("/", 1))
    bare = value.rstrip(_QUALIFIERS)
    about = "about " if value != bare else ""
    return about + _moment_words(bare)


def _interval_words(start: str, end: str) -> str:
    if start in ("", ".."):
        return f"until {edtf_words(end)}"
    if end in ("", ".."):
        return f"since {edtf_words(start)}"
    return f"{edtf_words(start)} to {edtf_words(end)}"


def _moment_words(value: str) -> str:
    if match := _DAY.match(value):
        year, month, day, time = match.groups()
        words = _date_words("j F Y", year, month, day, otherwise=value)
        return f"{words}, {time[1:]}" if time and words != value else words
    if match := _MONTH.fullmatch(value):
        year, month = match.groups()
        if season := wording()["seasons"].get(month):
            return f"{season} {year}"
        return _date_words("F Y", year, month, otherwise=value)
    if match := _YEAR.fullmatch(value):
        return match[1]
    return value


def _date_words(pattern: str, year: str, month: str, day: str = "1", *, otherwise: str) -> str:
    try:
        return formats.date_format(date(int(year), int(month), int(day)), pattern)
    except ValueError:
        return otherwise


def number_words(value: float | None, low: float | None, high: float | None) -> str:
    """Return a figure's value, or the range it allows, with separated thousands."""
    if value is not None and low == high and low in (None, value):
        return _number(value)
    if low is not None and high is not None:
        spread = f"{_number(low)} to {_number(high)}"
        return spread if value is None else f"about {_number(value)} ({spread})"
    if low is not None:
        return f"at least {_number(low)}"
    if high is not None:
        return f"at most {_number(high)}"
    return "not given" if value is None else _number(value)


def with_unit(number: str, unit: str | None) -> str:
    """Return a number with the sign or the name of its unit, such as ``4%`` or ``15 years``."""
    if not unit:
        return number
    if sign := wording()["signs"].get(unit):
        return f"{number}{sign}"
    first, *rest = unit.split(" ")
    counted = first if number == "1" else wording()["plurals"].get(first, first)
    return " ".join((number, counted, *rest))


def _number(value: float) -> str:
    places = 0 if value == int(value) else 2
    text = formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)
    return text.rstrip("0").rstrip(".") if places else text


@lru_cache(maxsize=1_000)
def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr`` for a BCP 47 tag; an unknown language runs left to right."""
    try:
        bidi = translation.get_language_info(language.split("-")[0].lower())["bidi"]
    except KeyError:
        return "ltr"
    return "rtl" if bidi else "ltr"
