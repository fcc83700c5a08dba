"""What is counted, measured or asked for, where the words leave it out or tell it otherwise."""

import pytest

from onrecord.stories.group import tell_story


@pytest.mark.parametrize(
    ("text", "counts", "change", "unit", "thing"),
    [
        ("The men want a ransom of 9 million.", "ransom", "=", "USD", "ransom demanded"),
        ("The men paid a ransom of 9 million.", "ransom", "=", "USD", "ransom"),
        ("The union asks for a pay rise of 9 million.", None, "up", "percent", "rise demanded"),
        (
            "With 9 million of votes counted, nobody leads.",
            "votes",
            "=",
            "percent",
            "votes counted",
        ),
        ("She won 9 million votes more than him.", "votes", "=", None, "margin in votes"),
        ("The union wants to stop a cut of 9 million.", "cut", "=", "USD", "cut"),
    ],
)
def test_what_is_asked_for_is_a_series_of_its_own(newsroom, text, counts, change, unit, thing):
    newsroom.article("one", {"text": text, "figures": [("9 million", 9e6, counts, change)]})
    newsroom.set_unit(unit)
    assert list(newsroom.figures()) == [thing]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("The council added another 52 ships.", "ships added"),
        ("On Friday 52 ships were added to the list.", "ships added"),
        ("The line has sold 52 ships since.", "ships sold"),
        ("The list now has 52 ships.", "ships"),
        ("The harbour has room for 52 ships.", "room for ships"),
        ("The harbour is built for 52 ships.", "room for ships"),
    ],
)
def test_what_changes_a_number_is_no_total(newsroom, text, thing):
    newsroom.article("one", {"text": text, "figures": [("52", 52.0, "ships")]})
    assert list(newsroom.figures()) == [thing]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The government gives the number as 16.", [45.0, 16.0]),
        ("Police counted fewer than 16.", [45.0, 16.0]),
        ("The ministry puts it at about 16.", [45.0, 16.0]),
        # what is "its number", or in hospital, is not told by the sentence before
        ("The cabinet raised its number to 16.", [45.0]),
        ("The government gives the number in hospital as 16.", [45.0]),
    ],
)
def test_a_number_alone_counts_what_was_counted_before(newsroom, text, values):
    newsroom.article(
        "one",
        {"text": "Cholera has killed 45 people.", "figures": [("45", 45.0, "people killed")]},
        {"text": text, "figures": [("16", 16.0)]},
    )
    assert sorted(newsroom.figures()["people killed"]) == sorted(values)


def test_a_number_alone_behind_two_counts_is_left_out(newsroom):
    killed, boats = ("45", 45.0, "people killed"), ("12", 12.0, "boats")
    newsroom.article(
        "one",
        {"text": "The storm killed 45 people and sank 12 boats.", "figures": [killed, boats]},
        {"text": "Police counted fewer than 16.", "figures": [("16", 16.0)]},
    )
    assert 16.0 not in {value for values in newsroom.figures().values() for value in values}


def test_a_verb_taken_for_a_noun_counts_those_who_do_it(newsroom):
    text = "Fire kills a man as 5,000 flee"
    newsroom.article("one", {"text": text, "figures": [("5,000", 5000.0, "flee")]})
    assert list(newsroom.figures()) == ["people displaced"]


def test_those_who_turned_out_are_counted(newsroom):
    newsroom.article("one", {"text": "Some 5,000 had turned out.", "figures": [("5,000", 5000.0)]})
    assert list(newsroom.figures()) == ["people who turned out"]


def test_passengers_beside_the_crew_are_not_all_on_board(newsroom):
    passengers, crew = ("58", 58.0, "passengers"), ("four", 4.0, "crew")
    newsroom.article(
        "one",
        {"text": "It carried 58 passengers and a crew of four.", "figures": [passengers, crew]},
        {"text": "There were 62 people on the plane.", "figures": [("62", 62.0, "people")]},
    )
    assert newsroom.figures()["passengers"] == [58.0]


@pytest.mark.parametrize(
    ("text", "counts", "thing"),
    [
        ("The burned area has grown to 9 hectares.", "burned area", "burned area"),
        ("The damage is estimated at 9 hectares.", "damage", "damage"),
        ("Output fell by 1.2 percent in May to 9 hectares.", "output", "output"),
    ],
)
def test_a_level_that_something_has_moved_to_is_its_own(newsroom, text, counts, thing):
    newsroom.article("one", {"text": text, "figures": [("9 hectares", 9.0, counts)]})
    newsroom.set_unit("hectare")
    assert list(newsroom.figures()) == [thing]


def sources_of(newsroom):
    story = tell_story("story", newsroom.articles, newsroom.statements)
    return [value.source for series in story.figures for value in series.series]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("By the charity's count some 120 boats are at sea.", "charity"),
        ("By the shore some 120 boats are at sea.", "Outlet one"),
    ],
)
def test_whose_count_it_is_by(newsroom, text, source):
    newsroom.article("one", {"text": text, "figures": [("120", 120.0, "boats")]})
    assert sources_of(newsroom) == [source]


def test_a_pronoun_is_never_named_as_a_source(newsroom):
    text = "They said 120 boats are at sea."
    figures = [("120", 120.0, "boats")]
    newsroom.article("one", {"text": text, "source": "They", "kind": "group", "figures": figures})
    assert sources_of(newsroom) == [None]


@pytest.mark.parametrize(
    ("told", "source", "things"),
    [
        ("two bombs still lie between the stalls", "Ana Ruiz", ["bombs"]),
        ("two bombs still lie between the stalls", None, []),
        ("the stalls are where they found two bombs", "Ana Ruiz", []),
    ],
)
def test_a_small_number_is_a_value_where_somebody_named_tells_of_it(newsroom, told, source, things):
    line = {"text": f"Ana Ruiz said {told}.", "content": told, "source": source}
    newsroom.article("one", line | {"figures": [("two", 2.0, "bombs")]})
    assert list(newsroom.figures()) == things
