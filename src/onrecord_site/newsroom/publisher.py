"""The newsroom as the last step of `onrecord.pipeline.run`.

Every method is one transaction, so a killed run leaves whole pages behind and nothing else,
and doing a thing twice changes nothing.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from django.db import models, transaction

from onrecord import records
from onrecord.exports.story_records import statement_ids
from onrecord.pipeline import Reading
from onrecord_site.newsroom import review, rows
from onrecord_site.newsroom.models import (
    Article,
    Capture,
    Mention,
    Statement,
    Story,
    StoryPerson,
)
from onrecord_site.newsroom.quoting import choose_quoted
from onrecord_site.newsroom.signals import stories_published
from onrecord_site.newsroom.storable import storable

BATCH = 500


class NewsroomPublisher:
    """Keeps records in Django's database; implements `onrecord.pipeline.Publisher`.

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

    def has(self, capture: records.Capture) -> bool:
        """Whether these very bytes of this page were read before."""
        if self.on_page:
            self.on_page()
        if self.read_again:
            return False
        return Capture.objects.filter(key=capture_key(capture)).exists()

    @transaction.atomic
    def save_reading(self, reading: Reading) -> None:
        """Keep one page with its statements.

        An older version of an article that is kept already is remembered as a capture and
        changes nothing else.
        """
        page_key = capture_key(reading.capture)
        reading = storable(reading)
        article = reading.article
        kept = Article.objects.light().filter(pk=article.id).first()
        if kept is None or not _is_older(article, kept):
            _save_article(article)
            _save_statements(article, reading.statements)
        _save_capture(page_key, reading.capture, article.id)

    def readings(self) -> tuple[Sequence[records.Article], Sequence[records.Statement]]:
        """Return every article kept and every statement of theirs, in a fixed order."""
        articles = Article.objects.order_by("published_at", "id")
        statements = Statement.objects.order_by(
            "article__published_at", "article", "position", "id"
        )
        return (
            [row.to_record() for row in articles.iterator(BATCH)],
            [row.to_record() for row in statements.iterator(BATCH)],
        )

    def stories(self) -> Sequence[records.Story]:
        """Return the stories as they were grouped last, in a fixed order."""
        return [row.to_record() for row in Story.objects.order_by("first_at", "id")]

    @transaction.atomic
    def publish(self, stories: Sequence[records.Story]) -> None:
        """Replace the stories by these, and choose what of each report may be quoted."""
        Story.objects.exclude(pk__in=[story.id for story in stories]).delete()
        _upsert(Story, [rows.story_row(story) for story in stories])
        known_articles = set(Article.objects.values_list("pk", flat=True))
        known_statements = set(Statement.objects.values_list("pk", flat=True))
        _link(
            Story.articles.through,
            "article_id",
            _pairs(stories, lambda story: story.articles, known_articles),
        )
        _link(
            Story.statements.through,
            "statement_id",
            _pairs(stories, statement_ids, known_statements),
        )
        people = [person for story in stories for person in rows.person_rows(story)]
        StoryPerson.objects.all().delete()
        StoryPerson.objects.bulk_create(people, batch_size=BATCH)
        choose_quoted(stories)
        transaction.on_commit(_tell_published, robust=True)


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


def _is_older(article: records.Article, kept: Article) -> bool:
    """Whether another version came earlier, by the page's own times, else by the fetching."""
    for new, old in (
        (article.updated_at or article.published_at, kept.updated_at or kept.published_at),
        (article.fetched_at, kept.fetched_at),
    ):
        if new and old and new != old:
            return new < old
    return False


def _save_article(article: records.Article) -> None:
    _upsert(Article, [rows.article_row(article)])


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


def _pairs(stories: Sequence[records.Story], ids_of: Any, known: set[str]) -> set[tuple[str, str]]:
    return {(story.id, other) for story in stories for other in ids_of(story) if other in known}


def _link(through: Any, column: str, wanted: Iterable[tuple[str, str]]) -> None:
    """Make the links of stories exactly `wanted`, touching only those that differ."""
    missing = set(wanted)
    surplus = []
    for key, *pair in through.objects.values_list("pk", "story_id", column):
        if tuple(pair) in missing:
            missing.remove(tuple(pair))
        else:
            surplus.append(key)
    through.objects.filter(pk__in=surplus).delete()
    through.objects.bulk_create(
        [through(story_id=story, **{column: other}) for story, other in sorted(missing)],
        batch_size=BATCH,
    )
