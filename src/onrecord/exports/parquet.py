"""Statements as an Apache Parquet file with typed columns."""

import io
from collections.abc import Iterable
from typing import Any

from onrecord.exports.rows import STATEMENT_COLUMNS, statement_rows
from onrecord.exports.story_records import StoryRecords


def statements_parquet(told: Iterable[StoryRecords]) -> bytes:
    """Return the statements as one Parquet file; `points` is a list, times are in UTC.

    Raises:
        ModuleNotFoundError: pyarrow, which the extra `site` brings, is not installed.
    """
    import pyarrow
    from pyarrow import parquet

    kinds = {
        "points": pyarrow.list_(pyarrow.string()),
        "published_at": pyarrow.timestamp("us", tz="UTC"),
        "factuality": pyarrow.float64(),
        "score": pyarrow.float64(),
        "start": pyarrow.int64(),
        "end": pyarrow.int64(),
    }
    schema = pyarrow.schema(
        [(column, kinds.get(column, pyarrow.string())) for column in STATEMENT_COLUMNS]
    )
    rows = [{column: _storable(row[column]) for column in row} for row in statement_rows(told)]
    table = pyarrow.Table.from_pylist(rows, schema=schema)
    file = io.BytesIO()
    parquet.write_table(table, file, compression="zstd")
    return file.getvalue()


def _storable(value: Any) -> Any:  # noqa: ANN401 - whatever a record holds
    """Put a question mark for half of a surrogate pair, which no UTF-8 can hold."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else value
