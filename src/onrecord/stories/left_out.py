"""Figures that are no values of a series: gaps, limits, occasions, manners of speaking."""

import re
from collections.abc import Sequence
from functools import cache

from onrecord.lexicons import lexicon
from onrecord.stories.accounts import OPEN, Account
from onrecord.stories.counts import Count, elected, toll_things, units
from onrecord.stories.told_of import DEMANDED, MARGIN
from onrecord.stories.words import read_words

#: Numbers up to this, told by one outlet alone, are a manner of speaking: "both sides", "one man".
_TRIVIAL = 3.0
_ONE = 1.0
#: Characters before a number that opens what is told: "that three".
_OPENING = 8
#: Under this "the two soldiers" only points back at people named before.
_POINTING = 10.0
_OCCASIONS = "time"
#: Behind a share that tells how far apart two things are: "15% below the market price".
_GAP = re.compile(r"\s+(?:below|above|under|over|short of|ahead of|behind)\b", re.IGNORECASE)
#: Before a limit that something else is held against: "above the 5% threshold".
_LIMIT = re.compile(r"\b(?:above|below|over|under|beyond)\s+the\s+$", re.IGNORECASE)
#: Before the rest of whom the sentence tells nothing: "all but 300 are back".
_ALL_BUT = re.compile(r"\ball but\s+$", re.IGNORECASE)
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|\d[\d,]*)"
#: A proportion: "one train in five", "nine out of ten", "1 in 10,000".
_PROPORTION = re.compile(
    rf"\b(?:one\s+(?:[\w-]+\s+)?in|{_NUMBER}\s+(?:[\w-]+\s+)?out\s+of|{_NUMBER}\s+in)"
    rf"\s+(?:every\s+)?{_NUMBER}\b",
    re.IGNORECASE,
)
_THESE = re.compile(r"\b(?:the|these|those)\s+$", re.IGNORECASE)
#: Before some of a row: "the first two suspects".
_IN_A_ROW = re.compile(r"\b(?:first|last|next|previous|other)\s+$", re.IGNORECASE)
#: Behind what is counted, it tells how far off something is: "three blocks from the school".
_OFF = re.compile(
    r"\s(?:blocks?|doors?|houses?|buildings?|streets?|stops?)\s(?:away|down|up|from|off)\b"
)
#: Behind a distance, it tells where something is: "3.8 billion light years away".
_AWAY = re.compile(r"\s+(?:away|off|behind|beyond|north|south|east|west|from)\b", re.IGNORECASE)
#: What may be a clock time as well as a number: "at 11.20".
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")


def is_odd(account: Account, count: Count) -> bool:
    """Whether a figure is no value: how often something was done, a gap, the size of a change.

    The size of a change is one where it is a share of something, or asked for. What only
    describes a thing ("a two-car tram") is no count, nor is a limit that a value is held against.
    """
    text, span = account.article.text, count.figure.span
    is_gap = count.is_share and _GAP.match(text, span.end)
    is_limit = count.unit and _LIMIT.search(text, max(0, span.start - 20), span.start)
    is_place = count.unit in units("distances") and _AWAY.match(text, span.end)
    if count.unit == _OCCASIONS or is_gap or is_limit or is_place:
        return True
    if count.unit is None and (_is_no_count(count, text) or _is_in_proportion(account, count)):
        return True
    is_named = count.head or (DEMANDED in count.scopes and count.is_tied)
    return "change" in count.scopes and not (count.is_share and is_named)


def _is_no_count(count: Count, text: str) -> bool:
    """Whether a number without a unit tells the rest, a lead, how far, a time, or points back."""
    span = count.figure.span
    before = text[max(0, span.start - 12) : span.start]
    is_lead = MARGIN in count.scopes and count.head not in elected()
    if is_lead or _ALL_BUT.search(before) or _OFF.match(text, span.end):
        return True
    if text.startswith("-", span.end) or (
        before.endswith("at ") and _CLOCK.fullmatch(span.of(text))
    ):
        return True
    if count.high >= _POINTING:
        return False
    is_pointing = count.happening is None and _THESE.search(before)
    return bool(is_pointing or _IN_A_ROW.search(before))


def _is_in_proportion(account: Account, count: Count) -> bool:
    span = count.figure.span
    found = _PROPORTION.finditer(account.article.text, *account.statement.sentence)
    return any(match.start() <= span.start and span.end <= match.end() for match in found)


def is_wished(account: Account, count: Count) -> bool:
    """Whether a figure is what somebody asks for or aims at, not what is."""
    is_open = count.unit is None and account.statement.certainty in OPEN
    return is_open or "goal" in count.scopes


def is_trivial(mentions: Sequence[tuple[Account, Count]]) -> bool:
    """Whether the figures are a manner of speaking: "two sides", "one man".

    One of something that one outlet tells of is no figure, but for one who was killed or hurt.
    """
    if any(count.unit for _, count in mentions):
        return False
    if all(count.head in _trivial() for _, count in mentions):
        return True
    alone = len({account.voice for account, _ in mentions}) == 1
    if alone and all(
        count.figure.value == _ONE and count.head not in toll_things() for _, count in mentions
    ):
        return True
    most = _ONE if all(_is_subject(*mention) for mention in mentions) else _TRIVIAL
    return alone and all(count.high <= most and count.happening is None for _, count in mentions)


def _is_subject(account: Account, count: Count) -> bool:
    """Whether a number opens what somebody named tells: "three of its citizens were there"."""
    first = account.statement.content.spans[0].start
    return account.named_voice and 0 <= count.figure.span.start - first <= _OPENING


@cache
def _trivial() -> frozenset[str]:
    words = lexicon("stories/synonyms.toml")["kinds"]["trivial"]
    return frozenset(word.stem for word in read_words(" ".join(words)))
