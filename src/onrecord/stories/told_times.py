"""The times that a statement tells of, and which of them is that of a figure."""

import re

from onrecord.records import Article, Span, Statement
from onrecord.stories.actions import part_around
from onrecord.stories.dates import bounds

#: Words before a time that make it another one than that of what is told.
_COMPARED = re.compile(
    r"\b(?:than|instead of|rather than|since|compared (?:with|to)|up from|down from"
    r"|from(?=\s+(?:\w+\s+)?[$€£]?\d))\b"
    r"(?:[^,;.]|[.,](?=\d))*$",
    re.IGNORECASE,
)
#: What opens a clause that tells of something else.
_OTHER_CLAUSE = re.compile(r"\b(?:that|which|who|whom|whose|where|when|after|since)\b", re.I)
#: Between a time and a figure of what happened then: "since 1959, when two people died".
_WHEN = re.compile(r",?\s+when\b[^;]*")
_RIGHT_AFTER = re.compile(r"\s+(?:in|on|by|at|for|as of)?\s*")


def told_times(statement: Statement, article: Article) -> list[str]:
    """Return the times a statement tells of, those of its events first.

    What a thing is compared with, or lasts since, is not the time of it: "more than in 2021".
    """
    values = [event.time for event in statement.events if event.time]
    return values or [value for value, _ in _own_times(statement, article)]


def figure_time(statement: Statement, article: Article, figure: Span) -> str | None:
    """Return the time of a statement that a figure of it is of, None where it tells of none.

    Of several it is the one right behind the figure ("and 52 in September"), if one is, or the one
    in the figure's part of the sentence. A clause behind it has a time of its own: "29 died on the
    ferry that sank on Tuesday", and so has what is told of a time that something else is compared
    with: "the worst since 2004, when seven died".
    """
    for time in reversed(statement.times):
        value = (time.value or "").removesuffix("/..")
        then = time.span.end <= figure.start and bounds(value)
        if then and _WHEN.fullmatch(article.text, time.span.end, figure.start):
            return value
    told = [
        (value, span)
        for value, span in _own_times(statement, article)
        if span.start < figure.end or not _OTHER_CLAUSE.search(article.text, figure.end, span.start)
    ]
    if len({value for value, _ in told}) > 1:
        behind = [
            each for each in told if _RIGHT_AFTER.fullmatch(article.text, figure.end, each[1].start)
        ]
        part = _part_of(statement, article, figure)
        told = behind or [each for each in told if part and part.start <= each[1].start < part.end]
    return told[0][0] if len({value for value, _ in told}) == 1 else None


def _part_of(statement: Statement, article: Article, figure: Span) -> Span | None:
    """The part of a sentence that tells of a figure alone, where another part tells of another."""
    part = part_around(article.text, statement.sentence, figure)
    others = [each.span for each in statement.figures if each.span != figure]
    alone = not any(part.start <= other.start < part.end for other in others)
    return part if others and alone else None


def _own_times(statement: Statement, article: Article) -> list[tuple[str, Span]]:
    """The times of a statement with their words; of a day and an hour of it, the day."""
    times = [
        (time.type == "time", time.value.partition("T")[0], time.span)
        for time in statement.times
        if time.value
        and bounds(time.value)
        and time.type in {"date", "time"}
        and not _COMPARED.search(article.text[statement.sentence.start : time.span.start])
    ]
    days = {value for of_day, value, _ in times if not of_day}
    return [(value, span) for of_day, value, span in times if not of_day or value not in days]
