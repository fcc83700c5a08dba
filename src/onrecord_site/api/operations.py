"""What can be asked of the API, one function for each address."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import TypeAdapter

from onrecord_site.api import lists
from onrecord_site.api.parameters import (
    FigureFilters,
    NameFilters,
    Paging,
    ReportFilters,
    SearchFilters,
    StatementFilters,
    StoryFilters,
    between,
    cut,
    link_header,
    page_links,
)
from onrecord_site.api.search import search
from onrecord_site.api.shapes import (
    Found,
    Listing,
    StoryHead,
    ToldFigure,
    ToldName,
    ToldPoint,
    ToldReport,
    ToldStatement,
    ToldStory,
)
from onrecord_site.machine_answers import for_programs, lead_on
from onrecord_site.names.models import Name
from onrecord_site.newsroom.models import Article, Story
from onrecord_site.stories.told import with_parts

MEDIA_TYPE = "application/json"

router = Router()


def _answer(
    request: HttpRequest, kind: Any, value: object, links: dict[str, str] | None = None
) -> HttpResponse:
    content = _adapter(kind).dump_json(value)
    headers = {"Link": link_header(links)} if links else {}
    return for_programs(request, content, MEDIA_TYPE, headers=headers)


@cache
def _adapter(kind: Any) -> TypeAdapter:
    """Return what writes this kind; making it takes longer than an answer may."""
    return TypeAdapter(kind)


def _listing(
    request: HttpRequest, kind: Any, items: Iterable[object], paging: Paging, *, more: bool
) -> HttpResponse:
    links = page_links(request, paging, more=more)
    # The items were made of records a moment ago: they need not be checked again.
    listing = Listing[kind].model_construct(items=list(items), next=links.get("next"))
    return _answer(request, Listing[kind], listing, links)


@router.get("/stories", response=Listing[StoryHead], url_name="stories")
def stories(request: HttpRequest, asked: Query[StoryFilters]) -> HttpResponse:
    """List stories, newest first."""
    rows, more = cut(between(Story.objects.defer("record"), "last_at", asked), asked)
    return _listing(request, StoryHead, map(lists.story_head, rows), asked, more=more)


@router.get("/stories/{slug}", response=ToldStory, url_name="story")
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """Give one story: its summary, points, figures, people, timeline and reports.

    One that went into another one is found at that one's address, which is told with status 301.
    """
    row = _standing(slug)
    if row.slug != slug:
        return lead_on("api-1:story", row.slug)
    return _answer(request, ToldStory, lists.story_told(row))


@router.get("/stories/{slug}/points", response=list[ToldPoint], url_name="points")
def points(request: HttpRequest, slug: str) -> HttpResponse:
    """List where the reports of a story agree, dispute or changed what they say.

    Those of a story that went into another one are found at that one's address, which is told with
    status 301.
    """
    row = _standing(slug)
    if row.slug != slug:
        return lead_on("api-1:points", row.slug)
    return _answer(request, list[ToldPoint], lists.points_told(row))


@router.get("/statements", response=Listing[ToldStatement], url_name="statements")
def statements(request: HttpRequest, asked: Query[StatementFilters]) -> HttpResponse:
    """List statements, those of the newest reports first."""
    rows, more = cut(lists.filtered(asked), asked)
    return _listing(request, ToldStatement, map(lists.statement_told, rows), asked, more=more)


@router.get("/statements/{slug}", response=ToldStatement, url_name="statement")
def statement(request: HttpRequest, slug: str) -> HttpResponse:
    """Give one statement."""
    row = get_object_or_404(lists.told_rows(), slug=_storable(slug))
    return _answer(request, ToldStatement, lists.statement_told(row))


@router.get("/figures", response=Listing[ToldFigure], url_name="figures")
def figures(request: HttpRequest, asked: Query[FigureFilters]) -> HttpResponse:
    """List the figures of stories and how they moved; a page is of so many stories."""
    rows = Story.objects.all()
    if asked.story:
        rows = rows.filter(slug=asked.story)
    found, more = cut(rows, asked)
    return _listing(request, ToldFigure, lists.figures_told(found), asked, more=more)


@router.get("/names", response=Listing[ToldName], url_name="names")
def names(request: HttpRequest, asked: Query[NameFilters]) -> HttpResponse:
    """List who is on record, by name."""
    rows = Name.objects.order_by("name", "slug")
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    found, more = cut(rows, asked)
    return _listing(request, ToldName, map(lists.name_told, found), asked, more=more)


@router.get("/names/{slug}", response=ToldName, url_name="name")
def name(request: HttpRequest, slug: str) -> HttpResponse:
    """Give one name; what it says is in the list of statements."""
    row = get_object_or_404(Name, slug=_storable(slug))
    return _answer(request, ToldName, lists.name_told(row))


@router.get("/reports", response=Listing[ToldReport], url_name="reports")
def reports(request: HttpRequest, asked: Query[ReportFilters]) -> HttpResponse:
    """List the reports that stories are made of, newest first, without their texts."""
    rows = between(_reports(), "published_at", asked)
    if asked.outlet:
        rows = rows.filter(publisher=asked.outlet)
    if asked.story:
        rows = rows.filter(stories__slug=asked.story)
    found, more = cut(rows, asked)
    return _listing(request, ToldReport, map(lists.report_told, found), asked, more=more)


@router.get("/reports/{slug}", response=ToldReport, url_name="report")
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Give one report, without its text."""
    row = get_object_or_404(_reports(), slug=_storable(slug))
    return _answer(request, ToldReport, lists.report_told(row))


@router.get("/search", response=Found, url_name="search")
def found(request: HttpRequest, asked: Query[SearchFilters]) -> HttpResponse:
    """Search the headlines of stories and the words of statements."""
    hits = search(asked.q, asked.limit)
    answer = Found(
        stories=[lists.story_head(row) for row in hits.stories],
        statements=[lists.statement_told(row) for row in hits.statements],
    )
    return _answer(request, Found, answer)


def _standing(slug: str) -> Story:
    """Return the story of this slug, or the one that it went into."""
    row = Story.objects.standing(_storable(slug))
    if row is None:
        raise Http404(slug)
    return row


def _reports() -> QuerySet:
    return with_parts(Article.objects.told()).prefetch_related("stories")


def _storable(slug: str) -> str:
    """Refuse what no database column can hold."""
    if "\x00" in slug:
        raise Http404(slug)
    return slug
