"""The menu of every page: what editors put into it right below the front page, and our own."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page

from onrecord_site.identity.models import current_identity
from onrecord_site.page_cache.shared import shared

#: Depth in Wagtail's tree of the pages right below the front page.
BELOW_THE_FRONT = 3
#: Pages that are always in the head of every page, by the names of their addresses.
_ALWAYS = ("topics", "names", "archive", "search")


def menu_pages(request: HttpRequest) -> Sequence[Page]:
    """Return them in their order; they are shared, and not to be changed."""
    kept = getattr(request, "onrecord_menu", None)
    if kept is None:
        kept = request.onrecord_menu = shared("menu", _read_menu, request)
    return kept


def place_in_menu(request: HttpRequest) -> str:
    """Return the path that is asked for if the menu leads to it, "" otherwise."""
    return request.path if request.path in _paths(request) else ""


def _paths(request: HttpRequest) -> frozenset[str]:
    def read() -> frozenset[str]:
        how_it_works = current_identity(request).how_it_works
        pages = [*menu_pages(request), *([how_it_works] if how_it_works else [])]
        return frozenset(["/", *map(reverse, _ALWAYS), *(page.url or "" for page in pages)])

    return shared("menu paths", read, request)


def _read_menu() -> Sequence[Page]:
    pages = Page.objects.live().in_menu().filter(depth=BELOW_THE_FRONT)
    return list(pages.order_by("path"))
