"""The networks that are part of the package, as sessions of ONNX Runtime."""

import hashlib
from functools import cache
from importlib.resources import as_file, files

import onnxruntime


def session(path: str) -> onnxruntime.InferenceSession:
    """Return a network of this package, ready to run on one core.

    An article is small: a second thread costs more than it brings.

    Args:
        path: Of the ONNX file, from the package's own folder: ``statements/reader.onnx``.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    # as a file and not as bytes, of which the runtime would hold a second copy
    with as_file(files(__package__).joinpath(path)) as file:
        return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])


@cache
def fingerprint(path: str) -> str:
    """Return a mark of a network of this package that is another one once it is trained anew."""
    content = files(__package__).joinpath(path).read_bytes()
    return hashlib.blake2b(content, digest_size=16).hexdigest()
