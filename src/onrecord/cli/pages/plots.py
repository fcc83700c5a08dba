"""Plots of a story: how a figure moved, and what happened when.

They are drawn by Matplotlib as SVG. Colours are those of the page, so that they hold on paper
and in the dark; nothing is told by colour alone, and every mark leads to its words.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from onrecord.cli.pages.svg import inline_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

#: Stand for the page's colours while the library draws.
_INK, _QUIET, _RULE, _MARK, _GROUND = "#010101", "#020202", "#030303", "#040404", "#050505"
_COLOURS = {
    _INK: "currentColor",
    _QUIET: "var(--quiet)",
    _RULE: "var(--rule)",
    _MARK: "var(--link)",
    _GROUND: "var(--paper)",
}
#: Inches of 72 units. Narrow enough that the type is legible on a telephone.
_WIDTH, _HEIGHT, _ROW, _FRAME = 5.0, 2.5, 0.24, 0.55
_TYPE = 10.5
#: Share of the width and of the height within which a second label would touch the first.
_NEAR_X, _NEAR_Y = 0.16, 0.11
#: Share of the width from which on a label stands on the left of its mark.
_RIGHT = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One mark of a plot.

    `first` and `last` are the days it may mean; `label` stands beside it; `told` is the same in
    words, for who cannot see it. A hollow one is computed, or only planned.
    """

    first: date
    last: date
    label: str
    told: str
    href: str
    value: float = 0.0
    low: float | None = None
    high: float | None = None
    hollow: bool = False


def plot_series(name: str, title: str, dots: Sequence[Dot]) -> str:
    """Return a plot of values over time as SVG, or, where all are of one day, one below the other.

    Args:
        name: Unique in the page.
        title: What the values are of.
        dots: The values.
    """
    moved = len({(dot.first, dot.last) for dot in dots}) > 1
    with _figure(_HEIGHT if moved else _FRAME + _ROW * (len(dots) + 1)) as (figure, axes):
        if moved:
            _draw_over_time(axes, dots)
        else:
            _draw_rows(axes, dots)
        return _finish(figure, name, title, dots)


def plot_timeline(name: str, title: str, dots: Sequence[Dot]) -> str:
    """Return a plot of what happened when as SVG, one row for each, the first on top."""
    with _figure(_FRAME + _ROW * (len(dots) + 1)) as (figure, axes):
        for row, dot in enumerate(dots):
            if dot.first != dot.last:
                axes.hlines(row, *_ends(dot), colors=_MARK, linewidth=3)
            _mark(axes, _middle(dot), row, dot)
        axes.set_yticks(range(len(dots)), [dot.label for dot in dots])
        axes.set_ylim(len(dots) - 0.4, -0.6)
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False, axis="y")
        _date_axis(axes)
        return _finish(figure, name, title, dots)


@contextmanager
def _figure(height: float) -> "Iterator[tuple[Figure, Axes]]":
    # It takes a second to load: only a page with a plot waits for it.
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    style: dict[Any, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": "onrecord",
        "font.size": _TYPE,
        "text.color": _QUIET,
        "xtick.color": _QUIET,
        "ytick.color": _QUIET,
        "axes.edgecolor": _QUIET,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.grid": True,
        "grid.color": _RULE,
        "grid.linewidth": 0.8,
    }
    with rc_context(style):
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        axes = figure.add_subplot()
        figure.patch.set_visible(False)
        axes.patch.set_visible(False)
        axes.set_axisbelow(True)
        yield figure, axes


def _draw_over_time(axes: "Axes", dots: Sequence[Dot]) -> None:
    for dot in dots:
        if dot.first != dot.last:
            axes.hlines(dot.value, *_ends(dot), colors=_MARK, linewidth=2)
        if dot.low is not None and dot.high is not None and dot.low < dot.high:
            axes.vlines(_middle(dot), dot.low, dot.high, colors=_MARK, linewidth=1.5)
        _mark(axes, _middle(dot), dot.value, dot)
    axes.margins(x=0.14, y=0.22)
    axes.grid(visible=False, axis="x")
    _value_axis(axes.yaxis, dots)
    axes.tick_params(axis="y", length=0)
    _date_axis(axes)
    _label(axes, dots)


def _draw_rows(axes: "Axes", dots: Sequence[Dot]) -> None:
    for row, dot in enumerate(dots):
        if dot.low is not None and dot.high is not None and dot.low < dot.high:
            axes.hlines(row, dot.low, dot.high, colors=_MARK, linewidth=1.5)
        _mark(axes, dot.value, row, dot)
    axes.set_yticks(range(len(dots)), [dot.label for dot in dots])
    axes.set_ylim(len(dots) - 0.4, -0.6)
    axes.margins(x=0.1)
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="y", length=0)
    _value_axis(axes.xaxis, dots)


def _mark(axes: "Axes", x: float, y: float, dot: Dot) -> None:
    shape = axes.scatter(
        [x],
        [y],
        s=46,
        marker="D" if dot.hollow else "o",
        facecolors=_GROUND if dot.hollow else _MARK,
        edgecolors=_MARK,
        linewidths=1.5,
        zorder=3,
        clip_on=False,
    )
    shape.set_urls([dot.href])


def _label(axes: "Axes", dots: Sequence[Dot]) -> None:
    """Write the values beside the dots, as far as they do not touch."""
    left, right = axes.get_xlim()
    bottom, top = axes.get_ylim()
    placed: list[tuple[float, float]] = []
    for dot in sorted(dots, key=lambda dot: -dot.value):
        x = (_middle(dot) - left) / (right - left)
        y = (dot.value - bottom) / (top - bottom)
        if all(abs(x - a) > _NEAR_X or abs(y - b) > _NEAR_Y for a, b in placed):
            placed.append((x, y))
            axes.annotate(
                dot.label,
                (_middle(dot), dot.value),
                xytext=(-6, 5) if x > _RIGHT else (6, 5),
                textcoords="offset points",
                ha="right" if x > _RIGHT else "left",
                color=_INK,
            )


def _value_axis(axis: "Axis", dots: Sequence[Dot]) -> None:
    from matplotlib.ticker import MaxNLocator

    whole = all(float(dot.value).is_integer() for dot in dots)
    axis.set_major_locator(MaxNLocator(nbins=4, min_n_ticks=2, integer=whole))
    axis.set_major_formatter(lambda value, _: f"{value:,.10g}")


def _date_axis(axes: "Axes") -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    locator = AutoDateLocator(minticks=2, maxticks=5)
    day = "%d %b %Y"
    offsets = ["", "%Y", "%b %Y", day, day, day]
    axes.xaxis_date()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, offset_formats=offsets))


def _ends(dot: Dot) -> tuple[float, float]:
    """The first and the last moment that a mark may mean, in days."""
    return _midnight(dot.first), _midnight(dot.last) + 1.0


def _middle(dot: Dot) -> float:
    return (_midnight(dot.first) + _midnight(dot.last) + 1.0) / 2


def _midnight(day: date) -> float:
    from matplotlib.dates import date2num

    return float(date2num(day))


def _finish(figure: "Figure", name: str, title: str, dots: Sequence[Dot]) -> str:
    drawn = io.StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(drawn, format="svg", metadata=nothing)
    return inline_svg(
        drawn.getvalue(),
        name,
        title,
        "; ".join(dot.told for dot in dots),
        colours=_COLOURS,
        links={dot.href: dot.told for dot in dots},
    )
