"""Who wrote an article: declared or printed names, joined to the bios of the page."""

import re
from collections.abc import Sequence

from onrecord.articles.bios import Bio, bio_text, same_person
from onrecord.articles.bylines import clean_names, opens_byline
from onrecord.articles.page import Page
from onrecord.records import Author, BlockKind

_MAX_BYLINE_CHARS = 120


def find_printed_authors(page: Page, publisher: str | None) -> tuple[str, ...]:
    """Return the persons named by lines that begin as bylines do ("By ..."), top of page first."""
    for block in page.blocks:
        if len(block.text) > _MAX_BYLINE_CHARS or not opens_byline(block.text):
            continue
        if names := clean_names([block.text], publisher):
            return names
    return ()


def join_authors(
    page: Page, kinds: Sequence[BlockKind], bios: Sequence[Bio], names: Sequence[str]
) -> tuple[Author, ...]:
    """Return the authors in order, each with the bio the page prints of them.

    Where no byline names anybody, the persons of the bios are the authors: their names stand
    as the bio writes them, given name first.
    """
    if not names:
        names = _names_of_bylines(page, kinds) or tuple(dict.fromkeys(bio.name for bio in bios))
    return tuple(_author(page, kinds, bios, name) for name in names)


def _names_of_bylines(page: Page, kinds: Sequence[BlockKind]) -> tuple[str, ...]:
    for block, kind in zip(page.blocks, kinds, strict=True):
        if kind == "byline" and (found := clean_names([block.text])):
            return found
    return ()


def _author(page: Page, kinds: Sequence[BlockKind], bios: Sequence[Bio], name: str) -> Author:
    for bio in bios:
        if same_person(bio.name, name):
            return Author(name=bio.name, bio=bio_text(page, bio))
    pattern = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    for block, kind in zip(page.blocks, kinds, strict=True):
        if kind == "author_bio" and len(block.text) > 2 * len(name) and pattern.search(block.text):
            return Author(name=name, bio=block.text)
    return Author(name=name)
