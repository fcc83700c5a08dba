"""Trained networks to the one file that the package ships."""

import io
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from ensemble import Ensemble
from onnx import TensorProto, helper, numpy_helper

from onrecord.articles.features import OUTER_NAMES, OWN_NAMES, WORDS, Features, Vocabulary
from onrecord.articles.labeller import Feed, feed
from onrecord.block_kinds import BlockKind

_OPSET = 17
#: Blocks of the page that is given while the networks are written down.
_BLOCKS = 3
#: What the first axis of each input and output counts.
_LENGTHS = {
    **dict.fromkeys(("numbers", "outer_of", "near_of", "far_of", "running", "kinds"), "blocks"),
    "entries": "entries", "ends": "ends", "near": "near", "far": "far",
}  # fmt: skip
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
    words, own, outer, boxes = (
        np.ones((_BLOCKS, width), dtype=np.int32) for width in (WORDS, OWN_NAMES, OUTER_NAMES, 4)
    )
    features = Features(np.zeros((_BLOCKS, numbers), dtype=np.float32), words, own, outer, boxes)
    page = tuple(map(torch.from_numpy, feed(features, len(vocabulary.words))))
    written = io.BytesIO()
    torch.onnx.export(
        networks.eval(),
        page,
        written,
        input_names=list(Feed._fields),
        output_names=["running", "kinds"],
        dynamic_axes={name: {0: length} for name, length in _LENGTHS.items()},
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
