"""Train the comparer and write its weights.

    python training/comparer/train.py examples.json weights.npz [--all]

Without ``--all`` nothing is learnt from the stories labelled by places and from half of the
topics: the weights beside the comparer's answers are fitted to those
(`training/matters.py`, `training/event_coreference.py`).
"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from network import BASE, Comparer, Pieces, mean
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel

MOST_PIECES, MOST_HEADLINE = 72, 20
PAIRS, STORIES, NEGATIVES = 192, 2, 8
RATE, HEAD_RATE, WARM = 1e-4, 5e-4, 0.06
_CLS, _SEP = 101, 102
_MANY = 4096
#: Label of a pair on one matter of which nobody said how the two stand.
_ON_ONE = 4


class Examples:
    """A story or a topic as numbers: sentences, and statements or words of events in them."""

    def __init__(
        self, item: dict[str, Any], tokenizer: Tokenizer, signs: tuple[int, int] = (_CLS, _SEP)
    ) -> None:
        self.item = item
        self.sentences, self.offsets, self.behind = [], [], []
        first, last = signs
        texts, heads = zip(*item["sentences"], strict=True)
        coded = tokenizer.encode_batch(list(texts), add_special_tokens=False)
        above = tokenizer.encode_batch(list(heads), add_special_tokens=False)
        for text, head, code, title in zip(texts, heads, coded, above, strict=True):
            self.sentences.append([first, *code.ids[:MOST_PIECES], last])
            self.offsets.append(code.offsets[:MOST_PIECES])
            # a headline is not told twice
            self.behind.append([] if text == head else [*title.ids[:MOST_HEADLINE], last])
        places = (
            item["statements"]
            if "statements" in item
            else [(sentence, [(start, end)]) for sentence, start, end, _ in item["mentions"]]
        )
        self.home = [row[0] for row in places]
        self.own = [self.flags(row[0], row[1]) for row in places]
        size = len(places)
        self.pairs = np.triu_indices(size, k=1)
        if "statements" in item:
            table = np.zeros((size, size), int)
            if "likely" in item:
                # of real stories only pairs of two articles are labelled
                article = np.array([row[2] for row in item["statements"]])
                table[article[:, None] == article] = -1
            for a, b, relation in item.get("same", ()):
                table[a, b] = relation or _ON_ONE
            for a, b in item.get("closed", ()):
                table[a, b] = -1
        else:
            events = np.array([row[3] for row in item["mentions"]])
            table = (events[:, None] == events).astype(int)
        self.labels = table[self.pairs]

    def flags(self, sentence: int, spans: Sequence[Sequence[int]]) -> list[int]:
        """Return which pieces of a sentence lie in spans of it; the first sign if none does."""
        found = [0] * len(self.sentences[sentence])
        for number, (start, end) in enumerate(self.offsets[sentence]):
            found[number + 1] = int(any(start < b and a < end for a, b in spans))
        if not any(found):
            found[0] = 1
        return found

    def alone(self) -> tuple[list[list[int]], list[list[int]]]:
        """Return the pieces of the sentences, each with its headline, and which are of that."""
        both = list(zip(self.sentences, self.behind, strict=True))
        return [own + behind for own, behind in both], [
            [0] * len(own) + [1] * len(behind) for own, behind in both
        ]

    def vectors(self, model: Comparer, head: nn.Linear, device: str) -> torch.Tensor:
        """Return a unit vector for each statement or word."""
        rows, kinds = self.alone()
        nothing = [[0] * len(row) for row in rows]
        states = head(model.states(pieces(rows, kinds, nothing, device)))
        width = states.shape[1]
        own = torch.tensor([row + [0] * (width - len(row)) for row in self.own], device=device)
        return nn.functional.normalize(
            mean(states[torch.tensor(self.home, device=device)], own), dim=-1
        )

    def side(self, place: int) -> tuple[list[int], list[int]]:
        """Return the pieces of a statement's sentence and headline, and which are its own."""
        home = self.home[place]
        behind = self.behind[home]
        return self.sentences[home] + behind, self.own[place] + [0] * len(behind)


def pieces(
    rows: list[list[int]], kinds: list[list[int]], own: list[list[int]], device: str
) -> Pieces:
    """Return rows as one padded batch."""
    most = max(map(len, rows))

    def pad(some: list[list[int]]) -> torch.Tensor:
        return torch.tensor([row + [0] * (most - len(row)) for row in some], device=device)

    return Pieces(pad(rows), pad([[1] * len(row) for row in rows]), pad(kinds), pad(own))


def side_by_side(pairs: Sequence[tuple[Examples, int, int]], device: str) -> Pieces:
    rows, kinds, own = [], [], []
    for one, a, b in pairs:
        (first, first_own), (second, second_own) = one.side(a), one.side(b)
        rows.append(first + second[1:])
        kinds.append([0] * len(first) + [1] * (len(second) - 1))
        own.append(first_own + second_own[1:])
    return pieces(rows, kinds, own, device)


def endless(some: Sequence[Any], rng: random.Random) -> Iterator[Any]:
    while True:
        yield from rng.sample(some, len(some))


def batches(
    noted: Sequence[Examples], rng: random.Random
) -> Iterator[list[tuple[Examples, int, int, int]]]:
    """Yield pairs: every one that is on one matter, and other ones, anew each time."""
    on_one, others = [], []
    for one in noted:
        for a, b, label in zip(*one.pairs, one.labels, strict=True):
            if label >= 0:
                (on_one if label else others).append((one, int(a), int(b), int(label)))
    while True:
        chosen = on_one + rng.sample(others, min(len(others), NEGATIVES * len(on_one)))
        rng.shuffle(chosen)
        for start in range(0, len(chosen) - PAIRS + 1, PAIRS):
            yield chosen[start : start + PAIRS]


def average_precision(score: np.ndarray, wanted: np.ndarray) -> float:
    order = np.argsort(-score)
    hits = wanted[order].cumsum()
    return float((hits / np.arange(1, len(order) + 1))[wanted[order] > 0].mean())


@torch.no_grad()
def measure(
    model: Comparer, kept: Sequence[Examples], topics: Sequence[Examples], device: str
) -> dict[str, float]:
    model.eval()
    same, cosines, wanted, right, reached = [], [], [], [], []
    for one in kept:
        vectors = one.vectors(model, model.vector, device).float()
        cosine = (vectors @ vectors.T).cpu().numpy()
        near = np.argsort(-(cosine - 3 * np.eye(len(cosine))), axis=1)[:, :8]
        close = np.zeros(cosine.shape, dtype=bool)
        close[np.arange(len(cosine))[:, None], near] = 1
        close |= close.T
        found, stands = [], []
        pairs = [(one, a, b) for a, b in zip(*one.pairs, strict=True)]
        for start in range(0, len(pairs), 1024):
            out = model.compare(side_by_side(pairs[start : start + 1024], device))
            found.append(out[0].float().cpu().numpy())
            stands.append(out[1].float().cpu().numpy())
        asked = one.labels >= 0
        same.append(np.concatenate(found)[asked])
        cosines.append(cosine[one.pairs][asked])
        wanted.append(one.labels[asked] > 0)
        on_one = one.labels > 0
        reached.append(close[one.pairs][on_one])
        right.append(np.concatenate(stands)[on_one].argmax(-1) == one.labels[on_one] - 1)
    want = np.concatenate(wanted)
    made = {
        "pairs": average_precision(np.concatenate(same), want),
        "vectors": average_precision(np.concatenate(cosines), want),
        "relation": float(np.concatenate(right).mean()),
        "reached": float(np.concatenate(reached).mean()),
    }
    if topics:
        cosines, wanted = [], []
        for one in topics:
            vectors = one.vectors(model, model.event, device).float()
            cosines.append((vectors @ vectors.T).cpu().numpy()[one.pairs])
            wanted.append(one.labels)
        made["events"] = average_precision(np.concatenate(cosines), np.concatenate(wanted))
    model.train()
    return {key: round(value, 4) for key, value in made.items()}


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("examples", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--all", action="store_true", help="learn from everything")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=1e9, help="be done by then")
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(1)
    rng = random.Random(1)  # noqa: S311 (no secret)
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    made = json.loads(options.examples.read_text("utf-8"))
    noted, kept, topics = (
        [Examples(item, tokenizer) for item in made[name]]
        for name in ("noted", "careful", "topics")
    )
    held = topics[::2]
    if options.all:
        noted, taught = noted + kept, topics
    else:
        taught = topics[1::2]
    encoder = BertModel.from_pretrained(BASE, add_pooling_layer=False, attn_implementation="sdpa")
    model = Comparer(encoder).to(device)
    encoder.embeddings.word_embeddings.weight.requires_grad = False
    groups = {True: [], False: []}
    for name, weight in model.named_parameters():
        if weight.requires_grad:
            groups[name.startswith("encoder.")].append(weight)
    optimiser = torch.optim.AdamW(
        [{"params": groups[True], "lr": RATE}, {"params": groups[False], "lr": HEAD_RATE}],
        weight_decay=0.01,
    )
    odds_of = nn.functional.binary_cross_entropy_with_logits
    pairs, stories, words = batches(noted, rng), endless(noted, rng), endless(taught, rng)
    began, losses = time.monotonic(), np.zeros(4)
    model.train()
    step, share = 0, 0.0
    while share < 1:
        rate = min(1.0, (step + 1) / (WARM * options.steps)) * 0.5 * (1 + math.cos(math.pi * share))
        for group, base in zip(optimiser.param_groups, (RATE, HEAD_RATE), strict=True):
            group["lr"] = base * rate
        optimiser.zero_grad()
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
            chosen = next(pairs)
            same, relation = model.compare(side_by_side([one[:3] for one in chosen], device))
            labels = torch.tensor([one[3] for one in chosen], device=device)
            wanted = labels > 0
            parts = [odds_of(same.float(), wanted.float()), 0.0, 0.0, 0.0]
            if wanted.any():
                parts[1] = 0.3 * nn.functional.cross_entropy(
                    relation[wanted].float(), labels[wanted] - 1
                )
            (parts[0] + parts[1]).backward()
            for kind, head, some in (
                (0, model.vector, [next(stories) for _ in range(STORIES)]),
                (1, model.event, [next(words)]),
            ):
                if kind and step % 2:
                    continue
                for one in some:
                    vectors = one.vectors(model, head, device)
                    label = torch.from_numpy(one.labels).to(device)
                    odds = model.odds((vectors @ vectors.T)[one.pairs], kind)
                    loss = (
                        0.5 * odds_of(odds[label >= 0], (label[label >= 0] > 0).float()) / len(some)
                    )
                    loss.backward()
                    parts[2 + kind] += float(loss.detach())
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        losses += [float(part) for part in parts]
        step += 1
        seconds = time.monotonic() - began
        share = max(step / options.steps, seconds / options.seconds)
        if step % 100 == 0:
            print(step, f"{seconds:.0f}s", np.round(losses / 100, 4), flush=True)
            losses[:] = 0
        if step % 600 == 0 or share >= 1:
            print(measure(model, kept, held, device), flush=True)
    np.savez(options.out, **small(model))


def small(model: Comparer) -> dict[str, np.ndarray]:
    """Return the weights as they are shipped: large ones in 8 bits with a scale for each row."""
    found = {}
    for name, weight in model.state_dict().items():
        values = weight.detach().float().cpu().numpy()
        if "word_embeddings" in name or "position_ids" in name:
            continue
        if values.ndim == 2 and values.size >= _MANY:
            scale = np.abs(values).max(axis=1, keepdims=True) / 127 + 1e-12
            found[f"{name}:small"] = np.round(values / scale).astype(np.int8)
            found[f"{name}:scale"] = scale.astype(np.float32)
        else:
            found[name] = values
    return found


if __name__ == "__main__":
    main()
