"""Figures that leave out what they count, because the sentence has just said it.

"Fourteen prisoners were freed in June and 52 in September", "1.6 million people voted, some
280,000 of them abroad", "105 ships were added, for a total of 444".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.records import Figure
from onrecord.statements.sentences import Sentence

#: What follows a number whose noun was said before.
_FOLLOWS = re.compile(
    r"\s(?:of (?:them|whom|these|those)\b|(?:in|on|from|by|last|this|each|abroad)\b)"
)
_ENDS = re.compile(r"\s?(?:[.;]|$)")
#: What stands before it.
_JOINS = re.compile(
    r"(?:\band|\bbut|,|;)(?:\s(?:some|about|around|nearly|almost|only|another))?\s$"
)
_FROM = re.compile(
    r"\b(?:up|down)(?: [\d.]+ ?(?:%|per ?cent))? from(?: (?:about|around|just|nearly))?\s$"
)
_TOTAL = re.compile(r"\btotals?(?:\s(?:to|of))?(?:\s(?:about|more than|over|nearly|almost))?\s$")
#: Before the second of two levels that are compared, and after one that has no noun of its own.
_THAN = re.compile(
    r"(?:\bthan|\bcompared (?:with|to)|\bversus|\bvs\.?|\bagainst|\b(?:up|down) from|\bfrom)"
    r"(?: (?:the|an?|about|around|just|only|some))*\s$"
)
_ENDS_THERE = re.compile(
    r"\s?(?:[.,;:)]|$)"
    r"|\s(?:in|at|on|for|during|an?|the|last|this|reported|recorded|earlier|previously)\b"
)
_AFTER_OTHER = re.compile(r"\band (?:the )?[A-Za-z][\w ]{1,30}\s$")
_PART = re.compile(r" of (?:the )?[\w ]{3,30}(?::|,| –| —| \()\s?(?:or )?$")
_AGE = "year of age"
_SUSPENDED = re.compile(r"-(?:,|\s(?:and|or|to)\b)")
#: Between two measures of one thing; the second kind says the same in another unit.
_BESIDE = re.compile(r"\)?,?\s?(?:\(?or|\(|and|,|to)\s?(?:about|around|some|only)?\s?")
_SAME = re.compile(r"\(|\bor\b")
#: How far a percentage may be from the fraction that it says more exactly.
_NEAR = 10.0


def with_shared_nouns(sentence: Sentence, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures of a sentence with what they share with the one before."""
    result: list[Figure] = []
    for figure in figures:
        before = _last_counted(result)
        if figure.unit is None and _names_nothing(sentence, figure):
            if before is not None and _is_elliptical(
                sentence, figure, is_next=before is result[-1]
            ):
                figure = replace(figure, counts=before.counts)
        elif result and _says_exactly(sentence, result[-1], figure):
            figure = replace(figure, share_of=result[-1].share_of)
        elif (other := _compared(sentence, result, figure)) is not None:
            figure = replace(figure, counts=other.counts, share_of=other.share_of)
        if result and (link := _link(sentence, result[-1], figure)):
            figure = _in_line(result[-1], figure, link)
        result.append(figure)
    for place in range(len(result) - 2, -1, -1):
        if _is_suspended(sentence, result[place]):
            first, second = result[place], result[place + 1]
            result[place] = replace(first, counts=second.counts, share_of=second.share_of)
    return tuple(result)


def _is_suspended(sentence: Sentence, figure: Figure) -> bool:
    """Whether a hyphen leaves the noun to the next number: the four of "four- and five-seat"."""
    return bool(_SUSPENDED.match(sentence.text, figure.span.end - sentence.span.start))


def _names_nothing(sentence: Sentence, figure: Figure) -> bool:
    """Whether a number has no noun of its own; "up 2% from 1,100" takes no subject for it."""
    start = figure.span.start - sentence.span.start
    if figure.counts is None and figure.share_of is None:
        return True
    follows = sentence.text[figure.span.end - sentence.span.start :]
    is_bare = not re.match(r"\s[a-z]{3,}", follows) or bool(_FOLLOWS.match(follows))
    return is_bare and _FROM.search(sentence.text[:start]) is not None


def _link(sentence: Sentence, first: Figure, second: Figure) -> str | None:
    """Return the words between two measures that stand side by side, ``None`` if they do not."""
    if first.unit is None or second.unit is None or _AGE in (first.unit, second.unit):
        return None
    shift = sentence.span.start
    between = sentence.text[first.span.end - shift : second.span.start - shift]
    return between if _BESIDE.fullmatch(between) else None


def _in_line(first: Figure, second: Figure, link: str) -> Figure:
    """Return the second of two measures with what it shares: "12 points, or 0.3%", "€5 ($6)"."""
    is_next_level = link.strip() == "to" and first.counts is not None
    if is_next_level or (second.counts is None and second.share_of is None):
        second = replace(second, counts=first.counts, share_of=first.share_of)
    if second.change != "=" or not _SAME.search(link):
        return second
    if first.change == "~" and second.low == second.high:
        return replace(second, change="~", low=None, high=None)
    if first.change == ">":
        return replace(second, change=">", high=None)
    if first.change == "<":
        return replace(second, change="<", low=None)
    return replace(second, change=first.change)


def _last_counted(figures: Sequence[Figure]) -> Figure | None:
    return next((one for one in reversed(figures) if one.counts and one.unit is None), None)


def _is_elliptical(sentence: Sentence, figure: Figure, *, is_next: bool) -> bool:
    """Whether a number leaves out the noun of the one before; `is_next`: no other is between."""
    start, end = figure.span.start - sentence.span.start, figure.span.end - sentence.span.start
    before, after = sentence.text[:start], sentence.text[end:]
    if _TOTAL.search(before) or _FROM.search(before):
        return True
    if _JOINS.search(before):
        return bool(_FOLLOWS.match(after) or _ENDS.match(after))
    return bool(is_next and _AFTER_OTHER.search(before) and _ENDS.match(after))


def _compared(sentence: Sentence, before: Sequence[Figure], figure: Figure) -> Figure | None:
    """Return the figure of the same unit that one is compared with: "up from $5 a year ago"."""
    start, end = figure.span.start - sentence.span.start, figure.span.end - sentence.span.start
    if not _THAN.search(sentence.text, 0, start) or not _ENDS_THERE.match(sentence.text, end):
        return None
    return next((one for one in reversed(before) if one.unit == figure.unit), None)


def _says_exactly(sentence: Sentence, first: Figure, second: Figure) -> bool:
    """Whether a percentage repeats a fraction: "half of the vote: 50.2 per cent"."""
    if first.unit is not None or first.share_of is None or first.value is None:
        return False
    if second.unit != "percent" or second.value is None or second.counts or second.share_of:
        return False
    shift = sentence.span.start
    between = sentence.text[first.span.end - shift : second.span.start - shift]
    return bool(_PART.fullmatch(between)) and abs(first.value * 100 - second.value) < _NEAR
