"""The records as anybody may have them: less what editors rejected, words only where quotable.

What programs are handed (the downloads, the API) goes through here, as what people are shown goes
through `onrecord_site.stories.story_pages`; both keep to the same rules. Spans stay: they are
positions in the outlet's text, which is at the outlet.
"""

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTransform

from onrecord import records, wire
from onrecord.exports.story_records import StoryRecords, evidence_span
from onrecord_site.changes.tell import whole
from onrecord_site.newsroom.models import Article, State, Statement, Story
from onrecord_site.stories.evidence import original_url
from onrecord_site.stories.figures import by_slug
from onrecord_site.stories.points import kept_points
from onrecord_site.stories.story_pages import kept_summary

#: Parts of a report's record that are read without its text.
_LIGHT_PARTS = ("authors", "tags", "entities")


def told_story(row: Story) -> StoryRecords:
    """Return a story with its statements and reports, after at most four queries."""
    standing = list(row.statements.exclude(state=State.REJECTED).with_outlet())
    statements = tuple(told_statement(each) for each in standing)
    return StoryRecords(
        story=_told(row.to_record(), standing),
        statements=statements,
        articles=tuple(told_article(each, statements) for each in with_parts(row.articles.all())),
        words={each.id: each.evidence for each in standing if each.quoted},
        url=whole(row.get_absolute_url()),
        links={each.id: whole(each.get_absolute_url()) for each in standing},
    )


def told_figures(rows: Sequence[Story]) -> Iterator[tuple[Story, str, records.FigureSeries]]:
    """Yield the figures of stories, each with its name within the story, after one query."""
    standing = Statement.objects.filter(stories__in=rows).exclude(state=State.REJECTED)
    ids = set(standing.values_list("pk", flat=True))
    for row in rows:
        for slug, figure in by_slug(row.to_record().figures).items():
            for standing_figure in _standing([figure], ids):
                yield row, slug, standing_figure


def told_statement(row: Statement) -> records.Statement:
    """Return a statement; without its words where they may not be quoted."""
    statement = row.to_record()
    if row.quoted:
        return statement
    source, cue = statement.source, statement.cue
    return dataclasses.replace(
        statement,
        source=source and dataclasses.replace(source, text="", attribute=None),
        cue=cue and _without_text(cue),
        content=_without_text(statement.content),
        events=tuple(_without_names(event) for event in statement.events),
    )


def with_parts(rows: QuerySet) -> QuerySet:
    """Fetch along what `told_article` needs, and leave the texts where they are."""
    return rows.light().annotate(
        **{f"its_{part}": KeyTransform(part, "record") for part in _LIGHT_PARTS}
    )


def told_article(row: Article, statements: Iterable[records.Statement] = ()) -> records.Article:
    """Return a report without its text, which is the outlet's; fetched by `with_parts`.

    Of its entities those are told that one of `statements` names. `completeness` is ``none``, since
    none of the text is here.
    """
    named = _named_by(each for each in statements if each.article == row.id)
    parts = {part: getattr(row, f"its_{part}") or () for part in _LIGHT_PARTS}
    article = wire.ARTICLE.validate_python({"id": row.id, **parts})
    return dataclasses.replace(
        article,
        url=original_url(row.url) or None,
        headline=row.headline or None,
        authors=tuple(dataclasses.replace(author, bio=None) for author in article.authors),
        publisher=row.publisher or None,
        published_at=row.published_at,
        updated_at=row.updated_at,
        fetched_at=row.fetched_at,
        language=row.language or None,
        completeness="none",
        version=row.version,
        entities=tuple(each for each in article.entities if named.holds(each)),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class _Named:
    """Where statements stand, and the entities they refer to."""

    spans: Collection[records.Span]
    ids: Collection[str]

    def holds(self, entity: records.Entity) -> bool:
        """Whether one of the statements names the entity."""
        return entity.id in self.ids or any(
            mention.start < span.end and span.start < mention.end
            for mention in entity.mentions
            for span in self.spans
        )


def _named_by(statements: Iterator[records.Statement]) -> _Named:
    told = list(statements)
    participants = (
        each
        for statement in told
        for event in statement.events
        for each in (*event.actors, *event.recipients)
    )
    sources = (statement.source for statement in told if statement.source)
    ids = {each.entity for each in (*sources, *participants) if each.entity}
    return _Named([evidence_span(statement) for statement in told], ids)


def _told(story: records.Story, standing: list[Statement]) -> records.Story:
    article_of = {row.id: row.article_id for row in standing}
    content_of = {row.id: row.content for row in standing if row.quoted}
    return dataclasses.replace(
        story,
        summary=tuple(kept_summary(story, standing=article_of, quoted=content_of)),
        points=tuple(_points(story, article_of, content_of)),
        figures=tuple(_standing(story.figures, article_of)),
        people=tuple(_people(story, article_of)),
        timeline=tuple(_timeline(story, article_of)),
        revisions=tuple(_revisions(story)),
        news=None,
    )


def _timeline(story: records.Story, standing: Collection[str]) -> Iterator[records.TimelineEntry]:
    """What is left of the timeline; an outcome that lost a statement settles nothing."""
    for entry in story.timeline:
        outcome = entry.outcome
        if outcome and not set(outcome.statements) <= set(standing):
            left = tuple(each for each in outcome.statements if each in standing)
            outcome = dataclasses.replace(outcome, statements=left, came_about=None)
        if entry.statement in standing:
            yield dataclasses.replace(
                entry, outcome=outcome if outcome and outcome.statements else None
            )


def _points(
    story: records.Story, article_of: dict[str, str], content_of: dict[str, str]
) -> Iterator[records.Point]:
    for kept in kept_points(story, article_of):
        quoted = [content_of[each] for side in kept.sides for each in side if each in content_of]
        summary = quoted[0] if quoted else ""
        if quoted and kept.is_whole and kept.point.summary:
            summary = kept.point.summary
        yield dataclasses.replace(
            kept.point,
            agreement=kept.agreement,
            statements=tuple(each for each in kept.point.statements if each in article_of),
            sides=kept.sides,
            summary=summary,
            withdrawn=tuple(each for each in kept.point.withdrawn if each in article_of),
        )


def _standing(
    figures: Iterable[records.FigureSeries], article_of: Collection[str]
) -> Iterator[records.FigureSeries]:
    for figure in figures:
        series = tuple(
            dataclasses.replace(
                value,
                fits=tuple(each for each in value.fits if each in article_of),
                clashes=tuple(each for each in value.clashes if each in article_of),
            )
            for value in figure.series
            if value.statement in article_of
        )
        if series:
            yield dataclasses.replace(figure, series=series)


def _people(story: records.Story, article_of: Collection[str]) -> Iterator[records.StoryPerson]:
    for person in story.people:
        statuses = tuple(each for each in person.statuses if each.statement in article_of)
        if statuses or not person.statuses:
            yield dataclasses.replace(person, statuses=statuses)


def _revisions(story: records.Story) -> Iterator[records.Revision]:
    """Tell where an outlet changed its report, and not the words."""
    corrected = {
        name
        for revision in story.revisions
        for each in revision.corrections
        for name in (each.before, each.after)
        if name
    }
    rejected = set(
        Statement.objects.named(corrected).filter(state=State.REJECTED).values_list("pk", flat=True)
        if corrected
        else ()
    )
    for revision in story.revisions:
        yield dataclasses.replace(
            revision,
            edits=tuple(
                dataclasses.replace(
                    edit,
                    before=edit.before and _without_text(edit.before),
                    after=edit.after and _without_text(edit.after),
                )
                for edit in revision.edits
            ),
            corrections=tuple(
                each for each in revision.corrections if not rejected & {each.before, each.after}
            ),
            note=revision.note and _without_text(revision.note),
        )


def _without_text(words: records.Words) -> records.Words:
    return dataclasses.replace(words, text="")


def _without_names(event: records.Event) -> records.Event:
    def bare(participants: tuple[records.Participant, ...]) -> tuple[records.Participant, ...]:
        return tuple(dataclasses.replace(each, text="") for each in participants)

    return dataclasses.replace(event, actors=bare(event.actors), recipients=bare(event.recipients))
