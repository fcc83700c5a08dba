"""The trained network that says of every block what it is.

How it was trained, and on what, is in the model card beside its training script,
``training/blocks``.
"""

import json
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.articles.features import Features, Vocabulary, cut
from onrecord.block_kinds import BlockKind
from onrecord.networks import session

#: Blocks the network reads at once, and how many it sees on both sides of one: a longer page is
#: read in windows, so that memory stays flat.
_WINDOW, _SEEN_AROUND = 4096, 32


Numbered = NDArray[np.int64]


class Scores(NamedTuple):
    """What the network says of the blocks of a page, each from 0.0 to 1.0.

    `running` has one number a block: that it is running text of the article. `kinds` has one
    for each block and each of `Labeller.kinds`; they add up to 1 for a block.
    """

    running: NDArray[np.float32]
    kinds: NDArray[np.float32]


class Feed(NamedTuple):
    """What the network is given for a page: its features, what several blocks share once.

    `entries` are those of all bags in a row, ``ends`` where each bag ends in them, from 0 on: a
    bag of words for each block, a bag of own names for each, and the different bags of outer
    names; names are numbered after the words. `near` and `far` are the different boxes. Each
    ``..._of`` says which of them a block has.
    """

    numbers: NDArray[np.float32]
    entries: Numbered
    ends: Numbered
    outer_of: Numbered
    near: Numbered
    near_of: Numbered
    far: Numbered
    far_of: Numbered


def feed(features: Features, words: int) -> Feed:
    """Return what the network is given, whose vocabulary has so many words."""
    outer, outer_of = _different(features.outer)
    near, near_of = _different(features.boxes[:, :2])
    far, far_of = _different(features.boxes[:, 2:])
    bags = (features.words, 0), (features.own, words + 1), (outer, words + 1)
    held = [(entries > 0, entries, first) for entries, first in bags]
    counts = np.concatenate([[0], *(kept.sum(axis=1) for kept, _, _ in held)])
    return Feed(
        numbers=features.numbers,
        entries=np.concatenate([entries[kept] + first for kept, entries, first in held]).astype(
            np.int64
        ),
        ends=counts.cumsum(dtype=np.int64),
        outer_of=outer_of,
        near=near.astype(np.int64),
        near_of=near_of,
        far=far.astype(np.int64),
        far_of=far_of,
    )


def _different(rows: NDArray[np.int32]) -> tuple[NDArray[np.int32], Numbered]:
    """Return the rows without those that are like the one above, and which of them each is."""
    begins = np.ones(len(rows), dtype=bool)
    begins[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    return rows[begins], begins.cumsum(dtype=np.int64) - 1


class Labeller:
    """The network with the vocabulary and the kinds it was trained with."""

    def __init__(self, path: str) -> None:
        self._session = session(path)
        stored = self._session.get_modelmeta().custom_metadata_map
        self.kinds: tuple[BlockKind, ...] = tuple(json.loads(stored["kinds"]))
        self.vocabulary = Vocabulary(*(_number(stored[name]) for name in Vocabulary._fields))

    def score(self, features: Features) -> Scores:
        """Return the scores of every block of a page, in page order."""
        size = len(features.numbers)
        running = [np.zeros(0, dtype=np.float32)]
        kinds = [np.zeros((0, len(self.kinds)), dtype=np.float32)]
        for start in range(0, size, _WINDOW):
            first, last = max(0, start - _SEEN_AROUND), start + _WINDOW + _SEEN_AROUND
            window = cut(features, first, last)
            given = feed(window, len(self.vocabulary.words))._asdict()
            run, kind = self._session.run(["running", "kinds"], given)
            inside = slice(start - first, start - first + _WINDOW)
            running.append(run[inside])
            kinds.append(kind[inside])
        return Scores(np.concatenate(running), np.concatenate(kinds))


def _number(entries: str) -> dict[str, int]:
    return {entry: number for number, entry in enumerate(entries.split("\n"), start=1)}


@cache
def load_labeller() -> Labeller:
    """Return the labeller that is part of the package, loaded once a process."""
    return Labeller("articles/blocks.onnx")
