"""Teach the comparer by a larger network, on stories that nobody labelled.

    python training/comparer/distil.py teach examples.json first.npz --leave 0
    python training/comparer/distil.py teach examples.json second.npz --leave 1
    python training/comparer/distil.py learn examples.json taught.npz first.npz second.npz

The larger network learns from every story that is labelled but each second of those that the
weights of matters are learnt from, which show how good it is; with ``--leave 1`` the others are
left out. What both say of stories that nobody labelled is what the comparer learns, beside the
written stories. It sees no story that the weights of matters are learnt from, so they can weigh
its answers.
"""

import argparse
import itertools
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import teacher
import torch
from network import BASE, WIDTH, Comparer, Pieces, head
from tokenizers import Tokenizer
from torch import nn
from train import Examples, average_precision, endless, side_by_side, small
from transformers import BertModel

HEAD_RATE, WARM = 5e-4, 0.06
#: Pairs at once: of written stories, of real ones (labelled or not), and of words of events.
TEACHING, LEARNING = (96, 32, 24), (128, 72, 32)
#: Likelier than this, by the larger network, two statements are drawn more often.
PERHAPS = 0.25
#: Sides of pairs drawn: on one matter, on two though they look alike, on two.
WRITTEN, REAL, ASKED, WORDS = (1, 0, 8), (2, 4, 3), (3, 7, 0), (2, 4, 6)
MANY = 1024


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


def main() -> None:
    """Teach or learn, and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("teach", "learn"))
    parser.add_argument("examples", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("answers", type=Path, nargs="*", help="what was taught, to learn from")
    parser.add_argument("--leave", type=int, default=0, help="which half the teacher never sees")
    parser.add_argument("--seconds", type=float, default=240)
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
    course = Course(device, options.seconds)
    written = told["noted"] + told["careful"]
    if is_teacher:
        real, held = [], []
        for number, story in itertools.chain(enumerate(told["weighed"]), enumerate(told["news"])):
            (held if number % 2 == options.leave else real).append(story)
        words = [t for number, t in enumerate(told["topics"]) if number % 2 != options.leave]
        model = teacher.Teacher().to(device)
        streams = [
            mixed([one.labelled() for one in some], sides, count)
            for some, sides, count in (
                (written, WRITTEN, TEACHING[0]),
                (real, REAL, TEACHING[1]),
                (words, WORDS, TEACHING[2]),
            )
        ]
        course.run(model, streams, 3e-5, ())
        print(measure(model, held, device))
        np.savez_compressed(options.out, **answers(model, told["unlabelled"], device))
    else:
        remember(told["unlabelled"], options.answers)
        model = Learner().to(device)
        streams = [
            mixed([one.labelled() for one in written], WRITTEN, LEARNING[0]),
            mixed([one.answered() for one in told["unlabelled"]], ASKED, LEARNING[1]),
            mixed([one.labelled() for one in told["topics"]], WORDS, LEARNING[2]),
        ]
        course.run(model, streams, 1e-4, (written, told["unlabelled"]))
        np.savez(options.out, **small(model))


def remember(unlabelled: Sequence[Story], paths: Sequence[Path]) -> None:
    """Note what the larger networks say, on average, of the pairs of stories."""
    said = [np.load(path) for path in paths]
    for number, story in enumerate(unlabelled):
        same = np.mean([1 / (1 + np.exp(-one[f"{number}-same"])) for one in said], axis=0)
        stands = np.mean([np.exp(one[f"{number}-stands"]) for one in said], axis=0)
        story.answers = dict(zip(story.likely, zip(same, stands, strict=True), strict=True))


def mixed(
    some: Sequence[tuple[list[Pair], list[Pair], list[Pair]]], sides: Sequence[int], count: int
) -> Iterator[list[Pair]]:
    """Yield pairs, as many at once, of the three kinds in these shares, each one in turn."""
    rng = random.Random(1)  # noqa: S311 (no secret)
    kinds = [[pair for story in some for pair in story[kind]] for kind in range(3)]
    shares = [share if kind else 0 for share, kind in zip(sides, kinds, strict=True)]
    turns = [endless(kind, rng) for kind in kinds]
    while True:
        yield [next(turns[kind]) for kind in rng.choices(range(3), shares, k=count)]


class Course:
    """Training for some seconds."""

    def __init__(self, device: str, seconds: float) -> None:
        self.device, self.seconds = device, seconds

    def run(
        self,
        model: nn.Module,
        streams: Sequence[Iterator[list[Pair]]],
        rate: float,
        stories: Sequence[Sequence[Story]],
    ) -> None:
        """Train a network: on pairs, and on the vectors of two of each kind of stories."""
        model.encoder.embeddings.word_embeddings.weight.requires_grad = False
        groups: dict[bool, list[nn.Parameter]] = {True: [], False: []}
        for name, weight in model.named_parameters():
            if weight.requires_grad:
                groups[name.startswith("encoder.")].append(weight)
        rates = rate, HEAD_RATE
        optimiser = torch.optim.AdamW(
            [{"params": groups[key], "lr": rate} for key in (True, False)], weight_decay=0.01
        )
        rng = random.Random(2)  # noqa: S311 (no secret)
        turns = [endless(some, rng) for some in stories]
        began, step, share = time.monotonic(), 0, 0.0
        model.train()
        # the next batch is made while this one is learnt
        with ThreadPoolExecutor(1) as maker:
            waiting = maker.submit(self.batch, streams)
            while share < 1:
                slope = min(1.0, share / WARM + 1e-3) * 0.5 * (1 + math.cos(math.pi * share))
                for group, top in zip(optimiser.param_groups, rates, strict=True):
                    group["lr"] = top * slope
                pairs, given = waiting.result()
                waiting = maker.submit(self.batch, streams)
                optimiser.zero_grad()
                with torch.autocast(self.device, torch.bfloat16, enabled=self.device == "cuda"):
                    loss = self.loss(model, pairs, given)
                loss.backward()
                for turn in turns:
                    for _ in range(2):
                        self.vector_loss(model, next(turn)).backward()
                nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimiser.step()
                step += 1
                share = (time.monotonic() - began) / self.seconds
                if step % 100 == 0:
                    print(step, f"{share:.2f}", f"{float(loss):.4f}", flush=True)

    def batch(self, streams: Sequence[Iterator[list[Pair]]]) -> tuple[list[Pair], Pieces]:
        """Return the next pairs of all streams, and what the network reads of them."""
        pairs = [pair for stream in streams for pair in next(stream)]
        return pairs, side_by_side([pair[:3] for pair in pairs], self.device)

    def loss(self, model: nn.Module, pairs: Sequence[Pair], given: Pieces) -> torch.Tensor:
        """Return how far what is said of pairs is off."""

        def tensor(values: Sequence[Any]) -> torch.Tensor:
            return torch.tensor(np.array(values), device=self.device)

        both = model.both(given)
        words = tensor(["mentions" in pair.story.item for pair in pairs])
        wanted = tensor([pair.same for pair in pairs]).float()
        odds_of = nn.functional.binary_cross_entropy_with_logits
        total = odds_of(model.same(both[~words])[:, 0].float(), wanted[~words])
        if words.any():
            total = total + 0.4 * odds_of(model.happening(both[words])[:, 0].float(), wanted[words])
        # what is labelled weighs more than what the larger network says
        for is_labelled, weight in ((True, 0.3), (False, 0.1)):
            known = [
                place for place, pair in enumerate(pairs)
                if pair.stands is not None and is_labelled != bool(pair.story.answers)
            ]  # fmt: skip
            if known:
                stands = tensor([pairs[place].stands for place in known]).float()
                found = model.relation(both[tensor(known)]).float().log_softmax(-1)
                own = wanted[tensor(known)]
                total = total - weight * (own * (stands * found).sum(-1)).sum() / own.sum().clamp(1)
        return total

    def vector_loss(self, model: Comparer, story: Story) -> torch.Tensor:
        """Return how far the cosines of the statements of a story are off, over the pairs."""
        wanted = torch.from_numpy((story.table[story.pairs] > 0).astype(np.float32))
        if story.answers:
            table = np.zeros(story.table.shape, np.float32)
            for (one, other), (same, _) in story.answers.items():
                table[one, other] = same
            wanted = torch.from_numpy(table[story.pairs])
        counts = torch.from_numpy(story.table[story.pairs] >= 0)
        if not counts.any():
            return model.scales.sum() * 0
        with torch.autocast(self.device, torch.bfloat16, enabled=self.device == "cuda"):
            vectors = story.vectors(model, model.vector, self.device).float()
        odds = model.odds((vectors @ vectors.T)[story.pairs], 0)[counts.to(self.device)]
        return 0.25 * nn.functional.binary_cross_entropy_with_logits(
            odds, wanted[counts].to(self.device)
        )


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


def measure(model: nn.Module, held: Sequence[Story], device: str) -> float:
    """Return the average precision over the pairs that look alike or are on one matter."""
    scores, wanted = [], []
    for story in held:
        on_one = [tuple(p) for p in np.argwhere(np.triu(story.table > 0, k=1)).tolist()]
        scores.append(say(model, story, on_one + story.likely, device)[0])
        wanted.append(np.repeat([1, 0], [len(on_one), len(story.likely)]))
    return average_precision(np.concatenate(scores), np.concatenate(wanted))


if __name__ == "__main__":
    main()
