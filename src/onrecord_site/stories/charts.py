"""A small drawing of how one figure moved, made of columns in the order of their times.

A column is a time for which the figure is told; columns are not to scale, their times stand below
them. Heights are to scale from zero. No line joins the values: what lies between is not known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

#: Units of the drawing. One is a pixel on a phone.
WIDTH, HEIGHT = 340, 150
TOP, BOTTOM, SIDE = 22, 20, 26
#: Columns whose times fit below them; of more, only the first, the middle and the last are named.
MOST_TIMES = 5
#: Labels closer than this, in units, would cover each other.
LABEL_HEIGHT = 11


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
    moved = {(v.value, v.low, v.high) for v in different}
    if len(moved) < 2 or min(sizes, default=-1) < 0 or max(sizes) == 0:
        return None
    columns = list(dict.fromkeys(v.time for v in different))
    is_one_time = len(columns) == 1
    keys = [f"{v.time} {place}" if is_one_time else v.time for place, v in enumerate(different)]
    columns = list(dict.fromkeys(keys))
    scale = _Scale(max(sizes), len(columns))
    spots = _spots(
        [scale.spot(v, columns.index(key)) for v, key in zip(different, keys, strict=True)]
    )
    words = {key: v.time_words for v, key in zip(different, keys, strict=True)}
    ticks = [Tick(scale.x(place), words[key]) for place, key in enumerate(columns)]
    if is_one_time:
        ticks = [Tick(WIDTH / 2, ticks[0].words)]
    elif len(ticks) > MOST_TIMES:
        ticks = [ticks[0], ticks[len(ticks) // 2], ticks[-1]]
    return Chart(WIDTH, HEIGHT, HEIGHT - BOTTOM, spots, ticks)


class _Scale(NamedTuple):
    largest: float
    columns: int

    def x(self, column: int) -> float:
        room = (WIDTH - 2 * SIDE) / self.columns
        return round(SIDE + room * (column + 0.5), 1)

    def y(self, size: float) -> float:
        return round(HEIGHT - BOTTOM - size / self.largest * (HEIGHT - BOTTOM - TOP), 1)

    def spot(self, value: Value, column: int) -> Spot:
        ends = [size for size in (value.value, value.low, value.high) if size is not None]
        opens = ""
        if value.low is not None and value.high is None:
            opens = "up"
        elif value.high is not None and value.low is None:
            opens = "down"
        top, bottom = self.y(max(ends)), self.y(min(ends))
        return Spot(
            x=self.x(column),
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


def _spots(spots: Sequence[Spot]) -> list[Spot]:
    """Drop the labels that would cover another one of their column; the highest keeps its own."""
    taken: dict[float, list[float]] = {}
    told = []
    for spot in sorted(spots, key=lambda each: each.label_y):
        labels = taken.setdefault(spot.x, [])
        if any(abs(spot.label_y - other) < LABEL_HEIGHT for other in labels):
            told.append(_without_label(spot))
        else:
            labels.append(spot.label_y)
            told.append(spot)
    return sorted(told, key=lambda each: each.x)


def _without_label(spot: Spot) -> Spot:
    return Spot(
        spot.x, spot.y, spot.top, spot.bottom, spot.open, spot.computed, "", spot.label_y,
        spot.link, spot.title,
    )  # fmt: skip
