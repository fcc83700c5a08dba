"""The words and amounts that time expressions are made of."""

import re
from typing import Any

from onrecord.lexicons import lexicon
from onrecord.statements.figures.numbers import parse_words

#: The unit that a broken number of another is told in, and how many make one.
_SMALLER = {"year": ("M", 12), "hour": ("M", 60), "minute": ("S", 60)}
_DOZENS = {"a dozen": 12.0, "half a dozen": 6.0}


def time_lexicon() -> dict[str, Any]:
    """Return the tables of ``times.toml``."""
    return lexicon("statements/times/times.toml")


def amount_of(words: str | None) -> float | None:
    """Return the number of an amount of time: "a", "two", "3.5"; ``None`` if it is vague."""
    if words is None:
        return None
    words = words.lower().strip()
    if words in ("", "a", "an", "one", "the"):
        return 1.0
    if mixed := re.fullmatch(r"(\d+)\s(\d)/(\d)", words):
        return int(mixed[1]) + int(mixed[2]) / max(int(mixed[3]), 1)
    if re.fullmatch(r"\d[\d,]*(\.\d+)?", words):
        return float(words.replace(",", ""))
    if words in _DOZENS:
        return _DOZENS[words]
    return parse_words(words)


def unit_of(word: str) -> str:
    """Return the unit of time that a word names, in the singular."""
    word = word.lower()
    return "century" if word.startswith("centur") else word.removesuffix("s")


def duration_of(amount: float, unit: str) -> str:
    """Return an ISO 8601 duration: 2 and "week" are ``P2W``."""
    letter_time, letter, size = time_lexicon()["units"].get(unit, ("", "Y", 100))
    total = amount * size
    whole, rest = int(total), total % 1
    if rest and unit in _SMALLER:
        smaller, per = _SMALLER[unit]
        first = f"{whole}{letter}" if whole else ""
        return f"P{letter_time}{first}{round(rest * per)}{smaller}"
    return f"P{letter_time}{total if rest else whole}{letter}"
