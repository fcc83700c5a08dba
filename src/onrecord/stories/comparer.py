"""The trained network that puts two statements side by side: one matter, and how they stand.

How it was trained, and on what, is in the model card beside its training script,
``training/comparer``.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.networks import session
from onrecord.records import Span

#: How two statements on one matter stand, in the order of the network's answers.
RELATIONS = ("agrees", "disputes", "changes")
#: Word pieces of a sentence, and of the headline behind it, that the network reads.
_MOST_PIECES, _MOST_HEADLINE = 72, 20
#: Padded pieces that are read at once; more cost memory and bring no speed.
_BATCH_PIECES = 2048


class Sentence(NamedTuple):
    """A sentence and the headline of its report, which tells what it is about."""

    text: str
    headline: str


class Coded(NamedTuple):
    """A sentence as the network takes it: its pieces between two signs, and the headline's.

    `offsets` are code points of the sentence, a row for each piece of its own; those of the signs
    are empty.
    """

    pieces: tuple[int, ...]
    behind: tuple[int, ...]
    offsets: NDArray[np.int32]

    def within(self, spans: Sequence[Span]) -> NDArray[np.int64]:
        """Return 1 for each piece in one of the spans; for the first sign where none is."""
        start, end = self.offsets[:, 0], self.offsets[:, 1]
        found = np.zeros(len(start), np.int64)
        for span in spans:
            found |= (start < span.end) & (span.start < end)
        if not found.any():
            found[0] = 1
        return found


class Part(NamedTuple):
    """A statement in its sentence; `own` is 1 for the pieces of the statement."""

    coded: Coded
    own: NDArray[np.int64]


class Comparer:
    """The network with its vocabulary."""

    def __init__(self) -> None:
        """Load the file that comes with the package."""
        self._session = session("stories/comparer.onnx")
        stored = self._session.get_modelmeta().custom_metadata_map
        self._tokenizer = Tokenizer.from_str(stored["tokenizer"])
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._begin, self._end = self._tokenizer.encode("").ids

    def code(self, sentences: Sequence[Sentence]) -> list[Coded]:
        """Return sentences as the network takes them."""
        own = self._tokenizer.encode_batch([s.text for s in sentences], add_special_tokens=False)
        heads = self._tokenizer.encode_batch(
            [s.headline for s in sentences], add_special_tokens=False
        )
        found = []
        for sentence, code, head in zip(sentences, own, heads, strict=True):
            # a headline is not told twice
            told = sentence.text == sentence.headline
            behind = () if told else (*head.ids[:_MOST_HEADLINE], self._end)
            places = [(0, 0), *code.offsets[:_MOST_PIECES], (0, 0)]
            pieces = (self._begin, *code.ids[:_MOST_PIECES], self._end)
            found.append(Coded(pieces, behind, np.array(places, np.int32)))
        return found

    def read(self, coded: Sequence[Coded]) -> list[NDArray[np.float32]]:
        """Return a row of 128 numbers for each piece of each sentence.

        The cosine of the means of two statements' rows tells how likely they are on one matter.
        """
        rows = [
            _Row(
                (*one.pieces, *one.behind),
                [0] * len(one.pieces) + [1] * len(one.behind),
                [0] * (len(one.pieces) + len(one.behind)),
            )
            for one in coded
        ]
        found: dict[int, NDArray[np.float32]] = {}

        def answer(batch: list[int]) -> None:
            (vectors,) = self._session.run(["vectors"], _given(rows, batch))
            for number, own in zip(batch, vectors, strict=True):
                found[number] = own[: len(coded[number].pieces)]

        _on_all_cores(answer, _batches(rows))
        return [found[number] for number in range(len(coded))]

    def compare(
        self, pairs: Sequence[tuple[Part, Part]]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Compare pairs of statements, the earlier one first.

        Returns:
            Log odds that the two are on one matter, and the log probabilities of `RELATIONS` if
            they are: shapes (pairs,) and (pairs, 3).
        """
        rows = [_side_by_side(*pair) for pair in pairs]
        same = np.zeros(len(rows), np.float32)
        relations = np.zeros((len(rows), len(RELATIONS)), np.float32)

        def answer(batch: list[int]) -> None:
            given = _given(rows, batch)
            same[batch], relations[batch] = self._session.run(["same", "relations"], given)

        _on_all_cores(answer, _batches(rows))
        return same, relations


def unit_mean(rows: NDArray[np.float32], where: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the mean of the rows that are 1, of length 1."""
    mean = rows[where > 0].mean(axis=0)
    unit: NDArray[np.float32] = mean / max(float(np.linalg.norm(mean)), 1e-6)
    return unit


class _Row(NamedTuple):
    """One row of the network's input."""

    pieces: Sequence[int]
    kinds: Sequence[int]
    own: Sequence[int]


def _side_by_side(one: Part, other: Part) -> _Row:
    first = (*one.coded.pieces, *one.coded.behind)
    second = (*other.coded.pieces[1:], *other.coded.behind)
    return _Row(
        (*first, *second),
        [0] * len(first) + [1] * len(second),
        [
            *one.own, *[0] * len(one.coded.behind),
            *other.own[1:], *[0] * len(other.coded.behind),
        ],
    )  # fmt: skip


def _batches(rows: Sequence[_Row]) -> list[list[int]]:
    """Return the numbers of rows of like length, together."""
    found: list[list[int]] = []
    room = 0
    for number in sorted(range(len(rows)), key=lambda n: (-len(rows[n].pieces), n)):
        if room < 1:
            found.append([])
            room = max(1, _BATCH_PIECES // len(rows[number].pieces))
        found[-1].append(number)
        room -= 1
    return found


def _on_all_cores(answer: Callable[[list[int]], None], batches: Sequence[list[int]]) -> None:
    """Answer every batch; a story has hundreds of rows, and each batch fills its own places."""
    with ThreadPoolExecutor(min(len(batches), os.cpu_count() or 1) or 1) as pool:
        list(pool.map(answer, batches))


def _given(rows: Sequence[_Row], batch: Sequence[int]) -> dict[str, NDArray[np.int64]]:
    most = max(len(rows[number].pieces) for number in batch)

    def padded(some: Sequence[Sequence[int]]) -> NDArray[np.int64]:
        return np.array([[*row, *[0] * (most - len(row))] for row in some], np.int64)

    chosen = [rows[number] for number in batch]
    return {
        "pieces": padded([row.pieces for row in chosen]),
        "mask": padded([[1] * len(row.pieces) for row in chosen]),
        "kinds": padded([row.kinds for row in chosen]),
        "own": padded([row.own for row in chosen]),
    }


@cache
def load_comparer() -> Comparer:
    """Return the comparer, loaded once."""
    return Comparer()
