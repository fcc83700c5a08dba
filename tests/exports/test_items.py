"""A story as ninjs, FollowTheMoney, PLOVER and JSON records, read back."""

import dataclasses
import json

import pytest

from onrecord import wire
from onrecord.exports import followthemoney, formats, json_records, ninjs, plover
from onrecord.exports.codes import country_code, language_code, only_day
from onrecord.records import Words
from tests.exports.ninjs_schema import faults

#: The properties of the FollowTheMoney model that are used, by schema; those in brackets in its
#: documentation as required come first.
MODEL = {
    "Article": ({"name"}, {"title", "author", "publisher", "sourceUrl", "language", "publishedAt",
                        "modifiedAt", "retrievedAt"}),
    "Person": ({"name"}, {"country", "wikidataId", "position"}),
    "Organization": ({"name"}, {"country", "wikidataId"}),
    "LegalEntity": ({"name"}, {"country", "wikidataId"}),
    "Mention": ({"document", "name"}, {"resolved", "detectedSchema"}),
    "Note": ({"name"}, {"description", "summary", "keywords", "entity", "proof",
                     "sourceUrl", "publisher"}),
    "Event": ({"name"}, {"summary", "date", "startDate", "endDate", "location", "country",
                         "involved", "keywords", "recordId", "proof", "sourceUrl", "publisher"}),
}  # fmt: skip
LINKS = {"document", "resolved", "entity", "proof", "involved"}
POLECAT = [
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country",
    "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province",
    "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
]  # fmt: skip


def lines(data: bytes) -> list[dict]:
    return [json.loads(line) for line in data.decode().splitlines()]


def of_schema(told, schema: str) -> list[dict]:
    things = lines(followthemoney.entities_jsonl([told]))
    return [each for each in things if each["schema"] == schema]


# -- ninjs ----------------------------------------------------------------------------------------
def test_ninjs_item_is_as_the_standard_asks(told):
    (item,) = lines(ninjs.items_jsonl([told]))
    assert faults(item) == []
    assert item["uri"] == "https://site.example.org/stories/tarn/"
    assert item["standard"]["version"] == "3.0"


def test_check_of_ninjs_finds_faults():
    assert faults({}) == ["uri is required and is a URI"]
    assert faults({"uri": "urn:x:1", "bodytext": ""}) == ["no such property: bodytext"]
    assert faults({"uri": "urn:x:1", "headlines": [{"role": "main"}]})


def test_ninjs_item_tells_people_places_words_and_reports(told):
    (item,) = lines(ninjs.items_jsonl([told]))
    assert item["people"] == [
        {"name": "Otto Brack", "rel": "about"}, {"name": "Ilse Tarn", "rel": "source"},
    ]  # fmt: skip
    assert item["organisations"] == [{"name": "Port Council", "rel": "about"}]
    assert item["places"][0]["geojson"] == {"type": "Point", "coordinates": [24.11, 56.95]}
    assert item["bodies"][0]["value"].startswith("[stated, Ilse Tarn]: Judge Ilse Tarn said")
    assert "Nobody else" not in json.dumps(item)
    assert item["associations"][0]["uri"] == "https://post.example.org/1"


def test_ninjs_item_of_a_story_without_an_address_has_a_name(told):
    bare = dataclasses.replace(told, url=None, words={}, statements=(), articles=())
    item = ninjs.ninjs_item(bare)
    assert item["uri"] == "urn:onrecord:story:tarn"
    assert faults(item) == []
    assert "bodies" not in item


# -- FollowTheMoney -------------------------------------------------------------------------------
def test_entities_are_of_the_model_and_every_link_leads_somewhere(told):
    things = lines(followthemoney.entities_jsonl([told]))
    ids = [each["id"] for each in things]
    assert len(ids) == len(set(ids))
    for each in things:
        required, optional = MODEL[each["schema"]]
        names = set(each["properties"])
        assert required <= names <= required | optional, each
        for name, values in each["properties"].items():
            assert values
            assert all(isinstance(value, str) for value in values)
            assert name not in LINKS or set(values) <= set(ids)
    assert {each["schema"] for each in things} == set(MODEL)


def test_statement_is_a_note_on_its_speaker_with_the_report_as_proof(told):
    said, withheld = of_schema(told, "Note")
    (article,) = of_schema(told, "Article")
    speaker = next(
        each for each in of_schema(told, "Person") if each["id"] == said["properties"]["entity"][0]
    )
    assert speaker["properties"] == {"name": ["Ilse Tarn"], "position": ["Judge"]}
    assert said["properties"]["proof"] == [article["id"]]
    assert said["properties"]["keywords"] == ["stated", "reported"]
    assert "description" not in withheld["properties"]
    assert article["properties"]["language"] == ["eng"]


def test_event_names_who_was_involved_where_and_when(told):
    (event,) = of_schema(told, "Event")
    properties = event["properties"]
    involved = {each["id"]: each for each in lines(followthemoney.entities_jsonl([told]))}
    names = [involved[each]["properties"]["name"][0] for each in properties["involved"]]
    assert names == ["Port Council", "Otto Brack"]
    assert properties["name"] == ["RETREAT (release)"]
    assert properties["date"] == ["2025-03-03"]
    assert properties["country"] == ["lv"]


def test_ids_are_the_same_in_every_run_and_every_story(told):
    other = dataclasses.replace(told, story=dataclasses.replace(told.story, id="other"))
    one = followthemoney.entities_jsonl([told])
    assert followthemoney.entities_jsonl([other]) == one
    assert followthemoney.entities_jsonl([told, other]) == one


# -- PLOVER ---------------------------------------------------------------------------------------
def test_event_has_the_columns_of_polecat_in_their_order(told):
    (row,) = lines(plover.events_jsonl([told]))
    assert [name for name in row if name in POLECAT] == POLECAT
    assert row["Event Type"] == "RETREAT"
    assert row["Event Mode"] == "release"
    assert row["Quad Code"] == "MATERIAL COOPERATION"
    assert row["Contexts"] == "legal; human_rights"
    assert (row["Actor Name"], row["Actor Country"]) == ("Port Council", "LVA")
    assert (row["Recipient Name"], row["Recipient Country"]) == ("Otto Brack", "EST")
    assert (row["City"], row["Country"], row["Latitude"]) == ("Riga", "LVA", 56.95)
    assert row["Event Date"] == "2025-03-03"
    assert row["Statement Certainty"] == "stated"


def test_quad_codes_cover_every_category_once():
    import tomllib
    from importlib import resources

    text = resources.files("onrecord.statements.events").joinpath("plover.toml").read_text()
    listed = [category for row in plover.QUAD_CODES.values() for category in row]
    assert sorted(listed) == sorted(tomllib.loads(text)["categories"])


# -- JSON records ---------------------------------------------------------------------------------
def test_records_come_back_equal(told):
    (record,) = lines(json_records.records_json([told]))
    assert wire.STORY.validate_python(record["story"]) == told.story
    assert [wire.STATEMENT.validate_python(each) for each in record["statements"]] == list(
        told.statements
    )
    assert set(record["words"]) == {"r1-s1"}


# -- All of them ----------------------------------------------------------------------------------
@pytest.mark.parametrize("name", formats.FORMATS)
def test_no_format_fails_on_what_little_is_known(told, name):
    article = dataclasses.replace(
        told.articles[0], url=None, headline=None, publisher=None, published_at=None,
        language=None, authors=(), entities=(),
    )  # fmt: skip
    lone = dataclasses.replace(
        told.statements[0], source=None, form="quotation", places=(),
        content=Words(spans=told.statements[0].content.spans, text="half a pair \ud800"),
    )  # fmt: skip
    bare = dataclasses.replace(
        told, articles=(article,), statements=(lone, dataclasses.replace(lone, article="gone"))
    )
    assert formats.FORMATS[name].write([bare])
    assert formats.FORMATS[name].write([told])


def test_codes_of_what_is_not_known_are_none():
    assert language_code("en-GB") == "eng"
    assert language_code(None) is language_code("xx") is None
    assert country_code("by") == "BLR"
    assert country_code(None) is country_code("ZZ") is None
    assert only_day("2025-03-03T10:00") == "2025-03-03"
    assert only_day("2025-03") is only_day("2025-03-01/2025-03-04") is only_day(None) is None
