"""Records to JSON and back: the output contract.

The shape of each record is documented in ``docs/reference/records.md`` and shipped as a JSON
Schema, made from `onrecord.records`, `onrecord.articles.explanation` and
`onrecord.stories.explanation`. Spans are ``[start, end)`` pairs of code points.
"""

from typing import Any

from pydantic import TypeAdapter

from onrecord.articles.explanation import ExplainedBlock
from onrecord.records import Article, Statement, Story
from onrecord.stories.explanation import StoryExplanation

Record = Article | ExplainedBlock | Statement | Story | StoryExplanation

ARTICLE: TypeAdapter[Article] = TypeAdapter(Article)
EXPLAINED_BLOCK: TypeAdapter[ExplainedBlock] = TypeAdapter(ExplainedBlock)
STATEMENT: TypeAdapter[Statement] = TypeAdapter(Statement)
STORY: TypeAdapter[Story] = TypeAdapter(Story)
STORY_EXPLANATION: TypeAdapter[StoryExplanation] = TypeAdapter(StoryExplanation)

_ADAPTERS: dict[type, TypeAdapter[Any]] = {
    Article: ARTICLE,
    ExplainedBlock: EXPLAINED_BLOCK,
    Statement: STATEMENT,
    Story: STORY,
    StoryExplanation: STORY_EXPLANATION,
}


def to_json(record: Record) -> str:
    """Return the record as one line of JSON, without a line break."""
    return _ADAPTERS[type(record)].dump_json(record).decode()


def to_data(record: Record) -> dict[str, Any]:
    """Return the record as plain dicts, lists, strings and numbers."""
    data: dict[str, Any] = _ADAPTERS[type(record)].dump_python(record, mode="json")
    return data


def json_schema(record: type[Record]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what `to_json` writes for this kind of record."""
    return _ADAPTERS[record].json_schema(mode="serialization")
