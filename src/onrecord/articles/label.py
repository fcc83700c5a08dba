"""Blocks to kinds: the one labeller for HTML and for pasted text."""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.articles.authors import find_printed_authors
from onrecord.articles.bios import Bio, find_bios
from onrecord.articles.furniture import (
    Seen,
    as_kind,
    is_byline,
    name_furniture,
    open_sections,
    printed_adverts,
)
from onrecord.articles.headline import find_headline, repeats
from onrecord.articles.measure import Measures, is_paragraph, measure
from onrecord.articles.opening import Labelling, name_opening
from onrecord.articles.page import Clues, Page, PageBlock, Sign
from onrecord.articles.phrases import head_kind, is_caption, line_kind
from onrecord.articles.printed_dates import is_date_line
from onrecord.articles.running_text import Surroundings, find_running
from onrecord.articles.signs import find_signs
from onrecord.articles.text_blocks import is_address
from onrecord.records import BODY_KINDS, BlockKind

_BULLET = re.compile(r"[•·▪◦‣*–—-]\s+|\(?\d{1,2}[.)]\s+")
_MAX_SUBHEAD_WORDS = 16
#: Heads that no article has over a part of its text.
_NO_SUBHEADS = frozenset({"advert", "newsletter", "follow", "comments"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the labeller found: a kind for every block, the authors named, and their bios.

    `words` counts the words of every block; `walled` is whether a line asks for a subscription.
    """

    kinds: tuple[BlockKind, ...]
    words: tuple[int, ...]
    walled: bool = False
    authors: tuple[str, ...] = ()
    bios: tuple[Bio, ...] = ()


def label(page: Page, clues: Clues) -> Labels:
    """Label every block by scores written by hand and a pass over the sequence.

    First the running text is found, then its parts are named, then the rest of the page.
    """
    measures = [measure(block) for block in page.blocks]
    lines = [line_kind(block.text) for block in page.blocks]
    for index in printed_adverts(page, measures):
        lines[index] = "advert"
    headline = find_headline(page, measures, clues, _guess_running(page, measures, lines))
    first = 0 if headline is None else headline + 1
    signs = find_signs(page, measures, headline)
    lines = [line or _set_apart(sign) for line, sign in zip(lines, signs, strict=True)]
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
            seen = Seen(
                block, measures[index], signs[index], lines[index], sections[index], index < top
            )
            kinds.append(name_furniture(seen, clues))
    _name_bio_lines(kinds, bios)
    if page.blocks and not page.marked_up and is_address(page.blocks[0].text):
        kinds[0] = "other"
    name_opening(Labelling(page, measures, signs, kinds), headline, clues)
    return Labels(
        kinds=tuple(kinds),
        words=tuple(measured.words for measured in measures),
        walled="paywall" in lines,
        authors=authors,
        bios=tuple(bios),
    )


def _set_apart(signs: frozenset[Sign]) -> str | None:
    """Name what is not the article's although it stands between its paragraphs."""
    # Other names (ad, banner, follow) mislead too often.
    return "newsletter" if "newsletter" in signs else None


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
    measures = [measure(block) for block in page.blocks]
    kinds: list[BlockKind] = []
    for index, block in enumerate(page.blocks):
        if index == 0 and clues.headline and repeats(block.text, clues.headline):
            kinds.append("headline")
            continue
        kind = _name_running(block, measures[index], frozenset(), None, clues)
        kinds.append(kind if kind in BODY_KINDS else "paragraph")
    return Labels(kinds=tuple(kinds), words=tuple(measured.words for measured in measures))


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
    if (head := head_kind(block.text)) in _NO_SUBHEADS:
        return as_kind(str(head))
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
