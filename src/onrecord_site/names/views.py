"""The lists of names."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onrecord_site.names.lists import ORGANISATIONS, PEOPLE, PLACES, Listing, build_names


@require_safe
def names(request: HttpRequest, listing: Listing) -> HttpResponse:
    """One list of names."""
    page = build_names(listing, request.GET.get("letter", ""), request.GET.get("page"))
    lists = (PEOPLE, ORGANISATIONS, PLACES)
    return render(request, "names/names.html", {"names": page, "lists": lists})
