"""What every readers' page knows."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page

from onrecord_site.desk.models import SectionPage
from onrecord_site.home.models import StandardPage
from onrecord_site.identity.menu import menu_pages, place_in_menu
from onrecord_site.identity.models import Identity, current_identity


def site(request: HttpRequest) -> dict[str, Any]:
    """Return who the site is and its menu; both are asked of the database late, and once."""
    identity = SimpleLazyObject(lambda: current_identity(request))
    menu = SimpleLazyObject(lambda: menu_pages(request))
    return {
        "here": SimpleLazyObject(lambda: place_in_menu(request)),
        "identity": identity,
        "site_name": SimpleLazyObject(lambda: identity.shown_name),
        "sections": SimpleLazyObject(lambda: _of_kind(menu, SectionPage)),
        "foot": SimpleLazyObject(lambda: _foot(identity, menu)),
    }


def _of_kind(menu: Sequence[Page], kind: type[Page]) -> list[Page]:
    wanted = ContentType.objects.get_for_model(kind).pk
    return [page for page in menu if page.content_type_id == wanted]


def _foot(identity: Identity, menu: Sequence[Page]) -> list[Page]:
    """The standing pages that editors named, and then whatever else they put into the menu."""
    named = identity.policies
    others = [page for page in _of_kind(menu, StandardPage) if page not in named]
    return [*named, *others]
