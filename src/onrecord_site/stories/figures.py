"""How one figure moved, as a table whose bars are drawn to scale."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord import records
from onrecord_site.newsroom.names import name_slug
from onrecord_site.stories.wording import edtf_words, number_words, with_unit

#: Width of the drawing that bars are scaled to, in its own units.
BAR_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar up to `width`, and the range behind it from `low` on, `spread` wide."""

    width: float
    low: float
    spread: float


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One value: what, as of when, who says so, and the statement behind it."""

    as_of: str
    number: str
    source: str
    computed: bool
    bar: Bar | None
    shown: Any


@dataclass(frozen=True, slots=True)
class FigureHistory:
    """What is counted, and its values, oldest first; `slug` names it within its story."""

    slug: str
    counts: str
    values: Sequence[FigureLine]


def figure_history(
    series: records.FigureSeries, standing: Container[str], show: Callable[[str], Any]
) -> FigureHistory:
    """Return the values whose statements still stand.

    Args:
        series: As the engine found it.
        standing: Ids of the statements that still stand.
        show: Gives a statement, by id, as the page shows it.
    """
    values = [value for value in series.series if value.statement in standing]
    top = max((size for value in values for size in _sizes(value)), default=0.0)
    lines = [
        FigureLine(
            as_of=edtf_words(value.as_of),
            number=value_words(value, series.unit),
            source=value.source or "",
            computed=value.computed,
            bar=_bar(value, top) if len(values) > 1 and top > 0 else None,
            shown=show(value.statement),
        )
        for value in values
    ]
    return FigureHistory(slug=figure_slug(series), counts=series.counts, values=lines)


def figure_slug(series: records.FigureSeries) -> str:
    """Return the name of a figure within its story: what it counts, and in which unit."""
    return name_slug(f"{series.counts} {series.unit or ''}")


def value_words(value: records.FigureValue, unit: str | None) -> str:
    """Return one value of a figure as readers meet it."""
    return with_unit(number_words(value.value, value.low, value.high), unit)


def _sizes(value: records.FigureValue) -> list[float]:
    return [size for size in (value.value, value.low, value.high) if size is not None]


def _bar(value: records.FigureValue, top: float) -> Bar | None:
    sizes = _sizes(value)
    if not sizes or min(sizes) < 0:
        return None
    low, high = min(sizes), max(sizes)
    middle = value.value if value.value is not None else low
    scale = BAR_WIDTH / top
    return Bar(
        width=round(middle * scale, 2), low=round(low * scale, 2),
        spread=round((high - low) * scale, 2),
    )  # fmt: skip
