"""Country shapes for small maps: cut to a frame, and only as fine as the drawing shows.

The shapes are Natural Earth's at 1:50 million, in the public domain; ``scripts/build_shapes.py``
makes the file.
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import cos, radians
from typing import NamedTuple

#: Countries wider or higher than this, in degrees, are framed by their capital alone.
LARGE_WIDTH, LARGE_HEIGHT = 25.0, 16.0
#: Points of a border closer than this, in units of a drawing, are drawn as one.
FINENESS = 1

Point = tuple[float, float]


class Box(NamedTuple):
    """A part of the world, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: "Box") -> bool:
        """Whether the two have some ground in common."""
        return (
            self.west < other.east
            and other.west < self.east
            and self.south < other.north
            and other.south < self.north
        )


@dataclass(frozen=True, slots=True)
class Country:
    """The outer rings of a country, the largest first, in degrees, with the box of each."""

    code: str
    capital: Point | None
    rings: tuple[tuple[Box, tuple[Point, ...]], ...]

    def frame(self) -> Box:
        """Return the ground that a map of this country needs."""
        box = self.rings[0][0]
        is_large = box.east - box.west > LARGE_WIDTH or box.north - box.south > LARGE_HEIGHT
        if is_large and self.capital:
            return Box(*self.capital, *self.capital)
        return box


class Drawing(NamedTuple):
    """Degrees to units of a drawing `width` by `height`: flat, true to shape in the middle."""

    box: Box
    width: float
    height: float

    def place(self, lon: float, lat: float) -> Point:
        """Return where a place stands; y runs down."""
        x = (lon - self.box.west) / (self.box.east - self.box.west) * self.width
        y = (self.box.north - lat) / (self.box.north - self.box.south) * self.height
        return x, y


@cache
def countries() -> dict[str, Country]:
    """Return all countries by ISO 3166-1 alpha-2 code; read once."""
    packed = resources.files(__package__).joinpath("shapes.json.gz").read_bytes()
    data = json.loads(gzip.decompress(packed))
    return {
        code: Country(
            code=code,
            capital=tuple(shape["capital"]) if shape["capital"] else None,
            rings=tuple(_ring(steps, data["unit"]) for steps in shape["rings"]),
        )
        for code, shape in data["countries"].items()
    }


def _ring(steps: Sequence[int], unit: float) -> tuple[Box, tuple[Point, ...]]:
    x = y = 0
    points = []
    for step_x, step_y in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x * unit, y * unit))
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys)), tuple(points)


def fit(boxes: Sequence[Box], width: float, height: float, least: float) -> Drawing:
    """Return a drawing with all boxes in it, with a margin, and at least `least` degrees high."""
    west, south = min(box.west for box in boxes), min(box.south for box in boxes)
    east, north = max(box.east for box in boxes), max(box.north for box in boxes)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    narrow = max(0.2, cos(radians(middle_y)))
    high = max(least, (north - south) * 1.25, (east - west) * 1.25 * narrow * height / width)
    high = min(high, 170.0)
    wide = high * width / height / narrow
    if wide > 360.0:
        wide, high = 360.0, 360.0 * narrow * height / width
    box = Box(middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2)
    return Drawing(box, width, height)


def outline(country: Country, drawing: Drawing) -> str:
    """Return what of a country is in the drawing as data of an SVG path; "" for nothing."""
    return "".join(_path(ring) for ring in rings_in(country, drawing))


def rings_in(country: Country, drawing: Drawing) -> Iterator[list[tuple[int, int]]]:
    """Yield the rings in the drawing, cut at its edges, in whole units."""
    for box, points in country.rings:
        if not box.meets(drawing.box):
            continue
        placed: list[Point] = [drawing.place(*point) for point in points]
        units: list[tuple[int, int]] = []
        for x, y in _cut(placed, drawing):
            unit = (round(x), round(y))
            if not units or abs(unit[0] - units[-1][0]) + abs(unit[1] - units[-1][1]) > FINENESS:
                units.append(unit)
        if len(units) > 3:
            yield units


def _cut(points: list[Point], drawing: Drawing) -> list[Point]:
    """Cut a ring to the drawing and two units around it, by Sutherland and Hodgman."""
    for axis, edge, keeps_above in (
        (0, -2.0, True),
        (0, drawing.width + 2, False),
        (1, -2.0, True),
        (1, drawing.height + 2, False),
    ):
        kept: list[Point] = []
        for number, point in enumerate(points):
            before = points[number - 1]
            inside = (point[axis] >= edge) == keeps_above
            if inside != ((before[axis] >= edge) == keeps_above):
                share = (edge - before[axis]) / (point[axis] - before[axis])
                kept.append(
                    (
                        before[0] + share * (point[0] - before[0]),
                        before[1] + share * (point[1] - before[1]),
                    )
                )
            if inside:
                kept.append(point)
        points = kept
    return points


def _path(units: Sequence[tuple[int, int]]) -> str:
    steps = [f"M{units[0][0]} {units[0][1]}l"]
    last_x, last_y = units[0]
    for x, y in units[1:]:
        steps.append(f"{x - last_x} {y - last_y} ")
        last_x, last_y = x, y
    return "".join(steps).rstrip() + "z"


def middle(country: Country, drawing: Drawing) -> Point | None:
    """Return the centre of the largest part of a country that is in the drawing."""
    best: tuple[float, Point] | None = None
    for ring in rings_in(country, drawing):
        pairs = list(zip(ring, (*ring[1:], ring[0]), strict=True))
        twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)
        if twice and (best is None or abs(twice) > best[0]):
            x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs)
            y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs)
            best = (abs(twice), (x / (3 * twice), y / (3 * twice)))
    return best[1] if best else None
