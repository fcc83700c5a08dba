"""Statements and figures as CSV and Parquet, read back."""

import csv
import dataclasses
import io
from datetime import UTC, datetime

import pytest

from onrecord.exports.comma_separated import figures_csv, statements_csv
from onrecord.exports.parquet import statements_parquet
from onrecord.exports.rows import FIGURE_COLUMNS, STATEMENT_COLUMNS


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_statements_are_read_back_from_csv(told):
    said, withheld = read(statements_csv([told]))
    assert tuple(said) == STATEMENT_COLUMNS
    assert said["content"] == told.statements[0].content.text
    assert said["words"].startswith("Judge Ilse Tarn said")
    assert said["points"] == "p1 p2"
    assert said["agreement"] == "disputed"
    assert said["published_at"] == "2025-03-04T09:30:00+00:00"
    assert said["source_described_as"] == "Judge"
    text = told.articles[0].text
    assert text[int(said["start"]) : int(said["end"])] == said["words"]
    assert withheld["source"] == withheld["content"] == withheld["words"] == ""
    assert withheld["factuality"] == "-3"


def test_figures_are_read_back_from_csv(told):
    first, second = read(figures_csv([told]))
    assert tuple(first) == FIGURE_COLUMNS
    assert (first["value"], first["low"], first["high"]) == ("1", "1", "")
    assert (first["computed"], second["computed"]) == ("false", "true")
    assert second["value"] == "-2"
    assert second["certainty"] == "denied"


def test_several_stories_make_one_table(told):
    other = dataclasses.replace(told, story=dataclasses.replace(told.story, id="other"))
    assert [row["story"] for row in read(statements_csv([told, other]))] == [
        "tarn", "tarn", "other", "other",
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", " =1", "＝1"])
def test_no_text_is_taken_for_a_formula(told, start):
    story = dataclasses.replace(told.story, headline=start)
    for data in (statements_csv, figures_csv):
        row = read(data([dataclasses.replace(told, story=story)]))[0]
        assert row["story_headline"] == f"'{start}"
        assert row["outlet"] == "'=Port Post"


def test_quotation_marks_and_line_breaks_survive_csv(told):
    story = dataclasses.replace(told.story, headline='He said "no",\nthen left')
    row = read(statements_csv([dataclasses.replace(told, story=story)]))[0]
    assert row["story_headline"] == 'He said "no",\nthen left'


def test_statements_are_read_back_from_parquet_with_their_types(told):
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(statements_parquet([told])))
    assert tuple(table.column_names) == STATEMENT_COLUMNS
    said, withheld = table.to_pylist()
    assert said["points"] == ["p1", "p2"]
    assert said["published_at"] == datetime(2025, 3, 4, 9, 30, tzinfo=UTC)
    assert said["outlet"] == "=Port Post"  # only spreadsheets need the apostrophe
    assert said["start"] == told.statements[0].sentence.start
    assert withheld["content"] is None
    assert withheld["factuality"] == -3.0


def test_no_story_makes_an_empty_table(told):
    assert read(statements_csv([])) == []
    parquet = pytest.importorskip("pyarrow.parquet")
    assert parquet.read_table(io.BytesIO(statements_parquet([]))).num_rows == 0
