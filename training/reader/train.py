"""Train the reader and write its weights.

python training/reader/train.py ../shared/gold out.pt
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from export import export
from gold_sets import FACT_LAYERS, documents
from meanings import add_meanings
from network import BASE, Batch, Reader
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel
from windows import ENTITY_KINDS, IGNORED, NAME_KINDS, Window, windows

SHIPPED = Path(__file__).parents[2] / "src/onrecord/statements/reader.onnx"
MOST_PIECES = 280
#: Padded pieces of one step.
BATCH_PIECES = 3072
EPOCHS = 5
RATE, HEAD_RATE = 2.5e-4, 1e-3
_WEIGHTS = {
    "tag": 0.05, "dep": 0.05, "arc": 0.05, "entity": 0.05, "start": 0.05, "name": 1.0, "cue": 1.5,
    "role": 2.5, "happens": 0.8, "fact": 2.5, "layer": 0.4, "meaning": 1.5,
}  # fmt: skip
#: Share of the windows kept in which only some happenings are marked; there are many.
_PARTLY_MARKED = 0.3


def sizes(tags: Sequence[str], deps: Sequence[str]) -> dict[str, int]:
    """Return how many scores each head of a word gives."""
    return {
        "tag": len(tags), "dep": len(deps), "entity": 1 + 2 * len(ENTITY_KINDS), "start": 1,
        "name": 1 + 2 * len(NAME_KINDS), "cue": 3, "happens": 1, "layer": 3 * len(FACT_LAYERS),
    }  # fmt: skip


class Examples:
    """Windows as numbers."""

    def __init__(self, found: Sequence[Window], tags: Sequence[str], deps: Sequence[str]) -> None:
        self.windows = found
        self.tags = {tag: number for number, tag in enumerate(tags)}
        self.deps = {dep: number for number, dep in enumerate(deps)}
        tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        coded = tokenizer.encode_batch([one.words for one in found], is_pretokenized=True)
        self.pieces, self.owners, self.firsts = [], [], []
        self.kept = []
        for place, (code, one) in enumerate(zip(coded, found, strict=True)):
            owners = [number if number is not None else 0 for number in code.word_ids]
            owners[-1] = len(one.words) - 1
            first: dict[int, int] = {}
            for number, owner in enumerate(code.word_ids):
                if owner is not None:
                    first.setdefault(owner, number)
            # a word the tokenizer drops (control signs) stands with the piece before it
            firsts, last = [], 0
            for number in range(len(one.words)):
                last = first.get(number, last)
                firsts.append(last)
            self.pieces.append(code.ids)
            self.owners.append(owners)
            self.firsts.append(firsts)
            if len(code.ids) <= MOST_PIECES:
                self.kept.append(place)

    def batches(self, rng: random.Random) -> Iterator[list[int]]:
        """Yield groups of windows of like length, in random order."""
        order = sorted(self.kept, key=lambda i: len(self.pieces[i]) * rng.uniform(0.9, 1.1))
        groups, group = [], []
        for place in order:
            if group and (len(group) + 1) * len(self.pieces[place]) > BATCH_PIECES:
                groups.append(group)
                group = []
            group.append(place)
        groups.append(group)
        rng.shuffle(groups)
        yield from groups

    def batch(self, chosen: Sequence[int]) -> Batch:
        """Return windows as one padded batch."""
        most = max(len(self.pieces[i]) for i in chosen)
        wide = max(len(self.firsts[i]) for i in chosen)

        def padded(rows: list[list[int]], width: int) -> torch.Tensor:
            return torch.tensor([row + [0] * (width - len(row)) for row in rows])

        return Batch(
            pieces=padded([self.pieces[i] for i in chosen], most),
            piece_mask=padded([[1] * len(self.pieces[i]) for i in chosen], most),
            owners=padded([self.owners[i] for i in chosen], most),
            firsts=padded([self.firsts[i] for i in chosen], wide),
            features=torch.stack([
                torch.from_numpy(np.pad(self.windows[i].features,
                                        ((0, wide - len(self.firsts[i])), (0, 0))))
                for i in chosen
            ]),
            word_mask=padded([[1] * len(self.firsts[i]) for i in chosen], wide).bool(),
        )  # fmt: skip

    def column(
        self, chosen: Sequence[int], rows: list[np.ndarray | None], wide: int
    ) -> torch.Tensor:
        """Return labels of words padded with IGNORED; a window without labels is all IGNORED."""
        made = []
        for _, row in zip(chosen, rows, strict=True):
            full = np.full(wide, IGNORED, np.float32 if row is None else row.dtype)
            if row is not None:
                full[: len(row)] = row
            made.append(torch.from_numpy(full.astype(np.float32)))
        return torch.stack(made)


def losses(model: Reader, examples: Examples, chosen: Sequence[int]) -> dict[str, torch.Tensor]:
    """Return the loss of each head on some windows."""
    batch = examples.batch(chosen)
    ones = [examples.windows[i] for i in chosen]
    states = model.states(batch)
    wide = states.shape[1]

    def gold(rows: list[np.ndarray | None]) -> torch.Tensor:
        return examples.column(chosen, rows, wide)

    def entropy(scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        flat = labels.long().reshape(-1)
        if not (flat != IGNORED).any():
            return scores.sum() * 0
        return nn.functional.cross_entropy(
            scores.reshape(-1, scores.shape[-1]), flat, ignore_index=IGNORED
        )

    def binary(scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        known = labels != IGNORED
        if not known.any():
            return scores.sum() * 0
        return nn.functional.binary_cross_entropy_with_logits(scores[known], labels[known])

    out = {name: head(states) for name, head in model.heads.items()}
    found = {
        "tag": entropy(
            out["tag"], gold([np.array([examples.tags[t] for t in one.tags]) for one in ones])
        ),
        "dep": entropy(
            out["dep"], gold([np.array([examples.deps[d] for d in one.deps]) for one in ones])
        ),
        "entity": entropy(out["entity"], gold([one.entities for one in ones])),
        "start": binary(out["start"][..., 0], gold([one.starts for one in ones])),
        "name": entropy(out["name"], gold([one.names for one in ones])),
        "cue": entropy(out["cue"], gold([one.cues for one in ones])),
        "happens": binary(out["happens"][..., 0], gold([one.happens for one in ones])),
    }
    arcs = model.arcs(states).masked_fill(~batch.word_mask.unsqueeze(1), -1e4)
    found["arc"] = entropy(arcs, gold([one.heads for one in ones]))
    values = gold([one.factuality for one in ones])
    known = values != IGNORED
    scores = model.fact(states)[..., 0]
    found["fact"] = (
        nn.functional.huber_loss(scores[known], values[known]) if known.any() else scores.sum() * 0
    )
    layers = out["layer"].reshape(*states.shape[:2], len(FACT_LAYERS), 3)
    found["layer"] = sum(
        entropy(
            layers[:, :, k], gold([None if one.facts is None else one.facts[k] for one in ones])
        )
        for k in range(len(FACT_LAYERS))
    )
    pairs = [(row, cue, labels) for row, one in enumerate(ones) for cue, labels in one.arguments]
    if pairs:
        rows = torch.tensor([row for row, _, _ in pairs])
        cues = torch.tensor([cue for _, cue, _ in pairs])
        labels = examples.column(pairs, [labels for _, _, labels in pairs], wide)
        roles = model.roles(states, batch.word_mask, rows, cues)
        found["role"] = entropy(roles, labels) * labels.shape[1] / 40
    else:
        found["role"] = states.sum() * 0
    meant = [(row, *meaning) for row, one in enumerate(ones) for meaning in one.meanings]
    if meant:
        vectors = model.vector(states)
        made = torch.stack([vectors[row, start:end].mean(0) for row, start, end, _ in meant])
        wanted = torch.from_numpy(np.stack([vector for *_, vector in meant]))
        found["meaning"] = 1 - nn.functional.cosine_similarity(made, wanted).mean()
    else:
        found["meaning"] = states.sum() * 0
    return found


def balanced(found: Sequence[Window]) -> list[Window]:
    """Return windows to train on: those of small sets twice, few of those that tell little."""
    rng = random.Random(5)  # noqa: S311

    def is_partly_marked(one: Window) -> bool:
        return one.happens is not None and bool((one.happens == IGNORED).any())

    kept = [one for one in found if not is_partly_marked(one) or rng.random() < _PARTLY_MARKED]
    return kept + [one for one in kept if one.cues is None and not is_partly_marked(one)]


def train(model: Reader, examples: Examples) -> None:
    """Train in place."""
    rng = random.Random(1)  # noqa: S311
    total = EPOCHS * sum(1 for _ in examples.batches(rng))
    model.encoder.embeddings.word_embeddings.weight.requires_grad = False
    of_encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    others = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": of_encoder, "lr": RATE}, {"params": others, "lr": HEAD_RATE}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / 100) * max(0.02, 1 - step / total)
    )
    step, started = 0, time.perf_counter()
    means: dict[str, float] = {}
    model.train()
    for _ in range(EPOCHS):
        for chosen in examples.batches(rng):
            found = losses(model, examples, chosen)
            loss = sum(_WEIGHTS[name] * value for name, value in found.items())
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            for name, value in found.items():
                last = float(value.detach())
                means[name] = 0.98 * means.get(name, last) + 0.02 * last
            if step % 50 == 0:
                shown = " ".join(f"{name} {value:.3f}" for name, value in means.items())
                print(f"{step}/{total} {time.perf_counter() - started:.0f}s {shown}", flush=True)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, default=SHIPPED, help="where to write the model")
    options = parser.parse_args()
    torch.manual_seed(1)
    found = list(windows(list(documents(options.gold))))
    tags = sorted({tag for one in found for tag in one.tags})
    deps = sorted({dep for one in found for dep in one.deps})
    add_meanings(found, base())
    model = Reader(base(), sizes(tags, deps))
    train(model, Examples(balanced(found), tags, deps))
    export(model, options.out)


def base() -> BertModel:
    """Return the pretrained encoder.

    Without dropout of attention the fused kernel trains it, in a third less time; for the
    export attention is written out in plain operations.
    """
    return BertModel.from_pretrained(
        str(BASE), add_pooling_layer=False, attention_probs_dropout_prob=0.0
    )


if __name__ == "__main__":
    main()
