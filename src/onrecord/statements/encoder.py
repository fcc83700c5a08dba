"""The trained network that says of every word what it is in its sentence and in a statement.

How it was trained, and on what, is in the model card beside its training script,
``training/reader``.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.networks import session

#: Shapes of a word, by number: the vocabulary is in lower case, and news tells names by case.
SHAPES = ("lower", "title", "upper", "initial", "mixed", "digits", "with digit", "sign")
#: Padded pieces that are read at once; more cost memory and bring no speed.
_BATCH_PIECES = 4096


class Words(NamedTuple):
    """One window of words as the network takes it.

    `pieces` are numbers in its vocabulary with a sign at each end, `owners` the word of each
    piece, `firsts` the first piece of each word; `features` is of shape (words, 3), see
    `features`.
    """

    pieces: list[int]
    owners: list[int]
    firsts: list[int]
    features: NDArray[np.int64]


class Scores(NamedTuple):
    """What the network says of the words of one window.

    Attributes:
        name: 0 no name, 1 + 2k begins and 2 + 2k goes on with a name of the kind k of
            `Encoder.names`; one number a word.
        cue: That the word is no cue, begins one, goes on with one: shape (words, 3).
        happens: That the word tells of a happening, 0.0 to 1.0.
        factuality: How surely that happened, -3.0 to 3.0 on FactBank's scale.
        cues: Where a cue begins.
        roles: For each of `cues` and each word: no part of it, begins and goes on with the
            source, begins and goes on with the content; shape (cues, words, 5).
    """

    name: NDArray[np.int64]
    cue: NDArray[np.float32]
    happens: NDArray[np.float32]
    factuality: NDArray[np.float32]
    cues: NDArray[np.int64]
    roles: NDArray[np.float32]


def features(
    words: Sequence[str], quoted: Sequence[bool], first: Sequence[bool]
) -> NDArray[np.int64]:
    """Return the features of words, of shape (words, 3).

    Columns: number in `SHAPES`; 1 inside quotation marks; 1 for the first word of a block.
    """
    rows = [(shape(word), int(q), int(f)) for word, q, f in zip(words, quoted, first, strict=True)]
    return np.array(rows, np.int64).reshape(-1, 3)


def shape(word: str) -> int:
    """Return the number of a word's shape in `SHAPES`."""
    if word.islower():
        return 0
    if word.isdigit():
        return 5
    if any(char.isdigit() for char in word):
        return 6
    if not any(char.isalpha() for char in word):
        return 7
    if word.isupper():
        return 2 if len(word) > 1 else 3
    return 1 if word[0].isupper() and word[1:].islower() else 4


class Encoder:
    """The network with its vocabulary and the labels it was trained with."""

    def __init__(self, path: str) -> None:
        """Load the ONNX file at a path inside the package."""
        self._session = session(path)
        stored = self._session.get_modelmeta().custom_metadata_map
        self.names: tuple[str, ...] = tuple(json.loads(stored["names"]))
        self._tokenizer = Tokenizer.from_str(stored["tokenizer"])
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def lengths(self, words: Sequence[str]) -> list[int]:
        """Return how many pieces each word has."""
        coded = self._tokenizer.encode_batch(list(words), add_special_tokens=False)
        return [len(one.ids) for one in coded]

    def words(self, words: Sequence[str], made: NDArray[np.int64]) -> Words:
        """Return a window of words, with their `features`, as the network takes it."""
        coded = self._tokenizer.encode(list(words), is_pretokenized=True)
        places = coded.word_ids
        owners = [0 if place is None else place for place in places]
        owners[-1] = len(words) - 1
        first: dict[int, int] = {}
        for number, place in enumerate(places):
            if place is not None:
                first.setdefault(place, number)
        # a word of which no piece is left (control signs) stands with the piece before it
        firsts, last = [], 0
        for number in range(len(words)):
            last = first.get(number, last)
            firsts.append(last)
        return Words(coded.ids, owners, firsts, made)

    def score(self, windows: Sequence[Words]) -> list[Scores]:
        """Return the scores of every window, in order; windows of like length run together."""
        found: dict[int, Scores] = {}
        for group in _groups(windows):
            chosen = [windows[number] for number in group]
            found.update(zip(group, self._run(chosen), strict=True))
        return [found[number] for number in range(len(windows))]

    def _run(self, windows: Sequence[Words]) -> Iterator[Scores]:
        most = max(len(one.pieces) for one in windows)
        wide = max(len(one.firsts) for one in windows)

        def padded(rows: list[list[int]], width: int) -> NDArray[np.int64]:
            return np.array([row + [0] * (width - len(row)) for row in rows], np.int64)

        out = self._session.run(
            None,
            {
                "pieces": padded([one.pieces for one in windows], most),
                "piece_mask": padded([[1] * len(one.pieces) for one in windows], most),
                "owners": padded([one.owners for one in windows], most),
                "firsts": padded([one.firsts for one in windows], wide),
                "features": np.stack(
                    [np.pad(one.features, ((0, wide - len(one.firsts)), (0, 0))) for one in windows]
                ),
            },
        )
        *of_words, rows, cues, roles = out
        for row, one in enumerate(windows):
            size = len(one.firsts)
            own = (rows == row) & (cues < size)
            name, cue, happens, factuality = (column[row, :size] for column in of_words)
            yield Scores(name, cue, happens, factuality, cues[own], roles[own, :size])


def _groups(windows: Sequence[Words]) -> Iterator[list[int]]:
    """Yield numbers of windows of like length, as many as fit one run."""
    group: list[int] = []
    for number in sorted(range(len(windows)), key=lambda one: len(windows[one].pieces)):
        if group and (len(group) + 1) * len(windows[number].pieces) > _BATCH_PIECES:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


@cache
def load_encoder() -> Encoder:
    """Return the network that is part of the package, loaded once a process."""
    return Encoder("statements/reader.onnx")
