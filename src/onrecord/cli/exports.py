"""Stories written in the formats of `onrecord.exports`."""

import sys
from collections.abc import Iterable, Iterator, Sequence

import click

from onrecord.cli.behind import Behind
from onrecord.exports.formats import FORMATS
from onrecord.exports.story_records import StoryRecords, evidence_span, statement_ids
from onrecord.records import Article, Statement, Story


def write_export(
    name: str,
    stories: Sequence[Story],
    statements: Iterable[Statement],
    articles: Iterable[Article],
) -> None:
    """Write all stories to standard output as one file of the format `name`.

    Args:
        name: A key of `onrecord.exports.formats.FORMATS`.
        stories: In the order to write them.
        statements: All that the stories refer to by id.
        articles: All that the stories refer to by id, every version that was read.

    Raises:
        click.UsageError: The format is binary and standard output is a terminal.
    """
    export = FORMATS[name]
    if not export.is_text and sys.stdout.isatty():
        raise click.UsageError(f"--format {name} is binary: send it to a file, with > FILE.")
    behind = Behind(statements, articles)
    sys.stdout.buffer.write(export.write(_story_records(stories, behind)))
    sys.stdout.buffer.flush()


def _story_records(stories: Sequence[Story], behind: Behind) -> Iterator[StoryRecords]:
    for story in stories:
        held = list(behind.known(dict.fromkeys(statement_ids(story))))
        words = {
            statement.id: evidence_span(statement).of(report.text)
            for statement in held
            if (report := behind.report_of(statement))
        }
        yield StoryRecords(
            story=story,
            statements=tuple(held),
            articles=tuple(
                behind.articles[each] for each in story.articles if each in behind.articles
            ),
            words=words,
        )
