"""What is new in a story since a reader looked last."""

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from onrecord import records
from onrecord.stories.news import news_since
from onrecord_site.changes.models import Change
from onrecord_site.newsroom.models import Story
from onrecord_site.stories.figures import figure_slug
from onrecord_site.stories.importance import FRESH_KINDS
from onrecord_site.stories.last_look import LastLook
from onrecord_site.stories.wording import wording


@dataclass(frozen=True, slots=True)
class Fresh:
    """What is new since `since`: in words, by point id and by slug of a figure; which statements.

    `reports` are the articles published since.
    """

    since: datetime
    by_visit: bool
    points: Mapping[str, str]
    figures: Mapping[str, str]
    statements: Collection[str]
    reports: Collection[str]

    @property
    def is_anything(self) -> bool:
        """Whether anything is new."""
        return bool(self.points or self.figures or self.reports)


def what_is_new(row: Story, story: records.Story, look: LastLook) -> Fresh:
    """Return what is new in a story, after two or three queries.

    What reports told since then is new. For a reader who comes back, so is what this site has put
    on record since the last visit, however old its report is.
    """
    articles = [each.to_record() for each in row.articles.all()]
    statements = [each.to_record() for each in row.statements.all()]
    known = {each.id for each in statements}
    whole = [point for point in story.points if known.issuperset(point.statements)]
    told = news_since(
        [dataclasses.replace(story, points=tuple(whole))], look.since, articles, statements
    )
    news = told[0].news if told else None
    points = {each.point: _words(each.kind, each.was) for each in news.points} if news else {}
    new = {name for each in news.points for name in each.statements} if news else set()
    figures = {}
    if news:
        figures = {figure_slug(_series(each)): _words(each.kind, None) for each in news.figures}
    if look.by_visit:
        log = Change.objects.filter(story=row, at__gt=look.since, kind__in=FRESH_KINDS)
        for change in log:
            if change.kind == Change.Kind.FIGURE:
                figures.setdefault(change.subject, _("Changed"))
            else:
                kind = "appeared" if change.kind == Change.Kind.POINT else "changed"
                points.setdefault(change.subject, _words(kind, change.before or None))
    reports = news.reports if news else ()
    return Fresh(look.since, look.by_visit, points, figures, frozenset(new), frozenset(reports))


def _series(news: records.FigureNews) -> records.FigureSeries:
    return records.FigureSeries(counts=news.counts, unit=news.unit, series=())


def _words(kind: str, was: str | None) -> str:
    if kind == "withdrawn":
        return _("Taken back")
    if kind == "appeared":
        return _("New")
    if was:
        was_words = wording()["agreement"][was]["was"]
        return _("Changed, was %(state)s") % {"state": was_words}
    return _("Changed")
