"""The trained reader as the one file that the package ships.

How its tensors are stored is told in `shrink.py`.
"""

import io
import json
from pathlib import Path

import onnx
import torch
from network import BASE, Batch, Reader
from onnx import helper
from shrink import shrink
from torch import nn
from windows import NAME_KINDS

_OPSET = 17
INPUTS = ("pieces", "piece_mask", "owners", "firsts", "features")
OUTPUTS = ("name", "cue", "happens", "factuality", "role_rows", "role_cues", "roles")
_OF_WORDS = 4
#: Source and content are given for words that begin a cue with this probability; the package
#: chooses among them (`onrecord.statements.reader`).
_LEAST_CUE = 0.2


class Shipped(nn.Module):
    """The reader with labels chosen; see `onrecord.statements.encoder` for the outputs."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self,
        pieces: torch.Tensor,
        piece_mask: torch.Tensor,
        owners: torch.Tensor,
        firsts: torch.Tensor,
        features: torch.Tensor,
    ) -> tuple[torch.Tensor, ...]:
        """Return `OUTPUTS`."""
        reader = self.reader
        batch = Batch(pieces, piece_mask, owners, firsts, features, firsts > 0)
        states = reader.states(batch)
        heads = reader.heads
        cue = heads["cue"](states).softmax(-1)
        found = (cue[..., 1] > _LEAST_CUE).nonzero()
        return (
            heads["name"](states).argmax(-1),
            cue,
            heads["happens"](states)[..., 0].sigmoid(),
            reader.fact(states)[..., 0].clamp(-3, 3),
            found[:, 0],
            found[:, 1],
            reader.roles(states, batch.word_mask, found[:, 0], found[:, 1]).softmax(-1),
        )


def export(reader: Reader, path: Path) -> None:
    """Write the reader with its labels and its vocabulary as one ONNX model."""
    one = (
        torch.tensor([[101, 2002, 2056, 102], [101, 2002, 2056, 102]]), torch.ones(2, 4).long(),
        torch.tensor([[0, 0, 1, 1]] * 2), torch.tensor([[1, 2]] * 2), torch.zeros(2, 2, 3).long(),
    )  # fmt: skip
    written = io.BytesIO()
    axes = {name: {0: "windows", 1: "pieces"} for name in INPUTS[:3]}
    axes |= {name: {0: "windows", 1: "words"} for name in INPUTS[3:]}
    axes |= {name: {0: "windows", 1: "words"} for name in OUTPUTS[:_OF_WORDS]}
    axes |= {"roles": {0: "cues", 1: "words"}}
    axes |= {"role_rows": {0: "cues"}, "role_cues": {0: "cues"}}
    reader.encoder.set_attn_implementation("eager")
    torch.onnx.export(
        Shipped(reader).eval(), one, written, input_names=list(INPUTS), output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=_OPSET, dynamo=False,
    )  # fmt: skip
    model = onnx.load_from_string(written.getvalue())
    shrink(model)
    stored = {
        "names": json.dumps(list(NAME_KINDS)),
        "tokenizer": (BASE / "tokenizer.json").read_text(encoding="utf-8"),
    }
    helper.set_model_props(model, stored)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())
