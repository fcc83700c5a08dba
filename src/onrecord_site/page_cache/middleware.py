"""Answers anonymous readers from the pages that are kept.

A page is kept for whoever asks without a cookie, when the answer sets none and depends on the
address alone. Whether it is still right is asked of the database for each request
(`onrecord_site.page_cache.edition`), so that a change is seen on the next request, in every
process.
"""

import hashlib
import re
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from onrecord_site.page_cache.edition import read_token
from onrecord_site.page_cache.store import KeptPage, PageStore, pack

#: Browsers and caches ask each time whether theirs is still the page.
ASK_EACH_TIME = "public, max-age=0, must-revalidate"
#: A larger answer is a download, and not kept.
MAX_BODY_BYTES = 1_000_000
#: Wagtail's desk and the files that editors upload.
NEVER_KEPT = ("/admin/", "/documents/")
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:\s*(?:,|$)))")
_TEXT = ("text/", "application/json", "application/xml", "application/ld+json", "image/svg")
_TEXT_PLUS = ("+json", "+xml")


class PageCacheMiddleware:
    """Keeps finished pages in this process's memory, up to PAGE_CACHE megabytes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.PAGE_CACHE_BYTES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.pages = PageStore(settings.PAGE_CACHE_BYTES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer `request`, from the kept page where there is one."""
        if not _same_for_all(request):
            return self.get_response(request)
        # The token is read before the page is made: a write in between makes it out of date.
        token = read_token()
        key = (request.scheme, request.get_host(), request.get_full_path())
        if page := self.pages.get(key, token):
            return _sent(request, HttpResponse(headers=page.headers), page)
        response = self.get_response(request)
        if request.method != "GET" or not _may_be_kept(response):
            return response
        page = _page_of(response, token)
        self.pages.put(key, page)
        return _sent(request, response, page)


def _same_for_all(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and not request.META.get("HTTP_COOKIE")
        and not request.META.get("HTTP_AUTHORIZATION")
        and not request.path.startswith(NEVER_KEPT)
    )


def _may_be_kept(response: HttpResponse) -> bool:
    """Whether the answer is right for everybody who asks for this address without a cookie."""
    vary = {name.strip().lower() for name in response.get("Vary", "").split(",")}
    cache_control = response.get("Cache-Control", "").lower()
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Content-Encoding")
        # Only who sends no cookie is asked for here.
        and vary <= {"", "accept-encoding", "cookie"}
        and not any(word in cache_control for word in ("no-store", "private", "no-cache"))
        and len(response.content) <= MAX_BODY_BYTES
    )


def _page_of(response: HttpResponse, token: str) -> KeptPage:
    """Finish the headers of `response` and return the page to be kept."""
    body = response.content
    response.headers.setdefault("Cache-Control", ASK_EACH_TIME)
    # Weak: plain and packed are one page.
    digest = hashlib.blake2b(body, digest_size=12).hexdigest()
    response.headers.setdefault("ETag", f'W/"{digest}"')
    media = response.get("Content-Type", "").partition(";")[0].strip()
    packed = b""
    if media.startswith(_TEXT) or media.endswith(_TEXT_PLUS):
        patch_vary_headers(response, ["Accept-Encoding"])
        packed = pack(body)
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    return KeptPage(token, headers, body, packed)


def _sent(request: HttpRequest, response: HttpResponse, page: KeptPage) -> HttpResponse:
    """Give the response the body that this client reads."""
    if page.packed and _GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        response.content = page.packed
        response.headers["Content-Encoding"] = "gzip"
    else:
        response.content = page.body
    response.headers["Content-Length"] = str(len(response.content))
    return response
