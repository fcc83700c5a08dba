"""Which organisation "the airline", "the embassy" or "the group" means."""

import pytest

from .articles import attributed


def last_source(*paragraphs):
    return attributed(*paragraphs)[-1].source


@pytest.mark.parametrize(
    ("opening", "sentence", "name"),
    [
        (
            "Southern Airways cancelled twelve flights.",
            "The airline said the storm was to blame.",
            "Southern Airways",
        ),
        (
            "Sami Foods, the country's largest bakery company, closed two plants.",
            "The company said orders had fallen.",
            "Sami Foods",
        ),
        (
            "The rights group Amnesty International named ten prisoners.",
            "Two were ill, the group said.",
            "Amnesty International",
        ),
        (
            "The National Union of Teachers called a strike.",
            "The union said pay had fallen.",
            "National Union of Teachers",
        ),
        (
            "The Supreme Court heard the case in May.",
            "The court said the law was void.",
            "Supreme Court",
        ),
    ],
)
def test_a_description_means_the_organisation_it_fits(opening, sentence, name):
    source = last_source(opening, sentence)
    assert source.name == name
    assert source.kind == "organisation"
    assert source.entity is not None


def test_of_two_airlines_neither_is_the_airline():
    source = last_source(
        "Southern Airways and Baltic Airlines cancelled twelve flights.",
        "The airline said the storm was to blame.",
    )
    assert source.name == "airline"
    assert source.entity is None


def test_other_modifiers_mean_another_one():
    source = last_source(
        "Southern Airways cancelled twelve flights.",
        "The Latvian airline said the storm was to blame.",
    )
    assert source.name == "Latvian airline"


def test_a_description_that_says_which_is_no_other():
    source = last_source(
        "The National Union of Teachers called a strike.",
        "The union of bakers said pay had fallen.",
    )
    assert source.name == "union of bakers"


def test_a_name_leaves_its_description_to_the_attribute():
    source = last_source("The state news agency Reuters said the road was closed.")
    assert (source.name, source.attribute) == ("Reuters", "state news agency")


def test_an_office_is_told_from_another_by_its_field():
    (first, second) = attributed(
        "Foreign minister Maria Lopez said the talks were short.",
        "The finance minister said the money was gone.",
    )
    assert first.source.name == "Maria Lopez"
    assert second.source.name == "finance minister"


def test_the_speaker_of_the_paragraph_goes_on_speaking():
    found = attributed(
        "John Miller told Peter Brown that the bridge was open.",
        "Lithuania's president, Jonas Petraitis, said all had come home. Six were ill, he wrote.",
    )
    assert found[-1].source.name == "Jonas Petraitis"


def test_the_company_is_the_one_the_article_is_about():
    opening = (
        "Volkswagen closed a plant in Emden.",
        "Volkswagen said orders had fallen. Volkswagen built 900,000 cars last year.",
    )
    assert last_source(*opening, "The company said no jobs were lost.").name == "Volkswagen"
    assert last_source(*opening, "The museum said it was open.").name == "museum"


def test_the_police_are_not_the_one_force_named():
    source = last_source("British Transport Police came.", "The police said nobody was hurt.")
    assert source.entity is None


def test_a_title_before_the_name_leaves_what_stands_behind_it():
    source = last_source("Dr. John Fisher, president of the college, said the road was closed.")
    assert source.attribute == "president of the college"
