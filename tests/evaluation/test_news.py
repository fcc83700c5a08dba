"""Labels of real news: which half they are of, and how statements are set against them."""

import dataclasses
import json
import sys
from pathlib import Path

import pytest

from onrecord.records import Figure, FigureSeries, FigureValue, Span, Statement, Words

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "evaluation"))

import news  # noqa: E402


def labels(name):
    return json.loads((ROOT / name).read_text("utf-8"))


def statement(name, article, *spans):
    return Statement(
        id=name,
        article=article,
        sentence=Span(spans[0][0], spans[-1][1]),
        form="narration",
        source=None,
        cue=None,
        score=1.0,
        content=Words(text="", spans=tuple(Span(*span) for span in spans)),
        certainty="stated",
        factuality=3.0,
    )


@pytest.mark.parametrize(
    ("path", "is_held"),
    [
        ("training/news_matters.json", False),
        ("evaluation/news_points.json", False),
        ("evaluation/news_matters.json", True),
    ],
)
def test_what_is_learnt_from_and_what_is_scored_are_of_two_halves(path, is_held):
    found = labels(path)
    assert found
    assert {news.is_held_out(label["story"]) for label in found} == {is_held}


@pytest.mark.parametrize("path", ["training/news_matters.json", "evaluation/news_matters.json"])
def test_every_matter_has_places_in_reports_of_its_story(path):
    for label in labels(path):
        for places in label["matters"]:
            assert len({tuple(place) for place in places}) == len(places) > 1
            for article, start, end in places:
                assert article in label["reports"]
                assert 0 <= start < end


def test_every_figure_that_was_read_is_right_or_wrong():
    for label in labels("evaluation/news_matters.json"):
        right, wrong = ({tuple(mark) for mark in label["figures"][k]} for k in ("right", "wrong"))
        assert not right & wrong
        assert {mark[0] for mark in right | wrong} <= set(label["reports"])


def test_mark_of_a_value_holds_its_place_and_changes_with_what_it_counts():
    told = statement("one", "a", (0, 40))
    figures = (
        Figure(span=Span(3, 5), value=52.0, low=52.0, high=52.0, unit="percent"),
        Figure(span=Span(9, 11), value=52.0, low=52.0, high=52.0, unit=None, counts="prisoners"),
    )
    told = dataclasses.replace(told, figures=figures)
    value = FigureValue(as_of=None, value=52.0, low=52.0, high=52.0, source=None, statement="one")
    series = FigureSeries(counts="prisoners", unit=None, series=(value,))
    mark = news.mark_of(series, value, told)
    assert mark[:3] == ("a", 9, 11)
    assert mark[3] != news.mark_of(dataclasses.replace(series, counts="men"), value, told)[3]


def test_a_statement_is_on_the_matters_whose_places_it_covers():
    told = [
        statement("whole", "a", (0, 40)),
        statement("half", "a", (20, 60)),
        statement("less", "a", (35, 75)),
        statement("elsewhere", "b", (0, 40)),
        statement("parted", "a", (0, 10), (100, 110)),
    ]
    found = news.matters_of(told, [[["a", 0, 40]], [["a", 100, 140], ["b", 0, 40]]])
    assert found == {
        "whole": {0},
        "half": {0},
        "less": set(),
        "elsewhere": {1},
        "parted": {0, 1},
    }
