"""A story, its statements and its reports as the records they are.

Each part follows the JSON Schema of its record, which is part of the package
(``onrecord/schemas``); ``words`` are the sentences that show the statements, by statement id.
"""

import json
from collections.abc import Iterable

from onrecord import wire
from onrecord.exports.story_records import StoryRecords


def records_json(told: Iterable[StoryRecords]) -> bytes:
    """Return one line of JSON for each story."""
    return b"".join(_line(each) for each in told)


def _line(told: StoryRecords) -> bytes:
    record = {
        "url": told.url,
        "story": wire.to_data(told.story),
        "statements": [wire.to_data(each) for each in told.statements],
        "articles": [wire.to_data(each) for each in told.articles],
        "words": dict(told.words),
    }
    return json.dumps(record, ensure_ascii=False).encode(errors="replace") + b"\n"
