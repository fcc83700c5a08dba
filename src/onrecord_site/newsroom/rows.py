"""Records to rows: which columns a record fills."""

from collections.abc import Iterator

from onrecord import records, wire
from onrecord_site.newsroom.models import (
    Article,
    Mention,
    Statement,
    Story,
    StoryPerson,
)
from onrecord_site.newsroom.names import name_slug, public_name
from onrecord_site.newsroom.review import reading_key, words_key

#: Kinds of names that get a page of their own.
NAMED_KINDS = frozenset({"person", "organisation", "country", "group"})


def article_row(article: records.Article) -> Article:
    """Return the row of an article, not saved."""
    return Article(
        id=article.id,
        slug=public_name(article.id),
        url=article.url or "",
        headline=article.headline or "",
        publisher=article.publisher or "",
        language=article.language or "",
        published_at=article.published_at,
        updated_at=article.updated_at,
        fetched_at=article.fetched_at,
        version=article.version,
        body_chars=len(article.body),
        record=wire.to_data(article),
    )


def statement_row(article: records.Article, statement: records.Statement) -> Statement:
    """Return the row of a statement, not saved and not reviewed."""
    evidence = evidence_span(statement)
    return Statement(
        id=statement.id,
        slug=public_name(statement.id),
        article_id=article.id,
        position=evidence.start,
        form=statement.form,
        certainty=statement.certainty,
        source_name=statement.source.name if statement.source else "",
        source_kind=statement.source.kind if statement.source else "",
        content=statement.content.text,
        evidence=evidence.of(article.text),
        evidence_start=evidence.start,
        score=statement.score,
        words_key=words_key(article, statement),
        reading_key=reading_key(statement),
        record=wire.to_data(statement),
    )


def evidence_span(statement: records.Statement) -> records.Span:
    """Return the span from the first to the last character of sentence and content."""
    spans = (statement.sentence, *statement.content.spans)
    return records.Span(min(span.start for span in spans), max(span.end for span in spans))


def mention_rows(article: records.Article, statement: records.Statement) -> Iterator[Mention]:
    """Yield who makes a statement and whom its content names, each name once for each role."""
    seen: set[tuple[str, str]] = set()
    for role, name, kind in _names(article, statement):
        slug = name_slug(name)
        if slug and kind in NAMED_KINDS and (role, slug) not in seen:
            seen.add((role, slug))
            yield Mention(statement_id=statement.id, role=role, slug=slug, name=name, kind=kind)


def _names(
    article: records.Article, statement: records.Statement
) -> Iterator[tuple[str, str, str]]:
    if statement.source:
        yield Mention.Role.SOURCE, statement.source.name, statement.source.kind
    for entity in article.entities:
        if any(
            mention.start < span.end and span.start < mention.end
            for mention in entity.mentions
            for span in statement.content.spans
        ):
            yield Mention.Role.SUBJECT, entity.name, entity.kind


def story_row(story: records.Story) -> Story:
    """Return the row of a story, not saved."""
    return Story(
        id=story.id,
        slug=public_name(story.id),
        headline=story.headline,
        thread=story.thread or "",
        first_at=story.first_at,
        last_at=story.last_at,
        independent_reports=story.independent_reports,
        record=wire.to_data(story),
    )


def person_rows(story: records.Story) -> Iterator[StoryPerson]:
    """Yield the people of a story, each name once."""
    names = {slug: person.name for person in story.people if (slug := name_slug(person.name))}
    for slug, name in names.items():
        yield StoryPerson(story_id=story.id, slug=slug, name=name)


def statement_ids(story: records.Story) -> Iterator[str]:
    """Yield the id of every statement a story rests on; an id may come more than once."""
    for point in story.points:
        yield from point.statements
    for sentence in story.summary:
        yield from sentence.statements
    for figure in story.figures:
        yield from (value.statement for value in figure.series)
    for person in story.people:
        yield from (status.statement for status in person.statuses)
    yield from (entry.statement for entry in story.timeline)
