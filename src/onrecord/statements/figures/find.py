"""Figures: the numbers of a sentence that count or measure something.

Dates, clock times, ordinals, scores of games and numbers that are part of a name ("Boeing 737",
"Article 5") are not figures. The notions of change and unit follow CQE (Almasian et al. 2023).
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from onrecord.records import Change, Figure, Span
from onrecord.statements.events.arguments import is_person_word
from onrecord.statements.figures.changes import find_change
from onrecord.statements.figures.codes import find_codes
from onrecord.statements.figures.counted import counted, share_of
from onrecord.statements.figures.ellipsis import with_shared_nouns
from onrecord.statements.figures.names import is_in_name, is_label, is_model
from onrecord.statements.figures.numbers import Number, find_numbers, number_lexicon
from onrecord.statements.figures.outcomes import outcome_of
from onrecord.statements.figures.phrases import object_noun
from onrecord.statements.figures.quantities import Quantity
from onrecord.statements.figures.units import Unit, is_money, money_before, unit_after, with_rate
from onrecord.statements.sentences import Sentence
from onrecord.statements.sources.people import is_person
from onrecord.statements.times.find import find_dated_spans

_PERCENT = "percent"
_AGE = "year of age"
_RANGE = re.compile(r"-?\s?(?:-|–|—|to|and|or)\s?")
#: Of what spreads "from $5 to $10" and does not move.
_FROM_RANGE = re.compile(
    r"\b(?:rang\w+|var\w+|span\w*|anywhere|fines|prices|fees|costs|sizes|ages|estimates|bids|scale"
    r"|salaries|wages) (?:of \w+ )?from$"
)
#: After a number that names neither unit nor thing.
_NO_NOUN = re.compile(r"\s?(?:[.,;)]|$)|\s(?:by|in|on|at|after|as|since|over|within|and|but)\b")
#: Before the age of somebody, and after it: "a woman of 71 who fell".
_SOMEONE_OF = re.compile(r"\b(?:[Aa]n?|[Tt]he) (?:[a-z]+ )?([a-z]+) of $")
_NOTHING_OF = re.compile(r"\s?(?:[.,;)]|$)|\s(?:who|was|were|is|has|had|in|at|from|and|died)\b")
_OLDEST = 120
_IN_TENS = re.compile(r"\b(?:his|her|their|my|our|your) (?:early |mid-? ?|late )?$")
_LEAST_YEAR = 1000
#: The thousands of "5-6,000" are said once.
_FEW, _THOUSAND = 100.0, 1000.0
#: Before an age without a unit; the second kind with no noun after the number.
_AGED = re.compile(
    r"\b(?:age[ds]?|age of|turns|turned|aged? between|aged? from|as (?:young|old) as"
    r"|(?:younger|older) than|age[ds]? \d+(?:,| and| or| to))\s$"
)
_WAS = re.compile(
    r"\b(?:when|since|until|because|although|after|before) (?:he|she|they|I|you|we) "
    r"(?:was|were|is|are) (?:just |only |about |still )?$"
    r"|, both (?:aged )?$",
    re.IGNORECASE,
)
#: Around an age in a list of names: "Liana, 8; Mark Jr., 5 — all of them".
_NAME_BEFORE = re.compile(r"[A-Z][\w’'-]+\.?, $")
_AGE_ENDS = re.compile(r"\s?(?:[,.;)]|$)|\s[—–-]\s")


def find_figures(sentence: Sentence) -> tuple[Figure, ...]:
    """Find the figures of a sentence, in order.

    Returns:
        Figures, whose span covers the number with its unit. A fraction ("two thirds") has its
        value, 0.67, no unit, and `share_of`. `low` and `high` are the bounds that the words set:
        of "at least 40" the high is ``None``, of "about 40" both are; a vague number ("dozens")
        has a low only.
    """
    text = sentence.text
    dated = (*find_dated_spans(text), *find_codes(text))
    quantities = [
        _quantity(text, number)
        for number in find_numbers(text)
        if not any(span.start < number.end and number.start < span.end for span in dated)
    ]
    found = []
    for quantity in _joined(text, quantities):
        token = _token_at(sentence, quantity.number.start)
        if token is not None and _is_age_of(token):
            quantity = replace(quantity, unit=quantity.unit or _AGE)
        if token is not None and _is_figure(text, quantity, token):
            found.append(_figure(sentence, quantity))
    return with_shared_nouns(sentence, found)


def _quantity(text: str, number: Number) -> Quantity:
    start, end, unit = number.start, number.end, None
    if tens := _tens(text, number):
        return tens
    if money := money_before(text, start):
        unit, start = money.name, money.place
        if (after := unit_after(text, end)) and is_money(after.name):
            unit, end = after.name, after.place  # "$10.5 million Australian dollars"
        else:
            unit, end = with_rate(text, Unit(unit, end))
    elif not _is_possessive(text, number) and (
        after := unit_after(text, _unit_place(text, number))
    ):
        unit, end = after.name, after.place
    elif _is_age(text, number):
        unit = _AGE
    return Quantity(start, end, number.value, number.low, number.value, unit, number)


def _tens(text: str, number: Number) -> Quantity | None:
    """Return the ages that "in her 40s" means; other tens ("the lower 40s") have no unit either."""
    value = number.value
    if value is None or not text.startswith("s", number.end) or value % 10 or value >= _OLDEST:
        return None
    if not _IN_TENS.search(text, 0, number.start):
        return Quantity(number.start, number.end, value, value, value, None, number)
    low, high = value, value + 9
    return Quantity(number.start, number.end + 1, (low + high) / 2, low, high, _AGE, number)


def _is_possessive(text: str, number: Number) -> bool:
    """Whether an "s" after a year is no unit: "2018s best" has lost its apostrophe."""
    return (number.value or 0.0) >= _LEAST_YEAR and text.startswith("s", number.end)


def _unit_place(text: str, number: Number) -> int:
    """Return where a unit may stand: after the number, of "half an hour" after the article, of
    "hundreds of millions of euros" after "of".
    """
    if number.value is None and text.startswith(" of ", number.end):
        return number.end + len(" of")
    article = re.match(r"\san?(?=\s)", text[number.end :]) if number.is_share else None
    return number.end + article.end() if article else number.end


def _is_age(text: str, number: Number) -> bool:
    """Whether it is an age without a unit: "Ana Ruiz, 44, said", "aged 44"."""
    if number.value is None or not 0 < number.value < _OLDEST or number.value % 1:
        return False
    before, after = text[: number.start], text[number.end :]
    someone = _SOMEONE_OF.search(before)
    if someone and is_person(someone[1]) and _NOTHING_OF.match(after):
        return True
    if _AGED.search(before) or (_WAS.search(before) and _NO_NOUN.match(after)):
        return True
    return bool(_NAME_BEFORE.search(before) and _AGE_ENDS.match(after))


def _is_age_of(token: Token) -> bool:
    """Whether a number right between a person and a verb is an age: "Ana Ruiz 44 has left"."""
    if token.i == 0 or token.i + 1 >= len(token.doc) or not token.text.isdigit():
        return False
    before, after = token.nbor(-1), token.nbor(1)
    is_person = before.ent_type_ == "PERSON" and before.ent_iob_ == "I"
    return is_person and 0 < int(token.text) < _OLDEST and after.tag_ in ("VBD", "VBZ", "MD")


def _joined(text: str, quantities: list[Quantity]) -> Iterator[Quantity]:
    """Join the two ends of a range; leave out scores of games."""
    position = 0
    while position < len(quantities):
        first, second = quantities[position], None
        link = None
        if position + 1 < len(quantities):
            second = quantities[position + 1]
            link = _link(text, first, second)
            if link is None and _has_unit_before(text, first, second):
                quantities[position + 1] = replace(second, unit=first.unit)
        position += 1
        if second is None or link is None:
            yield first
            continue
        if first.unit is None and second.unit and not is_money(second.unit):
            first = replace(first, unit=second.unit)  # "from 13.5 to 14 mm"
        if first.unit == _AGE and second.unit is None and link != "or":
            second = replace(second, unit=_AGE)  # "aged 18 to 34"
        if joined := _range(text, first, second, link):
            yield joined
            position += 1
        elif link in ("-", "–"):
            position += 1
        else:
            yield first


def _has_unit_before(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether a change names its unit once: "from 208 pounds to 193 in May"."""
    return (
        second.unit is None
        and first.unit is not None
        and text[first.end : second.start] == " to "
        and text[: first.start].endswith("from ")
        and _NO_NOUN.match(text, second.end) is not None
    )


def _link(text: str, first: Quantity, second: Quantity) -> str | None:
    """Return what joins two quantities whose units may be shared."""
    match = _RANGE.fullmatch(text, first.end, second.start)
    is_age = first.unit == _AGE and second.unit is None
    if not match or (first.unit and first.unit != second.unit and not is_age):
        return None
    return match.group().strip(" -").replace("—", "–") or "-"


def _is_range(text: str, first: Quantity, link: str) -> bool:
    words = text[: first.start].rstrip().lower()
    if link == "and":
        return words.endswith("between")
    if link == "to":
        is_start = words.endswith("from") and first.value != 0  # "from 0 to 60 mph" is a range
        return not is_start or bool(_FROM_RANGE.search(words))
    is_suspended = text.startswith("-", first.end)  # "a four- or five-seat car" is of two kinds
    return link != "or" or (first.number.in_words and not is_suspended)


def _range(text: str, first: Quantity, second: Quantity, link: str) -> Quantity | None:
    low, high = first.value, second.value
    if low is None or high is None or not _is_range(text, first, link):
        return None
    if first.number.scale == 1.0 and low * second.number.scale < high:
        low *= second.number.scale
    if low < _FEW and high >= _THOUSAND and link in ("-", "–"):
        low *= _THOUSAND  # "5-6,000"
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
        return not is_model(text, quantity, token)
    if is_in_name(text, number, token):
        return False
    if number.in_words and number.value == 1:
        return _counts_one(token)
    return not is_label(text, number, token)


_NO_COUNT_BEFORE = frozenset({"the", "no", "this", "that", "any", "every", "each"})
#: Before "one" they say that it is a count.
_LIMITS = frozenset({"only", "just", "least", "exactly", "than"})
#: What became of one person who is told of and not counted: "one man was shot".
_NO_TOLL = frozenset({None, "shot", "stabbed", "charged", "questioned", "trapped"})
_NO_COUNT_AFTER = frozenset({"day", "thing", "time", "way", "side", "hand", "point", "another"})


def _counts_one(token: Token) -> bool:
    """Whether "one" counts something: "one dead man", "one of the men", not "one man"."""
    if token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "of":
        noun = object_noun(token.nbor(1))
        return noun is not None and noun.tag_ in ("NNS", "NNPS")
    head = token.head
    if token.dep_ != "nummod" or head.i <= token.i or head.pos_ not in ("NOUN", "PROPN"):
        return False
    before = token.nbor(-1).lower_ if token.i > 0 else ""
    if before in _NO_COUNT_BEFORE or head.lemma_ in _NO_COUNT_AFTER:
        return False
    is_bare = head.i == token.i + 1 and is_person_word(head) and before not in _LIMITS
    return not is_bare or outcome_of(head) not in _NO_TOLL or _has_other_number(token)


def _has_other_number(token: Token) -> bool:
    return any(other.tag_ == "CD" and other.i != token.i for other in token.sent)


def _token_at(sentence: Sentence, start: int) -> Token | None:
    place = sentence.span.start + start - sentence.offset
    return next((token for token in sentence.tokens if token.idx + len(token) > place), None)


def _figure(sentence: Sentence, quantity: Quantity) -> Figure:
    text = sentence.text
    last = _token_at(sentence, quantity.end - 1)
    is_range = quantity.value is not None and quantity.low != quantity.high
    first = _token_at(sentence, quantity.start if is_range else quantity.number.start)
    assert last is not None  # noqa: S101
    assert first is not None  # noqa: S101
    change = find_change(text, quantity, first, last)
    is_share = quantity.unit == _PERCENT or quantity.number.is_share
    whole = share_of(sentence, last) if is_share else None
    counts = (
        None
        if whole
        else counted(sentence, first, last, quantity.unit, moves=change in ("up", "down"))
    )
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
