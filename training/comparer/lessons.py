"""What a network learns in one step of `distil.py`: pairs of statements, and stories alone.

Processes beside the training make the next steps (`Lessons`).
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
import torch
from network import Pieces
from tokenizers import Tokenizer
from torch.utils.data import IterableDataset, get_worker_info
from train import Examples, endless, pieces, side_by_side

#: Likelier than this, by the larger network, two statements are drawn more often.
PERHAPS = 0.25


class Pair(NamedTuple):
    """Two statements, or two words of events, and what is to be learnt of them.

    `same` is the probability that they are one, `stands` that of each relation if they are, or
    None where that is not known.
    """

    story: "Story"
    one: int
    other: int
    same: float
    stands: np.ndarray | None


class Story(Examples):
    """A story, its pairs that look alike, and in `answers` what the larger network says of them."""

    def __init__(self, item: dict[str, Any], coder: Tokenizer, signs: tuple[int, int]) -> None:
        super().__init__(item, coder, signs)
        size = len(self.home)
        self.table = np.zeros((size, size), int)
        self.table[self.pairs] = self.labels
        self.likely = [tuple(pair) for pair in item.get("likely", ())]
        if "mentions" in item:
            self.likely = self.alike_words()
        self.answers: dict[tuple[int, int], tuple[float, np.ndarray]] = {}

    def alike_words(self) -> list[tuple[int, int]]:
        """Return the pairs of words that begin alike, of two events."""
        begins = [
            self.item["sentences"][sentence][0][start:end].lower()[:4]
            for sentence, start, end, _ in self.item["mentions"]
        ]
        return [
            (one, other)
            for one, other in zip(*self.pairs, strict=True)
            if begins[one] == begins[other] and not self.table[one, other]
        ]

    def labelled(self) -> tuple[list[Pair], list[Pair], list[Pair]]:
        """Return the pairs that are one, those that look alike and are not, and the others."""
        alike, rest = set(self.likely), []
        on_one = []
        for one, other in zip(*self.pairs, strict=True):
            label = self.table[one, other]
            if label > 0:
                stands = np.eye(3)[label - 1] if label <= 3 else None
                on_one.append(Pair(self, one, other, 1.0, stands))
            elif label == 0 and (one, other) not in alike:
                rest.append(Pair(self, one, other, 0.0, None))
        return on_one, [Pair(self, *pair, 0.0, None) for pair in self.likely], rest

    def answered(self) -> tuple[list[Pair], list[Pair], list[Pair]]:
        """Return the pairs that look alike, by whether they may be on one matter."""
        all_ = [Pair(self, *pair, *answer) for pair, answer in self.answers.items()]
        sure = [pair.same > PERHAPS for pair in all_]
        return (
            [pair for pair, is_sure in zip(all_, sure, strict=True) if is_sure],
            [pair for pair, is_sure in zip(all_, sure, strict=True) if not is_sure],
            [],
        )


class Batch(NamedTuple):
    """Pairs as numbers, of shape (n,); `stands` is (n, 3), and 0.0 where that is not known.

    `are_words` is whether they are words of events, `counts` what the pairs and their relations
    weigh.
    """

    given: Pieces
    same: torch.Tensor
    stands: torch.Tensor
    are_words: bool
    counts: tuple[float, float]


class Alone(NamedTuple):
    """The sentences of some stories, and which vectors of their statements are to be near.

    `home` (m,) is the sentence of each statement, `own` (m, p) its pieces, `pairs` (2, k) those of
    one story, `same` (k,) how surely they are on one matter, `counts` (k,) what that weighs.
    """

    given: Pieces
    home: torch.Tensor
    own: torch.Tensor
    pairs: torch.Tensor
    same: torch.Tensor
    counts: torch.Tensor


_Numbers = TypeVar("_Numbers", Batch, Alone, Pieces)


class Source(NamedTuple):
    """Stories that pairs are drawn from: in what shares, how many at once, and what they weigh."""

    pairs: Sequence[tuple[list[Pair], list[Pair], list[Pair]]]
    shares: Sequence[int]
    count: int
    counts: tuple[float, float]


class Lessons(IterableDataset):
    """What is learnt in one step: a batch of each source, and two of each kind of stories alone."""

    def __init__(
        self, sources: Sequence[Source], stories: Sequence[Sequence[Story]], seed: int
    ) -> None:
        self.sources, self.stories, self.seed = sources, stories, seed

    def __iter__(self) -> Iterator[tuple[list[Batch], Alone | None]]:
        worker = get_worker_info()
        rng = random.Random(self.seed * 1000 + worker.id)  # noqa: S311 (no secret)
        torch.set_num_threads(1)
        streams = [draw(source, rng) for source in self.sources]
        turns = [endless(some, rng) for some in self.stories]
        while True:
            some = [next(turn) for turn in turns for _ in range(2)]
            yield [next(stream) for stream in streams], alone(some) if some else None


def draw(source: Source, rng: random.Random) -> Iterator[Batch]:
    """Yield pairs of the three kinds in their shares, each one in turn."""
    kinds = [[pair for story in source.pairs for pair in story[kind]] for kind in range(3)]
    shares = [share if kind else 0 for share, kind in zip(source.shares, kinds, strict=True)]
    turns = [endless(kind, rng) for kind in kinds]
    while True:
        chosen = [next(turns[kind]) for kind in rng.choices(range(3), shares, k=source.count)]
        unknown = np.zeros(3)
        yield Batch(
            side_by_side([pair[:3] for pair in chosen], "cpu"),
            torch.tensor([pair.same for pair in chosen]).float(),
            torch.tensor(
                np.array([unknown if p.stands is None else p.stands * p.same for p in chosen])
            ).float(),
            "mentions" in chosen[0].story.item,
            source.counts,
        )


def alone(stories: Sequence[Story]) -> Alone:
    """Return the sentences of stories as one batch."""
    rows, kinds, home, own, pairs, same, counts = [], [], [], [], [], [], []
    for story in stories:
        first, size = len(rows), len(home)
        for many, new in zip((rows, kinds), story.alone(), strict=True):
            many += new
        home += [first + place for place in story.home]
        own += story.own
        wanted = (story.table > 0).astype(np.float32)
        if story.answers:
            wanted[:] = 0
            for place, (surely, _) in story.answers.items():
                wanted[place] = surely
        asked = np.array(story.pairs)[:, story.table[story.pairs] >= 0]
        pairs.append(asked + size)
        same.append(wanted[tuple(asked)])
        counts.append(np.full(asked.shape[1], 0.25 / max(asked.shape[1], 1), np.float32))
    given = pieces(rows, kinds, [[0] * len(row) for row in rows], "cpu")
    width = given.pieces.shape[1]
    return Alone(
        given, torch.tensor(home), torch.tensor([row + [0] * (width - len(row)) for row in own]),
        torch.from_numpy(np.concatenate(pairs, axis=1)), torch.from_numpy(np.concatenate(same)),
        torch.from_numpy(np.concatenate(counts)),
    )  # fmt: skip


def remember(unlabelled: Sequence[Story], paths: Sequence[Path]) -> None:
    """Note what the larger networks say, on average, of the pairs of stories."""
    said = [np.load(path) for path in paths]
    for number, story in enumerate(unlabelled):
        same = np.mean([1 / (1 + np.exp(-one[f"{number}-same"])) for one in said], axis=0)
        stands = np.mean([np.exp(one[f"{number}-stands"]) for one in said], axis=0)
        story.answers = dict(zip(story.likely, zip(same, stands, strict=True), strict=True))


def moved(batch: _Numbers, device: str) -> _Numbers:
    """Return a batch with its tensors on the device."""

    def move(part: object) -> object:
        if isinstance(part, torch.Tensor):
            return part.to(device, non_blocking=True)
        return moved(part, device) if isinstance(part, Pieces) else part

    return type(batch)(*map(move, batch))
