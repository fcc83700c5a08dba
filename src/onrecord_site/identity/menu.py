"""The pages right below the front page that editors put into the menu."""

from collections.abc import Sequence

from django.http import HttpRequest
from wagtail.models import Page

#: Depth in Wagtail's tree of the pages right below the front page.
BELOW_THE_FRONT = 3


def menu_pages(request: HttpRequest) -> Sequence[Page]:
    """Return them in their order, asked of the database once for each request."""
    kept = getattr(request, "onrecord_menu", None)
    if kept is None:
        pages = Page.objects.live().in_menu().filter(depth=BELOW_THE_FRONT)
        kept = request.onrecord_menu = list(pages.order_by("path"))
    return kept
