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
_TOTAL = re.compile(r"\btotals?(?:\s(?:to|of))?(?:\s(?:about|more than|over|nearly|almost))?\s$")
_AFTER_OTHER = re.compile(r"\band (?:the )?[A-Za-z][\w ]{1,30}\s$")
_PART = re.compile(r" of (?:the )?[\w ]{3,30}(?::|,| –| —| \()\s?(?:or )?$")
#: How far a percentage may be from the fraction that it says more exactly.
_NEAR = 10.0


def with_shared_nouns(sentence: Sentence, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures of a sentence with what they share with the one before."""
    result: list[Figure] = []
    for figure in figures:
        before = _last_counted(result)
        if figure.unit is None and figure.counts is None and figure.share_of is None:
            if before is not None and _is_elliptical(sentence, figure):
                figure = replace(figure, counts=before.counts)
        elif result and _says_exactly(sentence, result[-1], figure):
            figure = replace(figure, share_of=result[-1].share_of)
        elif result and _is_compared(sentence, result[-1], figure):
            figure = replace(figure, counts=result[-1].counts, share_of=result[-1].share_of)
        result.append(figure)
    return tuple(result)


def _last_counted(figures: Sequence[Figure]) -> Figure | None:
    return next((one for one in reversed(figures) if one.counts and one.unit is None), None)


def _is_elliptical(sentence: Sentence, figure: Figure) -> bool:
    start, end = figure.span.start - sentence.span.start, figure.span.end - sentence.span.start
    before, after = sentence.text[:start], sentence.text[end:]
    if _TOTAL.search(before):
        return True
    if _JOINS.search(before):
        return bool(_FOLLOWS.match(after) or _ENDS.match(after))
    return bool(_AFTER_OTHER.search(before) and _ENDS.match(after))


def _is_compared(sentence: Sentence, first: Figure, second: Figure) -> bool:
    """Whether a figure is what the one before is more or less than: "than the 51.9 per cent"."""
    before = sentence.text[: second.span.start - sentence.span.start]
    is_bare = not second.counts and not second.share_of
    return is_bare and first.unit == second.unit and before.endswith(("than the ", "from the "))


def _says_exactly(sentence: Sentence, first: Figure, second: Figure) -> bool:
    """Whether a percentage repeats a fraction: "half of the vote: 50.2 per cent"."""
    if first.unit is not None or first.share_of is None or first.value is None:
        return False
    if second.unit != "percent" or second.value is None or second.counts or second.share_of:
        return False
    shift = sentence.span.start
    between = sentence.text[first.span.end - shift : second.span.start - shift]
    return bool(_PART.fullmatch(between)) and abs(first.value * 100 - second.value) < _NEAR
