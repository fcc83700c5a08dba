"""What is new in a story since a given time: points and figures that appeared, changed or went."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from onrecord.records import (
    Agreement,
    Article,
    Figure,
    FigureNews,
    FigureSeries,
    FigureValue,
    News,
    Point,
    PointNews,
    Statement,
    Story,
)
from onrecord.stories.versions import first_told, order_versions

#: What "about" can mean, as shares of the number.
_ABOUT = (0.9, 1.1)


def news_since(
    stories: Sequence[Story],
    since: datetime,
    articles: Iterable[Article],
    statements: Sequence[Statement],
) -> list[Story]:
    """Return the stories in which something is new, with what is new in `Story.news`.

    A statement is new if its report was published later, or if its outlet put it into an
    earlier report later. What has no date is not new. More voices for what was agreed are no
    news, and neither is a known figure in rounder words.

    Args:
        stories: As `group_stories` gave them.
        since: A moment with a time zone.
        articles: Those of the stories, every version that was read.
        statements: Those of the articles, of every version.

    Raises:
        ValueError: `since` has no time zone.
    """
    if since.tzinfo is None:
        raise ValueError(f"{since.isoformat()} has no time zone: it could mean several moments")
    versions = order_versions(articles)
    clock = _Clock(
        since, first_told(versions, statements), {each.id: each for each in statements}, versions
    )
    told = [replace(story, news=_news(story, clock)) for story in stories]
    return [story for story in told if story.news and (story.news.points or story.news.figures)]


@dataclass(frozen=True, slots=True)
class _Clock:
    """Tells what was there at the time asked for."""

    since: datetime
    told: Mapping[str, datetime | None]
    statements: Mapping[str, Statement]
    versions: Mapping[str, Sequence[Article]]

    def is_new(self, statement_id: str) -> bool:
        return self.is_later(self.told.get(statement_id))

    def is_later(self, time: datetime | None) -> bool:
        return time is not None and time > self.since


def _news(story: Story, clock: _Clock) -> News:
    gone = [
        correction.before
        for revision in story.revisions
        if clock.is_later(revision.at)
        for correction in revision.corrections
        if correction.after is None
    ]
    roots = {report.article: report.copy_of or report.article for report in story.reports}
    points = [_point_news(point, gone, roots, clock) for point in story.points]
    figures = [_figure_news(series, clock) for series in story.figures]
    figures += [
        _withdrawn_figure(name, figure) for name in gone for figure in _figures(name, clock)
    ]
    return News(
        since=clock.since,
        reports=tuple(name for name in story.articles if _is_new_report(name, clock)),
        points=tuple(found for found in points if found),
        figures=tuple(found for found in figures if found),
    )


def _is_new_report(article_id: str, clock: _Clock) -> bool:
    versions = clock.versions.get(article_id, ())
    return bool(versions) and clock.is_later(versions[0].published_at or versions[0].fetched_at)


# -- Points ---------------------------------------------------------------------------------------
def _point_news(
    point: Point, gone: Sequence[str], roots: Mapping[str, str], clock: _Clock
) -> PointNews | None:
    new = [name for name in point.statements if clock.is_new(name)]
    lost = [name for name in point.statements if name in gone]
    unknown = len(new) == len(point.statements)
    was = None if unknown else _state_before(point, set(new), roots, clock)
    if lost:
        was = "single" if was else None
        return PointNews(point=point.id, kind="withdrawn", was=was, statements=tuple(lost))
    if unknown:
        return PointNews(point=point.id, kind="appeared", was=None, statements=tuple(new))
    moved = any(set(side) <= set(new) for side in point.sides)
    if was != point.agreement or moved:
        return PointNews(point=point.id, kind="changed", was=was, statements=tuple(new))
    return None


def _state_before(
    point: Point, new: set[str], roots: Mapping[str, str], clock: _Clock
) -> Agreement:
    """Return where the point stood without what is new; copies count as their originals."""
    sides = [known for side in point.sides if (known := set(side) - new)]
    if len(sides) > 1 or point.agreement == "single" or not new:
        return point.agreement
    articles = {clock.statements[name].article for name in sides[0]}
    reports = {roots.get(article, article) for article in articles}
    return "agreed" if len(reports) > 1 else "single"


# -- Figures --------------------------------------------------------------------------------------
def _figure_news(series: FigureSeries, clock: _Clock) -> FigureNews | None:
    new = [value for value in series.series if clock.is_new(value.statement)]
    old = [value for value in series.series if value not in new]
    if not old:
        return FigureNews(
            counts=series.counts, unit=series.unit, kind="appeared", values=tuple(new)
        )
    other = [value for value in new if not any(_is_told_by(value, known) for known in old)]
    if not other:
        return None
    return FigureNews(counts=series.counts, unit=series.unit, kind="changed", values=tuple(other))


def _is_told_by(value: FigureValue, known: FigureValue) -> bool:
    """Whether a known value is the same, or one that this one puts in rounder words."""
    if (value.value, value.low, value.high) == (known.value, known.low, known.high):
        return True
    if not known.low == known.high == known.value or value.low == value.high == value.value:
        return False
    low, high = value.low, value.high
    if low is None and high is None and value.value is not None:
        low, high = (value.value * share for share in _ABOUT)
    known_value = known.value or 0.0
    return (low is None or low <= known_value) and (high is None or known_value <= high)


def _figures(statement_id: str, clock: _Clock) -> Sequence[Figure]:
    statement = clock.statements.get(statement_id)
    return statement.figures if statement else ()


def _withdrawn_figure(statement_id: str, figure: Figure) -> FigureNews | None:
    """A figure that was taken back; one that names no thing cannot be told."""
    if figure.counts is None:
        return None
    value = FigureValue(
        as_of=None,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        source=None,
        statement=statement_id,
    )
    return FigureNews(counts=figure.counts, unit=figure.unit, kind="withdrawn", values=(value,))
