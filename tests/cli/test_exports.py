"""`onrecord stories --format ...`: the formats for other programs."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.cli import commands
from onrecord.cli.behind import Behind
from onrecord.cli.exports import _story_records
from onrecord.exports.formats import FORMATS
from tests.cli.stories import ONE, told

Run = Callable[..., Result]


def test_every_format_can_be_asked_for():
    assert {*commands._EXPORTS, "json"} == set(FORMATS)


def test_words_of_every_statement_are_those_of_its_report():
    stories, statements, articles = told()
    records = list(_story_records(stories, Behind(statements, articles)))
    assert [each.id for each in records[0].articles] == ["one", "three", "two"]
    assert records[0].words[statements[0].id] == ONE[0]
    assert records[1].statements == ()


@pytest.mark.parametrize("name", commands._EXPORTS)
def test_stories_are_written_in_this_format(run: Run, pages: Path, name: str):
    result = run("stories", pages / "a.html", pages / "c.txt", "--format", name)
    assert result.exit_code == 0, result.stderr
    if name == "csv":
        rows = list(csv.DictReader(io.StringIO(result.stdout)))
        assert any(row["source"] == "Mara Lind" for row in rows)
    if name in ("ninjs", "ftm", "plover"):
        assert all(json.loads(line) for line in result.stdout.splitlines())
    if name == "parquet":
        assert result.stdout_bytes.startswith(b"PAR1")


def test_format_goes_neither_with_pages_nor_with_reasons(run: Run, pages: Path, tmp_path: Path):
    assert run("stories", pages, "--format", "csv", "--html", tmp_path).exit_code == 2
    assert run("stories", pages, "--format", "csv", "--explain").exit_code == 2
