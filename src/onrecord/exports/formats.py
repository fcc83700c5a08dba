"""The formats a story can be handed on in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from onrecord.exports.comma_separated import figures_csv, statements_csv
from onrecord.exports.followthemoney import entities_jsonl
from onrecord.exports.json_records import records_json
from onrecord.exports.ninjs import items_jsonl
from onrecord.exports.parquet import statements_parquet
from onrecord.exports.plover import events_jsonl
from onrecord.exports.story_records import StoryRecords


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """One format: how it is called, its media type, the end of a file's name, and its maker.

    `write` takes any number of stories and returns the bytes of one file.
    """

    title: str
    media_type: str
    suffix: str
    write: Callable[[Iterable[StoryRecords]], bytes]

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return self.suffix != "parquet"


#: By the name that addresses and the command line use.
FORMATS: dict[str, ExportFormat] = {
    "json": ExportFormat(
        title="JSON records",
        media_type="application/json",
        suffix="json",
        write=records_json,
    ),
    "csv": ExportFormat(
        title="CSV of the statements",
        media_type="text/csv; charset=utf-8; header=present",
        suffix="csv",
        write=statements_csv,
    ),
    "figures.csv": ExportFormat(
        title="CSV of the figures",
        media_type="text/csv; charset=utf-8; header=present",
        suffix="figures.csv",
        write=figures_csv,
    ),
    "parquet": ExportFormat(
        title="Parquet",
        media_type="application/vnd.apache.parquet",
        suffix="parquet",
        write=statements_parquet,
    ),
    "ninjs": ExportFormat(
        title="ninjs 3",
        media_type="application/json",
        suffix="ninjs.json",
        write=items_jsonl,
    ),
    "ftm": ExportFormat(
        title="FollowTheMoney",
        media_type="application/x-ndjson",
        suffix="ftm.jsonl",
        write=entities_jsonl,
    ),
    "plover": ExportFormat(
        title="PLOVER events",
        media_type="application/x-ndjson",
        suffix="plover.jsonl",
        write=events_jsonl,
    ),
}
