"""The towns of the world by name, from ``towns.tsv.gz``.

Towns are those of GeoNames with 1,000 people or more (CC BY 4.0; built by
``scripts/build_gazetteer.py``). The table stays lines of text, sorted by name, and only the lines
of a name that is asked for are read: as objects its 220,000 rows would take three seconds and
300 megabytes.
"""

import bisect
import functools
import gzip
from importlib.resources import files
from itertools import takewhile
from typing import NamedTuple

#: Names whose towns are kept, so that those of one article are looked up once.
_NAMES_KEPT = 20_000


class Town(NamedTuple):
    """A town of GeoNames; `state` is the code of its first-level division."""

    name: str
    country: str
    state: str
    lat: float
    lon: float
    population: int


@functools.lru_cache(maxsize=_NAMES_KEPT)
def towns(name: str) -> tuple[Town, ...]:
    """Return the towns that bear a name, also as another name of theirs, in GeoNames' order."""
    lines, key = _lines(), f"{name}\t".encode(errors="replace")
    first = bisect.bisect_left(lines, key)
    return tuple(
        _town(lines[place].decode())
        for place in takewhile(lambda place: lines[place].startswith(key), range(first, len(lines)))
    )


def _town(line: str) -> Town:
    name, country, state, lat, lon, population, *usual = line.split("\t")
    shown = usual[0] if usual else name
    return Town(shown, country, state, float(lat), float(lon), int(population))


@functools.cache
def _lines() -> list[bytes]:
    packed = files("onrecord").joinpath("statements/places/towns.tsv.gz").read_bytes()
    return gzip.decompress(packed).split(b"\n")
