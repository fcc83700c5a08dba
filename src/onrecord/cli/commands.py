"""The commands of the engine: `read`, `statements`, `stories` and `settings`.

Imports stand inside the commands: `onrecord --help` answers without loading a language model.
"""

import dataclasses
import json
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from onrecord import settings as settings_table
from onrecord.cli.groups import CommandGroup
from onrecord.cli.imports import lean_imports
from onrecord.cli.runs import Format, Run
from onrecord.moments import read_moment

if TYPE_CHECKING:
    from onrecord.articles.explanation import Explanation
    from onrecord.publishing import Reading
    from onrecord.records import Article, Story
    from onrecord.stories.memory import Memory

Command = Callable[..., None]

_format_option = click.option(
    "--format",
    "output_format",
    type=click.Choice(["json", "table"]),
    help="JSON Lines or tables for people. Default: tables on a terminal, else JSON Lines.",
)
#: Formats of `onrecord.exports`; a test holds the two lists together.
_EXPORTS = ("csv", "figures.csv", "parquet", "ninjs", "ftm", "plover")
_pages_argument = click.argument("pages", metavar="PAGE...", nargs=-1, required=True)


def _read_time(_ctx: click.Context, _param: click.Parameter, value: str | None) -> datetime | None:
    """Return the moment in UTC, or say how one is written."""
    if value is None:
        return None
    try:
        return read_moment(value)
    except ValueError as error:
        raise click.BadParameter(
            f"{value!r} is not a time. Write a date, 2026-01-02, or a date and a time, "
            "2026-01-02T10:00 or 2026-01-02T10:00+01:00. Without a zone it is UTC."
        ) from error


@click.group(
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 some inputs failed, 2 wrong usage, 130 interrupted.",
)
@click.version_option(package_name="onrecord", message="%(package)s %(version)s")
def onrecord() -> None:
    """Put every statement of news pages on record, with its exact words.

    A PAGE is an .html or .txt file, a folder of them, a URL, a JSON Lines file, or `-` for
    standard input. One bad page never stops the rest.
    """
    from onrecord.logs import configure_logging

    configure_logging()
    click.get_current_context().with_resource(lean_imports())


@onrecord.command()
@_pages_argument
@_format_option
@click.option(
    "--entities/--no-entities",
    default=True,
    show_default=True,
    help="Find people, organisations and places; without them no language model is loaded.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Instead of articles, print their blocks: kind, score, and the reasons for the kind.",
)
@click.option(
    "--html",
    "as_page",
    is_flag=True,
    help="Print one web page that shows every block, its kind and the reasons.",
)
def read(
    pages: tuple[str, ...],
    output_format: Format | None,
    *,
    entities: bool,
    explain: bool,
    as_page: bool,
) -> None:
    """Read pages into articles of labelled blocks.

    An article also carries its authors, dates, tags and entities.
    """
    if as_page and (explain or output_format):
        raise click.UsageError(
            "--html goes with neither --explain, which it includes, nor --format."
        )
    if explain or as_page:
        _explain(Run(pages, output_format), as_page=as_page)
        return
    from onrecord.captures.capture import capture, count_pages
    from onrecord.pipeline import read_captures
    from onrecord.statements.find import find_entities

    run = Run(pages, output_format)
    articles: list[Article] = []
    captures = run.track(capture(pages, run.on_problem), "Reading", count_pages(pages))
    for article in read_captures(captures, run.on_problem):
        _note_language(run, article)
        found = (
            dataclasses.replace(article, entities=find_entities(article)) if entities else article
        )
        if run.shows_tables:
            articles.append(found)
        else:
            run.write(found)
    if run.shows_tables:
        from onrecord.cli.tables import show_articles

        show_articles(run.console(), articles)
    run.finish()


def _explain(run: Run, *, as_page: bool) -> None:
    """Print why the blocks of the pages have their kinds: lines, tables or one web page."""
    from onrecord.captures.capture import capture, count_pages
    from onrecord.pipeline import explain_captures

    shown: list[Explanation] = []
    captures = run.track(capture(run.pages, run.on_problem), "Reading", count_pages(run.pages))
    for explanation in explain_captures(captures, run.on_problem):
        if as_page or run.shows_tables:
            shown.append(explanation)
        else:
            for block in explanation.blocks:
                run.write(block)
    if as_page and shown:
        from onrecord.cli.pages import block_page

        run.write_page(block_page(shown))
    elif shown:
        from onrecord.cli.tables import show_explanation

        for explanation in shown:
            show_explanation(run.console(), explanation)
    run.finish()


@onrecord.command()
@_pages_argument
@_format_option
@click.option(
    "--html",
    "as_page",
    is_flag=True,
    help="Print one web page that shows the articles with every statement marked.",
)
def statements(pages: tuple[str, ...], output_format: Format | None, *, as_page: bool) -> None:
    """Find who says what, how surely, in which words."""
    if as_page and output_format:
        raise click.UsageError("--html does not go with --format.")
    from onrecord.captures.capture import capture, count_pages
    from onrecord.pipeline import read_statements

    run = Run(pages, output_format)
    readings: list[Reading] = []
    captures = run.track(capture(pages, run.on_problem), "Reading", count_pages(pages))
    for reading in read_statements(captures, run.on_problem):
        _note_language(run, reading.article)
        if as_page or run.shows_tables:
            readings.append(reading)
        else:
            for statement in reading.statements:
                run.write(statement)
    if as_page and readings:
        from onrecord.cli.pages import statement_page

        run.write_page(statement_page(readings))
    elif readings:
        from onrecord.cli.tables import show_statements

        for reading in readings:
            show_statements(run.console(), reading.article, reading.statements)
    run.finish()


@onrecord.command()
@_pages_argument
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["json", "table", *_EXPORTS]),
    help="JSON Lines, tables for people, or one file for other programs: the statements or the "
    "figures as CSV, the statements as Parquet, IPTC ninjs 3, FollowTheMoney entities, PLOVER "
    "events. Default: tables on a terminal, else JSON Lines.",
)
@click.option(
    "--html",
    "folder",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Instead of records, write a web page for each story, and index.html, into this folder.",
)
@click.option(
    "--since",
    metavar="TIME",
    callback=_read_time,
    help="Only the stories with something new since then, and in each what is new. "
    "TIME is a date or time of ISO 8601, in UTC unless it names a zone.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Instead of stories, print why each is as it is: why its articles are in it, which "
    "reports count, what ties it to its thread, and why its statements are points that agree or "
    "not.",
)
def stories(
    pages: tuple[str, ...],
    output_format: str | None,
    folder: Path | None,
    since: datetime | None,
    *,
    explain: bool,
) -> None:
    """Group pages into stories and compare them.

    A story has points: where its reports agree, dispute or changed what they say.
    """
    if folder and output_format:
        raise click.UsageError("--html does not go with --format.")
    export = output_format if output_format in _EXPORTS else None
    if export and explain:
        raise click.UsageError(f"--explain does not go with --format {export}.")
    from onrecord.captures.capture import capture, count_pages
    from onrecord.pipeline import tell_stories

    run = Run(pages, "json" if export else cast(Format | None, output_format))
    captures = run.track(capture(pages, run.on_problem), "Reading", count_pages(pages))
    memory = None
    if explain:
        from onrecord.stories.memory import Memory

        memory = Memory()
    readings, told = tell_stories(captures, run.on_problem, memory)
    found = told
    articles = [reading.article for reading in readings]
    for article in articles:
        _note_language(run, article)
    found_statements = [statement for reading in readings for statement in reading.statements]
    if since:
        from onrecord.stories.news import news_since

        found = news_since(found, since, articles, found_statements)
        if not found:
            run.note(f"nothing is new since {since:%Y-%m-%d %H:%M} UTC")
    if memory:
        _explain_stories(run, told, {story.id for story in found}, readings, memory)
    elif folder:
        from onrecord.cli.pages import story_pages

        run.write_folder(folder, story_pages(found, found_statements, articles))
    elif export:
        from onrecord.cli.exports import write_export

        write_export(export, found, found_statements, articles)
    elif run.shows_tables:
        from onrecord.cli.tables import show_stories

        show_stories(run.console(), found, found_statements, articles)
    else:
        for story in found:
            run.write(story)
    run.finish()


def _explain_stories(
    run: Run,
    told: Sequence["Story"],
    shown: Collection[str],
    readings: Sequence["Reading"],
    memory: "Memory",
) -> None:
    """Print why stories are as they are: lines or tables.

    Args:
        run: Where it goes.
        told: All stories, since each was told apart from the others.
        shown: Ids of those to print.
        readings: The pages they are made of.
        memory: What the comparer said.
    """
    from onrecord.stories.explain import explain_stories

    articles = [reading.article for reading in readings]
    statements = [statement for reading in readings for statement in reading.statements]
    explanations = [
        each for each in explain_stories(told, articles, statements, memory) if each.story in shown
    ]
    if run.shows_tables:
        from onrecord.cli.tables import show_explanations

        show_explanations(run.console(), told, explanations, statements, articles)
    else:
        for explanation in explanations:
            run.write(explanation)


@onrecord.command()
@_format_option
def settings(output_format: Format | None) -> None:
    """Show every setting and the value in force.

    A setting is changed by its environment variable. Secrets are hidden.
    """
    run = Run((), output_format)
    rows = [_setting_row(setting) for setting in settings_table.SETTINGS]
    if run.shows_tables:
        from onrecord.cli.tables import show_settings

        show_settings(run.console(), rows)
    else:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))


def _note_language(run: Run, article: "Article") -> None:
    """Say so where the language of an article keeps its statements from being found."""
    from onrecord.statements.find import is_supported

    if not is_supported(article.language):
        run.note(
            f"“{article.headline or article.id}” is in the language {article.language!r}: "
            "it is read, but nothing that it states is found yet"
        )


def _setting_row(setting: settings_table.Setting) -> dict[str, Any]:
    value = settings_table.get(setting.name)
    shown = value if isinstance(value, bool | int | str) else str(value)
    if isinstance(value, tuple):
        shown = " ".join(value)
    return {
        "name": setting.name,
        "variable": setting.variable,
        "value": "(hidden)" if setting.secret and value else shown,
        "default": setting.default,
        "type": setting.type,
        "unit": setting.unit,
        "help": setting.help,
        "secret": setting.secret,
    }
