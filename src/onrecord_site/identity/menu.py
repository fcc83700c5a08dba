"""The pages right below the front page that editors put into the menu."""

from collections.abc import Sequence

from django.http import HttpRequest
from wagtail.models import Page

from onrecord_site.page_cache.shared import shared

#: Depth in Wagtail's tree of the pages right below the front page.
BELOW_THE_FRONT = 3


def menu_pages(request: HttpRequest) -> Sequence[Page]:
    """Return them in their order; they are shared, and not to be changed."""
    kept = getattr(request, "onrecord_menu", None)
    if kept is None:
        kept = request.onrecord_menu = shared("menu", _read_menu, request)
    return kept


def _read_menu() -> Sequence[Page]:
    pages = Page.objects.live().in_menu().filter(depth=BELOW_THE_FRONT)
    return list(pages.order_by("path"))
