"""Where a story takes place: a small map and the list of its places, each with its statements."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from onrecord_site.newsroom.models import Statement
from onrecord_site.newsroom.names import name_slug
from onrecord_site.stories.shapes import Box, countries, fit, middle, outline

#: Units of the drawing. One is a pixel on a phone.
WIDTH, HEIGHT = 340, 230
#: A map of less, in degrees from south to north, would show nothing that is known.
LEAST_HEIGHT = 4.0
#: Width of a letter of a label, and height of its line, in units. Countries stand in bold, spaced.
LETTER, COUNTRY_LETTER, LINE = 5.6, 7.4, 11
MOST_PLACES = 12
MOST_STATEMENTS = 4


class Outline(NamedTuple):
    """A country in the drawing; `told` where a statement names it or a place in it."""

    path: str
    told: bool


class Line(NamedTuple):
    """A statement that names a place: who publishes it, and where its words stand."""

    outlet: str
    address: str


class Mark(NamedTuple):
    """A town on the map, and where its label stands; without a label where there is no room."""

    x: int
    y: int
    slug: str
    name: str
    label: tuple[int, int] | None
    address: str


@dataclass(frozen=True, slots=True)
class TownOrCountry:
    """A place that statements of the story name; `lines` are some of these statements."""

    name: str
    slug: str
    country: str
    is_country: bool
    lon: float
    lat: float
    lines: Sequence[Line]
    count: int


@dataclass(frozen=True, slots=True)
class StoryMap:
    """A map of `width` by `height` units."""

    width: int
    height: int
    outlines: Sequence[Outline]
    marks: Sequence[Mark]
    country_labels: Sequence[tuple[int, int, str]]
    places: Sequence[TownOrCountry]


def story_map(rows: Iterable[Statement], address: Callable[[str], str]) -> StoryMap | None:
    """Return the map of the places that statements name whose words may be shown.

    Places do not matter, and there is no map, where one country is all that is named. The
    frame holds the places that two statements name, if there are any, else all of them.

    Args:
        rows: The statements, their articles fetched along.
        address: Tells where the words of a statement stand, by its id.
    """
    places = _places(rows, address)
    shapes = countries()
    places = [place for place in places if place.country in shapes]
    if len(places) < 2 or all(place.is_country for place in places[:MOST_PLACES]):
        return None
    framed = [place for place in places if place.count > 1] or places
    boxes = [
        shapes[place.country].frame()
        if place.is_country
        else Box(place.lon, place.lat, place.lon, place.lat)
        for place in framed
    ]
    named = frozenset(place.country for place in places)
    outlines, labels, drawing = _ground(tuple(boxes), named)
    names = {place.country: place.name for place in places if place.is_country}
    taken: list[tuple[float, float, float, float]] = []
    marks = []
    for place in places[:MOST_PLACES]:
        x, y = drawing.place(place.lon, place.lat)
        if not place.is_country and 0 < x < WIDTH and 0 < y < HEIGHT:
            label = _room(x, y, place.name, taken)
            at = place.lines[0].address
            marks.append(Mark(round(x), round(y), place.slug, place.name, label, at))
    shown_labels = []
    for code, (x, y) in labels.items():
        if name := names.get(code):
            half = len(name) * COUNTRY_LETTER / 2
            x = min(max(x, half + 3), WIDTH - half - 3)
            y = min(max(y, LINE + 2), HEIGHT - 4)
            if _is_free(spot := (x - half, y - LINE, x + half, y + 2), taken):
                taken.append(spot)
                shown_labels.append((round(x), round(y), name))
    return StoryMap(WIDTH, HEIGHT, outlines, marks, shown_labels, places[:MOST_PLACES])


def _places(rows: Iterable[Statement], address: Callable[[str], str]) -> list[TownOrCountry]:
    """Return the places by the number of statements that name them, each statement once."""
    found: dict[tuple[str, str], tuple[dict, list[Statement]]] = {}
    for row in rows:
        if not row.quoted:
            continue
        for place in row.record["places"]:
            if place["lat"] is None or place["lon"] is None or not place["country"]:
                continue
            _, lines = found.setdefault((place["name"], place["country"]), (place, []))
            if row not in lines:
                lines.append(row)
    places = [
        TownOrCountry(
            name=name,
            slug=name_slug(f"{name} {country}"),
            country=country,
            is_country=place["precision"] == "country",
            lon=place["lon"],
            lat=place["lat"],
            lines=[
                Line(each.article.publisher, address(each.pk))
                for each in _one_of_each_outlet(lines)[:MOST_STATEMENTS]
            ],
            count=len(lines),
        )
        for (name, country), (place, lines) in found.items()
    ]
    return sorted(places, key=lambda place: (-place.count, place.name))


def _one_of_each_outlet(lines: Sequence[Statement]) -> list[Statement]:
    return list({line.article.publisher: line for line in reversed(lines)}.values())[::-1]


@lru_cache(maxsize=256)
def _ground(
    boxes: tuple[Box, ...], named: frozenset[str]
) -> tuple[tuple[Outline, ...], dict[str, tuple[float, float]], "object"]:
    drawing = fit(boxes, WIDTH, HEIGHT, LEAST_HEIGHT)
    outlines = []
    labels = {}
    for code, country in countries().items():
        if path := outline(country, drawing):
            outlines.append(Outline(path, code in named))
            if code in named and (spot := middle(country, drawing)):
                labels[code] = spot
    return tuple(outlines), labels, drawing


def _room(
    x: float, y: float, name: str, taken: list[tuple[float, float, float, float]]
) -> tuple[int, int] | None:
    """Return where a label finds room beside its mark: to the right of it, or to the left."""
    long = len(name) * LETTER
    for left in (x + 6, x - 6 - long):
        spot = (left, y - LINE / 2, left + long, y + LINE / 2)
        if left > 2 and left + long < WIDTH - 2 and _is_free(spot, taken):
            taken.append(spot)
            return round(left), round(y + LINE / 3)
    return None


def _is_free(
    spot: tuple[float, float, float, float], taken: Sequence[tuple[float, float, float, float]]
) -> bool:
    return all(
        spot[2] < other[0] or other[2] < spot[0] or spot[3] < other[1] or other[3] < spot[1]
        for other in taken
    )
