"""Figures made comparable: the thing counted, the range the words allow, what is covered."""

import math
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from onrecord.lexicons import lexicon
from onrecord.records import Article, Figure, Span, Statement
from onrecord.statements.sources.people import is_body, is_person, is_role
from onrecord.stories.actions import action_stems, clause_around, find_action
from onrecord.stories.words import Word, read_words, stop_stems

_NEAR_CHARS = 45
_OF_CHARS = 25
#: Characters within which a deed stands right beside the number of those it is done to.
_BESIDE = 12
#: Marks that do not part tolls: "40 of those on board" died is no part of the dead.
_OF_A_TOLL = frozenset({"portion"})
_PEOPLE = frozenset({"people", "persons", "victims"})
_SHARE = "percent"
#: How far a value that is "about" right may lie from the true one, where it is a round one.
_ABOUT = 0.1
#: How far above the figure given "more than" is still said.
_OPEN_REACH = 0.5
#: Digits, zeros at the end aside, from which on a value tells what is meant: 52, 130,000, 47.6.
_TELLING_DIGITS = 2
#: Least number that stands for a thing named before it.
_LEAST_BARE = 10.0


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of a statement.

    `head` stands for the noun counted and all its synonyms, `head_stem` is the stem of the noun
    itself, `modifiers` are the stems of the words before it, `happening` what is done to the
    thing in the figure's clause, `scopes` the marks of what it covers ("cumulative", "part" ...),
    `low` and `high` the range its words allow. A figure that names no thing has an empty head.
    `name` is the thing as worded, also where a measure has no head, since others may call the thing
    otherwise; `owner` is the party it is told of. Both are "" where none is named.
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

    @property
    def is_share(self) -> bool:
        """Whether the figure is a percentage."""
        return self.unit == "percent"

    @property
    def is_length(self) -> bool:
        """Whether the figure is a length of time, as of a sentence."""
        return self.unit in _units("durations")

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
def _synonyms() -> dict[str, str]:
    table = lexicon("stories/synonyms.toml")["things"]
    return {name: thing for thing, names in table.items() for name in names}


@cache
def _scopes() -> dict[str, re.Pattern[str]]:
    tables = lexicon("stories/scopes.toml")
    kinds: dict[str, list[str]] = {}
    for key in ("scopes", "states"):
        table = tables[key]
        kinds |= table
    return {
        kind: re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)
        for kind, words in kinds.items()
    }


class Thing(NamedTuple):
    """What is counted: one word for all synonyms of the head, its own stem, its modifiers."""

    head: str
    stem: str
    modifiers: frozenset[str]


def name_thing(counts: str, language: str | None) -> Thing:
    """Return what is counted, so that other words for the same thing give the same head.

    The head is the last noun phrase word before any "of", "in" or "who"; synonyms have one head.
    """
    lowered = " ".join(counts.lower().split())
    words: list[Word] = []
    for word in read_words(lowered, language):
        if words and word.text in {"of", "in", "from", "who", "at", "on", "that", "for", "with"}:
            break
        words.append(word)
    if not words:
        return Thing("", "", frozenset())
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


def read_counts(statement: Statement, article: Article) -> tuple[Count, ...]:
    """Return the figures of a statement that count or measure something.

    The value that a change starts from is left out, and the whole that a part is counted of. A
    number without a thing stands where its words make it one: "all 52", "14 of those".
    """
    found = []
    for figure in statement.figures:
        share = figure.unit == _SHARE
        counted = _thing(figure, article.text) or (figure.share_of if share else None)
        counted = counted or (_measured(figure, statement, article.text) if share else None)
        deed = find_action(statement, article.text, figure.span, article.language)
        counted = _result(figure, counted, deed, article.text)
        if not (counted or _stands_alone(figure.unit) or _stands_for_thing(figure, article.text)):
            continue
        if figure.value == 1 and _OF.match(article.text, figure.span.end):
            continue  # "one of the prisoners" is no count of them
        if _is_starting_value(figure, article.text) or _is_whole(figure, article.text):
            continue
        if figure.value is None and figure.low is None and figure.high is None:
            continue
        count = _count(figure, counted or "", deed, statement, article)
        found.append(count if counted else replace(count, name=_worded(figure)))
    return tuple(found)


def read_terms(statement: Statement, article: Article) -> tuple[Count, ...]:
    """Return the lengths of what somebody is sentenced to or barred for.

    They are figures of the story and no marks of a matter: many are sentenced, to as many years.
    """
    return tuple(
        _count(figure, figure.counts, None, statement, article)
        for figure in statement.figures
        if figure.unit in _units("durations")
        and figure.counts
        and figure.value is not None
        and figure.counts.rsplit(" ", 1)[-1].lower() in _units("punishments")
        and not _is_starting_value(figure, article.text)
    )


def _count(
    figure: Figure, counted: str, deed: str | None, statement: Statement, article: Article
) -> Count:
    thing = name_thing(counted, article.language)
    low, high = allowed_range(figure)
    marks = _marks(figure, statement, article.text)
    if counted in _results().values():
        marks -= _OF_A_TOLL
    return Count(
        figure=figure,
        head=thing.head,
        head_stem=thing.stem,
        modifiers=thing.modifiers,
        unit=_base_unit(figure.unit),
        happening=deed,
        scopes=marks - {"standing"},
        standing="standing" in marks,
        low=low,
        high=high,
        name=f"{counted} {_rate(figure, statement, article.text)}".strip() if counted else "",
    )


def _rate(figure: Figure, statement: Statement, text: str) -> str:
    """The words that say how often a count is reached: the "a day" of "130,000 people a day"."""
    if figure.unit is not None:
        return ""
    end = min(statement.sentence.end, figure.span.end + _NEAR_CHARS)
    match = _scopes()["rate"].search(Span(figure.span.end, end).of(text))
    return match[0].lower() if match else ""


def _thing(figure: Figure, text: str) -> str | None:
    """The thing that a figure counts or measures, ``None`` where it names whom it is told of.

    A measure is of the noun tied to it ("a six-week truce", "a fine of $5"): what else its clause
    is about has other names in other reports ("Google" or "the company" paid, "cap", "price cap").
    """
    if figure.unit is None or figure.counts is None:
        return figure.counts
    start, end = figure.span.start, figure.span.end
    last = figure.counts.rsplit(" ", 1)[-1]
    if last.lower() in text[end : end + _NEAR_CHARS].lower():
        return figure.counts
    if _base_unit(figure.unit) != _SHARE:
        is_owned = text[:start].lower().endswith(f"{last.lower()} of ")
        return figure.counts if is_owned and figure.unit not in _units("durations") else None
    if last[:1].isupper() or is_person(last.lower()):
        return None
    return None if is_body(last.lower()) or is_role(last.lower()) else figure.counts


def _worded(figure: Figure) -> str:
    """What a measure is of by its own words, where these are no name and nobody's title.

    A distance tells where something is, and "at one point" is a manner of speaking.
    """
    name = figure.counts or ""
    last = name.rsplit(" ", 1)[-1]
    is_named = last[:1].isupper() or is_body(last) or is_role(last)
    is_idle = figure.value == 1 or figure.unit in _units("distances")
    return "" if is_named or is_idle or not _stands_alone(figure.unit) else name


def _result(figure: Figure, counted: str | None, deed: str | None, text: str) -> str | None:
    """The thing counted, told by what is done to people: "17 people died", "at least 40 killed".

    A number without a noun counts people where the deed stands right beside it.
    """
    result = _results().get(deed or "")
    if result is None or figure.unit is not None:
        return counted
    if counted is not None:
        words = counted.lower().split()
        return result if words and words[-1] in _PEOPLE else counted
    nearby = text[max(0, figure.span.start - _BESIDE) : figure.span.end + _BESIDE]
    stems = {word.stem for word in read_words(nearby)}
    return result if stems & action_stems(deed or "") else None


@cache
def _results() -> dict[str, str]:
    table: dict[str, str] = lexicon("stories/synonyms.toml")["results"]
    return table


@cache
def _measuring() -> re.Pattern[str]:
    """A noun phrase at the head of a clause, and the verb that gives its value."""
    table = lexicon("stories/scopes.toml")["measures"]
    verbs, hedges = ("|".join(map(re.escape, table[key])) for key in ("verbs", "hedges"))
    noun = r"(?:(?:the|a|an|its|their|his|her)\s+)?((?:[\w-]+\s+){0,2}[\w-]+)"
    return re.compile(rf"^\W*{noun}\s+(?:{verbs})\s+(?:(?:{hedges})\s+)*$", re.IGNORECASE)


def _measured(figure: Figure, statement: Statement, text: str) -> str | None:
    """The thing that a share measures as the subject of its clause: "turnout was 52.2 %"."""
    clause = clause_around(text, statement.sentence, figure.span)
    before = text[clause.start : figure.span.start].rpartition(",")[2]
    match = _measuring().match(before)
    return match.group(1) if match else None


_PART_OF = re.compile(r"\d[\d,.]*\s+of\s+(?:the\s+|its\s+)?$", re.IGNORECASE)
_OF = re.compile(r"\s+of\b")
_MORE = re.compile(r"\W*more\b(?!\s+than\b)", re.IGNORECASE)
_ALL = re.compile(r"\b(?:all|the|these|those)\W+$", re.IGNORECASE)
_OF_THEM = re.compile(r"\W+of\W+(?:them|those|these|whom|which)\b", re.IGNORECASE)


def _stands_for_thing(figure: Figure, text: str) -> bool:
    """Whether a number without a noun counts what was named before: "all 52", "14 of those"."""
    if figure.unit is not None or (figure.value or 0.0) < _LEAST_BARE:
        return False
    return bool(_ALL.search(text, max(0, figure.span.start - 8), figure.span.start)) or bool(
        _OF_THEM.match(text, figure.span.end)
    )


@cache
def _units(kind: str) -> frozenset[str]:
    return frozenset(lexicon("stories/scopes.toml")["units"][kind])


def _stands_alone(unit: str | None) -> bool:
    """Whether a figure of the unit says something without a thing: money, shares, not hours."""
    return unit is not None and unit not in _units("durations")


def _base_unit(unit: str | None) -> str | None:
    """The unit without what it is counted by: "USD per barrel" compares with "USD"."""
    return unit.split(" per ")[0] if unit else None


def _is_starting_value(figure: Figure, text: str) -> bool:
    """Whether the figure is what a change starts from: the 60 of "from $60 to $45"."""
    before = text[max(0, figure.span.start - 6) : figure.span.start].lower()
    return re.search(r"\bfrom\W*$", before) is not None


def _is_whole(figure: Figure, text: str) -> bool:
    """Whether the figure is what another one is a part of: the 101 of "55 of the 101 seats"."""
    return _PART_OF.search(text, max(0, figure.span.start - 16), figure.span.start) is not None


def _marks(figure: Figure, statement: Statement, text: str) -> frozenset[str]:
    """The kinds of words near a figure that say what it covers."""
    start = max(statement.sentence.start, figure.span.start - _NEAR_CHARS)
    end = min(statement.sentence.end, figure.span.end + _NEAR_CHARS)
    clause = clause_around(text, statement.sentence, figure.span)
    places = {
        "part": Span(start, figure.span.start),
        "portion": Span(figure.span.end, min(end, figure.span.end + _OF_CHARS)),
        "rate": Span(figure.span.end, end),
        "open": clause,
    }
    around = Span(start, end)
    found = {
        kind for kind, words in _scopes().items() if words.search(places.get(kind, around).of(text))
    }
    if figure.change in {"up", "down"}:
        found.add("change")
    if _MORE.match(text, figure.span.end) or _MORE.match(figure.counts or ""):
        found.add("further")
    return frozenset(found)
