"""Kinds around the headline: its repetitions, the standfirst, the lead picture's caption."""

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.articles.headline import repeats
from onrecord.articles.measure import Measures, count_sentences
from onrecord.articles.page import Clues, Page, PageBlock, Sign
from onrecord.records import RUNNING_KINDS, BlockKind

_MIN_STANDFIRST_WORDS, _MAX_STANDFIRST_WORDS = 6, 50
_MIN_LOWER = 0.5
#: Lines above the headline in which it is looked for a second time.
_NEAR_HEADLINE = 6
#: Lines under the headline in which byline or date set a standfirst apart from the text.
_NEAR_BYLINE = 4
_MAY_BE_STANDFIRST: frozenset[BlockKind] = frozenset(
    {"paragraph", "subhead", "other", "list", "blockquote"}
)
_SETS_APART: frozenset[BlockKind] = frozenset({"byline", "date", "caption"})


class Labelling(NamedTuple):
    """A page in the course of being labelled; each list has one entry a block."""

    page: Page
    measures: Sequence[Measures]
    signs: Sequence[frozenset[Sign]]
    kinds: list[BlockKind]


def name_opening(labelling: Labelling, headline: int | None, clues: Clues) -> None:
    """Name what stands around the headline, down to the second paragraph.

    `labelling.kinds` is changed in place; its running text must have its kinds already.
    """
    if headline is None:
        return
    page, kinds = labelling.page, labelling.kinds
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
        _name_declared_standfirst(labelling, top, clues)
    else:
        _name_standfirst_and_caption(labelling, opening, range(opening + 1, second))
    if "standfirst" not in kinds[headline:second]:
        _name_line_under_headline(labelling, range(headline + 1, opening))


def _name_declared_standfirst(labelling: Labelling, top: range, clues: Clues) -> None:
    """Find the standfirst by its name in the markup, or by the page's own description."""
    page, kinds = labelling.page, labelling.kinds
    for index in top:
        block, below = page.blocks[index], page.blocks[index + 1]
        if kinds[index] not in _MAY_BE_STANDFIRST:
            continue
        long_enough = labelling.measures[index].words >= _MIN_STANDFIRST_WORDS
        named = long_enough and "standfirst" in labelling.signs[index]
        described = clues.standfirst and repeats(block.text, clues.standfirst)
        if named or (described and _parent(page, block) != _parent(page, below)):
            kinds[index] = "standfirst"
            return


def _parent(page: Page, block: PageBlock) -> int:
    return page.containers[block.container].parent


def _name_standfirst_and_caption(labelling: Labelling, opening: int, between: range) -> None:
    """Find the standfirst and the lead picture's caption of a pasted page by their shape.

    A standfirst is one sentence under the headline that byline, date or caption set apart from
    the text. A short line without an end that stands after it is the caption: no subhead comes
    before the second paragraph.
    """
    page, kinds, measures = labelling.page, labelling.kinds, labelling.measures
    lines = [i for i in between if kinds[i] in {"subhead", "other"} and not measures[i].sentence]
    apart = bool(lines) or any(kinds[i] in _SETS_APART for i in between)
    if apart and count_sentences(page.blocks[opening].text) == 1 and kinds[opening] == "paragraph":
        kinds[opening] = "standfirst"
    for index in lines:
        kinds[index] = "caption"


def _name_line_under_headline(labelling: Labelling, between: range) -> None:
    """Take the first line of some words between headline and text as the standfirst.

    In HTML byline or date must follow it: other pages print much between the two.
    """
    kinds = labelling.kinds
    for index in between:
        measured = labelling.measures[index]
        fits = _MIN_STANDFIRST_WORDS <= measured.words <= _MAX_STANDFIRST_WORDS
        if not fits or measured.lower < _MIN_LOWER or kinds[index] not in _MAY_BE_STANDFIRST:
            continue
        below = kinds[index + 1 : index + 1 + _NEAR_BYLINE]
        if not labelling.page.marked_up or not _SETS_APART.isdisjoint(below):
            kinds[index] = "standfirst"
            return
