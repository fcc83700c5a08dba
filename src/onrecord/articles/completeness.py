"""Whether a page holds an article, the whole of it, or a part."""

import dataclasses
import re
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.articles.label import Labels
from onrecord.articles.lists import count_cards
from onrecord.articles.measure import measure
from onrecord.articles.metadata import Metadata
from onrecord.articles.page import Page
from onrecord.articles.phrases import asks_consent, is_consent_button, is_error, is_login, line_kind
from onrecord.block_kinds import RUNNING_KINDS, BlockKind
from onrecord.records import Completeness

#: A page with less running text than this has no article, unless all else says that it has.
_MIN_ARTICLE_WORDS = 25
_MIN_BRIEF_WORDS, _MIN_HEADLINE_WORDS = 8, 4
_SHORT_ARTICLE_WORDS = 350
#: So many words in the part that a page declares to be locked are the part itself, not its wall.
_MIN_LOCKED_WORDS = 50
#: How many blocks below the text a wall stands, and how few words of text may follow it.
_BELOW_TEXT, _RIGHT_BELOW, _MAX_WORDS_BELOW = 8, 4, 40
#: So many cards, with less text than this beside them, are a list of articles.
_MIN_CARDS, _MAX_LIST_WORDS = 5, 40
_MANY_CARDS, _MAX_DECLARED_LIST_WORDS = 8, 80
#: The date and the author of an article stand this near below its headline.
_BELOW_HEADLINE = 6
_OPEN_END = re.compile(r"(?:\.\.\.|…|\[\+\d+ chars\])\s*$")
_NOT_OF_A_WALL: frozenset[BlockKind] = frozenset({"navigation", "legal", "comments", "headline"})


class _Text(NamedTuple):
    """The running text of a page: its blocks down to a wall, their words, and the wall's block."""

    running: list[int]
    words: int
    wall: int | None


def judge_completeness(page: Page, labels: Labels, declared: Metadata) -> Completeness:
    """Return ``full``, ``partial`` for a text behind a wall or cut off, or ``none``.

    A page has no article if it shows hardly any text, if that text is a notice about cookies, if
    it says that something was not found or not allowed, or if it is a list of articles. It is
    partial if under a short text it asks for a subscription or a login, if it declares that the
    article is not free and shows little, or if its last paragraph breaks off.
    """
    text = _find_text(page, labels)
    if text.words < _MIN_ARTICLE_WORDS and text.wall is not None and _has_headline(labels):
        return "partial"
    if (
        (text.words < _MIN_ARTICLE_WORDS and not _is_brief(page, labels, declared, text))
        or _is_consent(page, labels, text)
        or _is_list(page, labels, declared)
    ):
        return "none"
    short = text.words < _SHORT_ARTICLE_WORDS
    heads = [page.blocks[i].text for i, kind in enumerate(labels.kinds) if kind == "headline"]
    if short and any(is_error(head) for head in (*heads, *declared.headlines)):
        return "none"
    is_open, is_ended = _ending(page, labels.kinds, text.running)
    if is_open or _is_walled(declared, text, short=short, is_ended=is_ended):
        return "partial"
    return "full"


def without_wall(page: Page, labels: Labels) -> Labels:
    """Return the labels with the text of the wall, which asks the reader to subscribe, as such."""
    text = _find_text(page, labels)
    if text.wall is None:
        return labels
    kinds: list[BlockKind] = list(labels.kinds)
    for index in range(text.wall, len(kinds)):
        kinds[index] = "newsletter" if kinds[index] in RUNNING_KINDS else kinds[index]
    return dataclasses.replace(labels, kinds=tuple(kinds))


def _is_walled(declared: Metadata, text: _Text, *, short: bool, is_ended: bool) -> bool:
    """Whether what is shown of an article ends at a wall.

    Pages with the whole text carry walls as well, shown when a reader has read enough of them; and
    many declare every article as not free, also to readers who have it before them.
    """
    walled = text.wall is not None
    if walled and (short or not is_ended):
        return True
    if declared.free or (declared.locked_words or 0) >= _MIN_LOCKED_WORDS:
        return False
    return walled or short or not is_ended


def _find_text(page: Page, labels: Labels) -> _Text:
    """Return the running text above the wall, if there is one; a wall in its midst is none."""
    running = [index for index, kind in enumerate(labels.kinds) if kind in RUNNING_KINDS]
    first = running[0] if running else _after_headline(labels.kinds)
    left = sum(labels.words[index] for index in running)
    last = first
    for index in range(first, len(page.blocks)):
        if index - last > _BELOW_TEXT and left == 0:
            break
        kind = labels.kinds[index]
        if left <= _MAX_WORDS_BELOW and kind not in _NOT_OF_A_WALL:
            line = page.blocks[index].text
            is_near = kind == "newsletter" and index - last <= _RIGHT_BELOW
            if line_kind(line) == "paywall" or (is_near and is_login(line)):
                above = [each for each in running if each < index]
                return _Text(above, sum(labels.words[each] for each in above), index)
        if kind in RUNNING_KINDS:
            left -= labels.words[index]
            last = index
    return _Text(running, sum(labels.words[index] for index in running), None)


def _after_headline(kinds: Sequence[BlockKind]) -> int:
    return kinds.index("headline") + 1 if "headline" in kinds else len(kinds)


def _ending(page: Page, kinds: Sequence[BlockKind], running: Sequence[int]) -> tuple[bool, bool]:
    """Return whether the text says that it breaks off, and whether it ends as a sentence does."""
    last = next((page.blocks[i] for i in reversed(running) if kinds[i] != "subhead"), None)
    if last is None:
        return False, True
    return bool(_OPEN_END.search(last.text)), measure(last).sentence


def _has_headline(labels: Labels) -> bool:
    return any(
        kind == "headline" and words >= _MIN_HEADLINE_WORDS
        for kind, words in zip(labels.kinds, labels.words, strict=True)
    )


def _is_brief(page: Page, labels: Labels, declared: Metadata, text: _Text) -> bool:
    """Whether a few words under a headline are an article: one declared, or a dated sentence."""
    if text.words < _MIN_BRIEF_WORDS or not _has_headline(labels):
        return False
    if declared.is_article:
        return True
    has_sentence = any(measure(page.blocks[index]).sentence for index in text.running)
    return has_sentence and _is_dated(labels.kinds)


def _is_dated(kinds: Sequence[BlockKind]) -> bool:
    start = _after_headline(kinds)
    near = kinds[max(0, start - 3) : start + _BELOW_HEADLINE]
    return not {"byline", "date"}.isdisjoint(near)


def _is_consent(page: Page, labels: Labels, text: _Text) -> bool:
    """Whether all of a short text is a notice about cookies and personal data."""
    if text.words >= _SHORT_ARTICLE_WORDS:
        return False
    others = sum(labels.words[i] for i in text.running if not asks_consent(page.blocks[i].text))
    is_asking = any(is_consent_button(block.text) for block in page.blocks)
    return is_asking and others < _MIN_ARTICLE_WORDS


def _is_list(page: Page, labels: Labels, declared: Metadata) -> bool:
    """Whether a page shows cards of articles and hardly any text of its own."""
    if declared.is_article:
        return False
    cards, words = count_cards(page, labels)
    if declared.is_list and cards >= _MANY_CARDS and words < _MAX_DECLARED_LIST_WORDS:
        return not (_has_headline(labels) and _is_dated(labels.kinds))
    if cards < _MIN_CARDS or words >= _MAX_LIST_WORDS:
        return False
    return not (_has_headline(labels) and _is_dated(labels.kinds))
