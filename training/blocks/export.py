"""Trained networks to the one file that the package ships."""

import io
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from network import Ensemble
from onnx import TensorProto, helper, numpy_helper

from onrecord.articles.features import OUTER_NAMES, OWN_NAMES, WORDS, Features, Vocabulary
from onrecord.block_kinds import BlockKind

_OPSET = 17
#: Of the entries of a block, as the features have them, and of its boxes.
WIDTHS = (WORDS, OWN_NAMES, OUTER_NAMES, 4)
#: Smaller tensors are kept as they are.
_MANY = 1000


def export(
    networks: Ensemble,
    vocabulary: Vocabulary,
    kinds: Sequence[BlockKind],
    path: Path,
) -> None:
    """Write the networks with their vocabulary and kinds as one ONNX model."""
    numbers = networks.networks[0].shape.numbers
    page = (
        torch.zeros(3, numbers),
        *(torch.zeros(3, width, dtype=torch.int32) for width in WIDTHS),
    )
    written = io.BytesIO()
    torch.onnx.export(
        networks.eval(),
        page,
        written,
        input_names=list(Features._fields),
        output_names=["running", "kinds"],
        dynamic_axes={name: {0: "blocks"} for name in (*Features._fields, "running", "kinds")},
        opset_version=_OPSET,
        dynamo=False,
    )
    model = onnx.load_from_string(written.getvalue())
    _halve(model)
    stored = {"kinds": json.dumps(list(kinds))}
    stored |= {
        name: "\n".join(sorted(entries, key=entries.__getitem__))
        for name, entries in vocabulary._asdict().items()
    }
    helper.set_model_props(model, stored)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())


def _halve(model: onnx.ModelProto) -> None:
    """Store the large tensors in 16 bits; the runtime widens them once, when it loads them."""
    graph = model.graph
    widened = []
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if tensor.data_type != TensorProto.FLOAT or values.size < _MANY:
            continue
        name = tensor.name
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
        widened.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    for node in reversed(widened):
        graph.node.insert(0, node)
