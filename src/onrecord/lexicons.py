"""Word lists, as data beside the modules that use them."""

import functools
import tomllib
from importlib.resources import files
from typing import Any


@functools.cache
def lexicon(path: str) -> dict[str, Any]:
    """Return the tables of a TOML file of this package; they are not to be changed.

    Args:
        path: Of the file, from the package's own folder: ``statements/figures/units.toml``.
    """
    return tomllib.loads(files(__package__).joinpath(path).read_text("utf-8"))
