"""What the elements of a page hold: how the labeller sees where on the page a block stands."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.articles.measure import Measures
from onrecord.articles.page import Page, PageBlock

#: How many names are looked at of the element a block stands in, and of those around that.
OWN_NAMES, OUTER_NAMES = 12, 32
#: Elements around a block whose contents are measured, the nearest first.
_LEVELS = 4
#: The share of the text that the element of the article holds at least.
_MAIN_SHARE = 0.6
#: An element of so many blocks at most is a box of one kind; lines looked at where none is known.
_MAX_BOX, _NEAR = 24, 4

Numbers = NDArray[np.float32]
Ids = NDArray[np.int32]


class Tree(NamedTuple):
    """The containers of a page with what each holds: blocks, characters, linked ones, words of
    long paragraphs and their number."""

    parents: list[int]
    blocks: list[int]
    chars: list[int]
    linked: list[int]
    mass: list[int]
    many: list[int]

    @classmethod
    def of(cls, page: Page, measures: Sequence[Measures]) -> "Tree":
        """Count what stands in each container of a page; pasted text has only the page itself."""
        size = max(1, len(page.containers))
        tree = cls([container.parent for container in page.containers] or [0],
                   *([0] * size for _ in range(5)))  # fmt: skip
        for block, measured in zip(page.blocks, measures, strict=True):
            number = block.container
            tree.blocks[number] += 1
            tree.chars[number] += len(block.text)
            tree.linked[number] += block.linked
            if measured.long:
                tree.mass[number] += measured.words
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


def levels(tree: Tree) -> Numbers:
    """Return for each container what it and the ones around it hold.

    Of elements around the very same blocks only the inmost counts: the others say nothing new.
    """
    size = len(tree.parents)
    if size == 1:
        return np.zeros((1, 4 * _LEVELS + 1), dtype=np.float32)
    above, depth = [0] * size, [0] * size
    for number, parent in enumerate(tree.parents[1:], start=1):
        above[number] = above[parent] if tree.blocks[parent] == tree.blocks[number] else parent
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


def near(tree: Tree, place: int | None) -> Numbers:
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
    at = np.array(common)
    sizes = np.log1p(tree.blocks) / max(1.0, total)
    columns = sizes[at], np.array(tree.mass)[at] / mass, at == inmost
    return np.stack(columns, axis=1).astype(np.float32)


def boxes(page: Page, tree: Tree) -> Ids:
    """Return for each block the ranges of blocks in the two elements that it belongs to."""
    size = len(tree.parents)
    first, last = [len(page.blocks)] * size, [-1] * size
    for index, block in enumerate(page.blocks):
        number = block.container
        first[number] = min(first[number], index)
        last[number] = index
    for number in range(size - 1, 0, -1):
        parent = tree.parents[number]
        first[parent] = min(first[parent], first[number])
        last[parent] = max(last[parent], last[number])
    near, far = list(range(size)), list(range(size))
    for number, parent in enumerate(tree.parents[1:], start=1):
        # Parents have lower numbers, so theirs are settled already.
        if tree.blocks[number] < 2:
            near[number] = near[parent]
        if tree.blocks[parent] <= _MAX_BOX:
            far[number] = far[parent]
    held = np.stack([first, np.add(last, 1)], axis=1).astype(np.int32)
    own = [block.container for block in page.blocks]
    return np.hstack([held[np.array(each)[own]] for each in (near, far)])


def runs(blocks: Sequence[PageBlock]) -> Ids:
    """Return for each line of a text the lines between two blank ones, if they are few."""
    size = len(blocks)
    starts = [index for index, block in enumerate(blocks) if block.gap or index == 0]
    found = []
    for start, end in pairwise((*starts, size)):
        few = end - start <= _MAX_BOX
        for index in range(start, end):
            box = (start, end) if few else (max(0, index - _NEAR), min(size, index + _NEAR + 1))
            found.append((*box, *box))
    return np.array(found, dtype=np.int32).reshape(-1, 4)


def names(
    page: Page, known: Mapping[str, int]
) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """Return the known names of each block's own element and of the elements around it."""
    if not page.marked_up:
        nothing: list[tuple[int, ...]] = [() for _ in page.blocks]
        return nothing, nothing
    own: list[tuple[int, ...]] = []
    cache: dict[tuple[str, frozenset[str], tuple[str, ...]], tuple[int, ...]] = {}
    for container in page.containers:
        key = container[2:]
        if key not in cache:
            cache[key] = _known_names(*key, known)
        own.append(cache[key])
    outer: list[tuple[int, ...]] = []
    passed_on: list[tuple[int, ...]] = []
    for number, container in enumerate(page.containers):
        outer.append(passed_on[container.parent] if number else ())
        has_inner = container.end > number + 1
        passed_on.append((own[number] + outer[number])[:OUTER_NAMES] if has_inner else ())
    found: list[tuple[int, ...]] = []
    for block in page.blocks:
        names = own[block.container]
        if block.names or block.inline:
            key = "", block.inline, block.names
            if key not in cache:
                cache[key] = _known_names(*key, known)
            names = (cache[key] + names)[:OWN_NAMES]
        found.append(names)
    return found, [outer[block.container] for block in page.blocks]


def _known_names(
    tag: str, signs: frozenset[str], names: tuple[str, ...], known: Mapping[str, int]
) -> tuple[int, ...]:
    said = (f"<{tag}", *(f"={sign}" for sign in sorted(signs)), *names)
    return tuple(filter(None, map(known.get, said)))
