"""The output contract: records to JSON and back, and the schemas that describe it."""

import dataclasses
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import wire
from onrecord.articles.explanation import ExplainedBlock
from onrecord.records import Article, Block, Entity, Span, Statement, Story
from onrecord.stories.explanation import StoryExplanation

#: Text of any Unicode but half surrogate pairs, which UTF-8 cannot carry.
WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
#: JSON has no infinities.
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)

st.register_type_strategy(str, WORDS)
st.register_type_strategy(float, NUMBERS)
st.register_type_strategy(Mapping, st.dictionaries(WORDS, WORDS, max_size=2))

#: A story is a large thing to make up, and the time it takes is not what is tested.
_LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large]

# The contract's times are in UTC.
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))

READERS = {
    Article: wire.ARTICLE,
    ExplainedBlock: wire.EXPLAINED_BLOCK,
    Statement: wire.STATEMENT,
    Story: wire.STORY,
    StoryExplanation: wire.STORY_EXPLANATION,
}
CONTRACT: dict[type, set[str]] = {
    Article: {
        "id", "url", "headline", "standfirst", "authors", "publisher", "published_at",
        "updated_at", "language", "tags", "completeness", "text", "body", "blocks", "entities",
    },
    ExplainedBlock: {"article", "kind", "start", "end", "score", "reasons"},
    Statement: {
        "id", "article", "sentence", "form", "certainty", "factuality", "score", "source", "cue",
        "content", "events", "figures", "times", "places",
    },
    Story: {
        "id", "headline", "thread", "first_at", "last_at", "independent_reports", "articles",
        "reports", "summary", "points", "figures", "people", "timeline",
    },
    StoryExplanation: {"story", "placements", "reports", "thread", "points"},
}  # fmt: skip


@pytest.mark.parametrize("kind", READERS)
@given(data=st.data())
@settings(max_examples=15, suppress_health_check=_LARGE)
def test_a_record_comes_back_as_it_went(kind: type, data: st.DataObject) -> None:
    record = data.draw(st.from_type(kind))
    line = wire.to_json(record)
    assert "\n" not in line
    assert READERS[kind].validate_json(line) == record
    assert json.loads(line) == wire.to_data(record)


@pytest.mark.parametrize("kind", READERS)
@given(data=st.data())
@settings(max_examples=3, suppress_health_check=_LARGE)
def test_the_fields_are_those_of_the_contract(kind: type, data: st.DataObject) -> None:
    assert set(json.loads(wire.to_json(data.draw(st.from_type(kind))))) >= CONTRACT[kind]


@pytest.mark.parametrize("kind", READERS)
def test_the_schema_that_is_shipped_describes_the_record(kind: type) -> None:
    name = kind.__name__.lower()
    shipped = json.loads(files("onrecord").joinpath(f"schemas/{name}.json").read_text("utf-8"))
    assert shipped.pop("$schema") == "https://json-schema.org/draft/2020-12/schema"
    assert shipped == wire.json_schema(kind)
    assert set(shipped["properties"]) >= CONTRACT[kind]


def test_a_span_is_a_pair_of_numbers() -> None:
    article = Article(id="a", text="Minsk", blocks=(Block(kind="headline", start=0, end=5),))
    entity = Entity(id="e", name="Minsk", kind="place", mentions=(Span(0, 5),))
    data = wire.to_data(dataclasses.replace(article, entities=(entity,)))
    assert data["blocks"] == [{"kind": "headline", "start": 0, "end": 5}]
    assert data["entities"][0]["mentions"] == [[0, 5]]


def test_other_scripts_stay_readable() -> None:
    assert "Мінск" in wire.to_json(Article(id="a", headline="Мінск"))
