"""The networks that are part of the package, as sessions of ONNX Runtime."""

import onnxruntime


def session(model: bytes) -> onnxruntime.InferenceSession:
    """Return a network ready to run on one core, from the bytes of its ONNX file.

    An article is small: a second thread costs more than it brings.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
