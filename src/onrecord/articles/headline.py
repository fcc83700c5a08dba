"""Which block is the headline."""

import re
from collections.abc import Sequence

from onrecord.articles.bylines import is_name, opens_byline
from onrecord.articles.measure import Measures
from onrecord.articles.page import Clues, Page
from onrecord.articles.phrases import fold, head_kind, line_kind
from onrecord.articles.printed_dates import is_date_line

_WORD = re.compile(r"\w{3,}")
#: Blocks above the first paragraph among which the headline of a pasted page is sought.
_LOOK_BACK = 40
_SAME, _NEARLY_SAME = 0.7, 0.8


def find_headline(page: Page, measures: Sequence[Measures], clues: Clues) -> int | None:
    """Return the index of the headline's block, or None where the page shows none.

    A block that says what the page declares as its headline wins, an ``h1`` before others.
    Without a declaration the line above the first paragraphs is taken whose words the text
    takes up most, the nearer the better.
    """
    if clues.headline:
        known = find_same(page, clues.headline)
        if known is not None:
            return known
    if page.marked_up:
        return _first_h1(page, measures)
    return _find_in_text(page, measures)


def find_same(page: Page, headline: str) -> int | None:
    """Return the block whose words are those of `headline`, or nearly; ``h1`` before others."""
    wanted = _words(headline)
    best, best_score = None, _SAME
    for index, block in enumerate(page.blocks):
        if len(block.text) > 2 * len(headline) + 20:
            continue
        score = similarity(wanted, _words(block.text))
        if score < _SAME:
            continue
        score += 0.3 if page.tag_of(block) == "h1" else 0.15 if page.tag_of(block) == "h2" else 0.0
        score -= 0.2 if block.linked * 2 > len(block.text) else 0.0
        if score > best_score:
            best, best_score = index, score
    return best


def similarity(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the Jaccard index of two sets of words, 0.0 to 1.0."""
    return len(left & right) / len(left | right) if left and right else 0.0


def repeats(text: str, other: str) -> bool:
    """Whether a line says again what another says, or the beginning of it."""
    left, right = fold(text).rstrip(" .…"), fold(other).rstrip(" .…")
    if not left or not right:
        return False
    if len(left) > 15 and (right.startswith(left) or left.startswith(right)):
        return True
    return similarity(_words(text), _words(other)) >= _NEARLY_SAME


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(text)))


def _first_h1(page: Page, measures: Sequence[Measures]) -> int | None:
    found = [
        index
        for index, block in enumerate(page.blocks)
        if page.tag_of(block) == "h1" and measures[index].words > 2
    ]
    return found[0] if found else None


def _find_in_text(page: Page, measures: Sequence[Measures]) -> int | None:
    first = first_paragraph(measures)
    if first is None:
        return None
    taken_up = _content_words(" ".join(block.text for block in page.blocks[first : first + 30]))
    best, best_score = None, 0.0
    for index in range(first - 1, max(-1, first - 1 - _LOOK_BACK), -1):
        text = page.blocks[index].text
        if not _can_be_headline(text, measures[index]):
            continue
        words = _content_words(text)
        shared = len(words & taken_up)
        # Lines of the menu share a word at most; each line away from the text costs a little.
        score = shared + 0.5 * shared / max(1, len(words)) - 0.08 * (first - index)
        score += 0.5 if 5 <= measures[index].words <= 20 else -1.0
        if score > best_score:
            best, best_score = index, score
    return best


def _can_be_headline(text: str, measured: Measures) -> bool:
    if not 2 < measured.words <= 30 or (measured.sentence and text.endswith(".")):
        return False
    if head_kind(text) or line_kind(text) or is_date_line(text):
        return False
    return not opens_byline(text) and not (is_name(text) and measured.words < 4)


def first_paragraph(measures: Sequence[Measures]) -> int | None:
    """Return the first block of the first stretch of paragraphs, not one sentence in a menu."""
    long = [m.words >= 14 and m.sentence and m.lower > 0.5 for m in measures]
    for index, is_long in enumerate(long):
        if is_long and sum(long[index : index + 8]) >= 3:
            return index
    return next((index for index, is_long in enumerate(long) if is_long), None)


def _content_words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(fold(text)) if len(word) > 3)
