"""Figures made comparable: the thing counted, the range the words allow, what is covered."""

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from onrecord.lexicons import lexicon
from onrecord.records import Figure
from onrecord.statements.figures.outcomes import outcomes
from onrecord.stories.words import Word, read_words, stop_stems

#: The mark of those who are hurt badly: they are a part of all who are hurt.
SERIOUSLY = "seriously"
#: How far a value that is "about" right may lie from the true one, where it is a round one.
_ABOUT = 0.1
#: How far above the figure given "more than" is still said.
_OPEN_REACH = 0.5
#: Digits, zeros at the end aside, from which on a value tells what is meant: 52, 130,000, 47.6.
_TELLING_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of a statement.

    `head` stands for the noun counted and all its synonyms, `head_stem` is the stem of the noun
    itself, `modifiers` are the stems of the words before it, `happening` what is done to the
    thing in the figure's clause, `scopes` the marks of what it covers ("cumulative", "part" ...),
    `low` and `high` the range its words allow. A figure that names no thing has an empty head.
    `name` is the thing as worded, also where a measure has no head, since others may call the thing
    otherwise; `owner` is the party it is told of. Both are "" where none is named. `is_tied` is
    whether the words of a measure without a head tie the name to it: "a fine of $5".
    """

    figure: Figure
    head: str
    head_stem: str
    modifiers: frozenset[str]
    unit: str | None
    happening: str | None
    scopes: frozenset[str]
    standing: bool
    low: float
    high: float
    name: str = ""
    owner: str = ""
    is_tied: bool = False

    @property
    def is_share(self) -> bool:
        """Whether the figure is a percentage."""
        return self.unit == "percent"

    @property
    def is_length(self) -> bool:
        """Whether the figure is a length of time, as of a sentence."""
        return self.unit in units("durations")

    @property
    def is_distinctive(self) -> bool:
        """Whether the value has two digits or more that are no zeros at the end.

        Two figures of one such value in one story are hardly ever two things.
        """
        value = self.figure.value
        return value is not None and _digits(value) >= _TELLING_DIGITS

    @property
    def is_bare(self) -> bool:
        """Whether the figure names no thing."""
        return not self.head

    def thing(self) -> tuple[str, frozenset[str], str | None]:
        """What is counted: figures of one thing belong to one series."""
        return self.head, self.modifiers, self.unit

    @property
    def outcome(self) -> str:
        """What became of the people counted, where their name says it: the "shot" of "men shot"."""
        last = self.name.rsplit(" ", 1)[-1]
        return last if last in outcomes() else ""

    def stems(self) -> frozenset[str]:
        """The stems of the words that name the thing."""
        return self.modifiers | {self.head_stem}

    def overlaps(self, other: "Count") -> bool:
        """Whether one true value can be meant by both."""
        return self.low <= other.high and other.low <= self.high

    def is_near(self, other: "Count") -> bool:
        """Whether they also lie close: "more than 100,000" is not said of 500,000.

        "More than" is taken to reach half as far again, or one of the last digit that is not
        a zero; "nearly" the latter.
        """
        low, high = _closed(self)
        other_low, other_high = _closed(other)
        return low <= other_high and other_low <= high


@cache
def units(kind: str) -> frozenset[str]:
    """Return the units of a kind in ``scopes.toml``, and the nouns of what has a length."""
    return frozenset(lexicon("stories/scopes.toml")["units"][kind])


@cache
def elected() -> frozenset[str]:
    """Return the heads of what one party of an election has and another one has too."""
    return frozenset(lexicon("stories/synonyms.toml")["kinds"]["had"])


@cache
def toll_things() -> frozenset[str]:
    """Return the heads of what is counted while a happening goes on: the dead, the missing."""
    return frozenset(lexicon("stories/synonyms.toml")["tolls"]["things"])


@cache
def _synonyms() -> dict[str, str]:
    table = lexicon("stories/synonyms.toml")["things"]
    return {name: thing for thing, names in table.items() for name in names}


class Thing(NamedTuple):
    """What is counted: one word for all synonyms of the head, its own stem, its modifiers."""

    head: str
    stem: str
    modifiers: frozenset[str]


def name_thing(counts: str, language: str | None) -> Thing:
    """Return what is counted, so that other words for the same thing give the same head.

    The head is the last noun phrase word before any "of", "in" or "who"; synonyms have one head.
    What became of people is no part of their name, but for those who are counted as it: "men shot"
    are men, "people killed" the dead.
    """
    lowered = " ".join(counts.lower().split())
    words: list[Word] = []
    for word in read_words(lowered, language):
        if words and word.text in {"of", "in", "from", "who", "at", "on", "that", "for", "with"}:
            break
        words.append(word)
    if not words:
        return Thing("", "", frozenset())
    if len(words) > 1 and words[-1].text in outcomes() and lowered not in _synonyms():
        words.pop()
    head = _synonyms().get(words[-1].text, words[-1].stem)
    modifiers = frozenset(word.stem for word in words[:-1]) - stop_stems("en")
    if lowered in _synonyms():
        return Thing(_synonyms()[lowered], words[-1].stem, frozenset())
    return Thing(head, words[-1].stem, modifiers)


def allowed_range(figure: Figure) -> tuple[float, float]:
    """Return the lowest and highest value that the words of a figure allow.

    A bound that the words leave open is infinite. "About" reaches a tenth to both sides where
    the figure gives no range itself, but no further than one of the last digit that the
    value does not leave as a zero: "about 50" may be 52, "about 51.9" may not.
    """
    value = figure.value
    low = figure.low if figure.low is not None else value
    high = figure.high if figure.high is not None else value
    lowest = -math.inf if low is None else low
    highest = math.inf if high is None else high
    if figure.change == ">":
        return lowest, math.inf
    if figure.change == "<":
        return 0.0, highest
    if figure.change == "~" and value is not None and value and low == high:
        reach = min(abs(value) * _ABOUT, _last_digit(value))
        return value - reach, value + reach
    return lowest, highest


def _last_digit(value: float) -> float:
    """The worth of one in the last digit of a value that is not zero: 10 for 50, 0.1 for 51.9."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return 10.0 ** int(exponent)


def _digits(value: float) -> int:
    """How many digits a value has between its first and its last one that is not zero."""
    digits = Decimal(repr(value)).normalize().as_tuple().digits
    return len(digits)


def _closed(count: Count) -> tuple[float, float]:
    low, high = count.low, count.high
    if math.isinf(high) and not math.isinf(low):
        high = low + max(_last_digit(low), low * _OPEN_REACH) if low else high
    elif count.figure.change == "<" and high:
        low = max(low, high - _last_digit(high))
    return low, high
