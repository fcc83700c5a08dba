"""The newsroom as the last step of `onrecord.pipeline.run`.

Every method is one transaction, so a killed run leaves whole pages behind and nothing else,
and doing a thing twice changes nothing.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from django.db import models, transaction
from django.db.models.functions import Coalesce

from onrecord import records
from onrecord.exports.story_records import statement_ids
from onrecord.publishing import Judgement, Kept, Reading
from onrecord.stories.stream import Stream
from onrecord_site.newsroom import editions, review, rows
from onrecord_site.newsroom.models import (
    Article,
    Capture,
    Edition,
    EndedStory,
    Mention,
    Statement,
    Story,
    StoryDecision,
    StoryPerson,
)
from onrecord_site.newsroom.names import public_name
from onrecord_site.newsroom.quoting import choose_quoted
from onrecord_site.newsroom.signals import stories_published
from onrecord_site.newsroom.storable import storable
from onrecord_site.newsroom.versions import (
    earlier_versions,
    is_older,
    keep_replaced,
    keep_version,
)

BATCH = 500
#: As many pages of an outlet, the latest, show what it prints everywhere.
_PAGES_OF_AN_OUTLET = 20


class NewsroomPublisher:
    """Keeps records in Django's database; implements `onrecord.publishing.Publisher`.

    Args:
        read_again: Read pages anew although their bytes are known, for instance after an
            upgrade of the engine. Decisions of editors are kept.
        on_page: Called for each page that the pipeline asks about, for progress bars.
    """

    def __init__(
        self, *, read_again: bool = False, on_page: Callable[[], None] | None = None
    ) -> None:
        self.read_again = read_again
        self.on_page = on_page
        self._stream: Stream | None = None
        self._arrivals: dict[str, str] = {}
        self._judged: list[tuple[int, datetime | None]] = []

    def has(self, capture: records.Capture) -> bool:
        """Whether these very bytes of this page were read before."""
        if self.on_page:
            self.on_page()
        if self.read_again:
            return False
        return Capture.objects.filter(key=capture_key(capture)).exists()

    @transaction.atomic
    def save_reading(self, reading: Reading) -> None:
        """Keep one page with its statements, and its article's earlier version if it had one.

        A version that comes later than a newer one is kept as an earlier version.
        """
        page_key = capture_key(reading.capture)
        reading = storable(reading)
        article = reading.article
        kept = Article.objects.filter(pk=article.id).first()
        if kept and is_older(article, kept):
            if kept.version != article.version:
                keep_version(article, reading.statements)
                Article.objects.filter(pk=article.id).update(arrival=_new_arrival())
        else:
            if kept:
                keep_replaced(kept, article)
            _save_article(article)
            _save_statements(article, reading.statements)
        _save_capture(page_key, reading.capture, article.id)

    @contextmanager
    def open_stream(self) -> Iterator[Stream]:
        """Return the grouping, brought up to what is published."""
        with editions.open_stream(self) as stream:
            self._stream = stream
            try:
                yield stream
            finally:
                self._stream = None

    def arrived(self) -> Sequence[str]:
        """Return the ids of articles read since the last publication, in order of publication."""
        told_at = Coalesce("published_at", "fetched_at").asc(nulls_last=True)
        rows = Article.objects.exclude(arrival="").order_by(told_at, "id")
        self._arrivals = dict(rows.values_list("pk", "arrival"))
        return list(self._arrivals)

    def judgements(self) -> Sequence[Judgement]:
        """Return what editors decided or took back since the last publication."""
        rows = StoryDecision.objects.filter(settled=False).order_by("pk")
        self._judged = [(row.pk, row.taken_back_at) for row in rows]
        return [Judgement(row.parts, row.before, row.taken_back_at is not None) for row in rows]

    def kept(self, articles: Collection[str]) -> Kept:
        """Return these articles with what belongs to them."""
        rows = Article.objects.filter(pk__in=articles).order_by("published_at", "id")
        statements = Statement.objects.filter(article__in=articles)
        return Kept(
            [row.to_record() for row in rows],
            [row.to_record() for row in statements.order_by("article", "position", "id")],
            *earlier_versions(articles),
        )

    def around(self, articles: Sequence[records.Article]) -> Kept:
        """Return what else the outlets of these articles printed lately."""
        own = {article.id for article in articles}
        names: set[str] = set()
        outlets = {_of_same_outlet(article) for article in articles} - {None}
        for outlet in outlets:
            printed = Article.objects.filter(outlet).exclude(pk__in=own)
            latest = printed.order_by(models.F("published_at").desc(nulls_last=True), "id")
            names.update(latest.values_list("pk", flat=True)[:_PAGES_OF_AN_OUTLET])
        rows = Article.objects.filter(pk__in=names).order_by("id")
        stated = Statement.objects.filter(article__in=names).order_by("article", "position", "id")
        return Kept([row.to_record() for row in rows], [row.to_record() for row in stated])

    def resting_on(self, statements: Collection[str]) -> Collection[str]:
        """Return the ids of the published stories that rest on one of these statements."""
        return set(Story.objects.naming(statements).values_list("pk", flat=True))

    def stories(self, most: int | None = None) -> Sequence[records.Story]:
        """Return the latest stories, all of them by default, in order of their first reports."""
        rows = sorted(Story.objects.all()[:most], key=lambda row: (str(row.first_at), row.pk))
        return [row.to_record() for row in rows]

    def publish(
        self, stories: Sequence[records.Story], ended: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Show stories that are new or were told anew, and let others go.

        Nothing is done where another machine published since the stream was opened: what
        arrived is then still to be taken in.
        """
        with transaction.atomic():
            edition = editions.next_edition(self._stream)
            if edition is None:
                return
            _save_stories(stories, edition)
            _end_stories(ended, edition)
            self._settle(stories)
            transaction.on_commit(_tell_published, robust=True)
        if self._stream:
            editions.note_edition(self._stream, edition)

    def _settle(self, stories: Sequence[records.Story]) -> None:
        """Note what arrived or was decided as taken in, unless it came or changed meanwhile."""
        told = [name for story in stories for name in story.articles if name in self._arrivals]
        by_arrival = {self._arrivals[name]: name for name in told}
        Article.objects.filter(arrival__in=list(by_arrival)).update(arrival="")
        for key, taken_back_at in self._judged:
            rows = StoryDecision.objects.filter(pk=key, taken_back_at=taken_back_at)
            rows.update(settled=True)


def _tell_published() -> None:
    stories_published.send(NewsroomPublisher)


def capture_key(capture: records.Capture) -> str:
    """Return the SHA-256 of what makes a page the same page with the same bytes.

    That is its address (or its name, where it has none), its bytes, and what the giver of
    the page said about it: a record with a corrected date is read again.
    """
    identity = (
        capture.url or capture.name,
        capture.sha256,
        capture.media,
        capture.id,
        capture.title,
        capture.published_at.isoformat() if capture.published_at else None,
        capture.language,
    )
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()


def _new_arrival() -> str:
    return secrets.token_hex(16)


def _of_same_outlet(article: records.Article) -> models.Q | None:
    """Which pages are of the same outlet, by its name, else the host; None where nothing tells."""
    if article.publisher:
        return models.Q(publisher=article.publisher)
    if not article.url:
        return None
    address = urlsplit(article.url)
    return models.Q(publisher="", url__startswith=f"{address.scheme}://{address.netloc}/")


def _save_article(article: records.Article) -> None:
    row = rows.article_row(article)
    row.arrival = _new_arrival()
    _upsert(Article, [row])


def _save_statements(article: records.Article, statements: Collection[records.Statement]) -> None:
    made = [rows.statement_row(article, statement) for statement in statements]
    states = review.decided_states(made)
    for row in made:
        row.state = states[row.id]
    Statement.objects.filter(article_id=article.id).exclude(pk__in=list(states)).delete()
    _upsert(Statement, made, keep={"quoted"})
    Mention.objects.filter(statement__article_id=article.id).delete()
    mentions = (
        mention for statement in statements for mention in rows.mention_rows(article, statement)
    )
    Mention.objects.bulk_create(mentions, batch_size=BATCH, ignore_conflicts=True)


def _save_capture(key: str, capture: records.Capture, article_id: str) -> None:
    Capture.objects.update_or_create(
        key=key,
        defaults={
            "name": capture.name,
            "url": capture.url or "",
            "sha256": capture.sha256,
            "media": capture.media,
            "fetched_at": capture.fetched_at,
            "headers": dict(capture.headers),
            "content": capture.content,
            "article_id": article_id,
        },
    )


def _upsert(
    model: type[models.Model], made: Sequence[models.Model], keep: Collection[str] = ()
) -> None:
    """Insert the rows, or update those whose id is there; columns in `keep` stay as they are."""
    by_id = {row.pk: row for row in made}
    columns = [
        field.name
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in keep
    ]
    model._default_manager.bulk_create(
        list(by_id.values()),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=[model._meta.pk.name],
        update_fields=columns,
    )


def _save_stories(stories: Sequence[records.Story], edition: Edition) -> None:
    made = [rows.story_row(story) for story in stories]
    for row in made:
        row.edition, row.touched_at = edition.number, edition.at
    _upsert(Story, made)
    ids = [story.id for story in stories]
    EndedStory.objects.filter(pk__in=ids).delete()
    named = {name for story in stories for name in story.articles}
    articles = set(Article.objects.filter(pk__in=named).values_list("pk", flat=True))
    of_them = Statement.objects.filter(article__in=articles)
    statements = set(of_them.values_list("pk", flat=True))
    _link(Story.articles.through, "article_id", ids, _pairs(stories, _article_ids, articles))
    _link(
        Story.statements.through, "statement_id", ids,
        _pairs(stories, statement_ids, statements),
    )  # fmt: skip
    people = [person for story in stories for person in rows.person_rows(story)]
    StoryPerson.objects.filter(story__in=ids).delete()
    StoryPerson.objects.bulk_create(people, batch_size=BATCH)
    choose_quoted(stories)


def _end_stories(ended: Mapping[str, str], edition: Edition) -> None:
    """Let stories go; those that answer for them answer for all that these answered for."""
    heirs = set(ended.values())
    standing = set(Story.objects.filter(pk__in=heirs).values_list("pk", flat=True))
    told = set(Story.objects.filter(pk__in=list(ended)).values_list("pk", flat=True))
    for story, heir in ended.items():
        if heir in standing and story in told:
            EndedStory.objects.filter(heir=story).update(heir=heir, edition=edition.number)
            EndedStory.objects.create(
                id=story, slug=public_name(story), heir_id=heir, edition=edition.number
            )
    Story.objects.filter(pk__in=list(ended)).delete()


def _article_ids(story: records.Story) -> Iterable[str]:
    return story.articles


def _pairs(
    stories: Sequence[records.Story],
    ids_of: Callable[[records.Story], Iterable[str]],
    known: Collection[str],
) -> set[tuple[str, str]]:
    return {(story.id, other) for story in stories for other in ids_of(story) if other in known}


def _link(
    through: Any, column: str, stories: Sequence[str], wanted: Iterable[tuple[str, str]]
) -> None:
    """Make the links of these stories exactly `wanted`, touching only those that differ."""
    missing = set(wanted)
    surplus = []
    links = through.objects.filter(story_id__in=stories)
    for key, *pair in links.values_list("pk", "story_id", column):
        if tuple(pair) in missing:
            missing.remove(tuple(pair))
        else:
            surplus.append(key)
    through.objects.filter(pk__in=surplus).delete()
    through.objects.bulk_create(
        [through(story_id=story, **{column: other}) for story, other in sorted(missing)],
        batch_size=BATCH,
    )
