"""What the labeller sees of a page: numbers for each block, and the words in and around it."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from onrecord.articles.page import Clues, Page, PageBlock
from onrecord.articles.phrases import fold, head_kind, is_caption, line_kind
from onrecord.articles.printed_dates import is_date_line

#: Words of a block that are looked at one by one: its first and its last ones.
_FIRST_WORDS, _LAST_WORDS = 12, 3
#: A longer block is measured by its beginning: it is running text or a dump of code either way.
_ENOUGH_CHARS = 2000
#: Elements around a block whose contents are measured, the nearest first, and whose names are.
_LEVELS, _NAMED_LEVELS = 4, 6
_MAX_NAMES = 32
_TOKEN = re.compile(r"\w+(?:[’'.\-]\w+)*|[^\w\s]")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।։]['\"”’»)\]*†]*$")
_SENTENCE_BREAK = re.compile(r"[.!?…]['\"”’»)\]]*\s+(?=[^\W\da-z_])")
#: Scripts written without spaces: about two characters a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_BULLET = re.compile(r"[•·▪◦‣*–—-]\s+|\(?\d{1,2}[.)]\s+")
_LONG_WORDS, _MAX_LINKED, _CONTENT_LETTERS = 25, 0.3, 4
_LINE_CHARS = 400


class Features(NamedTuple):
    """The features of one page, a row for each block in page order.

    `numbers` are about 0 to 1 each and equally many for every block; `words` are those of the
    block, `names` those of the elements around it, both as entries of the labeller's vocabulary.
    """

    numbers: list[list[float]]
    words: list[list[str]]
    names: list[list[str]]


class _Shape(NamedTuple):
    """The words of one block, counted."""

    tokens: list[str]
    words: int
    numbers: list[float]
    long: bool


def find_features(page: Page, clues: Clues) -> Features:
    """Return the features of every block, of its own words and of what stands around it."""
    shapes = [_shape(block) for block in page.blocks]
    around = _around(page, shapes)
    declared = _declared(page, clues)
    taken_up = _taken_up(shapes)
    copies = Counter(block.text for block in page.blocks)
    whole = _whole(page, shapes, clues)
    places = _places(page, shapes)
    numbers, words, names = [], [], []
    for index, (block, shape) in enumerate(zip(page.blocks, shapes, strict=True)):
        numbers.append([
            *shape.numbers,
            *places[index],
            *declared[index],
            taken_up[index],
            float(copies[block.text] > 1),
            float(block.gap),
            *around.levels[block.container],
            *whole,
        ])
        words.append(_words(block, shape))
        names.append(_names(page, block, around.names))
    return Features(numbers, words, names)


def _shape(block: PageBlock) -> _Shape:
    text = block.text[:_ENOUGH_CHARS]
    tokens = _TOKEN.findall(text)
    words = [token for token in tokens if token[0].isalnum()]
    unspaced = len(_UNSPACED.findall(text)) // 2 if not text.isascii() else 0
    count = len(words) + unspaced
    marks = len(tokens) - len(words)
    lower = sum(word[0].islower() for word in words)
    upper = sum(word.isupper() and len(word) > 1 for word in words)
    digits = sum(word[0].isdigit() for word in words)
    linked = block.linked / len(block.text)
    ends = bool(_SENTENCE_END.search(text[-20:]))
    total = max(1, len(words))
    numbers = [
        min(1.0, math.log1p(count) / 6),
        min(1.0, count / 12),
        min(1.0, math.log1p(len(block.text)) / 8),
        lower / total,
        upper / total,
        digits / total,
        min(1.0, marks / total),
        linked,
        float(linked > 0.9),
        float(ends),
        float(text[0].islower()),
        float(text[0] in "“\"‘'«"),
        float(text[-1] == ":"),
        float(text[-1] == "?"),
        min(1.0, len(_SENTENCE_BREAK.findall(text)) / 4),
        float(bool(_BULLET.match(text))),
        min(1.0, text.count(",") / 8),
        float("|" in text or "   " in text or "\t" in text),
    ]
    long = count >= _LONG_WORDS and ends and linked < _MAX_LINKED
    return _Shape(tokens, count, numbers, long)


class _Around(NamedTuple):
    """For each container, its measured levels and the names in it and above it."""

    levels: list[list[float]]
    names: list[list[str]]


def _around(page: Page, shapes: Sequence[_Shape]) -> _Around:
    if not page.marked_up:
        return _Around([[0.0] * (4 * _LEVELS + 1)], [[]])
    size = len(page.containers)
    blocks, chars, linked, mass, many = ([0] * size for _ in range(5))
    for block, shape in zip(page.blocks, shapes, strict=True):
        number = block.container
        blocks[number] += 1
        chars[number] += len(block.text)
        linked[number] += block.linked
        if shape.long:
            mass[number] += shape.words
            many[number] += 1
    for number in range(size - 1, 0, -1):
        parent = page.containers[number].parent
        blocks[parent] += blocks[number]
        chars[parent] += chars[number]
        linked[parent] += linked[number]
        mass[parent] += mass[number]
        many[parent] += many[number]
    total = max(1, mass[0])
    own = [
        [
            mass[number] / total,
            linked[number] / max(1, chars[number]),
            min(1.0, math.log1p(blocks[number]) / 6),
            min(1.0, math.log1p(many[number]) / 4),
        ]
        for number in range(size)
    ]
    # The elements that hold more than the one below: wrappers around the same blocks say nothing.
    above = [0] * size
    depth = [0] * size
    levels, names = [], []
    for number, container in enumerate(page.containers):
        parent = container.parent
        depth[number] = depth[parent] + 1 if number else 0
        above[number] = above[parent] if blocks[parent] == blocks[number] else parent
        row: list[float] = []
        at = number
        for _ in range(_LEVELS):
            row += own[at]
            at = above[at]
        row.append(min(1.0, depth[number] / 30))
        levels.append(row)
        names.append(_names_above(page, number, names))
    return _Around(levels, names)


def _names_above(page: Page, number: int, names: Sequence[list[str]]) -> list[str]:
    """Return the names of a container and of those around it, each level's with its own mark."""
    container = page.containers[number]
    if number == 0:
        return []
    outer = [name[1:] if name[0] == "<" else name for name in names[container.parent]]
    own = [f"<{name}" for name in (container.tag, *container.names)]
    own += [f"={sign}" for sign in sorted(container.signs)]
    return list(dict.fromkeys((*own, *outer)))[:_MAX_NAMES]


def _names(page: Page, block: PageBlock, names: Sequence[list[str]]) -> list[str]:
    if not page.marked_up:
        return []
    inline = [f"<{name}" for name in block.names] + [f"={sign}" for sign in sorted(block.inline)]
    found = names[block.container]
    return [*inline[:_MAX_NAMES], *found][:_MAX_NAMES] if inline else found


def _words(block: PageBlock, shape: _Shape) -> list[str]:
    tokens = shape.tokens
    lowered = [_plain(token) for token in tokens[:_FIRST_WORDS]]
    found = [*lowered]
    if len(tokens) > _FIRST_WORDS:
        found += [f"{_plain(token)}$" for token in tokens[-_LAST_WORDS:]]
    if lowered:
        found.append(f"^{lowered[0]}")
        found += [f"{left} {right}" for left, right in zip(lowered[:5], lowered[1:6], strict=False)]
    text = block.text
    if len(text) <= _LINE_CHARS:
        found += [
            f"#{sort}" for sort, holds in (("date", is_date_line(text)), ("credit", is_caption(text)))
            if holds
        ]
        if head := head_kind(text):
            found.append(f"#head {head}")
    if line := line_kind(text):
        found.append(f"#line {line}")
    return found


def _plain(token: str) -> str:
    return f"0{min(len(token), 5)}" if token[0].isdigit() else token.lower().replace("’", "'")


def _declared(page: Page, clues: Clues) -> list[list[float]]:
    """Return for each block how much it is what the page declares of itself."""
    headline = _content(clues.headline)
    standfirst = _content(clues.standfirst)
    body = " ".join(clues.body.split())
    authors = [fold(author) for author in clues.authors]
    found = []
    for block in page.blocks:
        text = block.text
        short = len(text) <= _LINE_CHARS
        words = _content(text) if short and (headline or standfirst) else frozenset()
        plain = fold(text) if short and authors else ""
        found.append([
            _alike(words, headline),
            _alike(words, standfirst),
            float(bool(body) and len(text) > 20 and " ".join(text.split()) in body),
            float(any(author in plain for author in authors)),
            float(plain in authors),
        ])
    return found


def _content(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(text)))


def _alike(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / len(left | right) if left and right else 0.0


def _taken_up(shapes: Sequence[_Shape]) -> list[float]:
    """Return the share of a short block's words that the long paragraphs of the page have, too."""
    text = {
        token.lower()
        for shape in shapes
        if shape.long
        for token in shape.tokens
        if len(token) >= _CONTENT_LETTERS
    }
    found = []
    for shape in shapes:
        words = (
            {token.lower() for token in shape.tokens if len(token) >= _CONTENT_LETTERS}
            if shape.words <= _LONG_WORDS
            else set()
        )
        found.append(len(words & text) / len(words) if words else 0.0)
    return found


def _places(page: Page, shapes: Sequence[_Shape]) -> list[list[float]]:
    """Return where each block stands: among the blocks, and among the long paragraphs."""
    last = max(1, len(shapes) - 1)
    before = [0, *accumulate(shape.long for shape in shapes)]
    total = before[-1]
    return [
        [
            index / last,
            min(1.0, math.log1p(index) / 6),
            min(1.0, math.log1p(last - index) / 6),
            before[index] / max(1, total),
            min(1.0, before[index] / 4),
            min(1.0, (total - before[index + 1]) / 4),
            min(1.0, (before[index] - before[max(0, index - 8)]) / 3),
            min(1.0, (before[min(last, index + 8) + 1] - before[index + 1]) / 3),
        ]
        for index in range(len(shapes))
    ]


def _whole(page: Page, shapes: Sequence[_Shape], clues: Clues) -> list[float]:
    """Return what is true of the page as a whole."""
    chars = sum(len(block.text) for block in page.blocks)
    return [
        float(page.marked_up),
        min(1.0, math.log1p(len(shapes)) / 7),
        min(1.0, math.log1p(sum(shape.long for shape in shapes)) / 5),
        sum(block.linked for block in page.blocks) / max(1, chars),
        float(bool(clues.headline)),
        float(bool(clues.body)),
        float(bool(clues.authors)),
    ]
