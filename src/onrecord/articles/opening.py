"""Kinds around the headline that its place tells: the standfirst, the lead picture's caption."""

from collections.abc import Sequence

from onrecord.articles.headline import repeats
from onrecord.articles.line_rules import signs_around
from onrecord.articles.measure import Measures, is_menu_line
from onrecord.articles.page import Clues, Page, PageBlock
from onrecord.articles.signatures import dated_names, leading_name, names_writer
from onrecord.block_kinds import RUNNING_KINDS, BlockKind

_MIN_STANDFIRST_WORDS, _MAX_STANDFIRST_WORDS = 5, 50
_PARAGRAPH_WORDS = 12
#: Lines under the headline in which byline or date set a standfirst apart from the text.
_NEAR_BYLINE = 4
#: Lines above the headline in which it is looked for a second time.
_NEAR_HEADLINE = 6
_MAY_BE_STANDFIRST: frozenset[BlockKind] = frozenset(
    {"paragraph", "subhead", "other", "list", "blockquote", "caption", "kicker", "byline", "teaser"}
)
_SETS_APART: frozenset[BlockKind] = frozenset({"byline", "date"})


def settle_opening(
    page: Page,
    measures: Sequence[Measures],
    kinds: list[BlockKind],
    headline: int | None,
    clues: Clues,
) -> None:
    """Name what stands around the headline, down to the second paragraph.

    No short line above the headline is running text, and the beginning of it said before is a
    kicker. The first line below it that the markup or
    the page's own description calls so is the standfirst, or that byline or date set apart from
    the text; of an HTML page, which prints much between the two, it must be the very next line.
    A line of a pasted page between the first two paragraphs that is no sentence is the lead
    picture's caption: no subhead comes so early. `kinds` is changed in place.
    """
    if headline is None:
        return
    _settle_above(page, measures, kinds, headline)
    paragraphs = [
        index
        for index in range(headline + 1, len(kinds))
        if kinds[index] == "paragraph" and measures[index].words >= _PARAGRAPH_WORDS
    ][:2]
    if len(paragraphs) < 2:
        return
    opening, second = paragraphs
    if page.marked_up:
        _settle_first_paragraph(page, kinds)
    if "standfirst" not in kinds[headline:second]:
        found = _find_standfirst(page, measures, kinds, range(headline + 1, opening + 1), clues)
        if found is not None:
            kinds[found] = "standfirst"
    if not page.marked_up:
        for index in range(opening + 1, second):
            if kinds[index] == "subhead" and not measures[index].sentence:
                kinds[index] = "caption"


def _settle_first_paragraph(page: Page, kinds: list[BlockKind]) -> None:
    """Take for a paragraph what seems a standfirst and stands in one element with the next one."""
    for index in range(len(kinds) - 1):
        if kinds[index] == "standfirst" and kinds[index + 1] == "paragraph":
            inner, after = (page.containers[page.blocks[at].container] for at in (index, index + 1))
            if (inner.tag, inner.parent) == (after.tag, after.parent) and not _is_named(
                page, page.blocks[index]
            ):
                kinds[index] = "paragraph"


def _settle_above(
    page: Page, measures: Sequence[Measures], kinds: list[BlockKind], headline: int
) -> None:
    shown = page.blocks[headline].text
    for index in range(headline):
        text = page.blocks[index].text
        in_nav = page.marked_up and "nav" in signs_around(page, page.blocks[index])
        if is_menu_line(text) or (in_nav and kinds[index] == "kicker"):
            kinds[index] = "navigation"
        elif headline - index <= _NEAR_HEADLINE and repeats(text, shown):
            kinds[index] = "kicker"
        elif kinds[index] in RUNNING_KINDS and measures[index].words < _PARAGRAPH_WORDS:
            kinds[index] = "other"


def _find_standfirst(
    page: Page,
    measures: Sequence[Measures],
    kinds: Sequence[BlockKind],
    top: range,
    clues: Clues,
) -> int | None:
    for index in top:
        block, words = page.blocks[index], measures[index].words
        fits = _MIN_STANDFIRST_WORDS <= words <= _MAX_STANDFIRST_WORDS
        if not fits or kinds[index] not in _MAY_BE_STANDFIRST or _is_name_line(block.text):
            continue
        apart = kinds[index] != "paragraph"
        described = apart and clues.standfirst and repeats(block.text, clues.standfirst)
        if described or (page.marked_up and _is_named(page, block)):
            return index
        below = kinds[index + 1 : index + 1 + _NEAR_BYLINE]
        next_line = index == top.start or not page.marked_up
        apart_by = _SETS_APART if page.marked_up else _SETS_APART | {"caption"}
        if next_line and not apart_by.isdisjoint(below) and _is_prose(measures[index]):
            return index
    return None


def _is_name_line(text: str) -> bool:
    return names_writer(text) or bool(leading_name(text) or dated_names(text))


def _is_prose(measured: Measures) -> bool:
    """Whether most words are in small letters, as in no menu and in no list of names."""
    return sum(map(str.islower, measured.spaced)) * 2 >= len(measured.spaced)


def _is_named(page: Page, block: PageBlock) -> bool:
    """Whether the markup calls the block, or the element around it, a standfirst."""
    return "standfirst" in block.inline | page.containers[block.container].signs
