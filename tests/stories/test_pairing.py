"""One figure in different words: what it ties together, what it keeps apart."""

import dataclasses

from test_points import point_of, report, tell

from onrecord.records import Span
from onrecord.stories.actions import clause_around


def stated(text, words, value, counts=None, change="="):
    return {"text": text, "figures": [(words, value, counts, change)]}


def test_points_join_one_telling_figure_told_in_other_words(newsroom):
    report(
        newsroom, "one",
        stated("The outage affects 130,000 passengers a day.", "130,000", 130000.0, "passengers"),
    )  # fmt: skip
    report(
        newsroom, "two",
        stated("The breakdown hits 130,000 travellers a day.", "130,000", 130000.0, "travellers"),
    )  # fmt: skip
    assert point_of(tell(newsroom), "one.001").agreement == "agreed"


def test_points_join_the_same_deed_in_other_words(newsroom):
    first = ("52", 52.0, "prisoners")
    second = ("More than 50", 50.0, "detainees", ">")
    report(newsroom, "one", {"text": "Guards freed 52 prisoners at dawn.", "figures": [first]})
    report(newsroom, "two", {"text": "More than 50 detainees were let go.", "figures": [second]})
    assert point_of(tell(newsroom), "one.001").agreement == "agreed"


def test_what_may_happen_and_what_did_are_no_agreement(newsroom):
    first = ("10,000", 10000.0, "sailors")
    second = ("10,000", 10000.0, "sailors")
    report(
        newsroom, "one",
        {"text": "Soon 10,000 sailors may walk off the job.", "figures": [first],
         "happenings": [("walk", 1.0)]},
    )  # fmt: skip
    report(
        newsroom, "two",
        {"text": "Now 10,000 sailors walked out at once.", "figures": [second],
         "happenings": [("walked", 3.0)]},
        day="2025-09-12",
    )  # fmt: skip
    assert point_of(tell(newsroom), "one.001").agreement == "changed"


def test_points_call_a_corrected_count_changed(newsroom):
    first = ("52", 52.0)
    second = ("51", 51.0, "people")
    report(
        newsroom,
        "one",
        {"text": "The mayor said all 52 had crossed the strait.", "figures": [first]},
    )
    report(
        newsroom, "two", {"text": "In the end 51 people entered the harbour.", "figures": [second]},
        day="2025-09-12",
    )  # fmt: skip
    point = point_of(tell(newsroom), "one.001")
    assert point.agreement == "changed"
    assert point.sides == (("one.001",), ("two.002",))


def test_points_tell_how_a_measure_moved(newsroom):
    for name, day, value in (("one", "2025-09-11", 51.9), ("two", "2025-09-12", 52.2)):
        words = f"{value} percent"
        report(
            newsroom, name, {"text": f"Turnout was {words}.", "figures": [(words, value)]}, day=day,
        )  # fmt: skip
        _make_shares(newsroom)
    assert point_of(tell(newsroom), "one.001").agreement == "changed"


def test_points_never_compare_two_measures_of_one_thing(newsroom):
    report(
        newsroom, "one",
        {
            "text": "The line says its offer raises total compensation by 38 percent.",
            "figures": [("38 percent", 38.0)], "source": "The line",
            "content": "its offer raises total compensation by 38 percent",
        },
    )  # fmt: skip
    report(
        newsroom, "two",
        {
            "text": "The crew says the offer raises wages by 17.2 percent.",
            "figures": [("17.2 percent", 17.2)], "source": "The crew",
            "content": "the offer raises wages by 17.2 percent",
        },
    )  # fmt: skip
    _make_shares(newsroom)
    assert all(point.agreement == "single" for point in tell(newsroom).points)


def test_points_put_a_statement_of_two_figures_on_both_matters(newsroom):
    report(
        newsroom, "one",
        {"text": "Divers found 37 crates.", "figures": [("37", 37.0, "crates")]},
        {"text": "Tugs pulled 112 containers ashore.", "figures": [("112", 112.0, "containers")]},
    )  # fmt: skip
    report(
        newsroom, "two",
        {
            "text": "So far 37 crates and 112 containers are safe.",
            "figures": [("37", 37.0, "crates"), ("112", 112.0, "containers")],
        },
    )  # fmt: skip
    story = tell(newsroom)
    agreed = [point for point in story.points if point.agreement == "agreed"]
    assert {point.statements for point in agreed} == {
        ("one.001", "two.003"),
        ("one.002", "two.003"),
    }
    assert len({point.id for point in story.points}) == len(story.points)


def test_clause_around_parts_at_conjunctions():
    text = "The line cancelled 9 trips after 14 people walked out."
    at = text.index("14")
    clause = clause_around(text, Span(0, len(text)), Span(at, at + 2))
    assert clause.of(text) == " 14 people walked out."


def _make_shares(newsroom):
    """Give the figures of the last statement, which are shares, their unit."""
    for number, statement in enumerate(newsroom.statements):
        shares = tuple(dataclasses.replace(f, unit="percent") for f in statement.figures)
        newsroom.statements[number] = dataclasses.replace(statement, figures=shares)
