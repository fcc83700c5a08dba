"""The trained comparer as the one file that the package ships.

    python training/comparer/export.py weights.npz

Large tensors are stored as int8, as those of the reader are.
"""

import argparse
import io
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from network import BASE, Comparer, Pieces, mean
from onnx import helper
from torch import nn
from transformers import BertModel

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "reader"))
from shrink import shrink  # noqa: E402

SHIPPED = HERE.parents[1] / "src/onrecord/stories/comparer.onnx"
_OPSET = 17
INPUTS = ("pieces", "mask", "kinds", "own")
OUTPUTS = ("vectors", "events", "same", "relations")


class Shipped(nn.Module):
    """The comparer as it runs; rows are sentences alone, or pairs of statements.

    A sentence alone has no pieces that are `own`, and only its `vectors` and `events`, a row for
    each piece, mean something; a pair has only `same` and `relations`.
    """

    def __init__(self, comparer: Comparer) -> None:
        super().__init__()
        self.comparer = comparer

    def forward(self, *given: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Return `OUTPUTS`."""
        comparer, rows = self.comparer, Pieces(*given)
        states = comparer.states(rows)
        earlier = mean(states, rows.own * (1 - rows.kinds))
        later = mean(states, rows.own * rows.kinds)
        both = torch.cat([states[:, 0], earlier, later], dim=-1)
        return (
            comparer.vector(states), comparer.event(states),
            comparer.same(both)[:, 0], comparer.relation(both).log_softmax(-1),
        )  # fmt: skip


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("--to", type=Path, default=SHIPPED)
    options = parser.parse_args()
    comparer = load(options.weights)
    comparer.encoder.set_attn_implementation("eager")
    pieces = torch.tensor([[101, 2002, 102, 2056, 2002, 102]] * 2)
    kinds = torch.tensor([[0, 0, 0, 1, 1, 1]] * 2)
    own = torch.tensor([[0, 1, 0, 1, 1, 0]] * 2)
    axes = {name: {0: "rows", 1: "pieces"} for name in (*INPUTS, "vectors", "events")}
    axes |= {name: {0: "rows"} for name in ("same", "relations")}
    written = io.BytesIO()
    torch.onnx.export(
        Shipped(comparer).eval(), (pieces, torch.ones_like(pieces), kinds, own), written,
        input_names=list(INPUTS), output_names=list(OUTPUTS), dynamic_axes=axes,
        opset_version=_OPSET, dynamo=False,
    )  # fmt: skip
    model = onnx.load_from_string(written.getvalue())
    shrink(model)
    helper.set_model_props(model, {"tokenizer": (BASE / "tokenizer.json").read_text("utf-8")})
    onnx.checker.check_model(model)
    options.to.write_bytes(model.SerializeToString())


def load(path: Path) -> Comparer:
    """Return the comparer with trained weights; the table of word pieces is the base's."""
    stored = dict(np.load(path))
    weights = {}
    for name, values in stored.items():
        if name.endswith(":small"):
            values = values.astype(np.float32) * stored[name.replace(":small", ":scale")]
        if not name.endswith(":scale"):
            weights[name.removesuffix(":small")] = torch.from_numpy(values)
    comparer = Comparer(BertModel.from_pretrained(BASE, add_pooling_layer=False))
    missing, unknown = comparer.load_state_dict(weights, strict=False)
    strange = [name for name in missing if "word_embeddings" not in name]
    if unknown or strange:
        raise SystemExit(f"Error: {path} holds other weights: {unknown} {strange}")
    return comparer.eval()


if __name__ == "__main__":
    main()
