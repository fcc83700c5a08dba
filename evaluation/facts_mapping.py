"""What answers of Onrecord and of the gold sets mean the same, for ``facts``."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from onrecord.lexicons import lexicon
from onrecord.records import Figure, Span
from onrecord.statements.places import gazetteer

Item = dict[str, Any]

#: Names of units as the gold set writes them, where they differ.
_UNITS = {
    "percent": {"percentage", "percent"},
    "time": {"count"},
    "USD": {"dollar", "us dollar"},
    "GBP": {"pound sterling", "pound"},
    "EUR": {"euro"},
    "AUD": {"australian dollar"},
    "CAD": {"canadian dollar", "dollar"},
    "JPY": {"yen", "japanese yen"},
    "CNY": {"yuan", "chinese yuan"},
    "INR": {"indian rupee", "rupee"},
    "HKD": {"hong kong dollar"},
    "NZD": {"new zealand dollar"},
    "ILS": {"shekel", "israeli new shekel"},
    "RUB": {"ruble"},
    "cent": {"cent", "penny"},
    "metre": {"metre", "meter"},
    "litre": {"litre", "liter"},
    "degree celsius": {"degree celsius", "celsius"},
    "degree fahrenheit": {"degree fahrenheit", "fahrenheit"},
    "horsepower": {"horsepower", "brake horsepower"},
    "revolution per minute": {"revolutions per minute"},
    "pound": {"pound", "pound-mass"},
    "pound-foot": {"pound-foot", "foot pound-force"},
}
_VALUE_TOLERANCE = 1e-6
#: Between the two levels of a move, the first of which "from" stands before.
_FROM = re.compile(r"\b[Ff]rom\s(?:(?:about|around|an?|the)\s)*$")
_TO = re.compile(r"(?:\s[a-z-]+)?\sto\s(?:(?:about|around|an?|the)\s)*")


def with_moves(figures: Sequence[Figure], text: str) -> list[Figure]:
    """Return figures with the two levels of "from $5 to $6" as the one range that NewsQuant has.

    On record they are two, of then and of now. Both ends have to be found, in one unit.
    """
    result: list[Figure] = []
    for figure in figures:
        first = result[-1] if result else None
        if first is not None and _is_move(first, figure, text):
            result[-1] = replace(
                figure,
                span=Span(first.span.start, figure.span.end),
                value=None,
                low=first.value,
                high=figure.value,
                unit=figure.unit or first.unit,
                counts=first.counts or figure.counts,
                change="=",
            )
        else:
            result.append(figure)
    return result


def _is_move(first: Figure, second: Figure, text: str) -> bool:
    has_levels = all(one.value is not None and one.low == one.high for one in (first, second))
    return (
        has_levels
        and (first.unit == second.unit or None in (first.unit, second.unit))
        and _FROM.search(text, 0, first.span.start) is not None
        and _TO.fullmatch(text, first.span.end, second.span.start) is not None
    )


def matched(
    found: Sequence[Figure], gold: Sequence[Item], same: Callable[[Figure, Item], bool]
) -> int:
    """Return how many gold rows have a figure of their own."""
    left = list(found)
    right = 0
    for row in gold:
        for figure in left:
            if same(figure, row):
                left.remove(figure)
                right += 1
                break
    return right


def same_value(figure: Figure, row: Item) -> bool:
    low, high = gold_range(row["value"])
    if low is None or high is None:
        return False
    if low != high:
        return figure.low == low and figure.high == high
    value = figure.value if figure.value is not None else figure.low
    return value is not None and abs(value - low) <= _VALUE_TOLERANCE * max(1.0, abs(low))


def same_value_and_unit(figure: Figure, row: Item) -> bool:
    return same_value(figure, row) and same_unit(figure, row)


def same_value_and_change(figure: Figure, row: Item) -> bool:
    return same_value(figure, row) and bool(figure.change == row["change"])


def same_value_and_thing(figure: Figure, row: Item) -> bool:
    return same_value(figure, row) and same_thing(figure, row)


def gold_range(value: str) -> tuple[float | None, float | None]:
    ends = re.fullmatch(r"([\d.]+)-([\d.]+)", value)
    try:
        return (float(ends[1]), float(ends[2])) if ends else (float(value), float(value))
    except ValueError:
        return None, None


def _words(text: str) -> set[str]:
    """Return the words of a phrase in the singular, and names of letters and digits ("V-6")."""
    words = re.findall(r"[a-z]{2,}|[a-z]-?\d+", text.lower())
    return {re.sub(r"s$", "", re.sub(r"ies$", "y", word)) for word in words}


def same_unit(figure: Figure, row: Item) -> bool:
    """Whether a figure has the unit of a gold row, in whatever words.

    The gold sometimes takes what is measured into the unit: a "barrel of oil" is a barrel.
    """
    gold = row["normalized_unit"].lower().replace("-per-", " per ").replace("mega b", "million b")
    if figure.unit is None:
        if gold in ("-", "") or gold.startswith("%"):
            return True
        return bool(figure.counts and _words(figure.counts) & _words(f"{gold} {row['unit']}"))
    if gold == figure.unit:
        return True
    first, _, per = figure.unit.partition(" per ")
    gold_first, _, gold_per = gold.partition(" per ")
    gold_first, _, measured = gold_first.partition(" of ")
    if measured and not _words(measured) & _words(figure.counts or measured):
        return False
    if _words(per) != _words(gold_per):
        return False
    singular = {" ".join(sorted(_words(name))) for name in _names_of(first)}
    return " ".join(sorted(_words(gold_first))) in singular or first == row["unit"].lower()


def _names_of(unit: str) -> set[str]:
    """Return the names of a unit: those of the gold, and the words that news has for a currency."""
    money = lexicon("statements/figures/units.toml")["money"].get(unit, {})
    return _UNITS.get(unit, {unit}) | set(money.get("words", ()))


def same_thing(figure: Figure, row: Item) -> bool:
    """Whether the words for what is counted meet; nothing named agrees with nothing named.

    What the gold takes into the unit is counted too: the oil of "barrels of oil".
    """
    ours = _words(figure.counts or figure.share_of or "")
    unit = row["unit"] if figure.unit is None else row["unit"].partition(" of ")[2]
    theirs = _words(f"{row['referred_concepts']} {unit}")
    return bool(ours & theirs) if ours or theirs else True


def same_time(value: str | None, gold: str) -> bool:
    """Whether an EDTF value says what a TIMEX3 value says.

    Gold values that EDTF cannot express ("PRESENT_REF", "PXY") agree with no value; one that
    says when, if only in part ("1989-QX", "198X"), does not. Digits of a week, quarter, month or
    day that the gold leaves open ("1989-WXX") agree with any.
    """
    if value is None:
        return gold.endswith("_REF") or bool(re.match(r"(PT?)?X", gold))
    gold = re.sub(r"(?<=-W)(?=\d(-|$))", "0", gold)  # W7 is W07
    year, mark, rest = gold.partition("-")
    told = re.compile(re.escape(year + mark) + re.escape(rest).replace("X", r"\d"))
    forms = timex_forms(value)
    return re.sub(r"(-XX)+$", "", gold) in forms or any(map(told.fullmatch, forms))


def timex_forms(value: str) -> set[str]:
    """Return the TIMEX3 values that an EDTF value can stand for."""
    value = value.rstrip("~").removesuffix("/..").removeprefix("../")
    forms = {value, value.replace(":00", "", 1) if value.endswith(":00:00") else value}
    if "T" in value and not value.startswith("P"):
        return forms | {value[:16], value[:13], value[:10]}
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return forms | {f"{value}T{part}" for part in ("MO", "AF", "EV", "NI")}
    if re.fullmatch(r"\d{4}-3[3-6]", value):
        return forms | {f"{value[:4]}-Q{int(value[5:]) - 32}"}
    if re.fullmatch(r"\d{4}-2[1-4]", value):
        return forms | {f"{value[:4]}-{('SP', 'SU', 'FA', 'WI')[int(value[5:]) - 21]}"}
    if re.fullmatch(r"\d+X+", value):
        return forms | {value.rstrip("X")}
    if interval := re.fullmatch(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", value):
        return forms | _of_interval(
            date.fromisoformat(interval[1]), date.fromisoformat(interval[2])
        )
    if length := re.fullmatch(r"PT?(\d+)([HMY])", value):
        return forms | _of_length(int(length[1]), value.replace(length[1], "", 1))
    if part := re.fullmatch(r"(\d{3})(?:0/\1[3]|4/\1[6]|7/\1[9])", value):
        return forms | {part[1], f"{part[1]}X"}  # the early, mid or late part of a decade
    if interval := re.fullmatch(r"(\d{4})-(\d\d)/\1-(\d\d)", value):
        half = "H1" if interval[2] == "01" else "H2"
        return forms | {interval[1], f"{interval[1]}-{half}"}
    return forms


#: How many of a unit of ISO 8601 make one of TIMEX3: quarters, decades (E, DE), centuries.
_LONGER = {
    "PM": ((3, "P{}Q"), (12, "P{}Y")),
    "PY": ((10, "P{}DE"), (10, "P{}E"), (100, "P{}CE"), (100, "P{}C")),
    "PTH": ((24, "P{}D"),),
}


def _of_length(number: int, unit: str) -> set[str]:
    """Return a duration in the longer units that it is a whole number of."""
    return {
        form.format(number // size)
        for size, form in _LONGER.get(unit, ())
        if number and number % size == 0
    }


def _of_interval(first: date, last: date) -> set[str]:
    year, week, _ = first.isocalendar()
    forms = (
        {f"{year}-W{week:02d}"}
        if (last - first).days == 6
        else {first.isoformat() + "TNI", first.isoformat()}
    )
    if first.weekday() == 5 and (last - first).days == 1:
        forms.add(f"{year}-W{week:02d}-WE")
    if first.month == last.month:
        forms.add(first.isoformat()[:7])
    return forms


#: Classes of the gold names that are compared; a facility is neither place nor organisation.
NAME_KINDS = {"Person": "person", "Organization": "organisation", "Location": "place"}


def glue(text: str, word: str) -> str:
    """Return what stands between `text` and `word` when the words are printed."""
    return "" if not text or text.endswith("\n") or _is_glued(text, word) else " "


def _is_glued(text: str, word: str) -> bool:
    if word in {",", ".", ";", ":", "?", "!", ")", "]", "'s", "’s", "%", "n't", "”"}:
        return True
    return text[-1] in "([“$£€" or "-" in (word, text[-1])


def same_country(code: str | None, name: str) -> bool:
    return code is not None and gazetteer.country_code(name) == code


#: Classes of the older PLOVER of the gold records that the codebook has under another name.
CATEGORIES = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}
_EMPTY_WORDS = {"the", "of", "a", "an", "in", "and", "s", "new", "former"}


def gold_participants(item: Item) -> tuple[list[str], list[str]]:
    """Return the names of a record's actors and recipients.

    The sources of a record without targets are both: those who agreed, met or cooperated.
    """
    rows = {side: item.get(side) or [] for side in ("source", "target")}
    names = {
        side: [row["actorText"] for row in found if row.get("actorText")]
        for side, found in rows.items()
        if isinstance(found, list)
    }
    return names.get("source", []), names.get("target", [])


def matched_names(found: Sequence[str], gold: Sequence[str]) -> int:
    left = [set(re.findall(r"\w+", name.lower())) - _EMPTY_WORDS for name in found]
    right = 0
    for name in gold:
        words = set(re.findall(r"\w+", name.lower())) - _EMPTY_WORDS
        for other in left:
            if words & other:
                left.remove(other)
                right += 1
                break
    return right
