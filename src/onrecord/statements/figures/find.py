"""Figures: the numbers of a sentence that count or measure something.

Dates, clock times, ordinals, scores of games and numbers that are part of a name ("Boeing 737",
"Article 5") are not figures. The notions of change and unit follow CQE (Almasian et al. 2023).
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.records import Change, Figure, Span
from onrecord.statements.events.arguments import is_person_word
from onrecord.statements.figures.counted import counted, outcome_of, share_of
from onrecord.statements.figures.ellipsis import with_shared_nouns
from onrecord.statements.figures.numbers import Number, find_numbers, number_lexicon
from onrecord.statements.figures.units import Unit, is_money, money_before, unit_after, with_rate
from onrecord.statements.sentences import Sentence
from onrecord.statements.times.find import find_dated_spans

_PERCENT = "percent"
_AGE = "year of age"
_RANGE = re.compile(r"-?\s?(?:-|–|—|to|and|or)\s?")
_OLDEST = 120
#: How many words may stand between "rose" and its number: "rose by about 4 %".
_CHANGE_REACH = 28


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, at ``[start, end)`` of the sentence's text."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    number: Number


def find_figures(sentence: Sentence) -> tuple[Figure, ...]:
    """Find the figures of a sentence, in order.

    Returns:
        Figures, whose span covers the number with its unit. A fraction ("two thirds") has its
        value, 0.67, no unit, and `share_of`. `low` and `high` are the bounds that the words set:
        of "at least 40" the high is ``None``, of "about 40" both are; a vague number ("dozens")
        has a low only.
    """
    text = sentence.text
    dated = find_dated_spans(text)
    quantities = [
        _quantity(text, number)
        for number in find_numbers(text)
        if not any(span.start < number.end and number.start < span.end for span in dated)
    ]
    found = []
    for quantity in _joined(text, quantities):
        token = _token_at(sentence, quantity.number.start)
        if token is not None and _is_figure(text, quantity, token):
            found.append(_figure(sentence, quantity))
    return with_shared_nouns(sentence, found)


def _quantity(text: str, number: Number) -> Quantity:
    start, end, unit = number.start, number.end, None
    if money := money_before(text, start):
        unit, start = money.name, money.place
        if (after := unit_after(text, end)) and is_money(after.name):
            unit, end = after.name, after.place  # "$10.5 million Australian dollars"
        else:
            unit, end = with_rate(text, Unit(unit, end))
    elif after := unit_after(text, _unit_place(text, number)):
        unit, end = after.name, after.place
    elif _is_age(text, number):
        unit = _AGE
    return Quantity(start, end, number.value, number.low, number.value, unit, number)


def _unit_place(text: str, number: Number) -> int:
    """Return where a unit may stand: after the number, of "half an hour" after the article."""
    article = re.match(r"\san?(?=\s)", text[number.end :]) if number.is_share else None
    return number.end + article.end() if article else number.end


def _is_age(text: str, number: Number) -> bool:
    """Whether it is an age without a unit: "Ana Ruiz, 44, said", "aged 44"."""
    if number.value is None or not 0 < number.value < _OLDEST or number.value % 1:
        return False
    before, after = text[: number.start], text[number.end :]
    if re.search(r"\b(?:aged?|age of|turns|turned)\s$", before):
        return True
    return bool(re.search(r"[A-Z][\w’'-]+, $", before) and re.match(r"\s?(?:,|\.|\)|$)", after))


def _joined(text: str, quantities: list[Quantity]) -> Iterator[Quantity]:
    """Join the two ends of a range; leave out scores of games."""
    position = 0
    while position < len(quantities):
        first, second = quantities[position], None
        link = None
        if position + 1 < len(quantities):
            second = quantities[position + 1]
            link = _link(text, first, second)
        position += 1
        if second is None or link is None:
            yield first
            continue
        if first.unit is None and second.unit and not is_money(second.unit):
            first = replace(first, unit=second.unit)  # "from 13.5 to 14 mm"
        if joined := _range(text, first, second, link):
            yield joined
            position += 1
        elif link in ("-", "–"):
            position += 1
        else:
            yield first


def _link(text: str, first: Quantity, second: Quantity) -> str | None:
    """Return what joins two quantities whose units may be shared."""
    match = _RANGE.fullmatch(text, first.end, second.start)
    if not match or (first.unit and first.unit != second.unit):
        return None
    return match.group().strip(" -").replace("—", "–") or "-"


def _is_range(text: str, first: Quantity, link: str) -> bool:
    words = text[: first.start].rstrip().lower()
    if link == "and":
        return words.endswith("between")
    if link == "to":
        return not words.endswith("from") or bool(re.search(r"\brang\w+ from$", words))
    return link != "or" or first.number.in_words


def _range(text: str, first: Quantity, second: Quantity, link: str) -> Quantity | None:
    low, high = first.value, second.value
    if low is None or high is None or not _is_range(text, first, link):
        return None
    if first.number.scale == 1.0 and low * second.number.scale < high:
        low *= second.number.scale
    unit = second.unit or first.unit
    counts_nothing = unit is None and not re.match(r"[\s-]?[a-z]{3,}", text[second.end :])
    if low >= high or (link in ("-", "–") and (counts_nothing or _is_score(text, first, second))):
        return None
    value = (low + high) / 2
    return Quantity(first.start, second.end, value, low, high, unit, second.number)


def _is_score(text: str, first: Quantity, second: Quantity) -> bool:
    words = set(number_lexicon()["scores"]["words"])
    near = re.findall(r"[a-z]+", text[max(0, first.start - 30) : second.end + 20].lower())
    return second.unit is None and not words.isdisjoint(near)


def _is_figure(text: str, quantity: Quantity, token: Token) -> bool:
    number = quantity.number
    follows = text[number.end : number.end + 1]
    if quantity.end == number.end and (
        follows.isalpha() or re.match(r"[-/]\w*[A-Z\d]", text[number.end :])
    ):
        return False
    if quantity.unit is not None:
        return True
    if _is_in_name(number, token):
        return False
    if number.in_words and number.value == 1:
        return _counts_one(token)
    return not _is_label(text, number, token)


_NAMES = frozenset({"ORG", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})


def _is_in_name(number: Number, token: Token) -> bool:
    """Whether it is the last word of a name: "Group of Seven", "Nord Stream 2"."""
    if number.in_words and token.tag_ == "NNP" and not token.is_sent_start:
        return token.dep_ == "pobj"
    if token.ent_type_ not in _NAMES or token.ent_iob_ != "I":
        return False
    ends = token.i + 1 >= len(token.doc) or token.nbor(1).ent_iob_ != "I"
    return ends and (not number.in_words or token.text[:1].isupper())


_NO_COUNT_BEFORE = frozenset({"the", "no", "this", "that", "any", "every", "each"})
#: Before "one" they say that it is a count.
_LIMITS = frozenset({"only", "just", "least", "exactly", "than"})
_NO_COUNT_AFTER = frozenset({"day", "thing", "time", "way", "side", "hand", "point", "another"})


def _counts_one(token: Token) -> bool:
    """Whether "one" counts something: "one dead man", not "one of them", "one day", "one man"."""
    head = token.head
    if token.dep_ != "nummod" or head.i <= token.i or head.pos_ not in ("NOUN", "PROPN"):
        return False
    before = token.nbor(-1).lower_ if token.i > 0 else ""
    if before in _NO_COUNT_BEFORE or head.lemma_ in _NO_COUNT_AFTER:
        return False
    is_bare = head.i == token.i + 1 and is_person_word(head) and before not in _LIMITS
    return not is_bare or outcome_of(head) is not None or _has_other_number(token)


def _has_other_number(token: Token) -> bool:
    return any(other.tag_ == "CD" and other.i != token.i for other in token.sent)


def _is_label(text: str, number: Number, token: Token) -> bool:
    """Whether the number names a thing: it follows a name or "Article", or is a bare year."""
    before = re.search(r"([\w.’'-]+)\s$", text[: number.start])
    if before is None:
        return False
    word = before[1]
    names_next = token.dep_ == "nummod" and token.head.i > token.i and token.head.pos_ == "NOUN"
    if word.lower() in number_lexicon()["labels"]["words"]:
        return word.lower() != "at" and not names_next
    is_capital = text[number.start].isupper() or not number.in_words
    is_name = word[:1].isupper() and before.start() > 0 and is_capital
    return is_name and not names_next


def _token_at(sentence: Sentence, start: int) -> Token | None:
    place = sentence.span.start + start - sentence.offset
    return next((token for token in sentence.tokens if token.idx + len(token) > place), None)


def _figure(sentence: Sentence, quantity: Quantity) -> Figure:
    text = sentence.text
    change = _change(text, quantity)
    last = _token_at(sentence, quantity.end - 1)
    first = _token_at(sentence, quantity.number.start)
    assert last is not None  # noqa: S101
    assert first is not None  # noqa: S101
    is_share = quantity.unit == _PERCENT or quantity.number.is_share
    whole = share_of(sentence, last) if is_share else None
    counts = None if whole else counted(sentence, first, last, quantity.unit)
    bounded = _bounded(quantity, change)
    start = sentence.span.start
    return Figure(
        span=Span(start + quantity.start, start + quantity.end),
        value=bounded.value,
        low=bounded.low,
        high=bounded.high,
        unit=quantity.unit,
        counts=counts,
        share_of=whole,
        change=change,
    )


def _bounded(quantity: Quantity, change: Change) -> Quantity:
    if quantity.value is None or quantity.low != quantity.high:
        return quantity
    if change == ">":
        return replace(quantity, high=None)
    if change == "<":
        return replace(quantity, low=None)
    return replace(quantity, low=None, high=None) if change == "~" else quantity


_BETWEEN = (
    r"by|of|an?|another|the|\w+ly|about|around|almost|some|over|more than|as much as|up to|"
    r"at least|less than"
)


@functools.cache
def _change_patterns(table: str) -> tuple[tuple[Change, re.Pattern[str]], ...]:
    lexicon: dict[Change, list[str]] = number_lexicon()[table]
    rows: list[tuple[Change, re.Pattern[str]]] = []
    for change, words in lexicon.items():
        any_word = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        if table == "change_after":
            pattern = rf"[\s-]?(?:{any_word})(?!\w)"
        elif change in ("up", "down"):
            # Adverbs and "by" may stand between, another bound may too; "to" may not.
            pattern = rf"(?<!\w)(?:{any_word})(?:\s(?:{_BETWEEN}))*\s?$"
        else:
            # "More than the 52" compares with an exact number; "about the 50 mark" does not.
            article = r"(?:\san?|\sthe)?" if change == "~" else r"(?:\san?)?"
            pattern = rf"(?<!\w)(?:{any_word}){article}\s?$"
        rows.append((change, re.compile(pattern, re.IGNORECASE)))
    return tuple(rows)


_TIME_UNITS = frozenset({"hour", "day", "week", "month", "year", "decade"})


def _is_span_of_time(before: str, quantity: Quantity) -> bool:
    """Whether "over" tells in what time: "38% over four years", not "for over four years"."""
    if quantity.unit not in _TIME_UNITS or not before.endswith("over "):
        return False
    return not re.search(
        r"\b(?:for|of|after|in|was|is|lasted|took|just|well|by|a)\sover\s$", before
    )


def _change(text: str, quantity: Quantity) -> Change:
    before = text[max(0, quantity.start - 2 * _CHANGE_REACH) : quantity.start]
    measured = quantity.unit is not None
    found: Change | None = None
    for change, pattern in _change_patterns("change_before"):
        if change in ("up", "down") and not measured and not re.search(r"\bby\b[\w ]*$", before):
            continue
        if pattern.search(before) and not _is_span_of_time(before, quantity):
            found = change
            if change in ("up", "down"):
                break
    if found is None:
        for change, pattern in _change_patterns("change_after"):
            if change in ("up", "down") and quantity.unit not in (
                _PERCENT,
                "percentage point",
                "basis point",
            ):
                continue
            if pattern.match(text, quantity.end):
                found = change
    if found is None and quantity.low != quantity.high:
        return "~" if quantity.value is None else "="
    return found or "="
