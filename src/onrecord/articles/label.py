"""Blocks to kinds: the one labeller for HTML and for pasted text."""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.articles.authors import find_printed_authors
from onrecord.articles.bios import Bio, find_bios
from onrecord.articles.furniture import as_kind, is_byline, name_furniture, open_sections
from onrecord.articles.headline import find_headline, repeats
from onrecord.articles.measure import Measures, is_paragraph, measure
from onrecord.articles.page import Clues, Page, PageBlock, Sign
from onrecord.articles.phrases import is_caption, line_kind
from onrecord.articles.printed_dates import is_date_line
from onrecord.articles.running_text import Surroundings, find_running
from onrecord.articles.signs import find_signs
from onrecord.articles.text_blocks import is_address
from onrecord.records import BODY_KINDS, RUNNING_KINDS, BlockKind

_BULLET = re.compile(r"[•·▪◦‣*–—-]\s+|\(?\d{1,2}[.)]\s+")
_MAX_SUBHEAD_WORDS = 16
_MIN_STANDFIRST_WORDS, _MAX_STANDFIRST_WORDS = 6, 50
#: Lines above the headline in which it is looked for a second time.
_NEAR_HEADLINE = 6
_MAY_BE_STANDFIRST = frozenset({"paragraph", "subhead", "other", "list", "blockquote"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the labeller found: a kind for every block, the authors named, and their bios."""

    kinds: tuple[BlockKind, ...]
    authors: tuple[str, ...] = ()
    bios: tuple[Bio, ...] = ()


class Labeller(Protocol):
    """Gives every block of a page its kind."""

    def __call__(self, page: Page, clues: Clues) -> Labels:
        """Return as many kinds as the page has blocks, in their order."""


def label(page: Page, clues: Clues) -> Labels:
    """Label every block by scores written by hand and a pass over the sequence.

    First the running text is found, then its parts are named, then the rest of the page.
    """
    measures = [measure(block) for block in page.blocks]
    lines = [line_kind(block.text) for block in page.blocks]
    headline = find_headline(page, measures, clues, _guess_running(page, measures, lines))
    first = 0 if headline is None else headline + 1
    signs = find_signs(page, measures, headline)
    authors = clues.authors or find_printed_authors(page, measures, signs, headline)
    clues = dataclasses.replace(clues, authors=authors)
    bios = find_bios(page, measures, authors)
    sections = open_sections(page.blocks, measures, first)
    about = {index for bio in bios for index in _blocks_of(bio)}
    around = Surroundings(
        signs=signs,
        known_body=" ".join(clues.body.split()),
        first=first,
        lines=["author_bio" if index in about else line for index, line in enumerate(lines)],
        sections=sections,
    )
    running = find_running(page, measures, around)
    top = running.index(True) if True in running else len(running)
    kinds: list[BlockKind] = []
    for index, block in enumerate(page.blocks):
        if index == headline:
            kinds.append("headline")
        elif index in about:
            kinds.append("author_bio")
        elif running[index]:
            kinds.append(_name_running(block, measures[index], signs[index], lines[index], clues))
        else:
            kinds.append(
                name_furniture(
                    block, measures[index], signs[index], sections[index], clues, above=index < top
                )
            )
    _name_bio_lines(kinds, bios)
    if page.blocks and not page.marked_up and is_address(page.blocks[0].text):
        kinds[0] = "other"
    _name_top(page, measures, signs, kinds, headline, clues)
    return Labels(kinds=tuple(kinds), authors=authors, bios=tuple(bios))


def _guess_running(
    page: Page, measures: Sequence[Measures], lines: Sequence[str | None]
) -> list[bool]:
    """Return what seems to be the text of a pasted page before its headline is known."""
    if page.marked_up:
        return []
    around = Surroundings(
        signs=[frozenset()] * len(measures),
        known_body="",
        first=0,
        lines=lines,
        sections=open_sections(page.blocks, measures, 0),
    )
    return find_running(page, measures, around)


def label_clean(page: Page, clues: Clues) -> Labels:
    """Name the blocks of a text that is known to be an article and nothing else."""
    kinds: list[BlockKind] = []
    for index, block in enumerate(page.blocks):
        if index == 0 and clues.headline and repeats(block.text, clues.headline):
            kinds.append("headline")
            continue
        kind = _name_running(block, measure(block), frozenset(), None, clues)
        kinds.append(kind if kind in BODY_KINDS else "paragraph")
    return Labels(kinds=tuple(kinds))


def _blocks_of(bio: Bio) -> range:
    return range(bio.first, bio.last + 1)


def _name_bio_lines(kinds: list[BlockKind], bios: Sequence[Bio]) -> None:
    for bio in bios:
        if bio.line is not None:
            kinds[bio.line] = "byline"


def _name_running(
    block: PageBlock,
    measured: Measures,
    signs: frozenset[Sign],
    line: str | None,
    clues: Clues,
) -> BlockKind:
    if line is not None:
        return as_kind(line)
    if signs & {"figcaption", "caption"} or is_caption(block.text):
        return "caption"
    if is_date_line(block.text):
        return "date"
    short = measured.words <= _MAX_SUBHEAD_WORDS and not measured.sentence
    if signs & _HEADINGS:
        return "subhead" if measured.words <= 2 * _MAX_SUBHEAD_WORDS else "paragraph"
    if "blockquote" in signs:
        return "blockquote"
    if "table" in signs and "p" not in signs and not is_paragraph(measured):
        return "table"
    if "li" in signs or _BULLET.match(block.text):
        return "list"
    if short and is_byline(block, measured, clues):
        return "byline"
    if short and (not signs or "strong" in signs):
        return "subhead"
    return "paragraph"


def _name_top(
    page: Page,
    measures: Sequence[Measures],
    signs: Sequence[frozenset[Sign]],
    kinds: list[BlockKind],
    headline: int | None,
    clues: Clues,
) -> None:
    """Name what stands around the headline, down to the second paragraph."""
    if headline is None:
        return
    shown = page.blocks[headline].text
    for index in range(max(0, headline - _NEAR_HEADLINE), headline):
        if repeats(page.blocks[index].text, shown):
            kinds[index] = "kicker"
    paragraphs = [i for i, kind in enumerate(kinds) if kind in RUNNING_KINDS and i > headline]
    paragraphs = [i for i in paragraphs if kinds[i] != "subhead"][:2]
    if not paragraphs:
        return
    opening, second = paragraphs[0], paragraphs[-1]
    top = range(headline + 1, second)
    for index in top:
        if repeats(page.blocks[index].text, shown):
            kinds[index] = "other"
    if page.marked_up:
        _name_declared_standfirst(page, kinds, signs, top, clues)
    else:
        _name_printed_top(measures, kinds, headline, (opening, second))


def _name_declared_standfirst(
    page: Page,
    kinds: list[BlockKind],
    signs: Sequence[frozenset[Sign]],
    top: range,
    clues: Clues,
) -> None:
    """Find the standfirst by its name in the markup, or by the page's own description."""
    for index in top:
        block, below = page.blocks[index], page.blocks[index + 1 :][:1]
        if kinds[index] not in _MAY_BE_STANDFIRST:
            continue
        named = "standfirst" in signs[index] and len(block.text.split()) >= _MIN_STANDFIRST_WORDS
        apart = bool(below) and _parent(page, block) != _parent(page, below[0])
        if named or (apart and clues.standfirst and repeats(block.text, clues.standfirst)):
            kinds[index] = "standfirst"
            return


def _parent(page: Page, block: PageBlock) -> int:
    return page.containers[block.container].parent


def _name_printed_top(
    measures: Sequence[Measures],
    kinds: list[BlockKind],
    headline: int,
    paragraphs: tuple[int, int],
) -> None:
    """Find the standfirst and the lead picture's caption of a pasted page by their shape.

    A standfirst is one sentence or line under the headline that byline, date or caption set
    apart from the text. A short line without an end that stands after it is the caption: no
    subhead comes before the second paragraph.
    """
    opening, second = paragraphs
    between = range(opening + 1, second)
    lines = [i for i in between if kinds[i] in {"subhead", "other"} and not measures[i].sentence]
    apart = any(kinds[i] in {"byline", "date", "caption"} for i in between) or bool(lines)
    if apart and measures[opening].sentences == 1 and kinds[opening] == "paragraph":
        kinds[opening] = "standfirst"
    for index in lines:
        kinds[index] = "caption"
    if kinds[opening] == "standfirst":
        return
    for index in range(headline + 1, opening):
        measured = measures[index]
        fits = _MIN_STANDFIRST_WORDS <= measured.words <= _MAX_STANDFIRST_WORDS
        if fits and measured.lower >= 0.5 and kinds[index] in _MAY_BE_STANDFIRST:
            kinds[index] = "standfirst"
            return
