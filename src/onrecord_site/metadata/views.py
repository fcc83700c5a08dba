"""Files for machines at well-known addresses."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from onrecord_site.changes.tell import whole
from onrecord_site.identity.models import current_identity
from onrecord_site.metadata.news import recent_news
from onrecord_site.metadata.sitemaps import SITEMAPS, sitemap_files
from onrecord_site.metadata.terms import crawlers, terms

#: RFC 9116 asks for less than a year, so that nobody writes to where nobody reads.
SECURITY_TEXT_LASTS = timedelta(days=180)
#: These files change seldom, and some take a while to make.
kept = cache_control(public=True, max_age=600)


@require_safe
@kept
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The list of sitemaps."""
    files = [
        (whole(reverse("sitemap", args=[section])) + (f"?p={number}" if number > 1 else ""), at)
        for section, number, at in sitemap_files()
    ]
    return render(request, "metadata/sitemap_index.xml", {"files": files}, "application/xml")


@require_safe
@kept
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """One sitemap; of more than 2,000 pages ``?p=2`` has the next."""
    return django_sitemap(request, SITEMAPS, section=section)


@require_safe
@kept
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The site's own pages of the last two days."""
    items = [(whole(item.path), item) for item in recent_news()]
    context = {"items": items, "site_name": current_identity(request).shown_name}
    return render(request, "metadata/news_sitemap.xml", context, "application/xml")


@require_safe
@kept
def robots(request: HttpRequest) -> HttpResponse:
    """What programs may fetch (RFC 9309), the sitemaps, and the terms."""
    kept_out = [name for group in terms().kept_out for name in crawlers()[group]]
    context = {
        "kept_out": kept_out,
        "sitemaps": [whole(reverse("sitemap-index")), whole(reverse("news-sitemap"))],
        "license": whole(reverse("license")),
    }
    return render(request, "metadata/robots.txt", context, "text/plain; charset=utf-8")


@require_safe
@kept
def rsl_license(request: HttpRequest) -> HttpResponse:
    """The terms in Really Simple Licensing 1.0 (https://rslstandard.org/rsl)."""
    identity = current_identity(request)
    context = {
        "site_name": identity.shown_name,
        "about": _address(identity.about),
        "ethics": _address(identity.ethics),
        "permits": " ".join(terms().permits),
        "prohibits": " ".join(terms().prohibits),
    }
    return render(request, "metadata/license.xml", context, "application/rsl+xml")


def _address(page: Page | None) -> str:
    """Return the address of a standing page that editors named; "" where there is none."""
    return whole(page.get_url() or "/") if page and page.live else ""


@require_safe
@kept
def security_text(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116), where the newsroom named somebody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    context = {
        "contact": settings.SECURITY_CONTACT,
        "expires": (midnight + SECURITY_TEXT_LASTS).isoformat().replace("+00:00", "Z"),
        "languages": current_identity(request).offered_languages,
        "canonical": whole(request.path),
    }
    return render(request, "metadata/security.txt", context, "text/plain; charset=utf-8")


@require_safe
@kept
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches this site (OpenSearch 1.1)."""
    context = {"site_name": current_identity(request).shown_name, "search": whole("/search/")}
    media_type = "application/opensearchdescription+xml"
    return render(request, "metadata/opensearch.xml", context, media_type)
