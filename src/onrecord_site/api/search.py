"""Searching for the API. The index of the search page takes the place of `search` when it is in."""

from typing import NamedTuple

from django.db.models import QuerySet

from onrecord_site.newsroom.models import Statement, Story


class Hits(NamedTuple):
    """Rows that may be shown, best first."""

    stories: QuerySet
    statements: QuerySet


def search(query: str) -> Hits:
    """Return the stories whose headline, and the statements whose words, have all the words."""
    stories, statements = Story.objects.all(), Statement.objects.public()
    for word in query.split():
        stories = stories.filter(headline__icontains=word)
        statements = statements.filter(content__icontains=word)
    if not query.split():
        return Hits(stories.none(), statements.none())
    return Hits(stories, statements)
