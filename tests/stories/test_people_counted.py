"""Series of people: by what became of them, and who is never taken for whom."""

import pytest

from onrecord.stories.group import tell_story


def test_people_to_whom_other_things_were_done_are_series_of_their_own(newsroom):
    newsroom.article(
        "one",
        {"text": "Some 14 people were shot.", "figures": [("14", 14.0, "people shot")]},
        {"text": "Police charged 12 people.", "figures": [("12", 12.0, "people charged")]},
        {"text": "There were 90 people in the bar.", "figures": [("90", 90.0, "people")]},
    )
    assert newsroom.figures() == {
        "people shot": [14.0], "people charged": [12.0], "people": [90.0],
    }  # fmt: skip


def test_men_who_were_killed_are_men(newsroom):
    newsroom.article(
        "one", {"text": "Five men were shot dead.", "figures": [("Five", 5.0, "men killed")]}
    )
    newsroom.article(
        "two",
        {"text": "Six men were killed in the port.", "figures": [("Six", 6.0, "men")]},
        {"text": "Some 31 people were killed.", "figures": [("31", 31.0, "people")]},
    )
    assert newsroom.figures() == {"men killed": [5.0, 6.0], "people killed": [31.0]}


def test_what_is_told_of_people_in_two_reports_is_one_series(newsroom):
    for name, text, value in (
        ("one", "Five people were left trapped in the tram.", 5.0),
        ("two", "Two people remain trapped in the tram.", 2.0),
    ):
        newsroom.article(
            name, {"text": text, "figures": [(text.split()[0], value, "people trapped")]}
        )
    assert newsroom.figures() == {"people trapped": [5.0, 2.0]}


def test_two_numbers_of_one_sentence_are_never_one(newsroom):
    dead, hurt = ("Two", 2.0, "people killed"), ("two", 2.0, "people injured")
    for name, text in (
        ("one", "Two people were killed and two others were hurt in the port."),
        ("two", "Two were shot dead at the harbour wall, while two got away with wounds."),
    ):
        newsroom.article(name, {"text": text, "figures": [dead, hurt]})
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert {series.counts: len(series.series) for series in story.figures} == {
        "people killed": 2, "people injured": 2,
    }  # fmt: skip


def test_those_who_come_on_top_are_not_those_beside_them(newsroom):
    text = "Some 12 people were killed and 30 others were hurt."
    dead, hurt = ("12", 12.0, "people killed"), ("30", 30.0, "people injured")
    newsroom.article("one", {"text": text, "figures": [dead, hurt]})
    newsroom.article(
        "two", {"text": "The blast killed 14 people.", "figures": [("14", 14.0, "people killed")]}
    )
    assert newsroom.figures()["people killed"] == [12.0, 14.0]


def test_others_than_the_dead_are_all_who_are_hurt(newsroom):
    for name, text, words in (
        ("one", "Some 12 people were killed and 30 others were hurt.", "30"),
        ("two", "Twelve people died in the blast, which hurt 31 people.", "31"),
    ):
        hurt = (words, float(words), "people injured")
        newsroom.article(name, {"text": text, "figures": [hurt]})
    newsroom.article(
        "three",
        {"text": "A further 9 people were hurt.", "figures": [("9", 9.0, "people injured")]},
    )
    story = tell_story("story", newsroom.articles, newsroom.statements)
    found = sorted([value.value for value in series.series] for series in story.figures)
    assert found == [[9.0], [30.0, 31.0]]


@pytest.mark.parametrize(
    ("counts", "name"),
    [
        ("people injured", "people injured seriously"),
        ("boys", "boys in serious condition"),
        ("people hospitalised", "people hospitalised in serious condition"),
        ("people released", "people released"),
    ],
)
def test_those_who_are_badly_off_are_called_so(newsroom, counts, name):
    text = "Some 14 of them had serious injuries."
    newsroom.article("one", {"text": text, "figures": [("14", 14.0, counts)]})
    assert list(newsroom.figures()) == [name]


def test_survivors_are_not_said_to_be_rescued(newsroom):
    text = "Seven people survived the crash."
    newsroom.article("one", {"text": text, "figures": [("Seven", 7.0, "people")]})
    assert newsroom.figures() == {"survivors": [7.0]}


@pytest.mark.parametrize("unit", ["light year", "kilometre"])
def test_how_far_off_something_lies_is_no_measure_of_it(newsroom, unit):
    text = "The planets lie 3.8 billion away, and no telescope shows planets there."
    newsroom.article("one", {"text": text, "figures": [("3.8 billion", 3.8e9, "planets")]})
    newsroom.set_unit(unit)
    assert newsroom.figures() == {}


@pytest.mark.parametrize("unit", ["year of age", "month of age", "week of age"])
def test_the_age_of_a_child_is_no_figure(newsroom, unit):
    text = "The girl of 14 was in the car."
    newsroom.article("one", {"text": text, "figures": [("14", 14.0, "girl")]})
    newsroom.set_unit(unit)
    assert newsroom.figures() == {}
