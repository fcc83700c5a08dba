"""Amounts that somebody asks for: "the union wants 15 percent", "a ransom of $6 million"."""

import re
from functools import cache

from onrecord.lexicons import lexicon
from onrecord.records import Statement
from onrecord.stories.actions import clause_around
from onrecord.stories.counts import Count

#: The mark of such a figure, which parts it from what is paid, granted or imposed.
DEMANDED = "demanded"
#: Words between "wants" and the amount, none of them opening what is to be done or was said.
_OBJECT = r"(?:\s+(?!(?:to|that|who|which|and|but|from)\b)[^\s,;]+){0,6}\s+"


def is_demanded(count: Count, statement: Statement, text: str) -> bool:
    """Whether a measure is what somebody asks for: by its own clause, or by the words of its cue.

    A number of people or things that is asked for is a wish and no figure (`left_out`).
    """
    if count.unit is None:
        return False
    span = count.figure.span
    clause = clause_around(text, statement.sentence, span)
    is_cue = statement.cue is not None and _asking().search(statement.cue.text) is not None
    return is_cue or _wanting().search(text[clause.start : span.start]) is not None


@cache
def _verbs() -> str:
    verbs = lexicon("stories/scopes.toml")["demands"]["verbs"]
    return rf"\b(?:{'|'.join(map(re.escape, verbs))})"


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(rf"{_verbs()}$", re.IGNORECASE)


@cache
def _wanting() -> re.Pattern[str]:
    return re.compile(rf"{_verbs()}{_OBJECT}$", re.IGNORECASE)
