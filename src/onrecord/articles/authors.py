"""Who wrote an article: declared or printed names, joined to the bios of the page."""

import re
from collections.abc import Sequence

from onrecord.articles.bios import Bio, bio_text, same_person
from onrecord.articles.bylines import clean_names, leading_name, opens_byline
from onrecord.articles.measure import Measures
from onrecord.articles.page import Page, Sign
from onrecord.records import Author, BlockKind

_MAX_BYLINE_CHARS = 120
#: Blocks under the headline among which a name may stand without "By".
_NEAR_BLOCKS = 8
_PARAGRAPH_WORDS = 14


def find_printed_authors(
    page: Page,
    measures: Sequence[Measures],
    signs: Sequence[frozenset[Sign]],
    headline: int | None,
) -> tuple[str, ...]:
    """Return the persons the page prints as its authors.

    Lines that begin as bylines do ("By ...") come first, those under the headline before the
    rest; then lines near the headline that are a name, alone or with a job, or that the markup
    calls a byline.
    """
    start = headline or 0
    near = range(start, min(len(page.blocks), start + _NEAR_BLOCKS))
    for index in (*near, *range(len(page.blocks))):
        if names := _opened_names(page, index):
            return names
    if headline is None:
        return ()
    for index in near[1:]:
        if measures[index].words >= _PARAGRAPH_WORDS and measures[index].sentence:
            break
        text = page.blocks[index].text
        if page.marked_up and "byline" not in signs[index]:
            continue
        if names := tuple(filter(None, (leading_name(text),))):
            return names
    return ()


def _opened_names(page: Page, index: int) -> tuple[str, ...]:
    text = page.blocks[index].text
    if len(text) > _MAX_BYLINE_CHARS or not opens_byline(text):
        return ()
    if len(text.split()) < 3 and index + 1 < len(page.blocks):
        # "By" stands on a line of its own above the name.
        text = f"{text} {page.blocks[index + 1].text[:_MAX_BYLINE_CHARS]}"
    return clean_names([text])


def join_authors(
    page: Page, kinds: Sequence[BlockKind], bios: Sequence[Bio], names: Sequence[str]
) -> tuple[Author, ...]:
    """Return the authors in order, each with the bio the page prints of them.

    Where no byline names anybody, the persons of the bios are the authors: their names stand
    as the bio writes them, given name first.
    """
    names = names or tuple(dict.fromkeys(bio.name for bio in bios))
    return tuple(_author(page, kinds, bios, name) for name in names)


def _author(page: Page, kinds: Sequence[BlockKind], bios: Sequence[Bio], name: str) -> Author:
    for bio in bios:
        if same_person(bio.name, name):
            return Author(name=bio.name, bio=bio_text(page, bio))
    pattern = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    for block, kind in zip(page.blocks, kinds, strict=True):
        if kind == "author_bio" and len(block.text) > 2 * len(name) and pattern.search(block.text):
            return Author(name=name, bio=block.text)
    return Author(name=name)
