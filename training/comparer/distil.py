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
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import teacher
import torch
from lessons import Alone, Batch, Lessons, Source, Story, moved, remember
from network import BASE, WIDTH, Comparer, head, mean
from tokenizers import Tokenizer
from torch import nn
from torch.utils.data import DataLoader
from train import average_precision, side_by_side, small
from transformers import BertModel

RATE, HEAD_RATE, WARM = {"teach": 3e-5, "learn": 1e-4}, 5e-4, 0.06
#: Pairs at once: of written stories, of real ones (labelled or not), and of words of events.
TEACHING, LEARNING = (96, 48, 24), (128, 96, 32)
#: Sides of pairs drawn: on one matter, on two though they look alike, on two.
WRITTEN, REAL, ASKED, WORDS = (1, 0, 8), (2, 4, 3), (3, 7, 0), (2, 4, 6)
#: What pairs of words of events count for, and the relation of pairs that are labelled or not.
WORDS_COUNT, LABELLED_COUNT, ANSWERED_COUNT = 0.4, 0.3, 0.1
MANY = 1024
#: Processes that make what is learnt next.
WORKERS = 5


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
