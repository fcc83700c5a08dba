"""The words of an article with each statement's source, cue and content marked in place.

Marks may lie in each other, cross, or cover the same words. Where they meet, words are cut into
pieces, and a piece stands in one element for each mark that covers it, the longest outside. A
mark that overlaps a shorter one has a higher lane: its line is drawn below the other's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from onrecord.cli.pages.document import line, words
from onrecord.records import Span, Statement

Role = Literal["source", "cue", "content", "narration"]


class Mark(NamedTuple):
    """Words of a statement; `number` tells the statement, from 1 on.

    `opens` tells the first words of a statement's content: links to the statement lead there.
    """

    span: Span
    role: Role
    number: int
    statement: Statement
    opens: bool = False


def marks_of(number: int, statement: Statement) -> Iterator[Mark]:
    """Return the marks of one statement, its content first."""
    role: Role = "narration" if statement.form == "narration" else "content"
    for index, span in enumerate(statement.content.spans):
        yield Mark(span, role, number, statement, opens=index == 0)
    for span in statement.cue.spans if statement.cue else ():
        yield Mark(span, "cue", number, statement)
    if statement.source:
        yield Mark(statement.source.span, "source", number, statement)


def marked_words(
    text: str, span: Span, marks: Iterable[Mark], page: int, slots: Mapping[int, int]
) -> str:
    """Return the words of `span` as HTML with those marks that touch them.

    Without its tags the HTML is the words, no more and no less: numbers are drawn by the style.

    Args:
        text: Of the article.
        span: The words to show, such as a block.
        marks: Of any statements of the article.
        page: The number of the article in the document; it goes into the links.
        slots: For the number of each statement, that by which the style knows it here. Marks of
            a statement that has none are not numbered, and nothing leads from them.
    """
    inside = sorted(
        (mark for mark in marks if overlap(mark.span, span)),
        key=lambda mark: (-_length(mark), -mark.number, mark.role),
    )
    laned = list(zip(inside, _lanes(inside), strict=True))
    ends = {end for mark in inside for end in mark.span}
    cuts = sorted({span.start, span.end, *(end for end in ends if span.start < end < span.end)})
    return "".join(
        _piece(
            text, Span(start, end), [each for each in laned if _covers(each[0], start)], page, slots
        )
        for start, end in pairwise(cuts)
    )


def lone_words(text: str, statement: Statement) -> str:
    """Return the sentence of a statement, and all of its content, with its marks, as HTML.

    No mark has a number or leads anywhere.
    """
    spans = [statement.sentence, *statement.content.spans]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    return marked_words(text, whole, marks_of(1, statement), 1, {})


def _piece(
    text: str,
    piece: Span,
    laned: Sequence[tuple[Mark, int]],
    page: int,
    slots: Mapping[int, int],
) -> str:
    """Return a piece of words in an element for each of the marks, the outermost first."""
    shown = words(text[piece.start : piece.end])
    for depth, (mark, lane) in enumerate(reversed(laned)):
        slot = slots.get(mark.number)
        classes = [mark.role] if slot is None else [mark.role, f"s{slot}"]
        classes += ["inmost"] if depth == 0 else []
        ends = mark.span.end == piece.end
        classes += ["last"] if ends else []
        below = f' style="--lane:{lane}"' if lane else ""
        numbered = slot is not None and ends and mark.role in {"source", "cue"}
        told = f' data-number="{mark.number}"' if numbered else ""
        shown = f'<span class="mark {" ".join(classes)}"{below}{told}>{shown}</span>'
        opens = mark.span.start == piece.start and mark.role in {"content", "narration"}
        if opens and slot is not None:
            shown = _link(mark, page, slot) + shown
    return shown


def _link(mark: Mark, page: int, slot: int) -> str:
    """Return the link from the words to what is told of the statement."""
    statement = mark.statement
    anchor = f' id="page-{page}-words-{mark.number}"' if mark.opens else ""
    how = f' data-certainty="{statement.certainty}"' if statement.certainty != "stated" else ""
    who = f", {line(statement.source.name)}" if statement.source else ""
    return (
        f'<a class="to-note {mark.role} s{slot}"{anchor} data-number="{mark.number}"{how} '
        f'href="#page-{page}-statement-{mark.number}" '
        f'aria-label="Statement {mark.number}: {statement.form}, {statement.certainty}{who}"></a>'
    )


def _lanes(marks: Sequence[Mark]) -> list[int]:
    """Give each mark the lane below those of all shorter marks over the same words."""
    lanes: list[int] = []
    shorter: list[Mark] = []
    for mark in reversed(marks):
        above = [
            lane
            for other, lane in zip(shorter, lanes, strict=True)
            if overlap(mark.span, other.span)
        ]
        lanes.append(max(above, default=-1) + 1)
        shorter.append(mark)
    return lanes[::-1]


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share words."""
    return one.start < other.end and other.start < one.end


def _covers(mark: Mark, position: int) -> bool:
    return mark.span.start <= position < mark.span.end


def _length(mark: Mark) -> int:
    return mark.span.end - mark.span.start
