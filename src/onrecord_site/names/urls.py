"""Addresses of the lists of names; a name's own page is in `onrecord_site.stories.urls`."""

from django.urls import path

from onrecord_site.names.lists import ORGANISATIONS, PEOPLE, PLACES
from onrecord_site.names.views import names

urlpatterns = [
    path(f"{address}/", names, {"listing": listing}, name=listing.view)
    for address, listing in (
        ("people", PEOPLE),
        ("organisations", ORGANISATIONS),
        ("places", PLACES),
    )
]
