"""Reads the figures of a statement as counts: what each is of, and what its words say it covers."""

import re
from dataclasses import replace
from functools import cache

from onrecord.lexicons import lexicon
from onrecord.records import Article, Figure, Span, Statement
from onrecord.stories.actions import clause_around, find_action, part_around
from onrecord.stories.counts import SERIOUSLY, Count, allowed_range, name_thing, toll_things, units
from onrecord.stories.measures import (
    GROWTH,
    NEAR_CHARS,
    is_handed,
    measured_thing,
    stands_alone,
    tied_name,
    worded_name,
)
from onrecord.stories.tolls import counted_as, is_done_to, results

_OF_CHARS = 25
#: Marks that do not part tolls: "40 of those on board" died is no part of the dead.
_OF_A_TOLL = frozenset({"portion"})
#: Least number that stands for a thing named before it.
_LEAST_BARE = 10.0
_PART_OF = re.compile(r"\s+of\s+(?:the\s+|its\s+)?")
_OF = re.compile(r"\s+of\b")
_ANY = r"\b(?:%s)\b"
#: "For an hour" is no rate, nor is "a week ago".
_RATE = (
    r"(?<!\bfor )(?<!\bin )(?<!\bwithin )(?<!\bafter )(?<!\bof )(?<!\bhalf )\b(?:%s)\b"
    r"(?!\s+(?:ago|earlier|later|before|after)\b)"
)
_MORE = re.compile(r"\W*more\b(?!\s+than\b)", re.IGNORECASE)
_BADLY = r"(?:seriously|critically|severely|gravely|badly)"
_BAD = r"(?:serious|critical|severe|grave|life-threatening)"
#: Behind the number of those who are hurt badly, and before it: "seriously injuring four".
_SERIOUS = re.compile(
    rf"(?:\s+[\w’'-]+){{0,5}}?\s+(?:{_BADLY}\s+(?:injured|wounded|hurt|burned|burnt|ill)\b"
    rf"|{_BAD}(?:\s+[\w-]+){{0,3}}?\s+(?:injur\w+|wounds|burns|condition)\b)",
    re.IGNORECASE,
)
_SERIOUSLY = re.compile(
    rf"\b{_BADLY}\s+(?:injur\w+|wound\w+|hurt\w*)\s+(?:at least\s+|about\s+)?$", re.IGNORECASE
)
#: Behind a number, it leaves out the dead told of before; not where these were killed as well.
_OTHERS = re.compile(r"\W*(?:more|others?)\b(?!\s+than\b)(?!.{0,40}\b(?:killed|dead|died)\b)", re.I)
_DEAD = re.compile(r"\b(?:dead|die[sd]?|kill(?:s|ed|ing)?|deaths?)\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:all|the|these|those)\W+$", re.IGNORECASE)
_OF_THEM = re.compile(r"\W+of\W+(?:them|those|these|whom|which)\b", re.IGNORECASE)


def read_counts(statement: Statement, article: Article) -> tuple[Count, ...]:
    """Return the figures of a statement that count or measure something.

    The value that a change starts from is left out, and the whole that a part is counted of. A
    number without a thing stands where its words make it one: "all 52", "14 of those".
    """
    text = article.text
    found = []
    for figure in statement.figures:
        if is_handed(figure, statement, text):
            figure = replace(figure, counts=None)
        deed = find_action(statement, text, figure.span, article.language)
        if deed in results() and not is_done_to(figure, deed, statement, text):
            deed = None
        counted = counted_as(figure, measured_thing(figure, statement, text), deed, text)
        if not (counted or stands_alone(figure.unit) or _stands_for_thing(figure, text)):
            continue
        if figure.value == 1 and _OF.match(text, figure.span.end):
            continue  # "one of the prisoners" is no count of them
        if _is_starting_value(figure, text) or _is_whole(figure, statement, text):
            continue
        if figure.value is None and figure.low is None and figure.high is None:
            continue
        count = _count(figure, counted or "", deed, statement, article)
        if not counted:
            tied = tied_name(figure, statement, text)
            count = replace(count, name=tied or worded_name(figure), is_tied=bool(tied))
        found.append(count)
    return tuple(found)


def read_terms(statement: Statement, article: Article) -> tuple[Count, ...]:
    """Return the lengths of sentences, bans, truces and the like.

    They are figures of the story and no marks of a matter: many are sentenced, to as many years.
    """
    return tuple(
        _count(figure, figure.counts, None, statement, article)
        for figure in statement.figures
        if figure.unit in units("durations")
        and figure.counts
        and figure.value is not None
        and figure.counts.rsplit(" ", 1)[-1].lower() in units("terms")
        and not _is_starting_value(figure, article.text)
    )


def _count(
    figure: Figure, counted: str, deed: str | None, statement: Statement, article: Article
) -> Count:
    thing = name_thing(counted, article.language)
    low, high = allowed_range(figure)
    marks = _marks(figure, statement, article.text)
    if counted and counted == results().get(deed or ""):
        marks -= _OF_A_TOLL
    if thing.head in toll_things() and _is_beside_the_dead(figure, statement, article.text):
        marks -= {"further"}
    if counted == GROWTH:
        marks -= {"change"}
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


def _is_beside_the_dead(figure: Figure, statement: Statement, text: str) -> bool:
    """Whether "others" are others than the dead, and so are all of their kind: "30 others hurt"."""
    before = text[statement.sentence.start : figure.span.start]
    return bool(_OTHERS.match(text, figure.span.end) and _DEAD.search(before))


def _rate(figure: Figure, statement: Statement, text: str) -> str:
    """The words that say how often a count is reached: the "a day" of "130,000 people a day"."""
    if figure.unit is not None:
        return ""
    end = min(statement.sentence.end, figure.span.end + NEAR_CHARS)
    match = _scopes()["rate"].search(Span(figure.span.end, end).of(text))
    return match[0].lower() if match else ""


def _stands_for_thing(figure: Figure, text: str) -> bool:
    """Whether a number without a noun counts what was named before: "all 52", "14 of those"."""
    if figure.unit is not None or (figure.value or 0.0) < _LEAST_BARE:
        return False
    return bool(_ALL.search(text, max(0, figure.span.start - 8), figure.span.start)) or bool(
        _OF_THEM.match(text, figure.span.end)
    )


def _base_unit(unit: str | None) -> str | None:
    """The unit without what it is counted by: "USD per barrel" compares with "USD"."""
    return unit.split(" per ")[0] if unit else None


def _is_starting_value(figure: Figure, text: str) -> bool:
    """Whether the figure is what a change starts from: the 60 of "from $60 to $45"."""
    before = text[max(0, figure.span.start - 6) : figure.span.start].lower()
    return re.search(r"\bfrom\W*$", before) is not None


def _is_whole(figure: Figure, statement: Statement, text: str) -> bool:
    """Whether another figure is a part of it: the 101 of "55 of the 101 seats"."""
    return any(
        part.counts is not None
        and part.value != 1  # "one of 52 prisoners" tells how many there are
        and _PART_OF.fullmatch(text, part.span.end, figure.span.start)
        for part in statement.figures
    )


@cache
def _scopes() -> dict[str, re.Pattern[str]]:
    tables = lexicon("stories/scopes.toml")
    return {
        # "in May" is no "may"
        kind: re.compile(
            (_RATE if kind == "rate" else _ANY) % "|".join(map(re.escape, words)), flags
        )
        for kind, words in (tables["scopes"] | tables["states"]).items()
        for flags in [re.NOFLAG if kind == "open" else re.IGNORECASE]
    }


def _marks(figure: Figure, statement: Statement, text: str) -> frozenset[str]:
    """The kinds of words near a figure that say what it covers."""
    start = max(statement.sentence.start, figure.span.start - NEAR_CHARS)
    end = min(statement.sentence.end, figure.span.end + NEAR_CHARS)
    clause = clause_around(text, statement.sentence, figure.span)
    part = part_around(text, statement.sentence, figure.span)
    behind = [each.span.start for each in statement.figures if each.span.start > figure.span.start]
    next_figure = min(behind, default=end)
    ahead = [each.span.end for each in statement.figures if each.span.end <= figure.span.start]
    places = {
        "part": Span(start, figure.span.start),
        "portion": Span(figure.span.end, min(end, figure.span.end + _OF_CHARS, next_figure)),
        "rate": Span(figure.span.end, end),
        "open": clause,
        # of "12 died and 30 others were hurt" the 12 have no others
        "further": Span(max([start, *ahead]), min(end, next_figure, part.end)),
    }
    around = Span(start, end)
    found = {
        kind for kind, words in _scopes().items() if words.search(places.get(kind, around).of(text))
    }
    if figure.change in {"up", "down"}:
        found.add("change")
    if _MORE.match(text, figure.span.end) or _MORE.match(figure.counts or ""):
        found.add("further")
    if _is_serious(figure, clause, text):
        found.add(SERIOUSLY)
    return frozenset(found)


def _is_serious(figure: Figure, clause: Span, text: str) -> bool:
    """Whether a figure counts those who are hurt badly: "eight have serious injuries"."""
    before, after = text[clause.start : figure.span.start], text[figure.span.end : clause.end]
    return bool(_SERIOUSLY.search(before) or _SERIOUS.match(after))
