"""The lists of names: one for people, one for organisations, one for places."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Substr
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onrecord_site.names.models import Name

#: A list of more names has a page for each letter.
PER_PAGE = 300
MOST_ON_RECORD = 24


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list holds, and how it is told."""

    view: str
    label: str | Promise
    title: str | Promise
    deck: str | Promise
    kinds: tuple[str, ...]
    #: Whether names are listed that say nothing and are only spoken of.
    lists_silent: bool


@dataclass(frozen=True, slots=True)
class NamesPage:
    """One numbered page of a list, and the letters its names begin with where it is long."""

    listing: Listing
    numbered: Page
    foremost: Sequence[Name]
    letters: Sequence[str]
    letter: str


PEOPLE = Listing(
    "names",
    _("People"),
    _("People on record"),
    _("Everybody who says something in the stories, and whom they speak of."),
    ("person",),
    lists_silent=True,
)
ORGANISATIONS = Listing(
    "organisations",
    _("Organisations"),
    _("Organisations and groups on record"),
    _("Ministries, companies, unions, parties and groups that say something in the stories."),
    ("organisation", "group"),
    lists_silent=False,
)
PLACES = Listing(
    "places",
    _("Places"),
    _("Places on record"),
    _("Countries, cities and regions that the statements speak of, and countries that speak."),
    ("place", "country"),
    lists_silent=True,
)


def build_names(listing: Listing, letter: str, page: str | None) -> NamesPage:
    """Return a page of a list; the letters are shown once it has more names than fit a page."""
    names = _listed(listing)
    letter = letter[:1].casefold()
    of_letter = names.filter(slug__startswith=letter) if letter else names
    numbered = Paginator(of_letter, PER_PAGE).get_page(page)
    letters: list[str] = []
    foremost: list[Name] = []
    if letter or numbered.has_other_pages():
        initials = names.order_by().annotate(initial=Substr("slug", 1, 1))
        letters = sorted(set(initials.values_list("initial", flat=True).distinct()))
        by_weight = names.annotate(on_record=F("said") + F("about"))
        foremost = [] if letter else list(by_weight.order_by("-on_record", "slug")[:MOST_ON_RECORD])
    return NamesPage(listing, numbered, foremost, letters, letter)


def _listed(listing: Listing) -> QuerySet[Name]:
    spoken = Q() if listing.lists_silent else Q(said__gt=0)
    return Name.objects.filter(spoken, kind__in=listing.kinds)
