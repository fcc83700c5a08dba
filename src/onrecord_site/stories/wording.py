"""Machine names, numbers and times as words a reader knows."""

import re
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from onrecord.statements.figures.units import plural
from onrecord_site.identity.words import words

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2})?")
_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-XX)?")
_YEAR = re.compile(r"(\d{4})(?:-XX(?:-XX)?)?")
_QUALIFIERS = "?~%"


def wording() -> dict[str, Any]:
    """Return the table of words in the language in force; see ``wording.toml``."""
    return words(__package__, "wording", translation.get_language() or "en")


def status_words(status: str) -> str:
    """Return a person's status in words; one that has none is told as it is."""
    return str(wording()["statuses"].get(status, status.replace("_", " ")))


def attribution(certainty: str, source: str, outlet: str, form: str) -> str:
    """Return who says something and how surely, as one phrase."""
    voice = "attributed" if source else "narrated" if form == "narration" else "unnamed"
    return str(wording()[voice][certainty]).format(source=source, outlet=outlet)


def edtf_words(value: str | None, *, short: bool = False) -> str:
    """Return an EDTF value (ISO 8601-2:2019, levels 0 and 1) as words.

    Days, months, years, seasons, intervals, unspecified digits and the qualifiers for
    uncertain and approximate are known; any other value comes back as it is, and ``None`` as "".
    `short` is for narrow places: ``9 Sep``, and the beginning of an interval alone.
    """
    return _edtf_words(value, short, translation.get_language()) if value else ""


@lru_cache(maxsize=10_000)
def _edtf_words(value: str, short: bool, language: str | None) -> str:  # noqa: ARG001, FBT001
    """`language` is the one in force: the words are in it."""
    if short:
        return _short_moment(value.split("/")[0].rstrip(_QUALIFIERS))
    if "/" in value:
        return _interval_words(*value.split("/", 1))
    bare = value.rstrip(_QUALIFIERS)
    moment = _moment_words(bare)
    return moment if value == bare else _("about %(time)s") % {"time": moment}


def _interval_words(start: str, end: str) -> str:
    if start in ("", ".."):
        return _("until %(time)s") % {"time": edtf_words(end)}
    if end in ("", ".."):
        return _("since %(time)s") % {"time": edtf_words(start)}
    return _("%(start)s to %(end)s") % {"start": edtf_words(start), "end": edtf_words(end)}


def _short_moment(value: str) -> str:
    if match := _DAY.match(value):
        pattern = pgettext("day and short month, as the date filter of Django takes it", "j M")
        return _date_words(pattern, *match.groups()[:3], otherwise=value)
    if (match := _MONTH.fullmatch(value)) and match[2] not in wording()["seasons"]:
        return _date_words("M Y", *match.groups(), otherwise=value)
    return _moment_words(value)


def _moment_words(value: str) -> str:
    if match := _DAY.match(value):
        year, month, day, time = match.groups()
        words = _date_words("DATE_FORMAT", year, month, day, otherwise=value)
        return f"{words}, {time[1:]}" if time and words != value else words
    if match := _MONTH.fullmatch(value):
        year, month = match.groups()
        if season := wording()["seasons"].get(month):
            return f"{season} {year}"
        return _date_words("YEAR_MONTH_FORMAT", year, month, otherwise=value)
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
        spread = _("%(start)s to %(end)s") % {"start": _number(low), "end": _number(high)}
        if value is None:
            return spread
        return _("about %(number)s (%(spread)s)") % {"number": _number(value), "spread": spread}
    if low is not None:
        return _("at least %(number)s") % {"number": _number(low)}
    if high is not None:
        return _("at most %(number)s") % {"number": _number(high)}
    return _("not given") if value is None else _number(value)


def short_number(value: float | None, low: float | None, high: float | None) -> str:
    """Return a figure for narrow places: ``1.6 m`` for 1,600,000, and ``50–55`` for a range."""
    if value is None and low is not None and high is not None and low != high:
        return f"{_short(low)}–{_short(high)}"
    size = next((each for each in (value, low, high) if each is not None), None)
    return "" if size is None else _short(size)


def _short(value: float) -> str:
    for size, sign in ((1e9, "bn"), (1e6, "m")):
        if abs(value) >= size:
            return f"{_number(round(value / size, 1))}\u00a0{sign}"
    return _number(value)


def with_unit(number: str, unit: str | None) -> str:
    """Return a number with the sign or the name of its unit, such as ``4%`` or ``15 years``."""
    if not unit:
        return number
    if sign := wording()["signs"].get(unit):
        return f"{number}{sign}"
    first, *rest = unit.split(" ")
    names = wording()["units"].get(first)
    if names is None:
        return f"{number} {unit if number == '1' else plural(unit)}"
    return " ".join((number, names["one" if number == "1" else "many"], *rest))


def _number(value: float) -> str:
    places = 0 if value == int(value) else 2
    text = formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)
    return text.rstrip("0").rstrip(".,") if places else text


@lru_cache(maxsize=1_000)
def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr`` for a BCP 47 tag; an unknown language runs left to right."""
    try:
        bidi = translation.get_language_info(language.split("-")[0].lower())["bidi"]
    except KeyError:
        return "ltr"
    return "rtl" if bidi else "ltr"
