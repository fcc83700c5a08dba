"""Which block is the headline."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from onrecord.articles.bylines import opens_byline
from onrecord.articles.measure import Measures, is_menu_line
from onrecord.articles.page import Clues, Page
from onrecord.articles.phrases import fold
from onrecord.articles.printed_dates import is_date_line

_ANY_WORD, _WORD = re.compile(r"\w+"), re.compile(r"\w{3,}")
_MAX_NAME_WORDS, _MAX_WORDS, _USUAL_WORDS, _CONTENT_LETTERS = 2, 30, range(5, 21), 4
#: What looks less like a headline than the first is none, what does more than the second is one.
_LEAST_LIKELY, _BEYOND_DOUBT = 0.15, 0.7
#: Lines above the first paragraph of a pasted page among which its headline is sought, and what
#: each sign of it is worth.
_LOOK_BACK, _PARAGRAPH_WORDS, _BYLINE_NEAR = 40, 12, 4
_ENOUGH_SHARED, _LIKENESS, _PER_LINE, _STANDFIRST_LEAD = 4, 5.0, 0.04, 0.75
_SAME, _NEARLY_SAME = 0.7, 0.8
_ENOUGH_H1, _MIN_TIDY_SHARE, _MAX_LABEL_CHARS = 3, 0.6, 8
_TITLE_JOIN = re.compile(r"\s+[|\-–—·•»:›⋆]+\s+|\s*\|\s*")


def find_headline(
    page: Page,
    measures: Sequence[Measures],
    clues: Clues,
    seems: Sequence[float],
    running: Sequence[bool],
) -> int | None:
    """Return the index of the headline's block, or None where the page shows none.

    A block that says what the page declares as its headline wins, an ``h1`` before others; then
    the block that looks most like a headline, if it does so beyond doubt; in doubt the line above
    the text whose words the text takes up.

    Args:
        page: The blocks.
        measures: One for each block.
        clues: Of these the declared headline.
        seems: How much each block looks like a headline, 0.0 to 1.0.
        running: Which blocks are running text.
    """
    if clues.headline:
        known = find_same(page, clues.headline)
        if known is not None:
            return _or_h1(page, known, clues.headline)
        if (heading := _first_h1(page, measures, clues.headline)) is not None:
            return heading
    lines = [index for index in range(len(seems)) if not is_menu_line(page.blocks[index].text)]
    likeliest = max(lines, key=seems.__getitem__, default=None)
    if likeliest is None or seems[likeliest] >= _BEYOND_DOUBT:
        return likeliest
    if not page.marked_up:
        found = _find_in_text(page, measures, seems, running)
        likeliest = found if found is not None else likeliest
        return likeliest if found is not None or seems[likeliest] >= _LEAST_LIKELY else None
    return likeliest if seems[likeliest] >= _LEAST_LIKELY else None


def _find_in_text(
    page: Page, measures: Sequence[Measures], seems: Sequence[float], running: Sequence[bool]
) -> int | None:
    """Find the line above the text whose words the text takes up most.

    The nearer to the first paragraph the better; a line counts more if it looks like a headline,
    if the page prints it twice, or if byline or date follow it.
    """
    paragraphs = (
        index
        for index, measured in enumerate(measures)
        if running[index] and measured.sentence and measured.words >= _PARAGRAPH_WORDS
    )
    first = next(paragraphs, None)
    if first is None:
        return None
    taken_up = _content_words(" ".join(block.text for block in page.blocks[first : first + 30]))
    copies = Counter(fold(block.text) for block in page.blocks[: first + 1])
    best, best_score = None, 0.0
    for index in range(max(0, first - _LOOK_BACK), first):
        text = page.blocks[index].text
        if not _can_be_headline(text, measures[index]):
            continue
        words = _content_words(text)
        shared = len(words & taken_up)
        score = min(shared, _ENOUGH_SHARED) + shared / max(1, len(words))
        score += _LIKENESS * seems[index] - _PER_LINE * (first - index)
        score += 0.5 if measures[index].words in _USUAL_WORDS else -1.0
        score += 0.5 * (copies[fold(text)] > 1)
        below = [block.text for block in page.blocks[index + 1 : index + 1 + _BYLINE_NEAR]]
        score += 1.0 * any(is_date_line(line) or opens_byline(line) for line in below)
        # Right under the headline stands the standfirst, which often shares more.
        if score > best_score + (_STANDFIRST_LEAD if best == index - 1 else 0.0):
            best, best_score = index, score
    return best


def _can_be_headline(text: str, measured: Measures) -> bool:
    return (
        2 < measured.words <= _MAX_WORDS
        and not text.endswith((".", ":", ",", ";"))
        and not is_menu_line(text)
        and not is_date_line(text)
        and not opens_byline(text)
    )


def choose_declared(page: Page, headlines: Sequence[str]) -> str:
    """Return the declared headline that the page prints, else the first; empty without any.

    One that stands in an ``h1`` wins, then one that stands elsewhere. Some systems declare the
    standfirst as the headline, and it is printed, too: what is too long is asked last. A title
    may carry the name of an unknown site: then the part of it that an ``h1`` prints counts.
    """
    usual = [each for each in headlines if len(each.split()) <= _MAX_WORDS]
    elsewhere: list[str] = []
    for headline in usual:
        index = find_same(page, headline)
        if index is not None and page.tag_of(page.blocks[index]) == "h1":
            return headline
        elsewhere += [headline] if index is not None else []
    heads = [block.text for block in page.blocks if page.tag_of(block) == "h1"]
    parts = {fold(part) for headline in usual for part in _parts_of(headline)}
    if shown := [head for head in heads if fold(head) in parts]:
        return max(shown, key=len)
    return next(iter((*elsewhere, *usual, *headlines)), "")


def _parts_of(title: str) -> list[str]:
    """Return what stands before or behind each sign that may part a title from a site's name."""
    joins = [match.span() for match in _TITLE_JOIN.finditer(title)]
    return [title[:start] for start, _ in joins] + [title[end:] for _, end in joins]


def tidy(printed: str, declared: Sequence[str]) -> str:
    """Return a printed headline without a date or label that stands in the same element."""
    whole = fold(printed)
    for headline in declared:
        part = fold(headline)
        if part == whole:
            return printed
        if not part or len(part) < _MIN_TIDY_SHARE * len(whole):
            continue
        rest = whole.removesuffix(part) if whole.endswith(part) else whole.removeprefix(part)
        if rest != whole and (is_date_line(rest) or _is_label(rest)):
            return headline
    return printed


def _is_label(text: str) -> bool:
    return text.rstrip().endswith(":") and len(text) <= _MAX_LABEL_CHARS


def find_same(page: Page, headline: str) -> int | None:
    """Return the block whose words are those of `headline`, or nearly; ``h1`` before others."""
    wanted = _words(headline)
    best, best_score = None, _SAME
    # So many words, each with a character at least and one between two, are as alike as that.
    shortest = 2 * int(_SAME * len(wanted)) - 1
    for index, block in enumerate(page.blocks):
        if not shortest <= len(block.text) <= 2 * len(headline) + 20:
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
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared) if shared else 0.0


def repeats(text: str, other: str) -> bool:
    """Whether a line says again what another says, or the beginning of it."""
    left, right = fold(text).rstrip(" .…"), fold(other).rstrip(" .…")
    if not left or not right:
        return False
    if len(left) > 15 and (right.startswith(left) or left.startswith(right)):
        return True
    return similarity(_words(text), _words(other)) >= _NEARLY_SAME


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(_ANY_WORD.findall(fold(text)))


def _first_h1(page: Page, measures: Sequence[Measures], declared: str) -> int | None:
    """Return the ``h1`` that takes up most words of the declared headline, of equals the first.

    A site's name stands in an ``h1``, too, but is short.
    """
    found = [index for index, block in enumerate(page.blocks) if page.tag_of(block) == "h1"]
    telling = [index for index in found if measures[index].words > _MAX_NAME_WORDS]
    if not telling:
        return found[0] if len(found) == 1 else None
    wanted = _content_words(declared)
    return max(telling, key=lambda index: len(wanted & _content_words(page.blocks[index].text)))


def _or_h1(page: Page, known: int, declared: str) -> int:
    """Return an ``h1`` instead of a block that only nearly repeats the declared headline."""
    block = page.blocks[known]
    if page.tag_of(block) == "h1" or fold(block.text) == fold(declared):
        return known
    wanted = _content_words(declared)
    for index, other in enumerate(page.blocks):
        if page.tag_of(other) == "h1" and len(wanted & _content_words(other.text)) >= _ENOUGH_H1:
            return index
    return known


def _content_words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(fold(text)) if len(word) >= _CONTENT_LETTERS)
