"""How one figure moved: a small drawing, and the table of its values with who says so."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord import records
from onrecord_site.newsroom.names import name_slug
from onrecord_site.stories.charts import Chart, Value, chart_of
from onrecord_site.stories.evidence import Evidence
from onrecord_site.stories.wording import edtf_words, number_words, short_number, with_unit

#: Values of one figure in its table; the others are counted, and stand on the record's page.
MOST_VALUES = 12


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One value: what, as of when, who says so, and the statement behind it.

    Of a computed one, `fits` are those who report a value that it agrees with, `clashes` those who
    report another one.
    """

    as_of: str
    number: str
    source: str
    computed: bool
    fits: Sequence[str]
    clashes: Sequence[str]
    shown: Any


@dataclass(frozen=True, slots=True)
class FigureHistory:
    """What is counted, and its values, oldest first; `slug` names it within its story.

    `chart` is there where the figure moved. `left_out` counts values that are not in `values`.
    """

    slug: str
    counts: str
    values: Sequence[FigureLine]
    chart: Chart | None
    left_out: int
    news: str

    @property
    def latest(self) -> FigureLine:
        """The value that was told last."""
        return self.values[-1]


def figure_history(
    slug: str,
    series: records.FigureSeries,
    standing: Mapping[str, Evidence],
    show: Callable[[str], Any],
    news: str = "",
    most: int | None = MOST_VALUES,
) -> FigureHistory:
    """Return the values whose statements still stand.

    Args:
        slug: The name of the figure within its story.
        series: As the engine found it.
        standing: The statements that still stand, by their ids.
        show: Gives a statement, by id, as the page shows it.
        news: What is new about it, in words.
        most: As many values are taken, the latest; all of them where it is None.
    """
    standing_values = [value for value in series.series if value.statement in standing]
    values = standing_values[-most:] if most else standing_values
    lines = [
        FigureLine(
            as_of=edtf_words(value.as_of),
            number=value_words(value, series.unit),
            source=value.source or "",
            computed=value.computed,
            fits=_tellers(value.fits, standing),
            clashes=_tellers(value.clashes, standing),
            shown=show(value.statement),
        )
        for value in values
    ]
    drawn = [_drawn(value, line) for value, line in zip(values, lines, strict=True)]
    return FigureHistory(
        slug=slug,
        counts=series.counts,
        values=lines,
        chart=chart_of(drawn),
        left_out=len(standing_values) - len(values),
        news=news,
    )


def _tellers(statement_ids: Iterable[str], standing: Mapping[str, Evidence]) -> list[str]:
    told = (standing[each] for each in statement_ids if each in standing)
    return list(dict.fromkeys(each.source_name or each.outlet for each in told))


def figure_slug(series: records.FigureSeries) -> str:
    """Return what names a figure: what it counts, and in which unit."""
    return name_slug(f"{series.counts} {series.unit or ''}")


def by_slug(figures: Sequence[records.FigureSeries]) -> dict[str, records.FigureSeries]:
    """Return the figures of a story, each under the name it has within the story.

    Of several that count what is called the same ("people" freed, and "people" still held) the one
    of the earliest value has the name alone, and the others a mark of their first value
    behind it: so names stay while the story grows.
    """
    slugs: dict[int, str] = {}
    for place in sorted(range(len(figures)), key=lambda place: _beginning(figures[place])):
        slug = figure_slug(figures[place])
        if slug in slugs.values():
            mark = hashlib.blake2b(repr(_beginning(figures[place])).encode(), digest_size=3)
            slug = f"{slug}-{mark.hexdigest()}"
        slugs[place] = slug
    return {slugs[place]: series for place, series in enumerate(figures)}


def _beginning(series: records.FigureSeries) -> tuple[bool, str, str, str]:
    """The first value of a figure, as it tells it apart and puts it in order."""
    first = series.series[0]
    number = f"{first.value} {first.low} {first.high}"
    return first.as_of is None, first.as_of or "", first.statement, number


def value_words(value: records.FigureValue, unit: str | None) -> str:
    """Return one value of a figure as readers meet it."""
    return with_unit(number_words(value.value, value.low, value.high), unit)


def _drawn(value: records.FigureValue, line: FigureLine) -> Value:
    evidence = line.shown.evidence
    who = line.source or evidence.outlet
    return Value(
        time=value.as_of or "",
        time_words=edtf_words(value.as_of, short=True),
        number=short_number(value.value, value.low, value.high),
        value=value.value,
        low=value.low,
        high=value.high,
        computed=value.computed,
        link=evidence.anchor,
        title=", ".join(filter(None, (line.number, line.as_of, who))),
    )
