"""The figures of a story on its page: each value with its words, and a plot where one helps."""

from collections.abc import Sequence
from math import ceil

from onrecord.cli.behind import Behind
from onrecord.cli.pages.document import line, section
from onrecord.cli.pages.evidence import opened
from onrecord.cli.pages.plots import Dot, plot_series
from onrecord.cli.plain import plain
from onrecord.cli.tables.words import amount, value_words, when
from onrecord.records import FigureSeries, FigureValue
from onrecord.statements.figures.units import plural
from onrecord.stories.dates import bounds

#: Characters of a source's name beside a plot.
_NAME_CHARS = 20
#: Of more values a plot shows as many, evenly taken, so that it stays light.
_MOST_MARKS = 40


def figures(found: Sequence[FigureSeries], behind: Behind) -> str:
    """Return the section of a story's figures as HTML; empty where it has none."""
    if not found:
        return ""
    shown = [
        _series(number, series, behind)
        for number, series in enumerate(found, start=1)
        if len(series.series) > 1
    ]
    if once := [series for series in found if len(series.series) == 1]:
        items = "\n".join(f"<li>{_once(series, behind)}</li>" for series in once)
        head = "Given once" if shown else "Each given once"
        shown.append(
            f'<article class="figure"><h3>{head}</h3><ol class="values">\n{items}\n</ol></article>'
        )
    return section("figures", "Figures", shown)


def _series(number: int, series: FigureSeries, behind: Behind) -> str:
    name = f"figure-{number}"
    head = plain(f"{series.counts}, in {_unit(series.unit)}" if series.unit else series.counts)
    items = "\n".join(
        f'<li id="{name}-{place}"{" class=computed" if value.computed else ""}>'
        f"{_value(value, series.unit, behind)}</li>"
        for place, value in enumerate(series.series, start=1)
    )
    plot = _plot(name, head, series)
    drawn = f'<figure class="plot">{plot}</figure>' if plot else ""
    return (
        f'<article class="figure{" plotted" if plot else ""}" aria-labelledby="{name}-head">'
        f'<h3 id="{name}-head"><bdi>{line(head)}</bdi></h3>{drawn}'
        f'<ol class="values">\n{items}\n</ol></article>'
    )


def _once(series: FigureSeries, behind: Behind) -> str:
    counts = f"<bdi>{line(series.counts)}</bdi>"
    return _value(series.series[0], series.unit, behind, counts=f" {counts}")


def _unit(unit: str | None) -> str:
    return "per cent" if unit == "percent" else plural(unit or "")


def _value(value: FigureValue, unit: str | None, behind: Behind, *, counts: str = "") -> str:
    source = f"<bdi>{line(value.source)}</bdi>" if value.source else "source not named"
    date = line(when(value.as_of)) or '<span class="none">no date</span>'
    beside = f'<span class="as-of">{date}</span> <span class="by-whom">{source}</span>'
    if value.computed:
        beside = (
            f'<span class="as-of">{date}</span> <span class="by-whom"><strong>computed</strong>, '
            f"not reported: it follows from what {source} says"
            f"{_beside_reports(value, behind)}</span>"
        )
    shown = f"<b>{line(value_words(value, unit))}</b>{counts}"
    return opened(shown, [value.statement], behind, beside=beside)


def _beside_reports(value: FigureValue, behind: Behind) -> str:
    """Return who reports a value that a computed one fits, and who one that it does not."""
    told = ""
    for word, statement_ids in (("fits", value.fits), ("does not fit", value.clashes)):
        if tellers := behind.tellers(statement_ids):
            told += f"; it {word} what <bdi>{line(tellers)}</bdi> reported"
    return told


def _plot(name: str, title: str, series: FigureSeries) -> str:
    """Return a plot where there is something to compare, else nothing."""
    dated = [
        (place, value, days)
        for place, value in enumerate(series.series, start=1)
        if (days := bounds(value.as_of)) and _height(value) is not None
    ]
    if len({_height(value) for _, value, _ in dated}) < 2:
        return ""
    moved = len({days for _, _, days in dated}) > 1
    dots: dict[tuple[object, ...], Dot] = {}
    for place, value, days in dated:
        # What several say of one time is one mark; its words name them all.
        same = (days, value.value, value.low, value.high, value.computed, moved or place)
        label = _short(value)
        told = f"{value_words(value, series.unit)}, {when(value.as_of)}, {value.source or ''}"
        told += ", computed" if value.computed else ""
        if same in dots:
            continue
        dots[same] = Dot(
            first=days[0],
            last=days[1],
            label=label if moved else f"{_name(value.source)} {label}",
            told=plain(told),
            href=f"#{name}-{place}",
            value=_height(value) or 0.0,
            low=value.low,
            high=value.high,
            hollow=value.computed,
        )
    marks = list(dots.values())
    step = ceil(len(marks) / _MOST_MARKS)
    drawn = plot_series(f"{name}-plot", title, marks[::step])
    if step == 1:
        return drawn
    told = f"The plot shows {len(marks[::step])} of {len(marks)} values; the list has all."
    return f'{drawn}<figcaption class="help">{told}</figcaption>'


def _height(value: FigureValue) -> float | None:
    """Where a value stands in a plot: in the middle of its range if it has none of its own."""
    if value.value is not None:
        return value.value
    ends = [end for end in (value.low, value.high) if end is not None]
    return sum(ends) / len(ends) if ends else None


def _short(value: FigureValue) -> str:
    """Return a value as it is written beside its mark."""
    if value.value is None:
        return amount(None, value.low, value.high, None)
    number = f"{value.value:,.10g}"
    if value.low == value.high == value.value:
        return number
    if value.low is None:
        return f"~{number}" if value.high is None else f"≤{number}"
    return f"≥{number}" if value.high is None else f"~{number}"


def _name(source: str | None) -> str:
    name = plain(source or "not named")
    return name if len(name) <= _NAME_CHARS else name[: _NAME_CHARS - 1].rstrip() + "…"
