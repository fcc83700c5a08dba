"""Numbers of a story that are no values of any series, or are told of somebody else."""

import dataclasses

import pytest

from onrecord.records import Source, Span, Time
from onrecord.stories.group import tell_story


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("A two-car tram left the rails.", ("two", 2.0, "car")),
        ("The guards let the two soldiers sleep.", ("two", 2.0, "soldiers")),
        ("One of the first two suspects was freed.", ("two", 2.0, "suspects")),
        ("The island lost power at 11.20 on Monday.", ("11.20", 11.2, "island")),
        ("All but 300 of the pupils are back.", ("300", 300.0, "pupils")),
        ("There are 87 more than a week ago.", ("87", 87.0, "cases")),
        ("Only one train in five ran on Tuesday.", ("five", 5.0, "trains")),
        ("Nine out of ten pupils are back.", ("ten", 10.0, "pupils")),
        ("The shop is 12 doors down from the port.", ("12", 12.0, "doors")),
        ("Ana Ruiz was charged with 12 counts of fraud.", ("12", 12.0, "counts")),
        ("A guard sent at least one caller away.", ("one", 1.0, "caller")),
    ],
)
def test_a_number_that_describes_or_points_back_is_no_value(newsroom, text, figure):
    newsroom.article("one", {"text": text, "figures": [figure]})
    assert newsroom.figures() == {}


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The guards let the 25 soldiers sleep.", ("25", 25.0, "soldiers")),
        ("The two soldiers were freed on Monday.", ("two", 2.0, "soldiers")),
    ],
)
def test_what_points_back_and_tells_more_is_a_value(newsroom, text, figure):
    newsroom.article("one", {"text": text, "figures": [figure]})
    assert newsroom.figures() == {"soldiers": [figure[1]]}


def test_what_a_year_has_seen_is_no_value_of_a_night(newsroom):
    night, year = "The city had 14 homicides overnight.", "The city had 81 homicides this year."
    newsroom.article("one", {"text": night, "figures": [("14", 14.0, "homicides")]})
    newsroom.article("two", {"text": year, "figures": [("81", 81.0, "homicides")]})
    story = tell_story("story", newsroom.articles, newsroom.statements)
    found = [[value.value for value in series.series] for series in story.figures]
    assert sorted(found) == [[14.0], [81.0]]


@pytest.mark.parametrize(
    "text",
    [
        "Some 14 people have serious or life-threatening injuries.",
        "The blast seriously injured 14 people.",
        "Hospitals have 14 people who are critically hurt.",
    ],
)
def test_those_who_are_hurt_badly_are_no_other_count_of_the_hurt(newsroom, text):
    newsroom.article("one", {"text": text, "figures": [("14", 14.0, "people injured")]})
    told = {"text": "The blast injured 51 people.", "figures": [("51", 51.0, "people injured")]}
    newsroom.article("two", told)
    assert newsroom.figures() == {"people injured seriously": [14.0], "people injured": [51.0]}


def test_injuries_that_are_light_are_those_of_all_who_are_hurt(newsroom):
    text = "The 14 people have non-life-threatening injuries, and face serious charges."
    newsroom.article("one", {"text": text, "figures": [("14", 14.0, "people injured")]})
    assert newsroom.figures() == {"people injured": [14.0]}


def test_one_of_something_is_told_where_two_outlets_do_or_somebody_was_hurt(newsroom):
    newsroom.article("one", {"text": "One guard was hurt.", "figures": [("One", 1.0, "guard")]})
    newsroom.article(
        "two",
        {"text": "One guard was hurt, and the port shut.", "figures": [("One", 1.0, "guard")]},
        {"text": "One person died.", "figures": [("One", 1.0, "people killed")]},
    )
    assert newsroom.figures() == {"guard": [1.0, 1.0], "people killed": [1.0]}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("The share of patients who die is above the 9% that doctors tolerate.", "patients"),
        ("The railway has offered 9%.", "railway"),
    ],
)
def test_limits_tallies_and_what_is_handed_out_are_no_shares(newsroom, text, counts):
    for name in ("one", "two"):
        newsroom.article(name, {"text": text, "figures": [("9%", 9.0, counts)]})
        newsroom.set_unit("percent")
    assert newsroom.figures() == {}


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Some 14 villages were dark for an hour.", "villages"),
        ("Some 14 villages are cut off a day.", "villages a day"),
        ("Some 14 villages are dark, as a week ago.", "villages"),
    ],
)
def test_how_long_something_lasts_is_no_rate(newsroom, text, thing):
    newsroom.article("one", {"text": text, "figures": [("14", 14.0, "villages")]})
    assert list(newsroom.figures()) == [thing]


def test_who_speaks_of_votes_does_not_have_them(newsroom):
    text = "Ana Ruiz said the motion had passed by 52 votes."
    newsroom.article("one", {"text": text, "figures": [("52", 52.0, "votes")]}, people=["Ana Ruiz"])
    assert list(newsroom.figures()) == ["votes of Ana Ruiz"]
    source = Source(span=Span(0, 8), text="Ana Ruiz", name="Ana Ruiz", kind="person")
    newsroom.statements[-1] = dataclasses.replace(newsroom.statements[-1], source=source)
    assert list(newsroom.figures()) == ["votes"]


def test_what_somebody_else_owns_is_not_told_of_who_acts(newsroom):
    text = "The ministers of Ana Ruiz cut Eva Blum's imports by 9%."
    newsroom.article("one", {"text": text, "figures": [("9%", 9.0, "imports", "down")]},
                     people=["Ana Ruiz", "Eva Blum"])  # fmt: skip
    newsroom.set_unit("percent")
    assert list(newsroom.figures()) == ["fall in imports"]


def test_what_goes_somewhere_is_not_told_of_that_place(newsroom):
    text = "Exports to Eva Blum fell by 9%."
    newsroom.article("one", {"text": text, "figures": [("9%", 9.0, "exports", "down")]},
                     people=["Eva Blum"])  # fmt: skip
    newsroom.set_unit("percent")
    assert list(newsroom.figures()) == ["fall in exports"]


def test_seats_of_nobody_known_are_one_series_for_each_matter(newsroom):
    for name, text, words, value in (
        ("one", "The left bloc has 87 seats in the new chamber.", "87", 87.0),
        ("two", "Progress doubled its seats to 48 on a night of surprises.", "48", 48.0),
    ):
        newsroom.article(name, {"text": text, "figures": [(words, value, "seats")]})
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert [[v.value for v in series.series] for series in story.figures] == [[87.0], [48.0]]


def test_some_of_those_counted_are_no_later_count_of_them(newsroom):
    text = "The state has 223 cases, 29 of them in hospital."
    figures = [("223", 223.0, "cases"), ("29", 29.0, "cases")]
    newsroom.article("one", {"text": text, "figures": figures})
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert sorted(len(series.series) for series in story.figures) == [1, 1]


def test_what_happened_then_is_of_the_time_that_is_compared(newsroom):
    text = "It is the worst crash since 2004, when 52 people died in the hills."
    newsroom.article("one", {"text": text, "figures": [("52", 52.0, "people killed")]})
    at = text.index("2004")
    time = Time(span=Span(at, at + 4), value="2004/..", type="duration")
    newsroom.statements[-1] = dataclasses.replace(newsroom.statements[-1], times=(time,))
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert [value.as_of for series in story.figures for value in series.series] == ["2004"]


def test_the_time_of_a_starting_value_is_not_that_of_what_it_became(newsroom):
    text = "The number of boats fell to 52 from 70 in August."
    newsroom.article("one", {"text": text, "figures": [("52", 52.0, "boats")]}, day="2025-09-11")
    at = text.index("August")
    time = Time(span=Span(at, at + 6), value="2025-08", type="date")
    newsroom.statements[-1] = dataclasses.replace(newsroom.statements[-1], times=(time,))
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert [value.as_of for series in story.figures for value in series.series] == ["2025-09-11"]
