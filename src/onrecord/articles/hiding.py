"""What the labeller would say if it did not see a part of a page.

A part is hidden from all blocks at once by setting it to zero, as training hides words, names and
declarations. That is leave-one-out attribution (Li, Monroe, Jurafsky 2016, "Understanding Neural
Networks through Representation Erasure").
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.articles.features import DECLARED, Features, cut
from onrecord.articles.labeller import Labeller, Scores
from onrecord.block_kinds import RUNNING_KINDS, BlockKind

Floats = NDArray[np.float64]

#: Where `Features.numbers` has what, counted from the columns that say what is declared and from
#: the end: eight columns of position stand before the former; at the end stand four of the page
#: and three of its declarations, before them three on how near the text is and three on the
#: headline, and before these what each of four levels of elements holds, with the depth.
_POSITION, _WHOLE, _DECLARES, _NEAR, _LEVELS = 8, 4, 3, 3, 17
#: Nearer to 0 or 1 a score of single precision says nothing more.
_LEAST = 1e-7
#: A page of more blocks is not asked about entry by entry, nor each of its further blocks alone:
#: that takes a tenth of a millisecond a block, and a page of articles has some hundreds.
MOST_ASKED = 3000


class Columns(NamedTuple):
    """The columns of `Features.numbers`, by what they tell of a block."""

    length: list[int]
    case: list[int]
    marks: list[int]
    links: list[int]
    position: list[int]
    repeated: list[int]
    holds: list[int]
    headline: list[int]
    text: list[int]
    whole: list[int]
    declared: list[int]


def columns(width: int) -> Columns:
    """Return where features of `width` numbers a block have what; each column is in one group."""
    first, last = DECLARED[0], DECLARED[-1] + 1
    declares = width - _DECLARES
    whole = declares - _WHOLE
    text = whole - _NEAR
    headline = text - _NEAR
    holds = headline - _LEVELS
    case, links, length = [3, 4, 5, 10], [7, 8], [0, 1, 2]
    marks = [each for each in range(first - _POSITION) if each not in {*case, *links, *length}]
    return Columns(
        length, case, marks, links,
        position=list(range(first - _POSITION, first)),
        repeated=list(range(last, holds)),
        holds=list(range(holds, headline)),
        headline=list(range(headline, text)),
        text=list(range(text, whole)),
        whole=list(range(whole, declares)),
        declared=[*DECLARED, *range(declares, width)],
    )  # fmt: skip


class Without:
    """The falls of the log-odds of each block's kind when the labeller does not see something.

    Every fall is an array with one number a block; above 0 what is hidden speaks for the kind.
    """

    def __init__(self, labeller: Labeller, features: Features, kinds: Sequence[BlockKind]) -> None:
        self._labeller, self._features = labeller, features
        self._chosen = np.array([labeller.kinds.index(kind) for kind in kinds], dtype=np.intp)
        self._running = np.array([kind in RUNNING_KINDS for kind in labeller.kinds])
        self._seen = self._log_odds(labeller.score(features), self._chosen)

    @property
    def scores(self) -> Floats:
        """How sure the labeller is of each block's kind when it sees all, 0.0 to 1.0."""
        return 1 / (1 + np.exp(-self._seen))

    def numbers(self, hidden: Sequence[int]) -> Floats:
        """Return the falls without these columns of numbers."""
        numbers = self._features.numbers.copy()
        numbers[:, hidden] = 0
        return self._fall(self._features._replace(numbers=numbers))

    def words(self) -> Floats:
        """Return the falls without the blocks' words."""
        return self._fall(self._features._replace(words=np.zeros_like(self._features.words)))

    def names(self) -> Floats:
        """Return the falls without the names of all elements."""
        own, outer = np.zeros_like(self._features.own), np.zeros_like(self._features.outer)
        return self._fall(self._features._replace(own=own, outer=outer))

    def each_word(self) -> Floats:
        """Return the falls without each one of a block's words: ``[blocks, words]``."""
        return self._each("words")

    def each_name(self) -> tuple[Floats, Floats]:
        """Return the falls without each one of the names of its own element, and of the outer."""
        return self._each("own"), self._each("outer")

    def neighbours(self) -> Floats:
        """Return the falls where each block is a page of its own; 0 from `MOST_ASKED` on."""
        size = min(len(self._seen), MOST_ASKED)
        falls = np.zeros(len(self._seen))
        for number in range(size):
            alone = cut(self._features, number, number + 1)
            left = self._log_odds(self._labeller.score(alone), self._chosen[number : number + 1])
            falls[number] = self._seen[number] - left[0]
        return falls

    def _each(self, field: str) -> Floats:
        """Hide the first entry of every block, then the second, and so on."""
        entries = getattr(self._features, field)
        falls = np.zeros(entries.shape)
        if len(entries) > MOST_ASKED:
            return falls
        for number in range(entries.shape[1]):
            if not entries[:, number].any():
                continue
            left = entries.copy()
            left[:, number] = 0
            falls[:, number] = self._fall(self._features._replace(**{field: left}))
        return np.where(entries > 0, falls, 0)

    def _fall(self, features: Features) -> Floats:
        return self._seen - self._log_odds(self._labeller.score(features), self._chosen)

    def _log_odds(self, scores: Scores, chosen: NDArray[np.intp]) -> Floats:
        """Return the log-odds of the chosen kinds, each as likely as its state and it in that."""
        kinds, running = scores.kinds.astype(np.float64), scores.running.astype(np.float64)
        inside = self._running[chosen]
        of_state = (kinds * (self._running == inside[:, None])).sum(axis=1)
        within = kinds[np.arange(len(chosen)), chosen] / np.maximum(of_state, 1e-9)
        score = np.clip(within * np.where(inside, running, 1 - running), _LEAST, 1 - _LEAST)
        odds: Floats = np.log(score / (1 - score))
        return odds
