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
        "Siemens closed a plant in Emden.",
        "Siemens said orders had fallen. Siemens built 900,000 cars last year.",
    )
    assert last_source(*opening, "The company said no jobs were lost.").name == "Siemens"
    assert last_source(*opening, "The museum said it was open.").name == "museum"


def test_the_police_are_not_the_one_force_named():
    source = last_source("British Transport Police came.", "The police said nobody was hurt.")
    assert source.entity is None


def test_a_title_before_the_name_leaves_what_stands_behind_it():
    source = last_source("Dr. John Fisher, president of the college, said the road was closed.")
    assert source.attribute == "president of the college"


@pytest.mark.parametrize(
    ("opening", "sentence", "name"),
    [
        (
            "Swedish finance minister Maria Lopez spoke in Riga.",
            "The Minister said the budget was balanced.",
            "Maria Lopez",
        ),
        (
            "The goalkeeper, Jan Novak, left the ground in Riga.",
            "The goalkeeper said his knee hurt.",
            "Jan Novak",
        ),
        (
            "Sen. Maria Lopez opened the hearing.",
            "The senator said the vote was close.",
            "Maria Lopez",
        ),
        (
            "Senate leader Maria Lopez opened the hearing.",
            "The Kentucky Republican said the vote was close.",
            "Maria Lopez",
        ),
        (
            "World Bank director Jan Novak spoke in Riga.",
            "The bank chief said prices had fallen.",
            "Jan Novak",
        ),
        (
            "The WHO opened a centre in Riga, and Reuters sent a reporter.",
            "The UN health agency said it was the first.",
            "WHO",
        ),
        (
            "The Velvetists, the marketing company behind the cakes, closed two bars.",
            "The company said sales had fallen.",
            "Velvetists",
        ),
    ],
)
def test_a_description_means_the_one_whom_the_article_calls_so(opening, sentence, name):
    assert last_source(opening, sentence).name == name


def test_a_lawyer_named_later_is_the_lawyer_before():
    first, *_ = attributed(
        "John Miller was arrested in Riga.",
        "His lawyer said he was innocent.",
        "The trial opens in May, lawyer Paul Green said.",
    )
    assert first.source.name == "Paul Green"


def test_of_two_lawyers_neither_is_his_lawyer():
    first, *_ = attributed(
        "His lawyer said he was innocent.",
        "The trial opens in May, lawyer Paul Green said.",
        "It will be long, lawyer Anna Brown said.",
    )
    assert first.source.entity is None


def test_another_minister_is_not_the_one_named():
    source = last_source(
        "Swedish finance minister Maria Lopez spoke in Riga.",
        "The other minister said the budget was balanced.",
    )
    assert source.entity is None


def test_a_role_that_many_have_does_not_reach_far():
    filler = [f"Hall {number} was full." for number in ("one", "two", "three", "four", "five")]
    source = last_source("Actor Jan Novak came first.", *filler, "The actor said it was fun.")
    assert source.entity is None


def test_a_republican_is_not_the_party():
    source = last_source("The Kentucky Republican said the vote was close.")
    assert (source.name, source.entity, source.kind) == ("Kentucky Republican", None, "person")


def test_a_senator_of_another_state_may_be_somebody_else():
    filler = [f"Hall {number} was full." for number in ("one", "two", "three", "four", "five")]
    source = last_source(
        "Senator Maria Lopez came first.", *filler, "The Florida senator said it was late."
    )
    assert source.entity is None


def test_of_two_firms_neither_is_the_company():
    source = last_source(
        "Veltrix and Dornova signed a contract in Riga.", "The company said it was the largest."
    )
    assert source.entity is None


@pytest.mark.parametrize(
    ("opening", "sentence", "name"),
    [
        (
            "Maria Lopez said the trial went well.",
            "The retired neurosurgeon said she would go on.",
            "Maria Lopez",
        ),
        (
            "Jan Novak said the road was closed.",
            "The 57-year-old engineer said it would open soon.",
            "Jan Novak",
        ),
        (
            "Maria Lopez said the vote was close.",
            "The Florida senator said it was fair.",
            "Maria Lopez",
        ),
    ],
)
def test_a_new_description_means_who_has_just_spoken(opening, sentence, name):
    assert last_source(opening, sentence).name == name


@pytest.mark.parametrize(
    ("opening", "sentence"),
    [
        ("Jan Novak said he was innocent.", "The judge said the case was clear."),
        ("President Maria Lopez said the vote was close.", "The senator said it was fair."),
        ("Jan Novak said the road was closed.", "The Belarusian president said it was open."),
        (
            "An engineer met Jan Novak in Riga.",
            "The engineer said the bridge was safe.",
        ),
        (
            "Maria Lopez said the trial went well.",
            "It began after the economist warned of losses.",
        ),
    ],
)
def test_a_description_of_somebody_else_is_not_who_spoke_last(opening, sentence):
    assert last_source(opening, sentence).entity is None


def test_who_has_left_an_office_is_the_former_holder():
    source = last_source(
        "Barack Obama met students in Riga.", "The former president said the talks went well."
    )
    assert source.name == "Barack Obama"


def test_the_company_is_the_one_in_the_same_sentence():
    source = last_source(
        "Finnair said the wait would be long.",
        "Spare parts were late.",
        "In a note on the Veltrix website, the company said the parts were ready.",
        "Veltrix shares fell.",
    )
    assert source.name == "Veltrix"


def test_a_group_without_a_name_takes_the_description():
    source = last_source(
        "Norden Group left the market.",
        "A lobby group for insurers said prices would rise.",
        "The group said the law must change.",
    )
    assert source.entity is None


def test_one_person_with_two_roles_is_not_two():
    source = last_source("The firm's president and chief executive, Maria Lopez, said it was late.")
    assert (source.name, source.kind) == ("Maria Lopez", "person")
