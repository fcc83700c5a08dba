"""Write the parts of the reference that are made from the code, and the JSON Schemas.

    python docs/generate.py

`tests/test_docs.py` fails when what is in the repository is not what this writes.
"""

import dataclasses
import inspect
import json
import re
import textwrap
import types
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

import onrecord
from onrecord import errors, records, settings, wire
from onrecord.articles.explanation import ExplainedBlock
from onrecord.captures.json_lines import PageRecord
from onrecord.cli import main
from onrecord.cli.tables.articles import figure_words
from onrecord.stories.explanation import StoryExplanation

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
REFERENCE = ROOT / "docs" / "reference"
SCHEMAS = ROOT / "src" / "onrecord" / "schemas"
PUBLISHED = (
    records.Article, ExplainedBlock, records.Statement, records.Story, StoryExplanation,
)  # fmt: skip


def generated() -> dict[Path, str]:
    """Return every generated file with what has to stand in it."""
    files = {
        README: readme(),
        REFERENCE / "commands.md": "\n".join(commands()),
        REFERENCE / "settings.md": "\n".join(settings_table()),
        REFERENCE / "errors.md": "\n".join(error_tree()),
        REFERENCE / "records.md": "\n".join(record_fields()),
        REFERENCE / "python.md": "\n".join(public_names()),
    }
    for record in PUBLISHED:
        files[SCHEMAS / f"{record.__name__.lower()}.json"] = schema(record)
    return {path: text.rstrip() + "\n" for path, text in files.items()}


COMMANDS = """
Exit codes: 0 done, 1 some inputs failed (each is named on standard error, with the reason), 2 wrong
usage, 130 interrupted by Ctrl-C, 141 the reader of the output went away.

Records go to standard output; problems, notes, logs and progress go to standard error. There is no
progress bar without a terminal and none while standard input is read. `NO_COLOR` turns colours off.
"""
SETTINGS = """# Settings

A setting is an environment variable. `onrecord settings` shows the values in force, secrets hidden.
A value that a setting cannot take ends a command with exit code 2.

| variable | type | default | unit | what it is |
|---|---|---|---|---|"""
ERRORS = """# Errors

Every error raised on purpose is an `onrecord.OnrecordError`; all of them are in `onrecord.errors`.
An `InputError` concerns one input: the command line names it on standard error and goes on with the
others. Each message names the value and the way out.
"""
ERROR_IDS = """The id is stable. With `ONRECORD_LOG_FORMAT=json` it stands in the log entry.

| error | id | when |
|---|---|---|"""
RECORDS = """
`onrecord read` prints articles, `onrecord read --explain` explained blocks, `onrecord statements`
statements, `onrecord stories` stories and `onrecord stories --explain` explanations of stories, as
JSON Lines in UTF-8. Fields may be added, never renamed. The JSON Schemas (2020-12) are part of the
package: `onrecord/schemas/article.json`, `explainedblock.json`, `statement.json`, `story.json` and
`storyexplanation.json`.

## Input

A JSON Lines file holds one page a line. Exactly one of `html` (a page), `text` (a page as pasted)
and `body` (article text already clean) is needed; all else is optional. An `id` given comes back
as the article's. A time without a zone is UTC. Fields that are not named here are left alone.

| field | type |
|---|---|"""
PYTHON = """# Python

`import onrecord` gives these names and no others. It works without Django, and a stage is loaded
when it is first used.

```python
import onrecord

article = onrecord.read(page, url="https://news.example/minsk")
statements = onrecord.find_statements(article)
stories = onrecord.group_stories([article], statements)
```

The whole way, with files, folders and URLs, is `onrecord.pipeline`. The records are described in
[](records.md), the errors in [](errors.md).
"""


#: The README's example: the first statements with a source of one of the shipped pages.
EXAMPLE_PAGE = "examples/belarus-prisoners/2025-09-12-ledger.html"
EXAMPLE_STATEMENTS = 4
EXAMPLE_MARKS = ("<!-- example -->\n", "<!-- end of example -->\n")


def readme() -> str:
    """Return the README with its example made anew from one of the shipped pages."""
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(EXAMPLE_MARKS[0])
    _, after = rest.split(EXAMPLE_MARKS[1])
    return EXAMPLE_MARKS[0].join([before, example() + EXAMPLE_MARKS[1] + after])


def example() -> str:
    """Return words of a page and the statements that Onrecord puts on record from them."""
    article = onrecord.read((ROOT / EXAMPLE_PAGE).read_bytes())
    sourced = [each for each in onrecord.find_statements(article) if each.source]
    shown = sourced[:EXAMPLE_STATEMENTS]
    quoted = [
        article.text[block.start : block.end]
        for block in article.blocks
        if any(block.start <= each.sentence.start < block.end for each in shown)
    ]
    page = "\n>\n".join(f"> {textwrap.fill(cell(each), 96)}" for each in quoted)
    lines = [page.replace("\n", "\n> ").replace("> >", ">"), ""]
    lines += ["Onrecord puts on record, among others:", ""]
    lines += ["| who | says | how surely | figures |", "|---|---|---|---|"]
    for each in shown:
        name = each.source.name if each.source else ""
        figures = "; ".join(figure_words(figure) for figure in each.figures)
        row = (cell(name), cell(each.content.text), each.certainty, cell(figures))
        lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines) + "\n"


def commands() -> Iterator[str]:
    """Tell each command's usage, arguments and options, as click knows them."""
    yield "# Commands\n"
    # With the settings of the real run, or the names of --help depend on who asked first.
    context = click.Context(main, info_name="onrecord", **main.context_settings)
    yield paragraphs(main.help or "")
    yield COMMANDS
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        if command is None:
            continue
        own = click.Context(command, info_name=name, parent=context)
        usage = " ".join(["onrecord", name, *command.collect_usage_pieces(own)])
        yield f"## onrecord {name}\n"
        yield f"```console\n$ {usage}\n```\n"
        yield paragraphs(command.help or "") + "\n"
        yield "| option | what it does |\n|---|---|"
        for parameter in command.get_params(own):
            option, text = parameter.get_help_record(own) or ("", "")
            if text:
                yield f"| {code(option)} | {cell(text)} |"
        yield ""


def settings_table() -> Iterator[str]:
    """Tell each setting."""
    yield SETTINGS
    for each in settings.SETTINGS:
        default = code(each.default) if each.default else "empty"
        note = " Secret: never printed." if each.secret else ""
        row = (code(each.variable), each.type, default, each.unit, cell(each.help) + note)
        yield f"| {' | '.join(row)} |"


def error_tree() -> Iterator[str]:
    """Tell each error, its id and when it is raised."""
    yield ERRORS
    tree = (errors.__doc__ or "").split("\n\n")[1]
    yield f"```text\n{tree}\n```\n"
    yield ERROR_IDS
    for name, kind in inspect.getmembers(errors, inspect.isclass):
        yield f"| `{name}` | `{kind.id}` | {cell(inspect.getdoc(kind) or '')} |"


def record_fields() -> Iterator[str]:
    """Tell each field of what comes in and of what goes out."""
    yield "# Records\n"
    yield paragraphs(records.__doc__ or "")
    yield RECORDS
    for name, field in PageRecord.model_fields.items():
        yield f"| `{name}` | {type_name(field.annotation)} |"
    for record in reachable(PUBLISHED):
        yield f"\n({record.__name__.lower()})=\n"
        yield f"{'##' if record in PUBLISHED else '###'} {record.__name__}\n"
        yield paragraphs(inspect.getdoc(record) or "") + "\n"
        yield "| field | type |\n|---|---|"
        for name, annotation in fields_of(record):
            yield f"| `{name}` | {type_name(annotation)} |"


def public_names() -> Iterator[str]:
    """Tell what `import onrecord` gives."""
    yield PYTHON
    for name in onrecord.__all__:
        value = getattr(onrecord, name)
        yield f"## {name}\n"
        if inspect.isclass(value):
            yield paragraphs((inspect.getdoc(value) or "").split("\n\n")[0]) + "\n"
            if dataclasses.is_dataclass(value):
                names = ", ".join(code(each.name) for each in dataclasses.fields(value))
                yield f"Fields: {names}.\n"
        else:
            yield f"```python\n{name}{signature(value)}\n```\n"
            yield "\n".join(sections(inspect.getdoc(value) or "")) + "\n"


def schema(record: type) -> str:
    """Return the JSON Schema of a record."""
    shape: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **wire.json_schema(record),
    }
    return json.dumps(shape, indent=2, ensure_ascii=False)


def reachable(roots: tuple[type, ...]) -> list[type]:
    """Return the records that the roots are made of, each after the one that first holds it."""
    found: list[type] = []
    for record in roots:
        if record not in found:
            found.append(record)
            held = [inner for _, kind in fields_of(record) for inner in records_in(kind)]
            found.extend(each for each in reachable(tuple(held)) if each not in found)
    return found


def records_in(annotation: object) -> Iterator[type]:
    """Yield the records of our own that a type is made of."""
    if dataclasses.is_dataclass(annotation):
        yield typing.cast(type, annotation)
    for inner in typing.get_args(annotation):
        yield from records_in(inner)


def fields_of(record: type) -> list[tuple[str, object]]:
    """Return the fields of a record as they go out: its own, and those it computes."""
    hints = typing.get_type_hints(record)
    computed = wire.json_schema(record)["properties"].keys() if record in PUBLISHED else ()
    return [
        *((each.name, hints[each.name]) for each in dataclasses.fields(record)),
        *((name, str) for name in computed if name not in hints),
    ]


def type_name(annotation: object) -> str:
    """Say a type in the words of JSON."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return type_name(inner[0])
    if origin is typing.Literal:
        return " or ".join(code(f'"{each}"') for each in inner)
    if origin in (types.UnionType, typing.Union):
        return " or ".join(type_name(each) for each in inner)
    if annotation is records.Span:
        return "`[start, end]`"
    if origin is tuple:
        return f"list of {type_name(inner[0])}"
    if dataclasses.is_dataclass(annotation):
        name = typing.cast(type, annotation).__name__
        return f"[{name}](#{name.lower()})"
    if origin is not None:
        return "object of strings"
    names = {str: "string", int: "number", float: "number", bool: "boolean", types.NoneType: "null"}
    return names.get(typing.cast(type, annotation), "ISO 8601 time")


def signature(function: Callable[..., object]) -> str:
    """Return a function's signature without the paths of the types."""
    return re.sub(r"\b(?:[a-z_]+\.)+(?=\w)", "", str(inspect.signature(function)))


def sections(docstring: str) -> Iterator[str]:
    """Turn a Google docstring into Markdown."""
    for line in paragraphs(docstring).split("\n"):
        if re.fullmatch(r"(Args|Returns|Raises|Yields|Source):", line):
            yield f"**{line[:-1]}**\n"
        elif found := re.fullmatch(r"    (\w+): (.*)", line):
            yield f"- `{found[1]}`: {found[2]}"
        else:
            # What goes on below an argument stays in its item of the list.
            yield re.sub(r"^ {8}", "  ", line) if line.startswith(" " * 8) else line.strip()


def paragraphs(text: str) -> str:
    """Turn the markup of docstrings into Markdown."""
    return inspect.cleandoc(text).replace("``", "`").replace("::\n", ":\n").strip()


def cell(text: str) -> str:
    """Make text fit a cell of a table."""
    return " ".join(paragraphs(text).split()).replace("|", "\\|")


def code(text: str) -> str:
    """Set text as code in a table."""
    return f"`{text}`".replace("|", "\\|")


if __name__ == "__main__":
    for path, text in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
