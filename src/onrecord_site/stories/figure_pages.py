"""One figure of a story: its series, with the statement behind each value, and as data."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.text import capfirst

from onrecord import records
from onrecord_site.newsroom.models import State, Statement, Story
from onrecord_site.newsroom.names import name_slug
from onrecord_site.stories.evidence import Evidence, evidence_of
from onrecord_site.stories.figures import FigureHistory, by_slug, figure_history, value_words
from onrecord_site.stories.showing import Showing
from onrecord_site.stories.wording import edtf_words

#: Columns of the downloads, in their order; docs/explanation/site.md says what they hold.
COLUMNS = (
    "as_of", "value", "low", "high", "unit", "counts", "according_to", "computed", "certainty",
    "reviewed", "words", "outlet", "published_at", "statement", "source_url",
)  # fmt: skip


class OtherFigure(NamedTuple):
    """Another figure of the story: `latest` tells it from one that counts what is called the same.

    It is the latest value with its time, in words.
    """

    slug: str
    counts: str
    latest: str


@dataclass(frozen=True, slots=True)
class FigurePage:
    """A figure; `others` are the story's other figures."""

    slug: str
    story: Story
    series: records.FigureSeries
    history: FigureHistory
    evidence: dict[str, Evidence]
    others: list[OtherFigure]

    @property
    def title(self) -> str:
        """What it counts, and in which story: for lists of what somebody follows."""
        return f"{capfirst(self.series.counts)} · {self.story}"

    @property
    def has_unreviewed(self) -> bool:
        """Whether an unreviewed statement stands on the page."""
        return any(not each.is_reviewed for each in self.evidence.values())

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield each value whose statement stands, with its source; see `COLUMNS`."""
        for value in self.series.series:
            if evidence := self.evidence.get(value.statement):
                yield {
                    "as_of": value.as_of,
                    "value": _plain(value.value),
                    "low": _plain(value.low),
                    "high": _plain(value.high),
                    "unit": self.series.unit,
                    "counts": self.series.counts,
                    "according_to": value.source or evidence.outlet,
                    "computed": value.computed,
                    "certainty": evidence.certainty,
                    "reviewed": evidence.is_reviewed,
                    "words": "".join(piece.text for piece in evidence.words) or None,
                    "outlet": evidence.outlet,
                    "published_at": evidence.published_at,
                    "statement": value.statement,
                    "source_url": evidence.original_url or None,
                }


def build_figure_page(row: Story, slug: str) -> FigurePage | None:
    """Return the page of a figure, or ``None`` where nothing of it stands."""
    figures = by_slug(row.to_record().figures)
    series = figures.get(slug)
    if series is None:
        return None
    ids = {name for each in figures.values() for value in each.series for name in _behind(value)}
    standing = Statement.objects.exclude(state=State.REJECTED).with_outlet().named(ids)
    told = {each.id: each for each in standing}
    own = {name for value in series.series for name in _behind(value)}
    evidence = {key: evidence_of(each) for key, each in told.items() if key in own}
    history = figure_history(slug, series, evidence, Showing(told.values()).show, most=None)
    if not history.values:
        return None
    others = [
        OtherFigure(key, each.counts, _latest(values[-1], each.unit))
        for key, each in figures.items()
        if key != slug and (values := [v for v in each.series if v.statement in told])
    ]
    return FigurePage(slug, row, series, history, evidence, others)


def _behind(value: records.FigureValue) -> tuple[str, ...]:
    return value.statement, *value.fits, *value.clashes


def _latest(value: records.FigureValue, unit: str | None) -> str:
    return ", ".join(filter(None, (value_words(value, unit), edtf_words(value.as_of))))


def _plain(value: float | None) -> float | int | None:
    """Return whole numbers without a fraction."""
    return int(value) if value is not None and value == int(value) else value


def file_name(page: FigurePage, ending: str) -> str:
    """Return the name a download is saved under, of letters that every system takes."""
    name = name_slug(f"{page.history.counts}").encode("ascii", "ignore").decode() or "figure"
    return f"{name}.{ending}"
