"""Keeps the index as the records are: only what changed is written.

A document's id is the minute of its record and, below that, a place of its own within the
minute. Ids therefore run with time, and a span of days is a span of ids.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction

from onrecord_site.newsroom.models import Article, Statement, Story
from onrecord_site.search.documents import Draft, Kind, Sign, drafts, signs
from onrecord_site.search.full_text import Words, full_text
from onrecord_site.search.models import Document
from onrecord_site.search.words import stems

BATCH = 500
_PLACES = 1 << 24


def update_index() -> None:
    """Bring all documents up to date, each batch in a transaction of its own."""
    for kind in Kind.values:
        _update(kind, None)


def update_words(words_key: str) -> None:
    """Bring up to date what rests on a statement with these words, after a decision on it."""
    statements = Statement.objects.filter(words_key=words_key)
    keys = list(statements.values_list("pk", flat=True))
    _update(Kind.STATEMENT, keys)
    articles = Article.objects.filter(statements__in=keys).distinct()
    _update(Kind.REPORT, list(articles.values_list("pk", flat=True)))
    stories = Story.objects.naming(keys)
    _update(Kind.STORY, list(stories.values_list("pk", flat=True)))


def update_article(key: str) -> None:
    """Bring an article of the desk up to date, after it was published, taken down or deleted."""
    _update(Kind.ARTICLE, [key])


def first_id(at: datetime | None) -> int:
    """Return the lowest id of a document of this moment; those without a time come first."""
    minute = 0 if at is None else max(int(at.timestamp()) // 60, 1)
    return minute * _PLACES


def _update(kind: str, keys: Collection[str] | None) -> None:
    documents = Document.objects.filter(kind=kind)
    if keys is not None:
        documents = documents.filter(key__in=list(keys))
    known = {key: (pk, digest) for key, pk, digest in documents.values_list("key", "id", "digest")}
    changed = [sign for sign in signs(kind, keys) if known.pop(sign.key, (0, ""))[1] != sign.digest]
    # What is still wanted has left `known` by now.
    for gone in _batches(iter(known.values())):
        Document.objects.filter(pk__in=[pk for pk, _ in gone]).delete()
    for batch in _batches(iter(changed)):
        _write(kind, batch)


@transaction.atomic
def _write(kind: str, batch: Sequence[Sign]) -> None:
    keys = [sign.key for sign in batch]
    Document.objects.filter(kind=kind, key__in=keys).delete()
    places = _places(kind, batch)
    documents = [Document(places[sign.key], kind, sign.key, sign.digest) for sign in batch]
    Document.objects.bulk_create(documents)
    full_text().put([_words(places[draft.key], draft) for draft in drafts(kind, keys)])


def _places(kind: str, batch: Sequence[Sign]) -> dict[str, int]:
    """Give each record an id that is free."""
    wanted = {}
    for sign in batch:
        digits = hashlib.sha256(f"{kind} {sign.key}".encode()).hexdigest()
        wanted[sign.key] = first_id(sign.at) + int(digits, 16) % _PLACES
    taken = set(Document.objects.filter(pk__in=wanted.values()).values_list("pk", flat=True))
    for key, place in wanted.items():
        while place in taken or (
            place != wanted[key] and Document.objects.filter(pk=place).exists()
        ):
            place += 1
        wanted[key] = place
        taken.add(place)
    return wanted


def _words(pk: int, draft: Draft) -> Words:
    fields = (" ".join(stems(text)) for text in (draft.title, draft.lead, draft.body))
    return Words(pk, *fields, " ".join(sorted(draft.facets)))


def _batches(things: Iterator) -> Iterator[list]:
    while batch := list(islice(things, BATCH)):
        yield batch
