"""The trained reader as the one file that the package ships.

Large tensors are stored as int8 with a scale for each row or column (weights only: what runs is
in 32 bits, so the answers do not depend on the processor).
"""

import io
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from network import BASE, Batch, Reader
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from windows import NAME_KINDS

_OPSET = 17
_MANY = 4096
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
    _shrink(model)
    stored = {
        "names": json.dumps(list(NAME_KINDS)),
        "tokenizer": (BASE / "tokenizer.json").read_text(encoding="utf-8"),
    }
    helper.set_model_props(model, stored)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())


def _shrink(model: onnx.ModelProto) -> None:
    """Store large tensors as int8; the word table is widened row by row, where it is used."""
    graph = model.graph
    gathers = {node.input[0]: node for node in graph.node if node.op_type == "Gather"}
    widened = []
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if tensor.data_type != TensorProto.FLOAT or values.size < _MANY or values.ndim != 2:
            continue
        name = tensor.name
        is_table = name in gathers
        scale = np.abs(values).max(axis=1 if is_table else 0, keepdims=True) / 127 + 1e-12
        graph.initializer.remove(tensor)
        small = np.round(values / scale).astype(np.int8)
        graph.initializer.append(numpy_helper.from_array(small, f"{name}.small"))
        graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), f"{name}.scale"))
        if is_table:
            node = gathers[name]
            place, out = list(node.input)[1], node.output[0]
            at = list(graph.node).index(node)
            graph.node.remove(node)
            made = [
                helper.make_node("Gather", [f"{name}.small", place], [f"{name}.rows"], axis=0),
                helper.make_node("Cast", [f"{name}.rows"], [f"{name}.wide"], to=TensorProto.FLOAT),
                helper.make_node("Gather", [f"{name}.scale", place], [f"{name}.sizes"], axis=0),
                helper.make_node("Mul", [f"{name}.wide", f"{name}.sizes"], [out]),
            ]
            for number, new in enumerate(made):
                graph.node.insert(at + number, new)
        else:
            widened += [
                helper.make_node("Cast", [f"{name}.small"], [f"{name}.cast"], to=TensorProto.FLOAT),
                helper.make_node("Mul", [f"{name}.cast", f"{name}.scale"], [name]),
            ]
    for node in reversed(widened):
        graph.node.insert(0, node)
