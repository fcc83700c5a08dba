"""The trained network that says of every block what it is.

How it was trained, and on what, is in the model card beside its training script,
``training/blocks``.
"""

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.articles.features import Features, Vocabulary, cut
from onrecord.block_kinds import BlockKind

#: Blocks the network reads at once, and how many it sees on both sides of one: a longer page is
#: read in windows, so that memory stays flat.
_WINDOW, _SEEN_AROUND = 4096, 32


class Scores(NamedTuple):
    """What the network says of the blocks of a page, each from 0.0 to 1.0.

    `running` has one number a block: that it is running text of the article. `kinds` has one
    for each block and each of `Labeller.kinds`; they add up to 1 for a block.
    """

    running: NDArray[np.float32]
    kinds: NDArray[np.float32]


class Labeller:
    """The network with the vocabulary and the kinds it was trained with."""

    def __init__(self, model: bytes) -> None:
        options = onnxruntime.SessionOptions()
        # A page is small: a second thread costs more than it brings.
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"]
        )
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
            run, kind = self._session.run(["running", "kinds"], window._asdict())
            inside = slice(start - first, start - first + _WINDOW)
            running.append(run[inside])
            kinds.append(kind[inside])
        return Scores(np.concatenate(running), np.concatenate(kinds))


def _number(entries: str) -> dict[str, int]:
    return {entry: number for number, entry in enumerate(entries.split("\n"), start=1)}


@cache
def load_labeller() -> Labeller:
    """Return the labeller that is part of the package, loaded once a process."""
    return Labeller(files("onrecord.articles").joinpath("blocks.onnx").read_bytes())
