"""Tables as CSV (RFC 4180, UTF-8, with a header), safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from onrecord.exports.rows import (
    FIGURE_COLUMNS,
    STATEMENT_COLUMNS,
    Row,
    figure_rows,
    statement_rows,
)
from onrecord.exports.story_records import StoryRecords

#: A spreadsheet takes a text that begins with one of these for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def statements_csv(told: Iterable[StoryRecords]) -> bytes:
    """Return the statements as CSV; several points of one are separated by spaces."""
    return _table(STATEMENT_COLUMNS, statement_rows(told))


def figures_csv(told: Iterable[StoryRecords]) -> bytes:
    """Return the values of all figures as CSV."""
    return _table(FIGURE_COLUMNS, figure_rows(told))


def _table(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return text.getvalue().encode(errors="replace")


def _cell(value: Any) -> str | int | float:  # noqa: ANN401 - whatever a record holds
    """Return what stands in a cell; a text that begins like a formula gets an apostrophe.

    Source: OWASP, "CSV Injection".
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return int(value) if isinstance(value, float) and value.is_integer() else value
    if isinstance(value, datetime):
        return value.isoformat()
    text = " ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text
