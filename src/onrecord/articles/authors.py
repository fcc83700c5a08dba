"""Who wrote an article: declared or printed names, joined to the bios of the page."""

import re
from collections.abc import Iterator, Sequence

from onrecord.articles.bios import Bio, bio_text, same_person
from onrecord.articles.bylines import clean_names, has_given_name
from onrecord.articles.measure import Measures
from onrecord.articles.page import Page, Sign
from onrecord.articles.signatures import (
    dated_names,
    leading_name,
    names_with_degrees,
    names_writer,
    opened_names,
    signs_collectively,
)
from onrecord.block_kinds import BlockKind
from onrecord.records import Author

_MAX_BYLINE_CHARS = 120
#: Blocks around the headline among which a name may stand without "By".
_BELOW, _ABOVE = 12, 5
_PARAGRAPH_WORDS = 14
#: The address of a page about one author.
_AUTHOR_PATH = re.compile(
    r"/(?:authors?|people|persons?|staff|contributors?|profiles?|writers?|reporters?|journalists?"
    r"|columnists?|by|byline)/[^/]+|[?&]author="
)
#: Blocks of these are not about the article: who is named there wrote something else.
_ELSEWHERE: frozenset[Sign] = frozenset({"comments", "teaser", "newsletter", "advert", "caption"})


def find_printed_authors(
    page: Page,
    measures: Sequence[Measures],
    signs: Sequence[frozenset[Sign]],
    headline: int | None,
) -> tuple[str, ...]:
    """Return the persons the page prints as its authors.

    Lines under the headline come first: those that begin as bylines do ("By ..."), that are a
    name with a job, a date or degrees, or that the markup calls a byline. Further away a line
    counts only if the page names nobody else in this way, for teasers have bylines, too.
    """
    start = headline or 0
    below = range(start, min(len(page.blocks), start + _BELOW))
    head = set() if headline is None else set(_head(measures, below))
    for index in below:
        names = _opened_names(page, index)
        if not names and index in head:
            names = _bare_names(page, index, signs)
        if names or signs_collectively(page.blocks[index].text):
            return names
    if headline is not None:
        for index in range(start - 1, max(-1, start - _ABOVE), -1):
            if names := _bare_names(page, index, signs):
                return names
    return _only_names(page, signs)


def _head(measures: Sequence[Measures], below: range) -> Iterator[int]:
    """Yield the lines between the headline and the first paragraph."""
    for index in below[1:]:
        if measures[index].words >= _PARAGRAPH_WORDS and measures[index].sentence:
            return
        yield index


def _bare_names(page: Page, index: int, signs: Sequence[frozenset[Sign]]) -> tuple[str, ...]:
    text = page.blocks[index].text
    names = dated_names(text) or names_with_degrees(text)
    if names and ("byline" in signs[index] or has_given_name(names[0])):
        return names
    is_profile = _AUTHOR_PATH.search(page.blocks[index].href or "") is not None
    if page.marked_up and "byline" not in signs[index] and not is_profile:
        return ()
    name = leading_name(text)
    return (name,) if name and (is_profile or has_given_name(name)) else ()


def _only_names(page: Page, signs: Sequence[frozenset[Sign]]) -> tuple[str, ...]:
    """Return the persons of the one byline of a page that has no other; markup may call it so."""
    opened: dict[tuple[str, ...], None] = {}
    marked: dict[tuple[str, ...], None] = {}
    for index, block in enumerate(page.blocks):
        if signs[index] & _ELSEWHERE:
            continue
        if names := _opened_names(page, index):
            opened.setdefault(names)
        elif signs[index] & {"byline", "author_bio"} and len(block.text) <= _MAX_BYLINE_CHARS:
            name = leading_name(block.text)
            if name and has_given_name(name):
                marked.setdefault((name,))
    for found in (opened, marked):
        if len(found) == 1 or (found and not page.marked_up):
            return next(iter(found))
    return ()


def _opened_names(page: Page, index: int) -> tuple[str, ...]:
    text = page.blocks[index].text
    if len(text) > _MAX_BYLINE_CHARS or not names_writer(text):
        return ()
    if len(text.split()) < 3 and index + 1 < len(page.blocks) and not clean_names([text]):
        # "By" stands on a line of its own above the name.
        text = f"{text} {page.blocks[index + 1].text[:_MAX_BYLINE_CHARS]}"
    return opened_names(text)


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
