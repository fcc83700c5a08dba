"""What sets a figure apart from the level of a thing: it is asked for, or changes the level.

"The union wants 15 percent" tells of no rise that there is, "the council added 20 ships" of no
number of ships on its list. Each is a series that is called so: "rise demanded", "ships added",
"votes counted", "margin in votes", "room for people".
"""

import re
from functools import cache

from onrecord.lexicons import lexicon
from onrecord.records import Statement
from onrecord.stories.actions import clause_around
from onrecord.stories.counts import SERIOUSLY, Count

#: The mark of an amount that somebody asks for.
DEMANDED = "demanded"
#: That of a number by which one is ahead of another.
MARGIN = "margin"
#: That of a share of the votes that are in, and what stands behind it.
_COUNTED = "counted"
_TALLIED = re.compile(
    r"\s+of\s+(?:the\s+|all\s+)?(?:votes?|ballots|precincts|districts|polling stations)\s+"
    r"(?:counted|tallied|reporting|in\b)",
    re.IGNORECASE,
)
#: That of those for whom there is room, and what stands before it: "built for 3,000 people".
ROOM = "room"
_ROOM = re.compile(
    r"\b(?:licensed|built|designed|meant|intended|able|room|space|capacity|enough)"
    r"\s+(?:\w+\s+)?(?:for|of|to)(?:\s+\w+)?\s+$",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\s+(?:[\w-]+\s+)?(?:more|fewer|less)\s+than\b", re.IGNORECASE)
#: Words between a verb and the figure, none of them opening what is to be done or was said.
_OBJECT = r"(?:\s+(?!(?:to|that|who|which|and|but|from)\b)[^\s,;]+){0,6}\s+"
_AUXILIARY = r"(?:was|were|are|is|has been|have been|had been|will be)"


def set_apart(count: Count, statement: Statement, text: str) -> str | None:
    """Return what sets a figure apart, as a word to call it by; None for a plain level.

    A number of people or things that is asked for is a wish and no figure (`left_out`).
    """
    span = count.figure.span
    clause = clause_around(text, statement.sentence, span)
    before, after = text[clause.start : span.start], text[span.end : clause.end]
    if count.unit is not None:
        if _is_cue(statement) or _acting(DEMANDED).search(before):
            return DEMANDED
        return _COUNTED if count.is_share and _TALLIED.match(after) else None
    if _AHEAD.match(after):
        return MARGIN
    if _ROOM.search(before):
        return ROOM
    return next(
        (
            move
            for move in _table("moves")
            if _acting(move).search(before) or _suffering(move).match(after)
        ),
        None,
    )


def _is_cue(statement: Statement) -> bool:
    """Whether the content is asked for as a thing: not "wants to cut the cap to $45"."""
    if statement.cue is None or statement.content.text.lower().startswith("to "):
        return False
    return _verb(DEMANDED).search(statement.cue.text) is not None


def marks_apart() -> frozenset[str]:
    """Return every mark that sets figures apart."""
    return frozenset({DEMANDED, MARGIN, ROOM, SERIOUSLY, _COUNTED, *_table("moves")})


def _table(name: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = lexicon("stories/scopes.toml")[name]
    return table


def _verbs(mark: str) -> str:
    verbs = (_table("demands") | _table("moves"))[mark]
    return rf"\b(?:{'|'.join(map(re.escape, verbs))})"


@cache
def _verb(mark: str) -> re.Pattern[str]:
    return re.compile(rf"{_verbs(mark)}$", re.IGNORECASE)


@cache
def _acting(mark: str) -> re.Pattern[str]:
    """A verb whose object the figure is: "added another 20"."""
    return re.compile(rf"{_verbs(mark)}{_OBJECT}$", re.IGNORECASE)


@cache
def _suffering(mark: str) -> re.Pattern[str]:
    """A passive verb whose subject the figure is: the 20 of "20 ships were added"."""
    return re.compile(rf"(?:\s+[\w-]+){{1,3}}?\s+{_AUXILIARY}\s+{re.escape(mark)}\b", re.IGNORECASE)
