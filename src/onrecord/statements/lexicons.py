"""Word lists beside the modules, as data."""

import functools
import tomllib
from importlib.resources import files
from typing import Any


@functools.cache
def lexicon(name: str) -> dict[str, Any]:
    """Return the tables of the TOML file `name` of this folder; they are not to be changed."""
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))
