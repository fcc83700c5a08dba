"""Numbers that leave out what they count, since it has been said before.

"Cholera has killed 45 people, the group says. The government gives the number as 16."
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from onrecord.lexicons import lexicon
from onrecord.records import Figure, Statement
from onrecord.stories.accounts import Account
from onrecord.stories.counts import Count, allowed_range

#: Characters before a number within which what it counts must have been said.
_REACH = 300
#: Marks of a count that no later number goes on with: a part, a rate, one that came on top.
_NO_ANTECEDENT = frozenset({"part", "portion", "further", "earlier", "change", "rate", "goal"})
_ENDS = re.compile(r"\s?(?:[.,;:)]|$)|\s+(?:by|in|on|at|after|as|since|but|and|so|while)\b")


def read_unsaid(account: Account, before: Sequence[Account]) -> list[Count]:
    """Return the counts of a statement that leave out what they count.

    Args:
        account: The statement.
        before: Those of the story before it and itself. What is counted is the one thing that the
            nearest counts before it in the same article are of; where there is a choice, a
            number is left out.
    """
    text = account.article.text
    found = []
    for figure in account.statement.figures:
        is_bare = figure.unit is None and not figure.counts and not figure.share_of
        if figure.value is None or not is_bare or not _ENDS.match(text, figure.span.end):
            continue
        if _is_count_alone(figure, account.statement, text):
            known = _antecedent(figure, account, before)
            found += [_same_thing(figure, known)] if known is not None else []
    return found


def _is_count_alone(figure: Figure, statement: Statement, text: str) -> bool:
    return _counting().search(text[statement.sentence.start : figure.span.start]) is not None


def _antecedent(figure: Figure, account: Account, before: Sequence[Account]) -> Count | None:
    """What the nearest count before a number in its article is of, None where there are two."""
    counts = [
        (one.statement.sentence.start, count)
        for one in before
        if one.article.id == account.article.id and one.block != "headline"
        for count in one.counts
        if count.head
        and count.unit is None
        and figure.span.start - _REACH < count.figure.span.start < figure.span.start
    ]
    last = max((start for start, _ in counts), default=0)
    nearest = [count for start, count in counts if start == last]
    if not nearest or len({count.thing() for count in nearest}) > 1:
        return None
    return None if nearest[-1].scopes & _NO_ANTECEDENT else nearest[-1]


def _same_thing(figure: Figure, known: Count) -> Count:
    low, high = allowed_range(figure)
    return replace(
        known, figure=replace(figure, counts=known.figure.counts), low=low, high=high, owner=""
    )


@cache
def _counting() -> re.Pattern[str]:
    """Words before a number that counts what was counted before: "puts it at", "counted"."""
    words = {
        kind: "|".join(map(re.escape, found))
        for kind, found in lexicon("stories/scopes.toml")["unsaid"].items()
    }
    number = rf"\b(?:the|that|this)\s+(?:\w+\s+)?(?:{words['nouns']})\s+(?:{words['levels']})"
    put = r"\bput(?:s|ting)?\s+(?:it|this|that)\s+at"
    counted = rf"\b(?:{words['verbs']})"
    return re.compile(
        rf"(?:{number}|{put}|{counted})\s+(?:(?:{words['hedges']})\s+)*$", re.IGNORECASE
    )
