"""Stories to take away: every format of the site, read back, with its rules kept."""

import csv
import dataclasses
import io
import json

import pytest

from onrecord import records, wire
from onrecord.exports.formats import FORMATS
from onrecord.records import SentenceEdit, Span, Words
from onrecord_site.newsroom.models import State, Statement
from onrecord_site.newsroom.review import decide
from tests.exports.ninjs_schema import faults
from tests.site.records_factory import (
    COAST,
    VALLEY,
    coast_reading,
    make_article,
    make_reading,
    make_statement,
    make_story,
    valley_reading,
)

MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8; header=present",
    "figures.csv": "text/csv; charset=utf-8; header=present",
    "parquet": "application/vnd.apache.parquet",
    "ninjs": "application/json",
    "ftm": "application/x-ndjson",
    "plover": "application/x-ndjson",
}
TEXTUAL = [name for name in FORMATS if name != "parquet"]


def address(name: str, slug: str = "flood") -> str:
    return f"/stories/{slug}/download.{name}"


def rows(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


def test_every_format_has_its_media_type():
    assert set(MEDIA_TYPES) == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_download_has_type_name_and_state(flood, reader, name):
    answer = reader.get(address(name))
    assert answer.status_code == 200
    assert answer["Content-Type"] == MEDIA_TYPES[name]
    assert answer["Content-Disposition"] == f'attachment; filename="flood.{FORMATS[name].suffix}"'
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.content or name == "plover"  # this story tells of no event
    head = reader.head(address(name))
    assert (head.status_code, head["ETag"], head.content) == (200, answer["ETag"], b"")
    for ask in (reader.get, reader.head):
        again = ask(address(name), headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", [address("csv", "none"), address("xlsx"), address("figuresXcsv")])
def test_what_is_not_there_is_not_found(flood, reader, path):
    assert reader.get(path).status_code == 404


def test_download_is_for_reading(flood, reader):
    assert reader.post(address("csv")).status_code == 405


@pytest.mark.parametrize("name", FORMATS)
def test_download_asks_the_database_little(flood, reader, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        reader.get(address(name))


def test_records_are_those_of_the_contract_without_texts(flood, reader):
    record = reader.get(address("json")).json()
    story = wire.STORY.validate_python(record["story"])
    assert [point.agreement for point in story.points] == ["changed", "disputed", "agreed"]
    for each in record["statements"]:
        wire.STATEMENT.validate_python(each)
    for each in record["articles"]:
        assert each.pop("body") == ""
        article = wire.ARTICLE.validate_python(each)
        assert (article.text, article.blocks, article.completeness) == ("", (), "none")
        assert article.authors[0].name == "Ada Reporter"
        assert article.version
    assert record["words"]["valley-s2"].startswith("“The dam will hold,”")


def test_statements_and_figures_are_read_back_from_csv(flood, reader):
    statements = {row["statement"]: row for row in rows(reader.get(address("csv")))}
    assert statements["coast-s2"]["source"] == "Mara Ilves"
    assert statements["coast-s2"]["certainty"] == "denied"
    assert statements["coast-s2"]["outlet"] == "Coast Herald"
    assert statements["coast-s2"]["on_record_at"].endswith("/reports/coast/#s-coast-s2")
    first, second = rows(reader.get(address("figures.csv")))
    assert (first["value"], second["low"], second["computed"]) == ("40", "50", "true")


def test_statements_are_read_back_from_parquet(flood, reader):
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(reader.get(address("parquet")).content))
    assert table.num_rows == 6


def test_ninjs_item_is_as_the_standard_asks(flood, reader):
    item = reader.get(address("ninjs")).json()
    assert faults(item) == []
    assert item["headlines"][0]["value"] == "Orlen valley cleared as the water rises"
    assert len(item["associations"]) == 2


def test_entities_name_people_reports_and_statements(flood, reader):
    lines = reader.get(address("ftm")).content.decode().splitlines()
    things = [json.loads(line) for line in lines]
    names = {name for each in things for name in each["properties"].get("name", [])}
    assert {"Mara Ilves", "Tomas Brandt", "The regional rescue service"} <= names
    assert sum(each["schema"] == "Article" for each in things) == 2
    assert sum(each["schema"] == "Note" for each in things) == 6


@pytest.mark.parametrize("name", TEXTUAL)
def test_no_download_holds_what_an_editor_rejected(flood, reader, name):
    decide(Statement.objects.filter(pk="coast-s3"), State.REJECTED, None)
    text = reader.get(address(name)).content.decode()
    assert "coast-s3" not in text
    assert "found alive" not in text.replace("_", " ")
    assert "rescue service" not in text


def test_points_are_graded_anew_after_a_rejection(flood, reader):
    decide(Statement.objects.filter(pk="coast-s3"), State.REJECTED, None)
    story = reader.get(address("json")).json()["story"]
    assert [point["agreement"] for point in story["points"]] == ["changed", "single", "agreed"]
    statuses = story["people"][0]["statuses"]
    assert [each["status"] for each in statuses] == ["missing"]


@pytest.mark.parametrize("name", TEXTUAL)
def test_no_download_holds_words_that_may_not_be_quoted(publisher, reader, name):
    text = "Headline\nOnly one sentence stands here, said Ana Ruiz of the port."
    article = make_article("short", text, tags=("harbour",), standfirst="What stood below it")
    statement = make_statement(
        article, "Only one sentence stands here, said Ana Ruiz of the port.",
        "Only one sentence stands here", source="Ana Ruiz", form="reported",
        attribute="of the port",
    )  # fmt: skip
    publisher.save_reading(make_reading(article, statement))
    point = records.Point(
        id="p", agreement="single", statements=(statement.id,), sides=((statement.id,),),
        summary="Only one sentence stands here",
    )  # fmt: skip
    revision = records.Revision(
        article="short", earlier="a", later="b", at=None, corrections=(),
        note=Words(spans=(Span(0, 4),), text="We were wrong"),
        edits=(SentenceEdit(kind="added", before=None,
                            after=Words(spans=(Span(9, 40),), text="Only one sentence")),),
    )  # fmt: skip
    story = dataclasses.replace(
        make_story(), summary=(), points=(point,), figures=(), people=(), timeline=(),
        revisions=(revision,), articles=("short",),
        reports=(records.Report(article="short", independent=True),),
    )  # fmt: skip
    publisher.publish([story])
    assert not Statement.objects.get().quoted
    answer = reader.get(address(name)).content.decode()
    for words in ("Only one", "of the port", "We were wrong", "What stood below"):
        assert words not in answer
    assert "Ana Ruiz" in answer or name in ("figures.csv", "plover")


@pytest.mark.parametrize("name", TEXTUAL)
def test_no_download_holds_a_whole_report(flood, reader, name):
    text = reader.get(address(name)).content.decode()
    for report in (VALLEY, COAST):
        assert any(each.strip(" .") not in text for each in report.split("\n", 1)[1].split(". "))
    assert "trains run only as far as Harrow" not in text


@pytest.mark.parametrize("name", TEXTUAL)
def test_address_of_a_report_is_one_of_the_web_or_none(publisher, reader, name):
    article = make_article(url="javascript:alert(1)")
    publisher.save_reading(make_reading(article, *valley_reading().statements))
    publisher.save_reading(coast_reading())
    publisher.publish([make_story()])
    assert "javascript:" not in reader.get(address(name)).content.decode()


def test_story_page_links_every_format(flood, reader):
    text = reader.get("/stories/flood/").text
    assert all(f'href="{address(name)}"' in text for name in FORMATS)
