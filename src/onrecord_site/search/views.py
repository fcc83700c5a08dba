"""The search page."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from onrecord_site.newsroom.models import Certainty, Form
from onrecord_site.search.documents import Kind
from onrecord_site.search.queries import Query, read_query
from onrecord_site.search.results import build_results

_LABELS = {
    "source": _("Said by"),
    "about": _("Said about"),
    "outlet": _("Outlet"),
    "certainty": _("How surely"),
    "form": _("In which form"),
    "since": _("From the day"),
    "until": _("Until the day"),
}
_VALUES = {"certainty": dict(Certainty.choices), "form": dict(Form.choices)}


class Filter(NamedTuple):
    """A filter in force, and the search without it."""

    label: str | Promise
    value: str
    without: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """A plain form, and what it finds; every search has an address of its own."""
    query = read_query(request.GET)
    found = None if query.is_empty else build_results(query, request.GET.get("page"))
    context = {
        "query": query,
        "filters": _filters(query),
        "found": found,
        "address": query.address(),
        "all_kinds": query.address(kind=""),
        "other_order": query.address(sort="" if query.newest else "newest"),
        "certainties": Certainty.choices,
        "forms": Form.choices,
        "kinds": Kind.choices,
        "without_filters": urlencode({"q": query.typed}),
    }
    return render(request, "search/search.html", context)


def _filters(query: Query) -> list[Filter]:
    return [
        Filter(
            label,
            _VALUES.get(name, {}).get(query.fields[name], query.fields[name]),
            query.address(**{name: ""}),
        )
        for name, label in _LABELS.items()
        if name in query.fields
    ]
