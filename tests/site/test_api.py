"""The read API: what it answers, how its pages are linked, and how its errors look."""

import re

import pytest

from onrecord import wire
from onrecord_site.home.pages import make_pages
from onrecord_site.newsroom.models import State, Statement
from onrecord_site.newsroom.review import decide
from tests.site.records_factory import make_story, valley_reading

V1 = "/api/v1"
LISTS = ["/stories", "/statements", "/figures", "/names", "/reports", "/search?q=dam"]
ONES = [
    "/stories/flood", "/stories/flood/points", "/statements/valley-s2", "/names/mara-ilves",
    "/reports/coast",
]  # fmt: skip


def items(reader, path: str) -> list[dict]:
    answer = reader.get(V1 + path)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def ids(reader, query: str) -> set[str]:
    return {each["statement"]["id"] for each in items(reader, f"/statements?{query}")}


def test_stories_are_told_as_their_records(told_flood, reader):
    (head,) = items(reader, "/stories")
    assert head["headline"] == "Orlen valley cleared as the water rises"
    told = reader.get(head["self"].removeprefix("http://127.0.0.1:8000")).json()
    story = wire.STORY.validate_python(told["story"])
    assert story.points == make_story().points
    assert told["downloads"]["parquet"].endswith("/stories/flood/download.parquet")
    points = reader.get(f"{V1}/stories/flood/points").json()
    assert [each["point"]["id"] for each in points] == ["p1", "p2", "p3"]
    assert points[0]["page"].endswith("/stories/flood/#p-p1")


def test_statement_comes_with_words_and_where_to_check_them(told_flood, reader):
    told = reader.get(f"{V1}/statements/valley-s2").json()
    statement = wire.STATEMENT.validate_python(told["statement"])
    assert statement == valley_reading().statements[1]
    assert told["words"] == "“The dam will hold,” said Mara Ilves, the water minister."
    assert told["outlet"] == "Valley Courier"
    assert told["original"].startswith("https://valley.example.org/news/1#:~:text=")
    assert told["page"] == "http://127.0.0.1:8000/reports/valley/#s-valley-s2"
    assert not told["is_reviewed"]
    decide(Statement.objects.all(), State.ACCEPTED, None)
    assert reader.get(f"{V1}/statements/valley-s2").json()["is_reviewed"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("source=mara-ilves", {"valley-s2", "coast-s2"}),
        ("source=mara-ilves&certainty=denied", {"coast-s2"}),
        ("kind=organisation", {"coast-s3"}),
        ("form=quotation", {"valley-s2"}),
        ("outlet=Coast+Herald", {"coast-s1", "coast-s2", "coast-s3"}),
        ("since=2025-09-10", {"coast-s1", "coast-s2", "coast-s3"}),
        ("until=2025-09-10T00:00:00Z", {"valley-s1", "valley-s2", "valley-s3"}),
        ("story=none", set()),
        ("story=flood&form=narration", {"valley-s1", "valley-s3"}),
        ("source=none", set()),
    ],
)
def test_statements_are_asked_for_by_what_they_are(told_flood, reader, query, found):
    assert ids(reader, query) == found


def test_figures_names_and_reports_are_listed(told_flood, reader):
    (figure,) = items(reader, "/figures")
    assert figure["figure"]["counts"] == "families who left"
    assert figure["page"].endswith("/stories/flood/figures/families-who-left/")
    assert items(reader, "/figures?story=none") == []
    names = {each["slug"]: each for each in items(reader, "/names?kind=person")}
    assert names["mara-ilves"]["said"] == 2
    assert reader.get(f"{V1}/names/tomas-brandt").json()["about"] == 2
    reports = items(reader, "/reports?outlet=Valley+Courier&story=flood")
    assert [each["article"]["headline"] for each in reports] == [
        "Dam holds as Orlen valley is cleared"
    ]
    assert reports[0]["article"]["text"] == reports[0]["article"]["body"] == ""
    assert reports[0]["stories"] == ["http://127.0.0.1:8000/api/v1/stories/flood"]


def test_search_finds_stories_and_words(told_flood, reader):
    found = reader.get(f"{V1}/search?q=orlen").json()
    assert [each["slug"] for each in found["stories"]] == ["flood"]
    assert {each["slug"] for each in found["statements"]} == {"coast-s1", "valley-s1"}
    nothing = reader.get(f"{V1}/search", {"q": "  "}).json()
    assert nothing == {"stories": [], "statements": []}


# -- What may not be told -------------------------------------------------------------------------
@pytest.mark.parametrize("path", [*LISTS, *ONES[:2], *ONES[3:]])
def test_no_answer_holds_what_an_editor_rejected(told_flood, reader, path):
    decide(Statement.objects.filter(pk="valley-s2"), State.REJECTED, None)
    answer = reader.get(V1 + path)
    assert answer.status_code == 200
    assert "valley-s2" not in answer.text
    assert "The dam will hold" not in answer.text


def test_rejected_statement_is_not_found(told_flood, reader):
    decide(Statement.objects.filter(pk="valley-s2"), State.REJECTED, None)
    assert reader.get(f"{V1}/statements/valley-s2").status_code == 404


def test_words_are_told_only_where_they_may_be_quoted(told_flood, reader):
    Statement.objects.filter(pk="valley-s2").update(quoted=False)
    told = reader.get(f"{V1}/statements/valley-s2").json()
    assert told["words"] is None
    assert told["statement"]["content"]["text"] == told["statement"]["source"]["text"] == ""
    assert told["statement"]["source"]["attribute"] is None
    assert told["original"] == "https://valley.example.org/news/1"
    assert "valley-s2" not in reader.get(f"{V1}/search?q=hold").text


# -- Pages, states, and other sites ---------------------------------------------------------------
def test_pages_are_linked(publisher, reader):
    publisher.save_reading(valley_reading())
    publisher.publish([make_story(story_id=f"flood-{number}") for number in range(5)])
    seen, path = [], f"{V1}/stories?limit=2&since=2025-01-01"
    while path:
        answer = reader.get(path)
        body = answer.json()
        seen += [each["slug"] for each in body["items"]]
        links = re.findall(r'<([^>]+)>; rel="(\w+)"', answer["Link"])
        relations = {relation: address for address, relation in links}
        assert "first" in relations
        assert relations.get("next") == body["next"]
        assert ("prev" in relations) == (len(seen) > 2)
        path = (body["next"] or "").removeprefix("http://127.0.0.1:8000")
    assert sorted(seen) == [f"flood-{number}" for number in range(5)]


@pytest.mark.parametrize("path", [*LISTS, *ONES])
def test_answer_is_not_sent_twice(told_flood, reader, path):
    answer = reader.get(V1 + path)
    again = reader.get(V1 + path, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    decide(Statement.objects.filter(pk="valley-s2"), State.REJECTED, None)
    head = reader.head(V1 + path)
    assert head.content == b""
    assert head.status_code in (200, 404)
    assert head["Access-Control-Allow-Origin"] == "*"


def test_pages_of_other_sites_may_ask(told_flood, reader):
    asked = {"origin": "https://elsewhere.example", "access-control-request-method": "GET"}
    answer = reader.options(f"{V1}/stories", headers=asked)
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "GET" in answer["Access-Control-Allow-Methods"]
    assert reader.get(f"{V1}/stories")["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", [*LISTS, *ONES])
def test_answer_asks_the_database_little(told_flood, reader, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        reader.get(V1 + path)


# -- Errors ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/stories/none", 404), ("/statements/none", 404), ("/names/none", 404),
        ("/reports/none", 404), ("/nothing/here", 404), ("", 404), ("/", 404),
        ("/stories/a%00b", 404), ("/names/a%00b", 404), ("/statements?limit=1000", 422),
        ("/statements?certainty=perhaps", 422), ("/statements?since=soon", 422),
        ("/statements?source=a%00b", 422), ("/search", 422), ("/stories?page=0", 422),
        ("/stories?page=99999999999999999999", 422),
    ],
)  # fmt: skip
def test_error_is_a_problem(told_flood, reader, path, status):
    answer = reader.get(V1 + path, follow=True)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["type"] == "about:blank"
    assert problem["title"]
    assert problem["detail"]
    assert bool(problem["errors"]) == (status == 422)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/stories", "/stories/flood", "/nothing", "/openapi.json"])
def test_api_is_for_reading(told_flood, reader, method, path):
    answer = getattr(reader, method)(V1 + path)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer["Content-Type"] == "application/problem+json"


def test_fault_of_the_site_is_a_problem_that_tells_nothing(told_flood, reader, monkeypatch):
    def fail(_row):
        raise RuntimeError("hidden reason")

    monkeypatch.setattr("onrecord_site.api.lists.story_told", fail)
    answer = reader.get(f"{V1}/stories/flood")
    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    assert "hidden reason" not in answer.text


# -- The description ------------------------------------------------------------------------------
def test_description_is_openapi_3_1_with_the_records_themselves(told_flood, reader):
    description = reader.get(f"{V1}/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    schemas = description["components"]["schemas"]
    assert {"Story", "Statement", "Point", "Article", "FigureSeries", "Problem"} <= set(schemas)
    from onrecord.records import Statement as StatementRecord

    known = wire.json_schema(StatementRecord)
    assert set(schemas["Statement"]["properties"]) == set(known["properties"])


def test_page_for_people_names_every_address(told_flood, reader):
    make_pages()
    text = reader.get("/api/").text
    paths = reader.get(f"{V1}/openapi.json").json()["paths"]
    assert all(f"<code>{path}</code>" in text for path in paths)
    assert "openapi.json" in text
    assert "<script" not in text
