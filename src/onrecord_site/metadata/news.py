"""What is news now, for Google News: the site's own pages of the last two days, never reports.

Source: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from onrecord_site.newsroom.models import Story

NEWS_AGE = timedelta(days=2)
MOST_NEWS = 1000


@dataclass(frozen=True, slots=True)
class NewsItem:
    """A page that is news; `path` is its address on this site."""

    path: str
    title: str
    published_at: datetime
    language: str = "en"


def _new_stories(since: datetime) -> Iterator[NewsItem]:
    for story in Story.objects.defer("record").filter(first_at__gte=since)[:MOST_NEWS]:
        yield NewsItem(story.get_absolute_url(), str(story), story.first_at)


#: Each gives what it published since a moment. An app with news of its own adds its function.
SOURCES: list[Callable[[datetime], Iterable[NewsItem]]] = [_new_stories]


def recent_news() -> list[NewsItem]:
    """Return what is news now, newest first."""
    since = timezone.now() - NEWS_AGE
    items = [item for source in SOURCES for item in source(since)]
    return sorted(items, key=lambda item: item.published_at, reverse=True)[:MOST_NEWS]
