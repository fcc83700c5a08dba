"""A story with the records that stand behind it: what every format is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.records import Article, Span, Statement, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRecords:
    """One story, its statements and its reports.

    `words` are the sentences that show a statement, by statement id: from the first to the last
    character of its sentence and its content. Whoever may not hand on the words of a statement
    leaves them out here, and hands over the statement with an empty ``content.text``. `url` is the
    address where the story is published, `links` that of each statement, by its id.
    """

    story: Story
    statements: tuple[Statement, ...]
    articles: tuple[Article, ...]
    words: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None
    links: Mapping[str, str] = field(default_factory=dict)

    def article_of(self, statement: Statement) -> Article | None:
        """Return the report a statement stands in."""
        return next((each for each in self.articles if each.id == statement.article), None)


def evidence_span(statement: Statement) -> Span:
    """Return the span from the first to the last character of sentence and content."""
    spans = (statement.sentence, *statement.content.spans)
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def statement_ids(story: Story) -> Iterator[str]:
    """Yield the id of every statement a story rests on; an id may come more than once."""
    for point in story.points:
        yield from point.statements
    for sentence in story.summary:
        yield from sentence.statements
    for figure in story.figures:
        for value in figure.series:
            yield from (value.statement, *value.fits, *value.clashes)
    for person in story.people:
        yield from (status.statement for status in person.statuses)
    yield from (entry.statement for entry in story.timeline)
