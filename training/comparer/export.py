"""The trained comparer as the one file that the package ships.

    python training/comparer/export.py all.npz taught.npz

The weights of both are averaged, as in model soups (Wortsman et al. 2022): both began at one base,
and what one knows of written stories and the other of real ones adds up. Large tensors are stored
as int8, as those of the reader are.
"""

import argparse
import io
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from network import BASE, Comparer, Pieces, side_states
from onnx import helper
from torch import nn
from transformers import BertModel

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "reader"))
from shrink import shrink  # noqa: E402

SHIPPED = HERE.parents[1] / "src/onrecord/stories/comparer.onnx"
_OPSET = 17
INPUTS = ("pieces", "mask", "kinds", "own")
OUTPUTS = ("vectors", "same", "relations")
#: Share of the second weights in the average. More is better on news and worse on written stories.
TAUGHT = 0.4


class Shipped(nn.Module):
    """The comparer as it runs; rows are sentences alone, or pairs of statements.

    A sentence alone has no pieces that are `own`, and only its `vectors`, a row for each piece,
    mean something; a pair has only `same` and `relations`.
    """

    def __init__(self, comparer: Comparer) -> None:
        super().__init__()
        self.comparer = comparer

    def forward(self, *given: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Return `OUTPUTS`."""
        comparer, rows = self.comparer, Pieces(*given)
        states = comparer.states(rows)
        both = side_states(states, rows)
        return (
            comparer.vector(states), comparer.same(both)[:, 0],
            comparer.relation(both).log_softmax(-1),
        )  # fmt: skip


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weights", type=Path, help="of train.py")
    parser.add_argument("taught", type=Path, help="of distil.py")
    parser.add_argument("--to", type=Path, default=SHIPPED)
    options = parser.parse_args()
    comparer = load(averaged(options.weights, options.taught))
    comparer.encoder.set_attn_implementation("eager")
    pieces = torch.tensor([[101, 2002, 102, 2056, 2002, 102]] * 2)
    kinds = torch.tensor([[0, 0, 0, 1, 1, 1]] * 2)
    own = torch.tensor([[0, 1, 0, 1, 1, 0]] * 2)
    axes = {name: {0: "rows", 1: "pieces"} for name in (*INPUTS, "vectors")}
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


def averaged(one: Path, other: Path) -> dict[str, torch.Tensor]:
    """Return the weights that both files hold, averaged, and what only the first holds."""
    first, second = read(one), read(other)
    return {
        name: torch.lerp(weight, second[name], TAUGHT) if name in second else weight
        for name, weight in first.items()
    }


def read(path: Path) -> dict[str, torch.Tensor]:
    """Return stored weights by their names."""
    stored = dict(np.load(path))
    weights = {}
    for name, values in stored.items():
        if name.endswith(":small"):
            values = values.astype(np.float32) * stored[name.replace(":small", ":scale")]
        if not name.endswith(":scale"):
            weights[name.removesuffix(":small")] = torch.from_numpy(values)
    return weights


def load(weights: dict[str, torch.Tensor]) -> Comparer:
    """Return the comparer with these weights; the table of word pieces is the base's."""
    comparer = Comparer(BertModel.from_pretrained(BASE, add_pooling_layer=False))
    missing, unknown = comparer.load_state_dict(weights, strict=False)
    strange = [name for name in missing if "word_embeddings" not in name]
    if unknown or strange:
        raise SystemExit(f"Error: these are other weights: {unknown} {strange}")
    return comparer.eval()


if __name__ == "__main__":
    main()
