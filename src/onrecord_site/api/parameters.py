"""What can be asked of a list, and how its pages are linked."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Schema
from pydantic import Field, PlainValidator, WithJsonSchema

from onrecord import records
from onrecord.moments import read_moment
from onrecord_site.changes.tell import whole

MOST_CHARS = 200
MOST_PAGES = 10_000
#: A text without the character that no database column can hold.
Text = Annotated[str, Field(min_length=1, max_length=MOST_CHARS, pattern=r"^[^\x00]+$")]
Moment = Annotated[
    datetime,
    PlainValidator(read_moment),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "format": "date"},
                {"type": "string", "format": "date-time"},
            ]
        }
    ),
]


class Paging(Schema):
    """Which part of a list."""

    page: int = Field(1, ge=1, le=MOST_PAGES, description="Page of the list, from 1.")
    limit: int = Field(20, ge=1, le=100, description="How many on a page.")


class Since(Paging):
    """A list in order of time."""

    since: Moment = Field(None, description="Reports from this date or time on.")
    until: Moment = Field(None, description="Reports before this date or time.")


class StatementFilters(Since):
    """What statements are asked for."""

    source: Text = Field(None, description="Slug of the name that makes it, such as mara-ilves.")
    kind: records.SourceKind = Field(None, description="What its source is.")
    form: records.Form = Field(None, description="How the text gives it.")
    certainty: records.Certainty = Field(None, description="What the text commits to.")
    story: Text = Field(None, description="Slug of a story that rests on it.")
    outlet: Text = Field(None, description="Who published the report, exactly as named.")


class StoryFilters(Since):
    """What stories are asked for: `since` and `until` mean their latest report."""


class FigureFilters(Paging):
    """What figures are asked for; a page is of so many stories."""

    story: Text = Field(None, description="Slug of the story that tells it.")


class NameFilters(Paging):
    """What names are asked for."""

    kind: records.SourceKind = Field(None, description="What is of this name.")


class ReportFilters(Since):
    """What reports are asked for."""

    outlet: Text = Field(None, description="Who published it, exactly as named.")
    story: Text = Field(None, description="Slug of a story it belongs to.")


class SearchFilters(Schema):
    """What is searched for."""

    q: Text = Field(..., description="Words.")
    limit: int = Field(20, ge=1, le=100, description="How many stories and how many statements.")


def cut(rows: QuerySet, paging: Paging) -> tuple[list[Any], bool]:
    """Return one page of `rows`, and whether more follow."""
    start = (paging.page - 1) * paging.limit
    found = list(rows[start : start + paging.limit + 1])
    return found[: paging.limit], len(found) > paging.limit and paging.page < MOST_PAGES


def page_links(request: HttpRequest, paging: Paging, *, more: bool) -> dict[str, str]:
    """Return the addresses of the first, the previous and the next page, by relation."""
    links = {"first": _at(request, 1)}
    if paging.page > 1:
        links["prev"] = _at(request, paging.page - 1)
    if more:
        links["next"] = _at(request, paging.page + 1)
    return links


def link_header(links: dict[str, str]) -> str:
    """Return links as RFC 8288 writes them."""
    return ", ".join(f'<{address}>; rel="{relation}"' for relation, address in links.items())


def _at(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return whole(f"{request.path}?{query.urlencode()}")


def between(rows: QuerySet, field: str, since: Since) -> QuerySet:
    """Keep what lies between two moments; without a time of its own it lies between none."""
    if since.since:
        rows = rows.filter(**{f"{field}__gte": since.since})
    if since.until:
        rows = rows.filter(**{f"{field}__lt": since.until})
    return rows
