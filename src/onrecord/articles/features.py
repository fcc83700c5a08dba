"""What the labeller sees of a page: numbers for each block, and the words in and around it."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.articles.page import Clues, Container, Page, PageBlock
from onrecord.articles.phrases import fold, head_kind, is_caption, line_kind
from onrecord.articles.printed_dates import is_date_line

#: How many entries of the vocabulary a block has at most: its words, the names of the element
#: it stands in, and those of the elements around that.
WORDS, OWN_NAMES, OUTER_NAMES = 32, 12, 32
#: The columns of `Features.numbers` that say how much a block is what the page declares.
DECLARED = (26, 27, 28, 29, 30)
#: Words of a block that are looked at one by one: its first and its last ones.
_FIRST_WORDS, _LAST_WORDS, _PAIRS, _LINK_WORDS = 12, 3, 5, 5
#: A longer block is measured by its beginning: it is running text or a dump of code either way.
_ENOUGH_CHARS = 2000
#: Elements around a block whose contents are measured, the nearest first.
_LEVELS = 4
_TOKEN = re.compile(r"\w+(?:[’'.\-]\w+)*|[^\w\s]")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।։]['\"”’»)\]*†]*$")
_SENTENCE_BREAK = re.compile(r"[.!?…]['\"”’»)\]]*\s+(?=[^\W\da-z_])")
#: Scripts written without spaces: about two characters a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_BULLET = re.compile(r"[•·▪◦‣*–—-]\s+|\(?\d{1,2}[.)]\s+")
_LINK_WORD = re.compile(r"[a-z]{2,}")
_LONG_WORDS, _MAX_LINKED, _CONTENT_LETTERS = 25, 0.3, 4
_LINE_CHARS, _LINK_CHARS = 400, 120
#: The share of the text that the element of the article holds at least.
_MAIN_SHARE = 0.6

Ids = NDArray[np.int32]


class Vocabulary(NamedTuple):
    """The words and names that the labeller knows, each with its number; 0 stands for none."""

    words: Mapping[str, int]
    names: Mapping[str, int]


class Features(NamedTuple):
    """The features of one page, a row for each block in page order.

    `numbers` are about 0 to 1 each. The others are entries of a vocabulary, filled up with 0:
    `words` of the block and its link, `own` names of the element it stands in, `outer` names of
    the elements around that, the nearest first.
    """

    numbers: NDArray[np.float32]
    words: Ids
    own: Ids
    outer: Ids


class _Shape(NamedTuple):
    """The words of one block, counted."""

    tokens: list[str]
    words: int
    numbers: list[float]
    long: bool


def find_features(page: Page, clues: Clues, vocabulary: Vocabulary) -> Features:
    """Return the features of every block: of its own words and of what stands around it."""
    shapes = [_shape(block) for block in page.blocks]
    containers = [block.container for block in page.blocks]
    rows = [
        (*shape.numbers, *place, *declared, taken, *copy, float(block.gap))
        for block, shape, place, declared, taken, copy in zip(
            page.blocks, shapes, _places(shapes), _declared(page, clues), _taken_up(shapes),
            _copies(page.blocks), strict=True,
        )
    ]  # fmt: skip
    own = np.array(rows, dtype=np.float32).reshape(len(rows), -1)
    tree = _Tree.of(page, shapes)
    around = np.hstack([
        _levels(tree)[containers],
        _near(tree, _headline(page, clues, containers))[containers],
        _near(tree, tree.main())[containers],
    ])
    whole = np.tile(np.array(_whole(page, shapes, clues), dtype=np.float32), (len(rows), 1))
    inner, outer = _names(page, vocabulary.names)
    known = vocabulary.words
    return Features(
        numbers=np.hstack([own, around, whole]),
        words=_fill(
            [_words(block, shape, known) for block, shape in zip(page.blocks, shapes, strict=True)],
            WORDS,
        ),
        own=_fill(inner, OWN_NAMES),
        outer=_fill(outer, OUTER_NAMES),
    )


def _fill(rows: Sequence[Sequence[int]], width: int) -> Ids:
    """Return the rows as one array, cut or filled up with zeros to `width`."""
    filled = np.zeros((len(rows), width), dtype=np.int32)
    for number, row in enumerate(rows):
        if row:
            filled[number, : min(width, len(row))] = row[:width]
    return filled


def _shape(block: PageBlock) -> _Shape:
    text = block.text[:_ENOUGH_CHARS]
    tokens = _TOKEN.findall(text)
    words = [token for token in tokens if token[0].isalnum()]
    unspaced = len(_UNSPACED.findall(text)) // 2 if not text.isascii() else 0
    count = len(words) + unspaced
    linked = block.linked / len(block.text)
    ends = bool(_SENTENCE_END.search(text[-20:]))
    total = max(1, len(words))
    numbers = [
        min(1.0, math.log1p(count) / 6),
        min(1.0, count / 12),
        min(1.0, math.log1p(len(block.text)) / 8),
        sum(map(str.islower, words)) / total,
        sum(map(str.isupper, words)) / total,
        sum(map(str.isdecimal, words)) / total,
        min(1.0, (len(tokens) - len(words)) / total),
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
    return _Shape(tokens, count, numbers, count >= _LONG_WORDS and ends and linked < _MAX_LINKED)


def _words(block: PageBlock, shape: _Shape, known: Mapping[str, int]) -> list[int]:
    """Return the known words of a block, with pairs, marks of its first and last ones, its link."""
    tokens, text = shape.tokens, block.text
    first = [_plain(token) for token in tokens[:_FIRST_WORDS]]
    found = [*first, *map(" ".join, zip(first[:_PAIRS], first[1 : _PAIRS + 1], strict=False))]
    if first:
        found.append(f"^{first[0]}")
    if len(tokens) > _FIRST_WORDS:
        found += [f"{_plain(token)}$" for token in tokens[-_LAST_WORDS:]]
    if len(text) <= _LINE_CHARS:
        found += _sorts(text)
    if line := line_kind(text):
        found.append(f"#line {line}")
    if block.href is not None:
        found += _link_words(block.href)
    return [number for word in found if (number := known.get(word))]


def _sorts(text: str) -> list[str]:
    """Return what a line is by rules that hold for every page."""
    found = ["#date"] if is_date_line(text) else []
    if is_caption(text):
        found.append("#credit")
    if head := head_kind(text):
        found.append(f"#head {head}")
    return found


def _link_words(href: str) -> list[str]:
    """Return words of an address: where a link leads tells a tag from a share button."""
    address = href[:_LINK_CHARS].lower()
    if address.startswith("#"):
        return ["@#"]
    words = [f"@{word}" for word in _LINK_WORD.findall(address)[: _LINK_WORDS + 2]]
    return words if address.startswith(("http:", "https:", "mailto:")) else ["@/", *words]


def _plain(token: str) -> str:
    return f"0{min(len(token), 5)}" if token[0].isdigit() else token.lower().replace("’", "'")


class _Tree(NamedTuple):
    """The containers of a page with what each holds: blocks, characters, linked ones, words of
    long paragraphs and their number."""

    parents: list[int]
    blocks: list[int]
    chars: list[int]
    linked: list[int]
    mass: list[int]
    many: list[int]

    @classmethod
    def of(cls, page: Page, shapes: Sequence[_Shape]) -> "_Tree":
        """Count what stands in each container of a page; pasted text has only the page itself."""
        size = max(1, len(page.containers))
        tree = cls([container.parent for container in page.containers] or [0],
                   *([0] * size for _ in range(5)))  # fmt: skip
        for block, shape in zip(page.blocks, shapes, strict=True):
            number = block.container
            tree.blocks[number] += 1
            tree.chars[number] += len(block.text)
            tree.linked[number] += block.linked
            if shape.long:
                tree.mass[number] += shape.words
                tree.many[number] += 1
        for counts in tree[1:]:
            for number in range(size - 1, 0, -1):
                if counts[number]:
                    counts[tree.parents[number]] += counts[number]
        return tree

    def main(self) -> int | None:
        """Return the smallest container that holds most of the long paragraphs' words."""
        found, least = 0, self.mass[0] * _MAIN_SHARE
        for number in range(1, len(self.mass)):
            if self.parents[number] == found and self.mass[number] > least:
                found = number
        return found if found else None


def _levels(tree: _Tree) -> NDArray[np.float32]:
    """Return for each container what it and the ones around it hold.

    Of elements around the very same blocks only the inmost counts: the others say nothing new.
    """
    size = len(tree.parents)
    if size == 1:
        return np.zeros((1, 4 * _LEVELS + 1), dtype=np.float32)
    above, depth = [0] * size, [0] * size
    for number, parent in enumerate(tree.parents[1:], start=1):
        above[number] = (
            above[parent] if tree.blocks[parent] == tree.blocks[number] else parent
        )
        depth[number] = depth[parent] + 1
    held = np.array(tree[1:], dtype=np.float32)
    measured = np.stack([
        held[3] / max(1, tree.mass[0]),
        held[2] / np.maximum(1, held[1]),
        np.minimum(1, np.log1p(held[0]) / 6),
        np.minimum(1, np.log1p(held[4]) / 4),
    ], axis=1)  # fmt: skip
    at, upward = np.arange(size), np.array(above)
    rows = []
    for _ in range(_LEVELS):
        rows.append(measured[at])
        at = upward[at]
    rows.append(np.minimum(1, np.array(depth, dtype=np.float32) / 30)[:, None])
    return np.hstack(rows)


def _near(tree: _Tree, place: int | None) -> NDArray[np.float32]:
    """Return for each container how near it stands to another one.

    Near is whose smallest common container holds few blocks and little of the text.
    """
    if place is None:
        return np.zeros((len(tree.parents), 3), dtype=np.float32)
    line = {place}
    while place:
        place = tree.parents[place]
        line.add(place)
    common = list(range(len(tree.parents)))
    for number, parent in enumerate(tree.parents):
        if number not in line:
            common[number] = common[parent]
    total, mass = math.log1p(tree.blocks[0]), max(1, tree.mass[0])
    inmost = max(line)
    sizes = [math.log1p(count) / max(1.0, total) for count in tree.blocks]
    return np.array(
        [[sizes[at], tree.mass[at] / mass, float(at == inmost)] for at in common], dtype=np.float32
    )


def _headline(page: Page, clues: Clues, containers: Sequence[int]) -> int | None:
    """Return the container of the line most like the declared headline, or of the first h1."""
    if not page.marked_up:
        return None
    wanted = _content(clues.headline)
    best, best_score = None, 0.5
    for block, number in zip(page.blocks, containers, strict=True):
        heading = page.containers[number].tag == "h1"
        if len(block.text) > _LINE_CHARS or not (wanted or heading):
            continue
        score = _alike(_content(block.text), wanted) + 0.3 * heading
        if best is None and heading:
            best = number
        if score > best_score:
            best, best_score = number, score
    return best


def _names(
    page: Page, known: Mapping[str, int]
) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """Return the known names of each block's own element and of the elements around it."""
    if not page.marked_up:
        nothing: list[tuple[int, ...]] = [()] * len(page.blocks)
        return nothing, nothing
    own: list[tuple[int, ...]] = []
    outer: list[tuple[int, ...]] = [()]
    cache: dict[tuple[str, frozenset[str], tuple[str, ...]], tuple[int, ...]] = {}
    for container in page.containers:
        key = container[2:]
        if key not in cache:
            cache[key] = _known_names(container, known)
        own.append(cache[key])
    for container in page.containers[1:]:
        outer.append((own[container.parent] + outer[container.parent])[:OUTER_NAMES])
    found = []
    for block in page.blocks:
        names = own[block.container]
        if block.names or block.inline:
            inline = Container(0, 0, "", block.inline, block.names)
            names = (_known_names(inline, known) + names)[:OWN_NAMES]
        found.append(names)
    return found, [outer[block.container] for block in page.blocks]


def _known_names(container: Container, known: Mapping[str, int]) -> tuple[int, ...]:
    signs = [f"={sign}" for sign in sorted(container.signs)]
    names = (f"<{container.tag}", *signs, *container.names)
    return tuple(number for name in names if (number := known.get(name)))


def _declared(page: Page, clues: Clues) -> list[tuple[float, ...]]:
    """Return for each block how much it is what the page declares of itself."""
    headline, standfirst = _content(clues.headline), _content(clues.standfirst)
    body = " ".join(clues.body.split())
    authors = [fold(author) for author in clues.authors]
    found = []
    for block in page.blocks:
        text = block.text
        short = len(text) <= _LINE_CHARS
        words = _content(text) if short and (headline or standfirst) else frozenset()
        plain = fold(text) if short and authors else ""
        found.append((
            _alike(words, headline),
            _alike(words, standfirst),
            float(bool(body) and len(text) > 20 and " ".join(text.split()) in body),
            float(any(author in plain for author in authors)),
            float(plain in authors),
        ))
    return found


def _content(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def _alike(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the Jaccard index of two sets of words, 0.0 to 1.0."""
    return len(left & right) / len(left | right) if left and right else 0.0


def _taken_up(shapes: Sequence[_Shape]) -> list[float]:
    """Return the share of a short block's words that the long paragraphs of the page have, too."""
    text: set[str] = set()
    for shape in shapes:
        if shape.long:
            text.update(map(str.lower, shape.tokens))
    found = []
    for shape in shapes:
        words = (
            {token.lower() for token in shape.tokens if len(token) >= _CONTENT_LETTERS}
            if shape.words <= _LONG_WORDS
            else set()
        )
        found.append(len(words & text) / len(words) if words else 0.0)
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


def _places(shapes: Sequence[_Shape]) -> list[tuple[float, ...]]:
    """Return where each block stands: among the blocks, and among the long paragraphs."""
    last = max(1, len(shapes) - 1)
    before = [0, *accumulate(shape.long for shape in shapes)]
    total = before[-1]
    return [
        (
            index / last,
            min(1.0, math.log1p(index) / 6),
            min(1.0, math.log1p(last - index) / 6),
            before[index] / max(1, total),
            min(1.0, before[index] / 4),
            min(1.0, (total - before[index + 1]) / 4),
            min(1.0, (before[index] - before[max(0, index - 8)]) / 3),
            min(1.0, (before[min(last, index + 8) + 1] - before[index + 1]) / 3),
        )
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
