"""Searching for the API: the same index and the same questions as the search page."""

from typing import NamedTuple

from onrecord_site.api.lists import told_rows
from onrecord_site.newsroom.models import Statement, Story
from onrecord_site.search.full_text import find
from onrecord_site.search.models import Document
from onrecord_site.search.queries import read_query


class Hits(NamedTuple):
    """Rows that may be shown, best first."""

    stories: list[Story]
    statements: list[Statement]


def search(typed: str, limit: int) -> Hits:
    """Return at most `limit` stories and as many statements that answer what was typed."""
    asked = read_query({"q": typed})
    if asked.is_empty:
        return Hits([], [])
    told = (Document.Kind.STORY, Document.Kind.STATEMENT)
    kinds = [kind for kind in asked.kinds if kind in told]
    ids = find({kind: asked.question(kind) for kind in kinds})
    wanted = {kind: found[:limit] for kind, found in ids.items()}
    chosen = [each for found in wanted.values() for each in found]
    key_of = dict(Document.objects.filter(pk__in=chosen).values_list("pk", "key"))
    keys = {
        kind: [key_of[each] for each in found if each in key_of] for kind, found in wanted.items()
    }
    headed = keys.get(Document.Kind.STORY, [])
    stories = Story.objects.defer("record").in_bulk(headed)
    said = keys.get(Document.Kind.STATEMENT, [])
    statements = {row.pk: row for row in told_rows().filter(pk__in=said, quoted=True)}
    return Hits(
        [stories[key] for key in headed if key in stories],
        [statements[key] for key in said if key in statements],
    )
