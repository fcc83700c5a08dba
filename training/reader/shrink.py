"""Large tensors of a network as int8, with a scale for each row or column.

Weights only: what runs is in 32 bits, so the answers do not depend on the processor.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

#: Smaller tensors are kept as they are.
_MANY = 4096


def shrink(model: onnx.ModelProto) -> None:
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
