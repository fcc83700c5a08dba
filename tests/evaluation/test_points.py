"""The labels of points are words of reports, and the measures tell right from wrong."""

import importlib.util
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.records import Point, Span, Statement, Story, Words

EVALUATION = Path(__file__).parents[2] / "evaluation"


@pytest.fixture(scope="module")
def points():
    sys.path.insert(0, str(EVALUATION))
    try:
        spec = importlib.util.spec_from_file_location("points", EVALUATION / "points.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules["points"] = module
        spec.loader.exec_module(module)
        yield module
    finally:
        sys.path.remove(str(EVALUATION))
        sys.modules.pop("points", None)


def every(points):
    return [item for is_held in (True, False) for item in points.stories(is_held=is_held)]


def with_examples(points):
    return [*every(points), *json.loads(points.EXAMPLES.read_text("utf-8"))]


def test_places_are_whole_words_of_their_report(points):
    for item in with_examples(points):
        texts = {report["id"]: report["text"] for report in item["reports"]}
        sides = [side for point in item["points"] for side in point["sides"]]
        places = [place for side in sides for place in side]
        places += [label["statement"] for label in item["figures"]]
        for place in places:
            text = texts[place["report"]]
            words = text[place["start"] : place["end"]]
            assert words
            assert words == words.strip()
            assert "\n" not in words
            around = text[place["start"] - 1 : place["start"]] + text[place["end"] :][:1]
            assert not any(letter.isalnum() for letter in around), words


def test_points_have_statements_and_sides_that_fit_their_state(points):
    for item in with_examples(points):
        for point in item["points"]:
            places = points.members(point)
            assert len(places) == len(set(places)) > 1
            is_one_sided = point["state"] in {"single", "agreed"}
            assert is_one_sided == (len(point["sides"]) == 1), point
            if point["state"] == "agreed":
                assert len({report for report, _, _ in places}) > 1


def test_stories_have_four_reports_and_every_state(points):
    found = every(points)
    assert len(found) >= 20
    assert all(4 <= len(item["reports"]) <= 8 for item in found)
    for is_held in (True, False):
        half = points.stories(is_held=is_held)
        states = {point["state"] for item in half for point in item["points"]}
        assert states == {"single", "agreed", "disputed", "changed"}


TEXT = "The ferry sank. All were saved. Rain fell."
ITEM = {
    "name": "x",
    "reports": [],
    "points": [
        {
            "state": "agreed",
            "sides": [
                [
                    {"report": "a", "start": 0, "end": 15},
                    {"report": "b", "start": 0, "end": 15},
                ]
            ],
        }
    ],
    "figures": [],
}


def statement(article, start, end):
    return Statement(
        id=f"{article}{start}",
        article=article,
        sentence=Span(start, end),
        form="narration",
        certainty="stated",
        factuality=3.0,
        score=1.0,
        source=None,
        cue=None,
        content=Words(spans=(Span(start, end),), text=TEXT[start:end]),
    )


STATEMENTS = [statement(a, *at) for a in "ab" for at in ((0, 15), (16, 31))]


def story(*groups, state="agreed"):
    made = tuple(
        Point(id=str(n), agreement=state, statements=g, sides=(g,), summary="")
        for n, g in enumerate(groups)
    )
    return Story(id="x", headline="", points=made)


def test_a_labelled_pair_in_one_point_is_found(points):
    scores = points.compare([(ITEM, [], STATEMENTS, story(("a0", "b0")))])
    assert scores["pairs_f1"] == scores["state_of_all"] == scores["read"] == 1.0


def test_a_pair_without_label_costs_precision(points):
    scores = points.compare([(ITEM, [], STATEMENTS, story(("a0", "b0"), ("a16", "b16")))])
    assert (scores["pairs_precision"], scores["pairs_recall"]) == (0.5, 1.0)


def test_a_point_that_is_not_found_has_no_right_state(points):
    scores = points.compare([(ITEM, [], STATEMENTS, story(("a0",), ("b0",)))])
    assert scores["pairs_f1"] == scores["found"] == scores["state_of_all"] == 0.0


def test_another_state_is_wrong(points):
    told = story(("a0", "b0"), state="disputed")
    scores = points.compare([(ITEM, [], STATEMENTS, told)])
    assert (scores["found"], scores["state"]) == (1.0, 0.0)


def test_a_clause_of_a_labelled_sentence_stands_for_it(points):
    part = replace(STATEMENTS[0], content=Words(spans=(Span(4, 9),), text="ferry"))
    assert points.units_of(ITEM, [part])[part.id] == (("a", 0, 15),)


LABEL = {
    "things": ["victims", "dead"],
    "value": 31.0,
    "as_of": ["2025-03-05"],
    "sources": [None, "fire service"],
}


def test_a_thing_source_and_time_may_have_any_of_their_names(points):
    assert points.is_same_thing(LABEL, "bodies of victims")
    assert not points.is_same_thing(LABEL, "houses")
    assert points.is_same_source(LABEL, "the Fire Service", "post.example.com")
    assert points.is_same_source(LABEL, "post.example.com", "post.example.com")
    assert not points.is_same_source(LABEL, "police", "post.example.com")
    assert not points.is_same_source(LABEL, None, None)
