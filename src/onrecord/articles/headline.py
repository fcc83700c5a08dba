"""Which block is the headline."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from onrecord.articles.bylines import is_name, opens_byline
from onrecord.articles.measure import Measures, is_menu_line
from onrecord.articles.page import Clues, Page
from onrecord.articles.phrases import fold, head_kind, is_caption, line_kind
from onrecord.articles.printed_dates import is_date_line

_WORD = re.compile(r"\w{3,}")
#: Blocks above the first paragraph among which the headline of a pasted page is sought.
_LOOK_BACK = 40
_MAX_NAME_WORDS, _MAX_WORDS, _USUAL_WORDS = 2, 30, range(5, 21)
#: A stretch of text is the article's from this share of the longest one on.
_MIN_STRETCH = 0.05
#: A standfirst shares more words with the text than the headline, being longer.
_ENOUGH_SHARED, _CONTENT_LETTERS = 4, 4
_STANDFIRST_LEAD = 0.75
_PER_LINE, _BYLINE_NEAR = 0.04, 4
_NUMBER = re.compile(r"^\d{1,2}\.\s+")
_BREADCRUMB = re.compile(r"\s[»›>→]\s|https?://")
_SAME, _NEARLY_SAME = 0.7, 0.8
_ENOUGH_H1, _MIN_TIDY_SHARE, _MAX_LABEL_CHARS = 3, 0.6, 8
_TITLE_JOIN = re.compile(r"\s+[|\-–—·•»:›⋆]+\s+|\s*\|\s*")


def find_headline(
    page: Page, measures: Sequence[Measures], clues: Clues, running: Sequence[bool]
) -> int | None:
    """Return the index of the headline's block, or None where the page shows none.

    A block that says what the page declares as its headline wins, an ``h1`` before others.
    Without a declaration it is sought above the text.

    Args:
        page: The blocks.
        measures: One for each block.
        clues: Of these the declared headline.
        running: Which blocks seem to be running text while the headline is not known.
    """
    if clues.headline:
        known = find_same(page, clues.headline)
        if known is not None:
            return _or_h1(page, known, clues.headline)
    if page.marked_up:
        return _first_h1(page, measures, clues.headline)
    return _find_in_text(page, measures, running)


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


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(text)))


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


def _find_in_text(page: Page, measures: Sequence[Measures], running: Sequence[bool]) -> int | None:
    """Find the line above the text whose words the text takes up most.

    The nearer to the first paragraph the better; a line counts more if the page prints it
    twice, or if byline or date follow it.
    """
    first = _first_paragraph(measures, running)
    if first is None:
        return None
    taken_up = _content_words(" ".join(block.text for block in page.blocks[first : first + 30]))
    lines = Counter(fold(block.text) for block in page.blocks[: first + 1])
    best, best_score = None, 0.0
    for index in range(max(0, first - _LOOK_BACK), first):
        text = page.blocks[index].text
        if not _can_be_headline(text, measures[index]):
            continue
        if (crumb := _NUMBER.sub("", fold(text))) != fold(text) and lines[crumb]:
            # The last crumb of a numbered list repeats the headline that stands below.
            continue
        words = _content_words(text)
        shared = len(words & taken_up)
        score = min(shared, _ENOUGH_SHARED) + shared / max(1, len(words))
        score -= _PER_LINE * (first - index)
        score += 0.5 if measures[index].words in _USUAL_WORDS else -1.0
        score += 0.5 * (lines[fold(text)] > 1)
        below = [block.text for block in page.blocks[index + 1 : index + 1 + _BYLINE_NEAR]]
        score += 1.0 * any(is_date_line(line) or opens_byline(line) for line in below)
        # Right under the headline stands the standfirst, which often shares more.
        least = best_score + (_STANDFIRST_LEAD if best == index - 1 else 0.0)
        if score > least:
            best, best_score = index, score
    return first - 1 if best is None and first == 1 and measures[0].words <= _MAX_WORDS else best


def _can_be_headline(text: str, measured: Measures) -> bool:
    if not 2 < measured.words <= _MAX_WORDS or text.endswith((".", ":", ",", ";")):
        return False
    if head_kind(text) or line_kind(text) or is_date_line(text) or is_caption(text):
        return False
    if _BREADCRUMB.search(text) or is_menu_line(text):
        return False
    return not opens_byline(text) and not (is_name(text) and measured.words < 4)


def _first_paragraph(measures: Sequence[Measures], running: Sequence[bool]) -> int | None:
    """Return the first sentence of the first stretch of running text that is no stray one."""
    stretches: list[list[int]] = [[]]
    for index, is_running in enumerate(running):
        if is_running:
            stretches[-1].append(index)
        elif stretches[-1]:
            stretches.append([])
    sizes = [sum(measures[index].words for index in stretch) for stretch in stretches]
    least = max(sizes) * _MIN_STRETCH
    stretch = next(each for each, size in zip(stretches, sizes, strict=True) if size >= least)
    return next((index for index in stretch if measures[index].sentence), None)


def _content_words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(fold(text)) if len(word) >= _CONTENT_LETTERS)
