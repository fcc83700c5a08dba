"""One web page that shows articles with every statement marked, and what is told of each."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from onrecord.block_kinds import BODY_KINDS, META_KINDS
from onrecord.cli.pages.document import (
    article_frame,
    document,
    facts,
    language,
    line,
    title,
)
from onrecord.cli.pages.key import CERTAINTIES, FORMS, key
from onrecord.cli.pages.marks import Mark, marked_words, marks_of, overlap
from onrecord.cli.pages.notes import manner, note, speaker
from onrecord.publishing import Reading
from onrecord.records import Article, Block, Span, Statement


class _Group(NamedTuple):
    """The statements of one source, by their numbers."""

    number: int
    statements: dict[int, Statement]


class _ShownBlock(NamedTuple):
    """A block, the marks in it, and the numbers of the statements told beside it."""

    block: Block
    marks: Sequence[Mark]
    told: Sequence[int]

    @property
    def slots(self) -> dict[int, int]:
        """A small number for each statement of the block: the style needs few of them."""
        numbers = {*self.told, *(mark.number for mark in self.marks)}
        return {number: slot for slot, number in enumerate(sorted(numbers), start=1)}


class _Page(NamedTuple):
    """One article in the document; statements are numbered from 1 in the order of their words.

    `level` is that of its heading.
    """

    number: int
    level: int
    article: Article
    statements: Mapping[int, Statement]
    blocks: Sequence[_ShownBlock]
    groups: Sequence[_Group]

    @property
    def source_of(self) -> dict[int, int]:
        """The number of the group of each statement."""
        return {number: group.number for group in self.groups for number in group.statements}


def statement_page(readings: Sequence[Reading]) -> str:
    """Return a whole HTML document that shows each article with its statements marked."""
    several = len(readings) > 1
    pages = [
        _page_of(number, reading, level=2 if several else 1)
        for number, reading in enumerate(readings, start=1)
    ]
    most = max((len(shown.slots) for page in pages for shown in page.blocks), default=0)
    frame = article_frame(
        "Statements",
        ["marks.css", "statements.css"],
        [page.article for page in pages],
        further_style=_hover_style(most),
    )
    return document(frame, [_page(page) for page in pages])


def _page_of(number: int, reading: Reading, *, level: int) -> _Page:
    ordered = sorted(reading.statements, key=lambda each: each.content.spans)
    statements = dict(enumerate(ordered, start=1))
    blocks = _shown_blocks(reading.article, statements)
    return _Page(number, level, reading.article, statements, blocks, _groups(statements))


def _groups(statements: Mapping[int, Statement]) -> list[_Group]:
    """Put together what one source says; the sources in the order they first speak."""
    groups: dict[tuple[str, ...], _Group] = {}
    for number, statement in statements.items():
        source = statement.source
        if source:
            key: tuple[str, ...] = (source.kind, source.entity or source.name)
        else:
            key = ("nobody" if statement.lacks_speaker else "outlet",)
        group = groups.setdefault(key, _Group(len(groups) + 1, {}))
        group.statements[number] = statement
    return list(groups.values())


def _page(page: _Page) -> str:
    left_out = len(page.article.blocks) - len(page.blocks)
    told = "1 block" if left_out == 1 else f"{left_out} blocks"
    return "\n".join(
        [
            f'<article class="page" id="page-{page.number}">',
            title(page.article, page.level),
            facts(page.article),
            _counts(page),
            key() if page.number == 1 else "",
            '<div class="blocks">',
            *(_block(shown, page) for shown in page.blocks),
            "</div>",
            f'<p class="help">Not shown: {told} around the article.</p>' if left_out else "",
            _sources(page),
            "</article>",
        ]
    )


def _counts(page: _Page) -> str:
    """Return how many statements there are of each form, certainty and source."""
    if not page.statements:
        return '<p class="none nothing">No statement was found in this article.</p>'
    statements = page.statements.values()
    sources = "\n".join(
        f'<li><a href="#page-{page.number}-source-{group.number}">{_who(group)} '
        f'<span class="count">{len(group.statements)}</span></a></li>'
        for group in page.groups
    )
    total = len(page.statements)
    return (
        f'<p class="total"><strong>{total}</strong> statement{"s" if total > 1 else ""}</p>'
        f'<dl class="legend"><dt>Form</dt><dd><ul>{_count(FORMS, [s.form for s in statements])}'
        "</ul></dd><dt>Certainty</dt><dd><ul>"
        f"{_count(CERTAINTIES, [s.certainty for s in statements])}</ul></dd>"
        f"<dt>Source</dt><dd><ul>{sources}</ul></dd></dl>"
    )


def _count(names: Iterable[str], found: Sequence[str]) -> str:
    counts = Counter(found)
    return "\n".join(
        f'<li><span class="{name}">{name}</span> <span class="count">{counts[name]}</span></li>'
        for name in names
        if counts[name]
    )


def _shown_blocks(article: Article, statements: Mapping[int, Statement]) -> list[_ShownBlock]:
    """Return the blocks of and about the article, with their marks and statements.

    A statement is told beside the block that its content begins in, whatever kind that is.
    """
    starts = [block.start for block in article.blocks]
    told: dict[int, list[int]] = {}
    for number, statement in statements.items():
        index = max(bisect_right(starts, statement.content.spans[0].start) - 1, 0)
        told.setdefault(index, []).append(number)
    marks = [mark for number, each in statements.items() for mark in marks_of(number, each)]
    return [
        _ShownBlock(
            block,
            [mark for mark in marks if overlap(mark.span, Span(block.start, block.end))],
            told.get(index, []),
        )
        for index, block in enumerate(article.blocks)
        if index in told or block.kind in BODY_KINDS | META_KINDS
    ]


def _block(shown: _ShownBlock, page: _Page) -> str:
    block, slots, text = shown.block, shown.slots, page.article.text
    group = "body" if block.kind in BODY_KINDS else "about"
    span = Span(block.start, block.end)
    notes = "\n".join(
        note(
            page.statements[number],
            text,
            number=number,
            page=page.number,
            source=page.source_of[number],
            slot=slots[number],
        )
        for number in shown.told
    )
    return (
        f'<div class="block {group} {block.kind}">'
        f'<p class="words" dir="auto"{language(page.article)}>'
        f"{marked_words(text, span, shown.marks, page.number, slots)}</p>"
        + (f'\n<ul class="notes">\n{notes}\n</ul>' if notes else "")
        + "</div>"
    )


def _sources(page: _Page) -> str:
    """Return the statements source by source, each with a link to its words."""
    if not page.groups:
        return ""
    heading = f"page-{page.number}-sources"
    return "\n".join(
        [
            f'<section class="sources" aria-labelledby="{heading}">',
            f'<h{page.level + 1} id="{heading}">By source</h{page.level + 1}>',
            *(_group(group, page) for group in page.groups),
            "</section>",
        ]
    )


def _group(group: _Group, page: _Page) -> str:
    statements = "\n".join(
        f'<li><a href="#page-{page.number}-words-{number}">{number}</a> '
        f'<span class="how">{manner(each)}</span> '
        f'<span class="said" dir="auto"{language(page.article)}>{line(each.content.text)}</span>'
        "</li>"
        for number, each in group.statements.items()
    )
    heading = f"h{page.level + 2}"
    return (
        f'<section id="page-{page.number}-source-{group.number}">'
        f"<{heading}>{_who(group)}</{heading}>"
        f"{_described(group)}<ul>\n{statements}\n</ul></section>"
    )


def _who(group: _Group) -> str:
    return speaker(next(iter(group.statements.values())))


def _described(group: _Group) -> str:
    """Return the kind of a source, and once each what the article describes it with."""
    sources = [each.source for each in group.statements.values() if each.source]
    if not sources:
        return ""
    told = dict.fromkeys(
        ["kind unknown" if sources[0].kind == "unnamed" else sources[0].kind]
        + [source.attribute for source in sources if source.attribute]
    )
    return f'<p class="help"><bdi>{"; ".join(map(line, told))}</bdi></p>'


def _hover_style(most: int) -> str:
    """Return the style that lights the words and the note of the statement pointed at.

    Args:
        most: The highest slot of a statement in any block of the document.
    """
    pointed = ".inmost:hover, .to-note:hover, .to-note:focus"
    lit, shown = [], []
    for slot in range(1, most + 1):
        one = f".s{slot}"
        lit.append(f".block:has({one}:is({pointed}, .note:hover, :focus-within, :target)) {one}")
        shown.append(f".block:has({one}:is({pointed})) .note{one}")
    if not most:
        return ""
    return f"{', '.join(lit)} {{ --lit: var(--glow); }}\n{', '.join(shown)} {{ --shown: visible; }}"
