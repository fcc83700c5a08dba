"""What of each record can be found.

A statement can be found only where its words may be shown. A report can be found by its whole
text, of which nothing is shown: the reader is led to its page, and from there to its outlet.
Articles are those of the desk.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from onrecord_site.desk.article_pages import body_text
from onrecord_site.desk.listings import newest
from onrecord_site.desk.models import ArticlePage, Byline
from onrecord_site.newsroom.models import Article, Mention, Statement, Story
from onrecord_site.search.models import Document
from onrecord_site.search.words import stems
from onrecord_site.stories.story_pages import kept_summary
from onrecord_site.stories.wording import attribution

Kind = Document.Kind
#: A longer text is looked through up to here, in characters.
MOST_CHARS = 200_000
#: To be raised whenever documents hold other words than before: all are made anew then.
_READING = 2


class Sign(NamedTuple):
    """A record that should be found, its time, and what changes when its document does."""

    key: str
    at: datetime | None
    digest: str


class Draft(NamedTuple):
    """The texts of one document, and its facets."""

    key: str
    title: str
    lead: str
    body: str
    facets: set[str]


def signs(kind: str, keys: Collection[str] | None = None) -> Iterator[Sign]:
    """Yield all records of a kind that should be found, or those of them in `keys`."""
    yield from _SIGNS[kind](keys)


def drafts(kind: str, keys: Collection[str]) -> Iterator[Draft]:
    """Yield the documents of these records."""
    yield from _DRAFTS[kind](keys)


def facet(field: str, value: str) -> list[str]:
    """Return the facets that a filter asks for: one for each word of its value."""
    if field in ("source", "about", "outlet"):
        return [f"{field[0]}{stem}" for stem in stems(value)]
    return [f"{field[0]}{value}"]


def _public() -> QuerySet[Statement]:
    return Statement.objects.public().filter(stories__isnull=False).distinct()


def _among(rows: QuerySet, keys: Collection[str] | None) -> QuerySet:
    return rows if keys is None else rows.filter(pk__in=list(keys))


def _digest(*parts: object) -> str:
    return hashlib.md5(repr((_READING, parts)).encode(), usedforsecurity=False).hexdigest()


def _statement_signs(keys: Collection[str] | None) -> Iterator[Sign]:
    columns = (
        "pk", "article__published_at", "words_key", "reading_key", "form", "article__version",
        "article__publisher",
    )  # fmt: skip
    for key, at, *rest in _among(_public(), keys).values_list(*columns).iterator():
        yield Sign(key, at, _digest(*rest))


def _report_signs(keys: Collection[str] | None) -> Iterator[Sign]:
    said = defaultdict(list)
    public = _public() if keys is None else _public().filter(article__in=list(keys))
    for article, reading in public.order_by("pk").values_list("article", "reading_key"):
        said[article].append(reading)
    columns = ("pk", "published_at", "version", "headline", "publisher")
    for key, at, *rest in _among(Article.objects.told(), keys).values_list(*columns).iterator():
        yield Sign(key, at, _digest(said.get(key), *rest))


def _story_signs(keys: Collection[str] | None) -> Iterator[Sign]:
    told = defaultdict(list)
    public = Statement.objects.public().filter(stories__isnull=False)
    if keys is not None:
        public = public.filter(stories__in=list(keys))
    columns = ("stories", "words_key", "reading_key")
    for story, *said in public.order_by("pk").values_list(*columns):
        told[story].append(said)
    for row in _among(Story.objects.all(), keys).iterator(200):
        yield Sign(row.pk, row.last_at, _digest(told.get(row.pk), row.record))


def _article_signs(keys: Collection[str] | None) -> Iterator[Sign]:
    columns = ("pk", "first_published_at", "latest_revision")
    for key, at, revision in _among(newest(ArticlePage.objects.all()), keys).values_list(*columns):
        yield Sign(str(key), at, _digest(revision))


def _statement_drafts(keys: Collection[str]) -> Iterator[Draft]:
    rows = Statement.objects.with_outlet().filter(pk__in=list(keys))
    named = _names(rows, "statement")
    for row in rows:
        outlet = row.article.publisher
        source = row.record["source"] or {}
        said = attribution(row.certainty, row.source_name, "", row.form)
        facets = {
            *facet("kind", Kind.STATEMENT), *facet("certainty", row.certainty),
            *facet("form", row.form), *facet("source", row.source_name), *facet("outlet", outlet),
            *named[row.pk],
        }  # fmt: skip
        lead = f"{row.evidence} {said} {source.get('attribute') or ''}"
        yield Draft(row.pk, row.content, lead, outlet, facets)


def _report_drafts(keys: Collection[str]) -> Iterator[Draft]:
    named = _names(_public().filter(article__in=list(keys)), "statement__article")
    for row in Article.objects.filter(pk__in=list(keys)):
        article = row.to_record()
        lead = " ".join([row.publisher, *(author.name for author in article.authors)])
        lead = f"{article.standfirst or ''} {lead}"
        facets = {
            *facet("kind", Kind.REPORT), *facet("outlet", row.publisher), *named[row.pk],
        }  # fmt: skip
        yield Draft(row.pk, row.headline, lead, article.body[:MOST_CHARS], facets)


def _story_drafts(keys: Collection[str]) -> Iterator[Draft]:
    stories = Story.objects.filter(pk__in=list(keys))
    statements = Statement.objects.public().filter(stories__in=stories)
    told = defaultdict(dict)
    columns = (
        "stories", "pk", "content", "article__publisher", "certainty", "source_name", "form",
    )  # fmt: skip
    for story, key, content, outlet, certainty, source, form in statements.values_list(*columns):
        said = f"{content} {attribution(certainty, source, '', form)}"
        told[story][key] = (said, outlet)
    standing = Statement.objects.filter(stories__in=stories).exclude(state="rejected")
    stands = set(standing.values_list("pk", flat=True))
    named = _names(statements, "statement__stories")
    for row in stories:
        story, of_story = row.to_record(), told[row.pk]
        lines = kept_summary(story, standing=stands, quoted=of_story)
        people = " ".join(person.name for person in story.people)
        outlets = {outlet for _, outlet in of_story.values()}
        body = " ".join([*(said for said, _ in of_story.values()), *outlets])
        facets = {*facet("kind", Kind.STORY), *named[row.pk]}
        for outlet in outlets:
            facets.update(facet("outlet", outlet))
        lead = " ".join([*(line.text for line in lines), people])
        yield Draft(row.pk, row.headline, lead, body[:MOST_CHARS], facets)


def _article_drafts(keys: Collection[str]) -> Iterator[Draft]:
    authors = defaultdict(list)
    written = Byline.objects.filter(article__in=list(keys))
    for article, name in written.values_list("article", "author__title"):
        authors[article].append(name)
    for page in ArticlePage.objects.filter(pk__in=list(keys)):
        lead = " ".join([page.standfirst, *authors[page.pk]])
        facets = {*facet("kind", Kind.ARTICLE)}
        yield Draft(str(page.pk), page.title, lead, body_text(page)[:MOST_CHARS], facets)


def _names(statements: QuerySet, owner: str) -> dict[str, set[str]]:
    """Return the facets of who speaks and is spoken of in these statements, by their owner."""
    found: dict[str, set[str]] = defaultdict(set)
    mentions = Mention.objects.filter(statement__in=statements.values("pk"))
    for key, role, name in mentions.values_list(owner, "role", "name"):
        field = "source" if role == Mention.Role.SOURCE else "about"
        found[key].update(facet(field, name))
    return found


_SIGNS = {
    Kind.STATEMENT: _statement_signs,
    Kind.REPORT: _report_signs,
    Kind.STORY: _story_signs,
    Kind.ARTICLE: _article_signs,
}
_DRAFTS = {
    Kind.STATEMENT: _statement_drafts,
    Kind.REPORT: _report_drafts,
    Kind.STORY: _story_drafts,
    Kind.ARTICLE: _article_drafts,
}
