"""Units of measure and money beside a number, from ``units.toml``."""

import functools
import re
from typing import Any, NamedTuple

from onrecord.lexicons import lexicon

#: Shorter written forms take no s in the plural, or have it listed.
_LONGEST_ABBREVIATION = 2


_WHEN = re.compile(r"\s(?:ago|earlier|later|before|after|from now|into|in advance)\b")
#: Before a capital that begins no sentence.
_AMID = re.compile(r"[a-z,;] $")
#: Of these names the first word takes the plural.
_FIRST = frozenset({"degree", "part"})
#: Ends of names that have no plural.
_UNCHANGED = ("percent", "hertz", "horsepower", "lux")
_IRREGULAR = {"foot": "feet", "inch": "inches", "millennium": "millennia"}


class Unit(NamedTuple):
    """A unit and where its words end, or begin when they stand before the number."""

    name: str
    place: int


#: Units that are counted per another one, besides money: "20 litres per head" counts heads.
_PER = re.compile(r"[\s-]?(?:per|an?|each|every|/)[\s-]?", re.IGNORECASE)


def _table() -> dict[str, Any]:
    return lexicon("statements/figures/units.toml")


def _folded(form: str) -> str:
    """Return a written form in lower case, with one sign for micro: a pattern takes both."""
    return form.lower().replace("µ", "μ")


@functools.cache
def _words() -> dict[str, str]:
    """Return every lower-case written form of a unit or currency, with its name."""
    words: dict[str, str] = {}
    for name, forms in _table()["measures"].items():
        for form in (name, *forms):
            words[_folded(form)] = name
    for code, row in _table()["money"].items():
        words.update((word, code) for word in row["words"])
    plurals = {
        word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s": name
        for word, name in words.items()
        if len(word) > _LONGEST_ABBREVIATION
        and word[-1].isalpha()
        and not word.endswith(("s", "old", "age", "celsius", "fahrenheit"))
    }
    return plurals | words


@functools.cache
def _after() -> re.Pattern[str]:
    words = sorted(_words(), key=len, reverse=True)
    pattern = "|".join(re.escape(word).replace(r"\ ", r"[\s-]") for word in words)
    return re.compile(rf"[\s-]?(?P<unit>{pattern})(?![\w])", re.IGNORECASE)


@functools.cache
def _attached() -> re.Pattern[str]:
    forms = {form: name for name, row in _table()["attached"].items() for form in row}
    return re.compile(rf"(?P<unit>{'|'.join(map(re.escape, forms))})(?![\w])")


@functools.cache
def _symbols() -> dict[str, str]:
    return {symbol: code for code, row in _table()["money"].items() for symbol in row["symbols"]}


@functools.cache
def _before() -> re.Pattern[str]:
    symbols = sorted(_symbols(), key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z])(?P<unit>{'|'.join(map(re.escape, symbols))})\s?$")


def unit_after(text: str, end: int) -> Unit | None:
    """Return the unit whose words begin at `end`, right after a number.

    Money and measures take "per" with them: "$58 per barrel" is ``USD per barrel``.
    """
    if match := _after().match(text, end):
        words = _folded(match["unit"])
        name = _words().get(re.sub(r"[\s-]", " ", words)) or _words()[words]
        return with_rate(text, Unit(name, match.end()))
    if match := _attached().match(text, end):
        forms = {form: name for name, row in _table()["attached"].items() for form in row}
        return with_rate(text, Unit(forms[match["unit"]], match.end()))
    return None


def with_rate(text: str, unit: Unit) -> Unit:
    """Return the unit with the other one it is counted per, if any follows."""
    if (per := _PER.match(text, unit.place)) and (match := _after().match(text, per.end())):
        other = _words().get(re.sub(r"[\s-]", " ", _folded(match["unit"])))
        is_when = _WHEN.match(text, match.end()) is not None  # "$5 a year ago"
        if other and match.start() == match.start("unit") and not is_when:
            return Unit(f"{unit.name} per {other}", match.end())
    return unit


def money_before(text: str, start: int) -> Unit | None:
    """Return the currency whose sign ends where a number starts; `place` is where it begins."""
    match = _before().search(text, max(0, start - 8), start)
    if match and match["unit"].startswith("A ") and not _AMID.search(text, 0, match.start()):
        return Unit("USD", match.end("unit") - 1)  # "A $5 million sale" has an article
    return Unit(_symbols()[match["unit"]], match.start()) if match else None


def is_money(unit: str) -> bool:
    """Whether a unit's name, without its rate, is a currency."""
    return unit.split(" per ")[0] in _table()["money"]


def is_unit_word(word: str) -> bool:
    """Whether a lower-case word is a unit by itself, in either number, or a currency."""
    return word in _words()


def plural(unit: str) -> str:
    """Return the name of a unit for more than one: "miles per hour", "degrees celsius", "USD"."""
    base, joint, rest = unit, "", ""
    for word in (" per ", " of "):
        if word in unit:
            base, joint, rest = unit.partition(word)
            break
    first, blank, last = base.partition(" ")
    if first in _FIRST:
        return f"{_more(first)}{blank}{last}{joint}{rest}"
    before, blank, noun = base.rpartition(" ")
    return f"{before}{blank}{_more(noun)}{joint}{rest}"


def _more(noun: str) -> str:
    if noun.isupper() or noun.endswith(_UNCHANGED):
        return noun
    if noun.endswith("y"):
        return f"{noun.removesuffix('y')}ies"
    return _IRREGULAR.get(noun, f"{noun}s")
