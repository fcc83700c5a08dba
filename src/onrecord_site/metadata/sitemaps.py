"""Every public page, for search engines (https://www.sitemaps.org/protocol.html)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import F, Max, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap
from wagtail.models import Page

from onrecord_site.names.models import Name
from onrecord_site.newsroom.models import Article, Story
from onrecord_site.outlets.models import Outlet
from onrecord_site.topics.models import StoryTopic


class _SiteSitemap(Sitemap):
    """Addresses begin with the setting SITE_URL, whatever host a request names."""

    #: 50,000 are allowed; a file of so many is made as fast as a page.
    limit = 2_000

    @property
    def protocol(self) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:  # noqa: ARG002 - Django's own signature
        return urlsplit(settings.SITE_URL).netloc

    def latest(self) -> datetime | None:
        """Return when the last of its pages changed."""


class StorySitemap(_SiteSitemap):
    """Stories; one changes with a report and with what is logged of it."""

    def items(self) -> QuerySet:
        """Return them, newest first."""
        changed = Coalesce(Max("changes__at"), "last_at")
        rows = Story.objects.defer("record").annotate(changed_at=changed)
        return rows.order_by(F("last_at").desc(nulls_last=True), "id")

    def lastmod(self, item: Story) -> datetime | None:
        """Return when it changed last."""
        return item.changed_at

    def latest(self) -> datetime | None:
        """Return when the last of its pages changed."""
        return Story.objects.aggregate(at=Coalesce(Max("changes__at"), Max("last_at")))["at"]


class ReportSitemap(_SiteSitemap):
    """Reports that stories are made of."""

    def items(self) -> QuerySet:
        """Return them, newest first."""
        rows = Article.objects.told().only("id", "slug", "published_at", "updated_at")
        return rows.order_by(F("published_at").desc(nulls_last=True), "id")

    def lastmod(self, item: Article) -> datetime | None:
        """Return when the outlet changed it last."""
        return item.updated_at or item.published_at

    def latest(self) -> datetime | None:
        """Return when the last of its pages changed."""
        return Article.objects.aggregate(at=Max(Coalesce("updated_at", "published_at")))["at"]


class NameSitemap(_SiteSitemap):
    """People and organisations on record."""

    def items(self) -> QuerySet:
        """Return them, by name."""
        return Name.objects.order_by("slug")


class TopicSitemap(_SiteSitemap):
    """Topics with their stories."""

    def items(self) -> list[str]:
        """Return their slugs."""
        topics = StoryTopic.objects.order_by("slug")
        return list(topics.values_list("slug", flat=True).distinct())

    def location(self, item: str) -> str:
        """Return the address of a topic."""
        return reverse("topic", args=[item])


class OutletSitemap(_SiteSitemap):
    """Outlets whose reports were read."""

    def items(self) -> QuerySet:
        """Return them, by name."""
        return Outlet.objects.order_by("slug")


class PageSitemap(WagtailSitemap):
    """Wagtail's pages, the newsroom's own articles among them."""

    def latest(self) -> datetime | None:
        """Return when the last of them was published."""
        return Page.objects.live().public().aggregate(at=Max("last_published_at"))["at"]


#: By the name of the section in its address.
SITEMAPS = {
    "pages": PageSitemap,
    "stories": StorySitemap,
    "reports": ReportSitemap,
    "names": NameSitemap,
    "topics": TopicSitemap,
    "outlets": OutletSitemap,
}


def sitemap_files() -> Iterable[tuple[str, int, datetime | None]]:
    """Yield section, number and last change of each file that the index lists."""
    for section, sitemap in SITEMAPS.items():
        made = sitemap()
        pages = made.paginator
        if pages.count:
            latest = made.latest()
            yield from ((section, number, latest) for number in pages.page_range)
