"""A small drawing of how one figure moved, made of columns in the order of their times.

A column is a value, in the order of their times; the times stand below and are not to scale.
Heights are to scale from zero. No line joins the values: what lies between is not known.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

#: Units of the drawing. One is a pixel on a phone.
WIDTH, HEIGHT = 340, 150
TOP, BOTTOM, SIDE = 22, 20, 26
#: Columns whose times fit below them; of more, only the first, the middle and the last are named.
MOST_TIMES = 5
#: Width of a letter of a label, and height of its line, in units.
LETTER, LINE = 6.2, 11


class Value(NamedTuple):
    """One value to draw: EDTF or nothing for `time`, the words below and beside, the link."""

    time: str
    time_words: str
    number: str
    value: float | None
    low: float | None
    high: float | None
    computed: bool
    link: str
    title: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in the drawing. `y` is empty where only a range is known; `open` says which end."""

    x: float
    y: float | None
    top: float
    bottom: float
    open: str
    computed: bool
    label: str
    label_y: float
    link: str
    title: str

    @property
    def has_range(self) -> bool:
        """Whether the range is wider than the value."""
        return self.bottom - self.top > 1 or bool(self.open)

    @property
    def middle(self) -> float:
        """Where a finger finds it."""
        return self.y if self.y is not None else (self.top + self.bottom) / 2


class Tick(NamedTuple):
    """A time below its column."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of `width` by `height` units over a ground line at `ground`."""

    width: int
    height: int
    ground: int
    spots: Sequence[Spot]
    ticks: Sequence[Tick]


def chart_of(values: Sequence[Value]) -> Chart | None:
    """Return the drawing; ``None`` where fewer than two different values, or a negative one.

    Args:
        values: In the order of their times.
    """
    different = list(
        {(v.time, v.value, v.low, v.high, v.computed): v for v in values[::-1]}.values()
    )
    different.reverse()
    sizes = [size for v in different for size in (v.value, v.low, v.high) if size is not None]
    moved = {(v.low, v.high) if v.value is None else v.value for v in different}
    if len(moved) < 2 or min(sizes, default=-1) < 0 or max(sizes) == 0:
        return None
    scale = _Scale(max(sizes), len(different))
    spots = _readable([scale.spot(value, place) for place, value in enumerate(different)])
    ticks = _ticks(different, [spot.x for spot in spots])
    return Chart(WIDTH, HEIGHT, HEIGHT - BOTTOM, spots, ticks)


def _ticks(values: Sequence[Value], places: Sequence[float]) -> list[Tick]:
    """Return each time once, in the middle below its values."""
    below: dict[str, list[float]] = {}
    words = {}
    for value, x in zip(values, places, strict=True):
        below.setdefault(value.time, []).append(x)
        words[value.time] = value.time_words
    ticks = [Tick(round(sum(xs) / len(xs), 1), words[time]) for time, xs in below.items()]
    if len(ticks) > MOST_TIMES:
        ticks = [ticks[0], ticks[len(ticks) // 2], ticks[-1]]
    return ticks


class _Scale(NamedTuple):
    largest: float
    values: int

    def x(self, place: int) -> float:
        room = (WIDTH - 2 * SIDE) / self.values
        return round(SIDE + room * (place + 0.5), 1)

    def y(self, size: float) -> float:
        return round(HEIGHT - BOTTOM - size / self.largest * (HEIGHT - BOTTOM - TOP), 1)

    def spot(self, value: Value, place: int) -> Spot:
        ends = [size for size in (value.value, value.low, value.high) if size is not None]
        opens = ""
        if value.low is not None and value.high is None:
            opens = "up"
        elif value.high is not None and value.low is None:
            opens = "down"
        top, bottom = self.y(max(ends)), self.y(min(ends))
        return Spot(
            x=self.x(place),
            y=None if value.value is None else self.y(value.value),
            top=max(6.0, top - 14) if opens == "up" else top,
            bottom=min(HEIGHT - BOTTOM, bottom + 14) if opens == "down" else bottom,
            open=opens,
            computed=value.computed,
            label=value.number,
            label_y=top - 7 if opens != "up" else max(6.0, top - 14) - 3,
            link=value.link,
            title=value.title,
        )


def _readable(spots: Sequence[Spot]) -> list[Spot]:
    """Drop the labels that would run into the one before them; the last keeps its own."""
    told: list[Spot] = []
    taken: tuple[float, float] | None = None
    for spot in reversed(spots):
        half = len(spot.label) * LETTER / 2
        if taken and spot.x + half > taken[0] and abs(spot.label_y - taken[1]) < LINE:
            told.append(replace(spot, label=""))
        else:
            taken = (spot.x - half, spot.label_y)
            told.append(spot)
    return told[::-1]
