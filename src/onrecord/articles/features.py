"""What the labeller sees of a page: numbers for each block, and the words in and around it."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import numpy as np

from onrecord.articles.containers import (
    OUTER_NAMES,
    OWN_NAMES,
    Ids,
    Numbers,
    Tree,
    boxes,
    levels,
    names,
    near,
    runs,
)
from onrecord.articles.measure import Measures, words_in
from onrecord.articles.page import Clues, Page, PageBlock

#: How many entries of the vocabulary a block has at most for its words.
WORDS = 32
#: The columns of `Features.numbers` that say how much a block is what the page declares.
DECLARED = (27, 28, 29, 30, 31)
#: How many columns before these tell of the block's place.
_PLACES = 8
#: Words of a block that are looked at one by one: its first and its last ones.
_FIRST_WORDS, _LAST_WORDS, _PAIRS, _LINK_WORDS = 12, 3, 5, 5
#: A longer block is measured by its beginning: it is running text or a dump of code either way.
_ENOUGH_CHARS = 2000
_SENTENCE_BREAK = re.compile(r"[.!?…]['\"”’»)\]]*\s+(?=[^\W\da-z_])")
_BULLET = re.compile(r"[•·▪◦‣*–—-]\s+|\(?\d{1,2}[.)]\s+")
_LINK_WORD = re.compile(r"[a-z]{2,}")
_SHORT_WORDS, _CONTENT_LETTERS = 25, 4
_LINE_CHARS, _LINK_CHARS, _SURE_CHARS = 400, 120, 20
#: How alike a line and the declared headline are at least; what an h1 is worth beside that.
_LIKE_HEADLINE, _HEADING = 0.5, 0.3
_NOTHING: frozenset[str] = frozenset()


class Vocabulary(NamedTuple):
    """The words and names that the labeller knows, each with its number; 0 stands for none."""

    words: Mapping[str, int]
    names: Mapping[str, int]


class Features(NamedTuple):
    """The features of one page, a row for each block in page order.

    `numbers` are about 0 to 1 each. The others are entries of a vocabulary, filled up with 0:
    `words` of the block and its link, `own` names of the element it stands in, `outer` names of
    the elements around that, the nearest first. `boxes` are two ranges of blocks that stand
    together with each one, as ``start, end, start, end``: the nearest element that holds more than
    it, and the largest that holds few; of pasted text the lines between two blank ones.
    """

    numbers: Numbers
    words: Ids
    own: Ids
    outer: Ids
    boxes: Ids


def find_features(
    page: Page,
    clues: Clues,
    measures: Sequence[Measures],
    vocabulary: Vocabulary,
) -> Features:
    """Return the features of every block: of its own words and of what stands around it.

    Args:
        page: The blocks.
        clues: What is known of the article.
        measures: Of each block.
        vocabulary: The words and names that count.
    """
    blocks = page.blocks
    containers = np.array([block.container for block in blocks], dtype=np.intp)
    said = [
        frozenset(map(str.lower, measured.spaced)) if len(block.text) <= _LINE_CHARS else _NOTHING
        for block, measured in zip(blocks, measures, strict=True)
    ]
    own = np.hstack([
        _shapes(blocks, measures),
        _places(measures),
        _table(_declared(blocks, said, clues), len(DECLARED)),
        _table(_taken_up(measures, said), 1),
        _table(_copies(blocks), 2),
    ])  # fmt: skip
    tree = Tree.of(page, measures)
    around = (
        levels(tree),
        near(tree, _headline(page, said, clues)),
        near(tree, tree.main()),
    )
    whole = np.array(_whole(page, measures, clues), dtype=np.float32)
    inner, outer = names(page, vocabulary.names)
    words = [
        _words(block, measured, vocabulary.words)
        for block, measured in zip(blocks, measures, strict=True)
    ]
    return Features(
        numbers=np.hstack([
            np.minimum(1, own),
            *(held[containers] for held in around),
            np.tile(whole, (len(blocks), 1)),
        ]),
        words=_fill(words, WORDS),
        own=_fill(inner, OWN_NAMES),
        outer=_fill(outer, OUTER_NAMES),
        boxes=boxes(page, tree) if page.marked_up else runs(blocks),
    )  # fmt: skip


def _fill(rows: Sequence[Sequence[int]], width: int) -> Ids:
    """Return the rows as one array, cut or filled up with zeros to `width`."""
    filled = np.zeros((len(rows), width), dtype=np.int32)
    lengths = np.minimum(width, np.fromiter(map(len, rows), dtype=np.intp, count=len(rows)))
    within = np.arange(width) < lengths[:, None]
    filled[within] = list(chain.from_iterable(row[:width] for row in rows))
    return filled


def _table(rows: Sequence[Sequence[float]], width: int) -> Numbers:
    return np.array(rows, dtype=np.float32).reshape(len(rows), width)


def _shapes(blocks: Sequence[PageBlock], measures: Sequence[Measures]) -> Numbers:
    """Return what each block looks like; of its length in words and characters the logarithms."""
    shapes = _table(list(map(_shape, blocks, measures)), DECLARED[0] - _PLACES)
    shapes[:, 0] = np.log1p(shapes[:, 0]) / 6
    shapes[:, 2] = np.log1p(shapes[:, 2]) / 8
    return shapes


def _shape(block: PageBlock, measured: Measures) -> tuple[float, ...]:
    """Return what a block looks like: its length, its letters, its marks, its links."""
    text, words = block.text, measured.spaced
    total = max(1, len(words))
    return (
        measured.words,
        measured.words / 12,
        len(text),
        sum(map(str.islower, words)) / total,
        sum(map(str.isupper, words)) / total,
        sum(map(str.isdecimal, words)) / total,
        (len(measured.tokens) - len(words)) / total,
        measured.linked,
        measured.linked > 0.9,
        measured.sentence,
        text[0].islower(),
        text[0] in "“\"‘'«",
        text[-1] == ":",
        text[-1] == "?",
        len(_SENTENCE_BREAK.findall(text, 0, _ENOUGH_CHARS)) / 4,
        _BULLET.match(text) is not None,
        text.count(",", 0, _ENOUGH_CHARS) / 8,
        "|" in text or "   " in text or "\t" in text,
        block.gap,
    )


def _words(block: PageBlock, measured: Measures, known: Mapping[str, int]) -> list[int]:
    """Return the known words of a block, with pairs, marks of its first and last ones, its link."""
    tokens = measured.tokens
    first = [*map(_plain, tokens[:_FIRST_WORDS])]
    found = [*first, *map(" ".join, pairwise(first[: _PAIRS + 1]))]
    if first:
        found.append(f"^{first[0]}")
    if len(tokens) > _FIRST_WORDS:
        found += [f"{_plain(token)}$" for token in tokens[-_LAST_WORDS:]]
    if block.href is not None:
        found += _link_words(block.href)
    return [*filter(None, map(known.get, found))]


def _link_words(href: str) -> list[str]:
    """Return words of an address: where a link leads tells a tag from a share button."""
    address = href[:_LINK_CHARS].lower()
    if address.startswith("#"):
        return ["@#"]
    words = ["@" + word for word in _LINK_WORD.findall(address)[: _LINK_WORDS + 2]]
    return words if address.startswith(("http:", "https:", "mailto:")) else ["@/", *words]


@lru_cache(maxsize=16_384)
def _plain(token: str) -> str:
    return f"0{min(len(token), 5)}" if token[0].isdigit() else token.lower().replace("’", "'")


def cut(features: Features, start: int, end: int) -> Features:
    """Return the features of the blocks ``[start, end)`` of a page, their boxes cut to these."""
    inside = slice(start, end)
    near_by = features.boxes[inside] - start
    return Features(
        features.numbers[inside],
        features.words[inside],
        features.own[inside],
        features.outer[inside],
        np.clip(near_by, 0, len(near_by)),
    )


def _headline(page: Page, said: Sequence[frozenset[str]], clues: Clues) -> int | None:
    """Return the container of the line most like the declared headline, or of the first h1."""
    if not page.marked_up:
        return None
    wanted = words_in(clues.headline)
    best, best_score = None, _LIKE_HEADLINE
    for block, words in zip(page.blocks, said, strict=True):
        heading = page.tag_of(block) == "h1"
        if heading and best is None:
            best = block.container
        score = _alike(words, wanted) + _HEADING * heading
        if score > best_score:
            best, best_score = block.container, score
    return best


def _declared(
    blocks: Sequence[PageBlock], said: Sequence[frozenset[str]], clues: Clues
) -> list[tuple[float, ...]]:
    """Return for each block how much it is what the page declares of itself."""
    headline, standfirst = words_in(clues.headline), words_in(clues.standfirst)
    body = " ".join(clues.body.split())
    authors = [author.lower() for author in clues.authors]
    found: list[tuple[float, ...]] = []
    for block, words in zip(blocks, said, strict=True):
        text = block.text
        plain = text.lower() if words and authors else ""
        found.append((
            _alike(words, headline),
            _alike(words, standfirst),
            bool(body) and len(text) > _SURE_CHARS and " ".join(text.split()) in body,
            any(author in plain for author in authors),
            plain in authors,
        ))  # fmt: skip
    return found


def _alike(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the Jaccard index of two sets of words, 0.0 to 1.0."""
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared) if shared else 0.0


def _taken_up(measures: Sequence[Measures], said: Sequence[frozenset[str]]) -> list[tuple[float]]:
    """Return the share of a short block's words that the long paragraphs of the page have, too."""
    text: set[str] = set()
    for measured in measures:
        if measured.long:
            text.update(map(str.lower, measured.spaced))
    found = []
    for measured, all_words in zip(measures, said, strict=True):
        share = 0.0
        if measured.words <= _SHORT_WORDS:
            words = {word for word in all_words if len(word) >= _CONTENT_LETTERS}
            share = len(words & text) / max(1, len(words))
        found.append((share,))
    return found


def _copies(blocks: Sequence[PageBlock]) -> list[tuple[float, float]]:
    """Return for each block whether the page prints it more than once, and did so above."""
    counts = Counter(block.text for block in blocks)
    above: set[str] = set()
    found = []
    for block in blocks:
        found.append((float(counts[block.text] > 1), float(block.text in above)))
        above.add(block.text)
    return found


def _places(measures: Sequence[Measures]) -> Numbers:
    """Return where each block stands: among the blocks, and among the long paragraphs."""
    size = len(measures)
    last = max(1, size - 1)
    before = np.array([0, *accumulate(measured.long for measured in measures)])
    total = before[-1]
    at = np.arange(size)
    after = before[1:]
    return np.stack([
        at / last,
        np.log1p(at) / 6,
        np.log1p(np.maximum(0, last - at)) / 6,
        before[:-1] / max(1, total),
        before[:-1] / 4,
        (total - after) / 4,
        (before[:-1] - before[np.maximum(0, at - 8)]) / 3,
        (before[np.minimum(size, at + 9)] - after) / 3,
    ], axis=1).astype(np.float32)  # fmt: skip


def _whole(page: Page, measures: Sequence[Measures], clues: Clues) -> list[float]:
    """Return what is true of the page as a whole."""
    chars = sum(len(block.text) for block in page.blocks)
    return [
        float(page.marked_up),
        min(1.0, math.log1p(len(measures)) / 7),
        min(1.0, math.log1p(sum(measured.long for measured in measures)) / 5),
        sum(block.linked for block in page.blocks) / max(1, chars),
        float(bool(clues.headline)),
        float(bool(clues.body)),
        float(bool(clues.authors)),
    ]
