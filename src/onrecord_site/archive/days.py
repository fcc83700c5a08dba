"""What was reported when. Days are those of universal time, as all times on the site are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate, TruncMonth

from onrecord_site.newsroom.models import Article, Story

REPORTS_PER_PAGE = 100
#: Stories of a day shown, the most widely reported first.
MOST_STORIES = 50


class Period(NamedTuple):
    """A month or a day with reports."""

    first: date
    reports: int


class DayStory(NamedTuple):
    """A story of a day, how many of its reports came on that day, and whether it began then."""

    story: Story
    reports: int
    began: bool


@dataclass(frozen=True, slots=True)
class DayPage:
    """One day: its stories, its reports by time, and the days with reports before and after."""

    day: date
    stories: Sequence[DayStory]
    reports: Page
    before: date | None
    after: date | None


def months_of(year: int | None = None) -> list[Period]:
    """Return the months with reports, newest first."""
    rows = _dated() if year is None else _dated().filter(published_at__year=year)
    return _periods(rows.annotate(first=TruncMonth("published_at", tzinfo=UTC)))


def days_of(year: int, month: int) -> list[Period]:
    """Return the days of a month with reports, newest first."""
    rows = _dated().filter(published_at__year=year, published_at__month=month)
    return _periods(rows.annotate(first=TruncDate("published_at", tzinfo=UTC)))


def build_day(day: date, page: str | None) -> DayPage | None:
    """Return what was reported on a day, or ``None`` where nothing was."""
    start = datetime.combine(day, time.min, UTC)
    end = start + timedelta(days=1)
    of_day = _dated().filter(published_at__gte=start, published_at__lt=end)
    reports = of_day.light().order_by("published_at", "id")
    numbered = Paginator(reports, REPORTS_PER_PAGE).get_page(page)
    if not numbered.paginator.count:
        return None
    stories = (
        Story.objects.filter(articles__published_at__gte=start, articles__published_at__lt=end)
        .annotate(of_day=Count("articles", distinct=True))
        .defer("record")
        .order_by("-of_day", "-last_at", "id")
    )
    before = _dated().filter(published_at__lt=start).order_by("-published_at")
    after = _dated().filter(published_at__gte=end).order_by("published_at")
    return DayPage(
        day=day,
        stories=[
            DayStory(row, row.of_day, bool(row.first_at and start <= row.first_at < end))
            for row in stories[:MOST_STORIES]
        ],
        reports=numbered,
        before=_day_of(before),
        after=_day_of(after),
    )


def _dated() -> QuerySet[Article]:
    return Article.objects.told().filter(published_at__isnull=False)


def _periods(rows: QuerySet[Article]) -> list[Period]:
    counted = rows.order_by().values("first").annotate(reports=Count("pk", distinct=True))
    found = [Period(_date(row["first"]), row["reports"]) for row in counted]
    return sorted(found, reverse=True)


def _day_of(rows: QuerySet[Article]) -> date | None:
    moment = rows.values_list("published_at", flat=True).first()
    return moment.astimezone(UTC).date() if moment else None


def _date(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
