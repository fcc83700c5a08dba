"""Pasted notes: a sentence or a few, with nothing around them that could be furniture."""

from onrecord.articles.measure import measure
from onrecord.articles.page import Page
from onrecord.articles.phrases import is_error, line_kind

_MAX_BLOCKS, _MIN_WORDS = 3, 4


def is_note(page: Page) -> bool:
    """Whether a pasted text is a few sentences, under a title at most, and nothing else.

    On a page so few words cannot be told from furniture; alone they are what was meant.
    """
    if page.marked_up or not 1 <= len(page.blocks) <= _MAX_BLOCKS:
        return False
    if any(line_kind(block.text) or is_error(block.text) for block in page.blocks):
        return False
    measured = [measure(block) for block in page.blocks]
    first, *others = [one.sentence and one.words >= _MIN_WORDS for one in measured]
    return all(others) and (first or bool(others))


def title_of(page: Page) -> str:
    """Return the first block of a note if it is no sentence, else nothing."""
    return "" if measure(page.blocks[0]).sentence else page.blocks[0].text
