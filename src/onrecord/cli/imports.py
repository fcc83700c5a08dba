"""What a command leaves out of its imports, so that it answers at once."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

#: Frameworks that spaCy imports wherever they are installed; no part of Onrecord runs on them.
_FRAMEWORKS = ("torch", "cupy")


@contextmanager
def lean_imports() -> Iterator[None]:
    """Let spaCy be imported without the frameworks and without its own command line.

    The latter brings a web client and templates: a third of a command's start. This is for the
    process of a command alone; a program that imports `onrecord` gets spaCy whole.
    """
    info = ModuleType("spacy.cli.info")
    info.info = None  # type: ignore[attr-defined]
    stand_ins = {"spacy.cli": ModuleType("spacy.cli"), "spacy.cli.info": info}
    left_out = {**dict.fromkeys(_FRAMEWORKS), **stand_ins}
    put = {name: module for name, module in left_out.items() if name not in sys.modules}
    sys.modules.update(put)  # type: ignore[arg-type]  # None: as if it were not installed
    try:
        yield
    finally:
        for name, module in put.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
