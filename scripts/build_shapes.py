"""Build ``stories/shapes.json.gz``: the shapes of countries for the maps of stories.

Takes ``countries-50m.json`` of world-atlas 2.0.2 (npm, ISC licence), which is Natural Earth 4.1 at
1:50 million (public domain) as TopoJSON, and the capitals from the gazetteer of the engine. Run::

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    PYTHONPATH=src python scripts/build_shapes.py package/countries-50m.json

The file is a JSON object: ``licence``, ``unit`` (degrees of one step) and ``countries``, by ISO
3166-1 alpha-2 code, each with ``capital`` (longitude and latitude in degrees, or null) and
``rings``, the largest first: whole steps, x and y in turn, the first pair from (0, 0), each other
from the one before. Regions without a code stand under names in small letters.
"""

import csv
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

OUT = Path("src/onrecord_site/stories/shapes.json.gz")
GAZETTEER = Path("src/onrecord/statements/places")
#: Degrees of one step, and how far a border may be moved when points are left out.
UNIT = 0.01
TOLERANCE = 0.02
#: Islands smaller than this are left out, in square degrees; the largest ring never is.
SMALLEST_ISLAND = 0.02
#: Natural Earth has no ISO code for it; this is the one in use.
CODES = {"Kosovo": "XK"}
#: Natural Earth draws who holds it; here it is Ukraine's, as the United Nations hold (General
#: Assembly resolution 68/262). West, south, east, north.
CRIMEA = (32.0, 44.0, 37.0, 46.5)

Point = tuple[float, float]


def main() -> None:
    """Write the file."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = [_simplify(arc) for arc in _arcs(topology)]
    capitals = dict(_capitals())
    crimea: list[list[Point]] = []
    countries: dict[str, Any] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        code = _code(shape)
        rings = sorted(_rings(shape, arcs), key=_area, reverse=True)
        if code == "RU":
            crimea = [ring for ring in rings if _is_in(ring, CRIMEA)]
            rings = [ring for ring in rings if ring not in crimea]
        kept = [ring for ring in rings[1:] if _area(ring) >= SMALLEST_ISLAND]
        countries[code] = {
            "capital": capitals.get(code),
            "rings": [list(_steps(ring)) for ring in (rings[0], *kept)],
        }
    countries["UA"]["rings"] += [list(_steps(ring)) for ring in crimea]
    text = json.dumps(
        {
            "licence": "Natural Earth, public domain; by way of world-atlas, ISC, Michael Bostock",
            "unit": UNIT,
            "countries": dict(sorted(countries.items())),
        },
        separators=(",", ":"),
    )
    OUT.write_bytes(gzip.compress(text.encode(), mtime=0))


def _arcs(topology: dict[str, Any]) -> Iterator[list[Point]]:
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"][key] for key in ("scale", "translate")
    )
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        yield points


def _simplify(points: Sequence[Point]) -> list[Point]:
    """Leave out points by Douglas and Peucker; both sides of a border share its arc."""
    kept = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        worst, far = 0, TOLERANCE
        for number in range(first + 1, last):
            if (distance := _distance(points[number], points[first], points[last])) > far:
                worst, far = number, distance
        if worst:
            kept.add(worst)
            waiting += [(first, worst), (worst, last)]
    return [points[number] for number in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    share = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return float(((x - x1 - share * (x2 - x1)) ** 2 + (y - y1 - share * (y2 - y1)) ** 2) ** 0.5)


def _rings(shape: dict[str, Any], arcs: Sequence[Sequence[Point]]) -> Iterator[list[Point]]:
    """Yield the outer rings; lakes and enclaves are drawn over."""
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    for outer, *_holes in polygons:
        ring: list[Point] = []
        for number in outer:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            ring += arc[1:] if ring else arc
        whole = _unwrapped(ring)
        yield whole
        if max(x for x, _ in whole) > 180:
            yield [(x - 360, y) for x, y in whole]
        if min(x for x, _ in whole) < -180:
            yield [(x + 360, y) for x, y in whole]


def _unwrapped(ring: Sequence[Point]) -> list[Point]:
    """Let a ring run on beyond the antimeridian; one around a pole is closed along it."""
    turned = 0
    points = [ring[0]]
    for (before, _), (x, y) in pairwise(ring):
        turned += 360 * ((before - x > 180) - (x - before > 180))
        points.append((x + turned, y))
    if turned:
        points += [(points[-1][0], -90.0), (points[0][0], -90.0)]
    return points


def _is_in(ring: Sequence[Point], box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return all(west < x < east and south < y < north for x, y in ring)


def _area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _steps(ring: Sequence[Point]) -> Iterator[int]:
    last_x = last_y = 0
    for place, (x, y) in enumerate(ring):
        step_x, step_y = round(x / UNIT), round(y / UNIT)
        if place and (step_x, step_y) == (last_x, last_y):
            continue
        yield step_x - last_x
        yield step_y - last_y
        last_x, last_y = step_x, step_y


def _code(shape: dict[str, Any]) -> str:
    name = shape["properties"]["name"]
    if "id" in shape:
        country = pycountry.countries.get(numeric=f"{int(shape['id']):03d}")
        if country:
            return str(country.alpha_2)
    return CODES.get(name, name.lower())


def _capitals() -> Iterator[tuple[str, list[float]]]:
    with (GAZETTEER / "countries.tsv").open(encoding="utf-8") as lines:
        named = {(code, capital): code for code, _, capital in csv.reader(lines, delimiter="\t")}
    people: dict[str, int] = {}
    with gzip.open(GAZETTEER / "towns.tsv.gz", "rt", encoding="utf-8") as lines:
        for name, country, _, lat, lon, population, *_usual in csv.reader(lines, delimiter="\t"):
            code = named.get((country, name))
            if code and int(population) >= people.get(code, 0):
                people[code] = int(population)
                yield code, [float(lon), float(lat)]


if __name__ == "__main__":
    main()
