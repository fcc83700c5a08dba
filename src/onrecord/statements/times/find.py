"""Time expressions of a sentence, resolved against the article's date.

A relative expression is read from the day the article was published, or, where it says so ("a
day earlier", "the following year"), from the last full date named before it in the sentence.
Without a date of publication only absolute expressions get a value.
"""

import functools
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from spacy.tokens import Token

from onrecord.records import Span, Time, TimeType
from onrecord.statements.sentences import Sentence
from onrecord.statements.times.forms import Form, forms
from onrecord.statements.times.moments import Moment, Tense
from onrecord.statements.times.words import time_lexicon

#: Words before a date that open its interval at one end.
_OPEN = {"since": "{}/..", "until": "../{}", "till": "../{}"}
_CLOCK_AND_DAY = re.compile(r",?\s(?:on\s)?")
_SINGLE = re.compile(r"\d{4}(-\d\d){0,2}")
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: What an amount of money or a share of a whole is told with.
_AMOUNTS = re.compile(r"[$£€¥%]|\b(?:million|billion|cents|percent)\b")
_DENIED = re.compile(r"\b(?:not|never|no)\b|n['’]t\b", re.IGNORECASE)
_SENTENCES_KEPT = 4
#: How many times before a sentence one that points back may mean.
_TIMES_REMEMBERED = 12
_PERSON_NAMES = ("April", "May", "June", "August", "Jan", "March")


class _Found(NamedTuple):
    start: int
    end: int
    match: re.Match[str]
    form: Form


def find_times(
    sentence: Sentence, published_at: datetime | None, before: Sequence[Time] = ()
) -> tuple[Time, ...]:
    """Find the time expressions of a sentence, in order, without overlap.

    Args:
        sentence: The sentence; its parse tells the tense.
        published_at: When the article appeared, ``None`` if unknown.
        before: The times of the sentences before, in order: "that year" is read from them.

    Returns:
        Times whose `value` is EDTF, for a duration or a set an ISO 8601 duration, and ``None``
        where the words do not say ("recently") or the day of writing is needed and unknown.
    """
    written = published_at.date() if published_at else None
    found: list[Time] = []
    named: date | None = None
    told = [time.value for time in reversed(before[-_TIMES_REMEMBERED:]) if time.value]
    compares = bool(_AMOUNTS.search(sentence.text))
    for start, end, match, (_, kind, read) in _matches(sentence.text):
        tense = _tense(sentence, start)
        if tense == "past":
            tense = _limited(sentence.text, start)
        value = read(match, Moment(written, tense, named, tuple(told), compares))
        if value and _FULL_DAY.fullmatch(value):
            named = date.fromisoformat(value)
        if value:
            told.insert(0, value)
        span = Span(sentence.span.start + start, sentence.span.start + end)
        if kind == "time" and value and "T" not in value:
            kind = "date"  # EDTF has no evenings: of "Friday evening" the day is left
        time = Time(span=span, value=_opened(sentence.text, start, value), type=kind)
        before_it = sentence.text[found[-1].span.end - sentence.span.start : start] if found else ""
        if found and (whole := _joined(found[-1], before_it, time)):
            found[-1] = whole
        else:
            found.append(time)
    return tuple(found)


def _joined(clock: Time, between: str, day: Time) -> Time | None:
    """Return "5 p.m., Nov. 6" as the one time it is, ``None`` if it is not."""
    if clock.type != "time" or day.type != "date" or not _CLOCK_AND_DAY.fullmatch(between):
        return None
    value = (day.value or "").removeprefix("../").removesuffix("/..")
    if not _FULL_DAY.fullmatch(value):
        return None
    span = Span(clock.span.start, day.span.end)
    if clock.value is None or "T" not in clock.value:
        return Time(span=span, value=value, type="date")
    return Time(span=span, value=value + clock.value[clock.value.index("T") :], type="time")


def find_dated_spans(text: str) -> tuple[Span, ...]:
    """Return where `text` has dates and clock times: their digits are not figures."""
    kinds: tuple[TimeType, ...] = ("date", "time")
    return tuple(
        Span(start, end)
        for start, end, match, (_, kind, _read) in _matches(text)
        if kind in kinds and "amount" not in match.re.groupindex
    )


@functools.lru_cache(maxsize=_SENTENCES_KEPT)
def _matches(text: str) -> tuple[_Found, ...]:
    """Return the longest expressions that do not overlap, in order.

    Times and figures both ask for those of a sentence.
    """
    plain = re.sub(r"\s", " ", text)
    candidates = []
    for order, form in enumerate(forms()):
        for match in form[0].finditer(plain):
            start, end = match.span()
            while end > start and plain[end - 1] in " ,-":
                end -= 1
            if start < end and not _is_name(plain, start, end):
                candidates.append((start - end, order, _Found(start, end, match, form)))
    kept: list[_Found] = []
    taken = bytearray(len(plain))
    for _, _, found in sorted(candidates, key=lambda row: row[:2]):
        if not any(taken[found.start : found.end]):
            taken[found.start : found.end] = b"\x01" * (found.end - found.start)
            kept.append(found)
    return tuple(sorted(kept, key=lambda found: found.start))


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a month's name is a person's or the verb: "Theresa May", "May said"."""
    words = text[start:end]
    if words not in _PERSON_NAMES:
        return False
    before = text[:start].rstrip().rsplit(" ", 1)[-1]
    return before[:1].isupper() and before.lower() not in ("in", "since", "until", "by", "from")


def _opened(text: str, start: int, value: str | None) -> str | None:
    """Return the interval that "since" or "until" before the date makes of it."""
    if value is None or not _SINGLE.fullmatch(value):
        return value
    words = text[:start].lower().split()
    if words and words[-1] in ("the", "early", "late"):
        words.pop()
    return _OPEN.get(words[-1] if words else "", "{}").format(value)


def _limited(text: str, start: int) -> Tense | None:
    """Return the tense of a date in a past clause.

    What stands after "by" or "until" may lie ahead of it; what was put off "until Tuesday" does.
    """
    words = text[:start].lower().split()
    if not words or words[-1] not in ("by", "until", "till", "before", "through", "from"):
        return "past"
    is_put_off = words[-1] in ("until", "till") and not _DENIED.search(text)
    return "present" if is_put_off else None


def _tense(sentence: Sentence, start: int) -> Tense | None:
    """Return the tense of the clause that the word at `start` of the sentence stands in.

    A date that belongs to a noun ("the meeting of 5 May") has no tense but a future one.
    """
    place = sentence.span.start + start - sentence.offset
    token = next((token for token in sentence.tokens if token.idx + len(token) > place), None)
    of_noun = False
    while token is not None:
        if token.pos_ in ("VERB", "AUX"):
            if (tense := _tense_of(token)) is not None:
                return None if of_noun and tense != "future" else tense
        elif token.lemma_.lower() in time_lexicon()["future"]["plans"]:
            return "future"
        if token.head.i == token.i:
            return None
        of_noun = of_noun or (
            token.dep_ in ("prep", "nmod", "appos", "npadvmod", "poss")
            and token.head.pos_ in ("NOUN", "ADJ")
        )
        token = token.head
    return None


def _tense_of(verb: Token) -> Tense | None:
    words = time_lexicon()["future"]
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    group = [verb, *auxiliaries]
    if any(token.lower_ in words["auxiliaries"] for token in group):
        return "future"
    if any(token.lower_ in words["modals"] for token in auxiliaries):
        return None if any(token.lower_ == "have" for token in auxiliaries) else "future"
    is_infinitive = any(child.tag_ == "TO" for child in verb.children)
    if is_infinitive:
        is_plan = verb.head.i != verb.i and verb.head.lemma_.lower() in words["plans"]
        is_over = any(child.lower_ == "had" for child in verb.head.children)
        return "future" if is_plan and not is_over else None
    if verb.tag_ == "VBN" and verb.lemma_.lower() in words["arranged"]:
        return "future"
    if any(token.tag_ == "VBD" or token.lower_ in ("has", "have", "had") for token in group):
        return "past"
    if verb.tag_ == "VBN" and not auxiliaries:
        return "past"
    if verb.tag_ in ("VBP", "VBZ") and verb.lemma_.lower() not in words["no_present"]:
        return "present"
    return None
