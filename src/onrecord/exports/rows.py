"""Statements and figures as flat rows, for tables of any kind.

A row has every column; unknown is ``None``, and so are words that may not be handed on.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.exports.story_records import StoryRecords, evidence_span
from onrecord.records import Article, Statement

Row = dict[str, Any]

#: What stands in a row of a statement, in this order.
STATEMENT_COLUMNS = (
    "story", "story_headline", "statement", "points", "agreement", "outlet", "report",
    "report_url", "report_headline", "published_at", "language", "source", "source_kind",
    "source_described_as", "form", "certainty", "factuality", "score", "content", "words",
    "start", "end", "text_version", "on_record_at",
)  # fmt: skip
#: What stands in a row of one value of a figure, in this order.
FIGURE_COLUMNS = (
    "story", "story_headline", "counts", "unit", "as_of", "value", "low", "high", "computed",
    "source", "certainty", "statement", "outlet", "report", "report_url", "published_at",
    "on_record_at",
)  # fmt: skip


def statement_rows(told: Iterable[StoryRecords]) -> Iterator[Row]:
    """Yield one row for each statement, in the order of the stories.

    `points` are the ids of the points it belongs to and `agreement` is how the first of them
    stands. `start` and `end` are where its words begin and end in the report's text of the version
    `text_version`, in code points.
    """
    for each in told:
        points: dict[str, list[tuple[str, str]]] = {}
        for point in each.story.points:
            for statement_id in point.statements:
                points.setdefault(statement_id, []).append((point.id, point.agreement))
        for statement in each.statements:
            yield _statement_row(each, statement, points.get(statement.id, []))


def _statement_row(told: StoryRecords, statement: Statement, points: list[tuple[str, str]]) -> Row:
    source = statement.source
    start, end = evidence_span(statement)
    article = told.article_of(statement)
    return {
        "story": told.story.id,
        "story_headline": told.story.headline,
        "statement": statement.id,
        "points": [point for point, _ in points],
        "agreement": points[0][1] if points else None,
        "language": article.language if article else None,
        "report_headline": article.headline if article else None,
        "text_version": article.version or None if article else None,
        "source": source.name if source else None,
        "source_kind": source.kind if source else None,
        "source_described_as": source.attribute if source else None,
        "form": statement.form,
        "certainty": statement.certainty,
        "factuality": statement.factuality,
        "score": statement.score,
        "content": statement.content.text or None,
        "words": told.words.get(statement.id),
        "start": start,
        "end": end,
        "on_record_at": told.links.get(statement.id),
        **_report(statement.article, article),
    }


def figure_rows(told: Iterable[StoryRecords]) -> Iterator[Row]:
    """Yield one row for each value of each figure, oldest value first."""
    for each in told:
        statements = {statement.id: statement for statement in each.statements}
        for figure in each.story.figures:
            for value in figure.series:
                statement = statements.get(value.statement)
                article = each.article_of(statement) if statement else None
                yield {
                    "story": each.story.id,
                    "story_headline": each.story.headline,
                    "counts": figure.counts,
                    "unit": figure.unit,
                    "as_of": value.as_of,
                    "value": value.value,
                    "low": value.low,
                    "high": value.high,
                    "computed": value.computed,
                    "source": value.source,
                    "certainty": statement.certainty if statement else None,
                    "statement": value.statement,
                    "on_record_at": each.links.get(value.statement),
                    **_report(statement.article if statement else None, article),
                }


def _report(article_id: str | None, article: Article | None) -> Row:
    return {
        "report": article_id,
        "outlet": article.publisher if article else None,
        "report_url": article.url if article else None,
        "published_at": article.published_at if article else None,
    }
