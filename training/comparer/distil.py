"""Teach the comparer by a larger network, on stories that nobody labelled.

    python training/comparer/distil.py teach examples.json first.npz --leave 0
    python training/comparer/distil.py teach examples.json second.npz --leave 1
    python training/comparer/distil.py learn examples.json taught.npz first.npz second.npz

The larger network learns from every story that is labelled but each second of those that the
weights of matters are learnt from, which show how good it is; with ``--leave 1`` the others are
left out. What both say of stories that nobody labelled is what the comparer learns, beside the
written stories. It sees no story that the weights of matters are learnt from, so they can weigh
its answers, and show how good it is.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
import teacher
import torch
from network import BASE, WIDTH, Comparer, Pieces, head, mean
from tokenizers import Tokenizer
from torch import nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info
from train import Examples, average_precision, endless, pieces, side_by_side, small
from transformers import BertModel

RATE, HEAD_RATE, WARM = {"teach": 3e-5, "learn": 1e-4}, 5e-4, 0.06
#: Pairs at once: of written stories, of real ones (labelled or not), and of words of events.
TEACHING, LEARNING = (96, 48, 24), (128, 96, 32)
#: Likelier than this, by the larger network, two statements are drawn more often.
PERHAPS = 0.25
#: Sides of pairs drawn: on one matter, on two though they look alike, on two.
WRITTEN, REAL, ASKED, WORDS = (1, 0, 8), (2, 4, 3), (3, 7, 0), (2, 4, 6)
#: What pairs of words of events count for, and the relation of pairs that are labelled or not.
WORDS_COUNT, LABELLED_COUNT, ANSWERED_COUNT = 0.4, 0.3, 0.1
MANY = 1024
#: Processes that make what is learnt next.
WORKERS = 5


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


class Learner(Comparer):
    """The comparer with one head more, for words of events side by side."""

    def __init__(self) -> None:
        super().__init__(
            BertModel.from_pretrained(BASE, add_pooling_layer=False, attn_implementation="sdpa")
        )
        self.happening = head(3 * WIDTH, 1)


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
        for sentence, behind in zip(story.sentences, story.behind, strict=True):
            rows.append(sentence + behind)
            kinds.append([0] * len(sentence) + [1] * len(behind))
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


def main() -> None:
    """Teach or learn, and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("teach", "learn"))
    parser.add_argument("examples", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("answers", type=Path, nargs="*", help="what was taught, to learn from")
    parser.add_argument("--leave", type=int, default=0, help="which half the teacher never sees")
    parser.add_argument("--seconds", type=float, default=240)
    parser.add_argument("--seed", type=int, default=1, help="of the order of what is learnt")
    options = parser.parse_args()
    torch.manual_seed(1)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    is_teacher = options.what == "teach"
    coder = teacher.tokenizer() if is_teacher else Tokenizer.from_file(str(BASE / "tokenizer.json"))
    coder.no_padding()
    coder.no_truncation()
    signs = (0, 2) if is_teacher else (101, 102)
    made = json.loads(options.examples.read_text("utf-8"))
    told = {name: [Story(item, coder, signs) for item in items] for name, items in made.items()}
    written = told["noted"] + told["careful"]
    count = TEACHING if is_teacher else LEARNING
    share = count[0] / (count[0] + count[1])
    labelled = [one.labelled() for one in written]
    sources = [Source(labelled, WRITTEN, count[0], (share, LABELLED_COUNT * share))]
    if is_teacher:
        held = {name: told[name][options.leave :: 2] for name in ("weighed", "news")}
        real = [one for name in held for one in told[name][1 - options.leave :: 2]]
        words = told["topics"][1 - options.leave :: 2]
        labelled = [one.labelled() for one in real]
        sources.append(Source(labelled, REAL, count[1], (1 - share, LABELLED_COUNT * (1 - share))))
        model, alike = teacher.Teacher(), ()
    else:
        remember(told["unlabelled"], options.answers)
        answered = [one.answered() for one in told["unlabelled"]]
        sources.append(Source(answered, ASKED, count[1], (1 - share, ANSWERED_COUNT)))
        words, held = told["topics"], {name: told[name] for name in ("weighed", "news")}
        model, alike = Learner(), (written, told["unlabelled"])
    sources.append(Source([one.labelled() for one in words], WORDS, count[2], (WORDS_COUNT, 0.0)))
    model.to(device)
    train(model, Lessons(sources, alike, options.seed), RATE[options.what], options.seconds, device)
    for name, stories in held.items():
        print(name, measure(model, stories, device), flush=True)
    if is_teacher:
        np.savez_compressed(options.out, **answers(model, told["unlabelled"], device))
    else:
        np.savez(options.out, **small(model))


def remember(unlabelled: Sequence[Story], paths: Sequence[Path]) -> None:
    """Note what the larger networks say, on average, of the pairs of stories."""
    said = [np.load(path) for path in paths]
    for number, story in enumerate(unlabelled):
        same = np.mean([1 / (1 + np.exp(-one[f"{number}-same"])) for one in said], axis=0)
        stands = np.mean([np.exp(one[f"{number}-stands"]) for one in said], axis=0)
        story.answers = dict(zip(story.likely, zip(same, stands, strict=True), strict=True))


def train(model: nn.Module, lessons: Lessons, rate: float, seconds: float, device: str) -> None:
    """Train a network for some seconds."""
    model.encoder.embeddings.word_embeddings.weight.requires_grad = False
    groups: dict[bool, list[nn.Parameter]] = {True: [], False: []}
    for name, weight in model.named_parameters():
        if weight.requires_grad:
            groups[name.startswith("encoder.")].append(weight)
    rates = rate, HEAD_RATE
    optimiser = torch.optim.AdamW(
        [{"params": groups[key], "lr": rate} for key in (True, False)],
        weight_decay=0.01, fused=True,
    )  # fmt: skip
    began, share = time.monotonic(), 0.0
    model.train()
    loader = DataLoader(lessons, batch_size=None, num_workers=WORKERS)
    for step, (batches, stories) in enumerate(loader, start=1):
        slope = min(1.0, share / WARM + 1e-3) * 0.5 * (1 + math.cos(math.pi * share))
        for group, top in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = top * slope
        optimiser.zero_grad()
        losses = []
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
            for batch in batches:
                losses.append(pair_loss(model, moved(batch, device)))
                losses[-1].backward()
            if stories is not None:
                losses.append(vector_loss(model, moved(stories, device)))
                losses[-1].backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        share = (time.monotonic() - began) / seconds
        if step % 200 == 0:
            print(step, f"{share:.2f}", [round(float(loss), 4) for loss in losses], flush=True)
        if share >= 1:
            break


def moved(batch: _Numbers, device: str) -> _Numbers:
    """Return a batch with its tensors on the device."""

    def move(part: object) -> object:
        if isinstance(part, torch.Tensor):
            return part.to(device, non_blocking=True)
        return moved(part, device) if isinstance(part, Pieces) else part

    return type(batch)(*map(move, batch))


def pair_loss(model: nn.Module, batch: Batch) -> torch.Tensor:
    """Return how far what is said of pairs is off."""
    both = model.both(batch.given)
    tell = model.happening if batch.are_words else model.same
    odds_of = nn.functional.binary_cross_entropy_with_logits
    pairs, relations = batch.counts
    total = pairs * odds_of(tell(both)[:, 0].float(), batch.same)
    if relations:
        found = model.relation(both).float().log_softmax(-1)
        total = total - relations * (batch.stands * found).sum() / batch.stands.sum().clamp(min=1)
    return total


def vector_loss(model: Comparer, batch: Alone) -> torch.Tensor:
    """Return how far the cosines of the statements of stories are off, over the pairs."""
    states = model.vector(model.states(batch.given))
    vectors = nn.functional.normalize(mean(states[batch.home], batch.own).float(), dim=-1)
    one, other = batch.pairs
    odds = model.odds((vectors @ vectors.T)[one, other], 0)
    odds_of = nn.functional.binary_cross_entropy_with_logits
    return odds_of(odds, batch.same, batch.counts, reduction="sum")


@torch.no_grad()
def say(
    model: nn.Module, story: Story, pairs: Sequence[tuple[int, int]], device: str
) -> tuple[np.ndarray, np.ndarray]:
    """Return the log odds that pairs are on one matter, and the log probabilities of relations."""
    model.eval()
    same, stands = [np.zeros(0)], [np.zeros((0, 3))]
    for start in range(0, len(pairs), MANY):
        rows = [(story, *pair) for pair in pairs[start : start + MANY]]
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
            both = model.both(side_by_side(rows, device))
            same.append(model.same(both)[:, 0].float().cpu().numpy())
            stands.append(model.relation(both).float().log_softmax(-1).cpu().numpy())
    return np.concatenate(same), np.concatenate(stands)


def answers(model: nn.Module, told: Sequence[Story], device: str) -> dict[str, np.ndarray]:
    """Return what the network says of the pairs of stories that look alike, by their numbers."""
    found = {}
    for number, story in enumerate(told):
        same, stands = say(model, story, story.likely, device)
        found[f"{number}-same"] = same.astype(np.float16)
        found[f"{number}-stands"] = stands.astype(np.float16)
    return found


@torch.no_grad()
def measure(model: nn.Module, held: Sequence[Story], device: str) -> dict[str, float]:
    """Return the average precision over the pairs that look alike or are on one matter.

    Of two statements side by side, and by the cosine of their vectors if the network has any.
    """
    pairs, cosines, wanted = [], [], []
    for story in held:
        on_one = [tuple(p) for p in np.argwhere(np.triu(story.table > 0, k=1)).tolist()]
        asked = on_one + story.likely
        pairs.append(say(model, story, asked, device)[0])
        wanted.append(np.repeat([1, 0], [len(on_one), len(story.likely)]))
        if isinstance(model, Comparer) and asked:
            vectors = story.vectors(model, model.vector, device).float().cpu().numpy()
            cosines.append((vectors @ vectors.T)[tuple(np.array(asked).T)])
    found = {"pairs": pairs, "vectors": cosines}
    return {
        name: round(average_precision(np.concatenate(scores), np.concatenate(wanted)), 4)
        for name, scores in found.items()
        if scores
    }


if __name__ == "__main__":
    main()
