"""The search page."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onrecord_site.newsroom.models import Certainty, Form
from onrecord_site.search.documents import Kind
from onrecord_site.search.queries import read_query
from onrecord_site.search.results import build_results


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """A plain form, and what it finds; every search has an address of its own."""
    query = read_query(request.GET)
    found = None if query.is_empty else build_results(query, request.GET.get("page"))
    context = {
        "query": query,
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
