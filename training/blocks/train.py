"""Train the labeller of blocks and write it into the package.

    python training/blocks/train.py ../shared/gold

About half an hour on two cores. What it is trained on, and how well it does: the model card in
``README.md``.
"""

import argparse
import collections
import copy
import math
import multiprocessing
import random
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import get_args

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "evaluation"))

from ensemble import Ensemble  # noqa: E402
from export import export  # noqa: E402
from network import Network, Shape  # noqa: E402
from pages import Example, load_examples  # noqa: E402

from onrecord.articles.features import DECLARED, Features, Vocabulary, cut, find_features  # noqa: E402
from onrecord.articles.measure import measure  # noqa: E402
from onrecord.block_kinds import BlockKind  # noqa: E402

MODEL = HERE.parents[1] / "src" / "onrecord" / "articles" / "blocks.onnx"
KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
#: A word or name is known if so many sites have it.
SITES_OF_WORD, SITES_OF_NAME = 6, 4
RATE, WEIGHT_DECAY, WARM_UP, AVERAGED = 2e-3, 0.02, 80, 0.995
#: Blocks in one step, and of one page at most.
STEP_BLOCKS, PAGE_BLOCKS = 4000, 1200
RARE_POWER, MOST_RARE, SMOOTHED = 0.35, 8.0, 0.02
#: The words a block has count: a long paragraph more than a line, up to a bound.
LEAST_WEIGHT, FULL_WORDS, MOST_WEIGHT = 0.5, 30, 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How one network is trained: what the loss of the kinds weighs beside that of the text.

    With `by_hand` it sees only the pages labelled by hand.
    """

    seed: int
    epochs: int
    kind_weight: float
    by_hand: bool


#: The text is learnt soon and then too well, the kinds take longer and are known of fewer pages.
TEXT = (
    Recipe(seed=0, epochs=4, kind_weight=0.5, by_hand=False),
    Recipe(seed=1, epochs=4, kind_weight=0.5, by_hand=False),
)
KINDS_OF_BLOCKS = (Recipe(seed=2, epochs=13, kind_weight=2.0, by_hand=True),)


@dataclass(slots=True)
class Page:
    """The features of one example with its truth, ready for a step."""

    features: Features
    running: np.ndarray
    weight: np.ndarray
    kinds: np.ndarray
    times: int

    def __len__(self) -> int:
        return len(self.running)

    def cut(self, start: int) -> "Page":
        """Return the blocks from `start` on, as many as a step takes of one page."""
        part = slice(start, start + PAGE_BLOCKS)
        return Page(
            cut(self.features, start, start + PAGE_BLOCKS),
            self.running[part],
            self.weight[part],
            self.kinds[part],
            self.times,
        )


class _Growing(dict[str, int]):
    """A vocabulary that takes in every word it is asked for."""

    def get(self, word: str, default: int | None = None) -> int | None:  # type: ignore[override]
        del default
        return self.setdefault(word, len(self) + 1)


def features_of(example: Example, vocabulary: Vocabulary) -> Features:
    """Return what the labeller sees of an example."""
    page = example.page
    measures = [measure(block) for block in page.blocks]
    return find_features(page, example.clues, measures, vocabulary)


def build_vocabulary(examples: Sequence[Example]) -> Vocabulary:
    """Return the words and names that enough sites have."""
    growing = Vocabulary(_Growing(), _Growing())
    sites: tuple[dict[int, set[str]], ...] = tuple(
        collections.defaultdict(set) for _ in Vocabulary._fields
    )
    for example in examples:
        found = features_of(example, growing)
        for number in np.unique(found.words):
            sites[0][int(number)].add(example.site)
        for number in np.unique(np.concatenate([found.own.ravel(), found.outer.ravel()])):
            sites[1][int(number)].add(example.site)
    kept = []
    for entries, of_entry, least in zip(
        growing, sites, (SITES_OF_WORD, SITES_OF_NAME), strict=True
    ):
        names = sorted(word for word, number in entries.items() if len(of_entry[number]) >= least)
        kept.append({word: number for number, word in enumerate(names, start=1)})
    return Vocabulary(*kept)


def prepare(example: Example, vocabulary: Vocabulary) -> Page:
    """Return an example as numbers."""
    counts = np.array([len(block.text.split()) for block in example.page.blocks])
    size = LEAST_WEIGHT + np.minimum(MOST_WEIGHT, counts / FULL_WORDS)
    return Page(
        features_of(example, vocabulary),
        np.array(example.running, dtype=np.float32),
        np.array(example.weight, dtype=np.float32) * size.astype(np.float32),
        np.array([KINDS.index(kind) if kind else -1 for kind in example.kinds]),
        example.times,
    )


def batches(pages: Sequence[Page], rng: random.Random) -> Iterator[list[Page]]:
    """Yield the pages of one epoch, those of like length together, in random order."""
    found: list[list[Page]] = []
    current: list[Page] = []
    for page in sorted(pages, key=lambda page: min(PAGE_BLOCKS, len(page)) * rng.uniform(0.8, 1.2)):
        over = len(page) - PAGE_BLOCKS
        if over > 0:
            page = page.cut(0 if rng.random() < 0.6 else rng.randrange(over))
        longest = max([len(page), *map(len, current)])
        if current and longest * (len(current) + 1) > STEP_BLOCKS:
            found.append(current)
            current = []
        current.append(page)
    found.append(current)
    rng.shuffle(found)
    yield from found


def stack(rows: Sequence[np.ndarray], fill: float = 0) -> Tensor:
    """Return arrays of different lengths as one, filled up."""
    longest = max(map(len, rows))
    return torch.from_numpy(
        np.stack(
            [
                np.pad(
                    row, [(0, longest - len(row)), *[(0, 0)] * (row.ndim - 1)], constant_values=fill
                )
                for row in rows
            ]
        )
    )


def loss_of(network: Network, pages: Sequence[Page], rare: Tensor, kind_weight: float) -> Tensor:
    """Return the loss of one step: of running text by its words, of kinds by how rare they are."""
    inputs = [stack(rows) for rows in zip(*(page.features for page in pages), strict=True)]
    mask = stack([np.ones((len(page), 1), dtype=np.float32) for page in pages])
    running, kinds = network(inputs[0], *(entries.long() for entries in inputs[1:]), mask)
    truth, weight = stack([p.running for p in pages]), stack([p.weight for p in pages])
    of_text = functional.binary_cross_entropy_with_logits(running, truth, reduction="none")
    loss = (of_text * weight).sum() / weight.sum().clamp(min=1)
    wanted = stack([page.kinds for page in pages], fill=-1).flatten()
    known = wanted >= 0
    if known.any():
        of_kinds = functional.cross_entropy(
            kinds.flatten(0, 1)[known], wanted[known], weight=rare, label_smoothing=SMOOTHED
        )
        loss = loss + kind_weight * of_kinds
    return loss


def train(pages: Sequence[Page], shape: Shape, recipe: Recipe) -> Network:
    """Return a network trained on the pages: the running mean of its weights (Polyak 1992)."""
    torch.set_num_threads(1)
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)  # noqa: S311
    by_hand = [page for page in pages if (page.kinds >= 0).any()]
    pages = by_hand if recipe.by_hand else [page for page in pages for _ in range(page.times)]
    counts = collections.Counter(int(kind) for page in pages for kind in page.kinds)
    rare = torch.tensor(
        [min(MOST_RARE, (2000 / (counts[kind] + 20)) ** RARE_POWER) for kind in range(len(KINDS))]
    )
    network = Network(shape)
    averaged = copy.deepcopy(network)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=WEIGHT_DECAY)
    steps = recipe.epochs * sum(1 for _ in batches(pages, rng))
    step = 0
    for epoch in range(recipe.epochs):
        started, losses = time.perf_counter(), []
        network.train()
        for batch in batches(pages, rng):
            slope = 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps))) + 0.01
            optimizer.param_groups[0]["lr"] = RATE * min(1.0, step / WARM_UP) * slope
            loss = loss_of(network, batch, rare, recipe.kind_weight)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            losses.append(loss.item())
            share = min(AVERAGED, (step + 1) / (step + 10))
            with torch.no_grad():
                for mean, now in zip(averaged.parameters(), network.parameters(), strict=True):
                    mean.lerp_(now, 1 - share)
        seconds = time.perf_counter() - started
        print(
            f"network {recipe.seed} epoch {epoch}: loss {np.mean(losses):.4f}, {seconds:.0f} s",
            flush=True,
        )
    return averaged.eval()


def main() -> None:
    """Run the training from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    options = parser.parse_args()
    examples = load_examples(options.gold)
    vocabulary = build_vocabulary(examples)
    pages = [prepare(example, vocabulary) for example in examples]
    sizes = len(vocabulary.words), len(vocabulary.names)
    sites = len({example.site for example in examples})
    print(f"{len(pages)} pages and copies of {sites} sites, {sizes[0]} words, {sizes[1]} names")
    shape = Shape(
        numbers=pages[0].features.numbers.shape[1],
        words=sizes[0],
        names=sizes[1],
        kinds=len(KINDS),
        declared=DECLARED,
    )
    recipes = (*KINDS_OF_BLOCKS, *TEXT)
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("fork")) as workers:
        made = list(workers.map(train, repeat(pages), repeat(shape), recipes))
    export(Ensemble(text=made[len(KINDS_OF_BLOCKS) :], kinds=made), vocabulary, KINDS, MODEL)
    print(f"{MODEL}: {MODEL.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
