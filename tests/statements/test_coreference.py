"""Whom pronouns and descriptions mean."""

import pytest

from .articles import attributed


def names(*paragraphs):
    return [one.source.name for one in attributed(*paragraphs)]


def test_she_is_the_woman_quoted_last():
    assert names(
        "Opposition leader Maria Lopez met Jan Novak in Riga.",
        "Lopez said the talks were short. “We will meet again,” she said.",
    ) == ["Maria Lopez", "Maria Lopez"]


def test_sex_keeps_he_and_she_apart():
    assert names(
        "Maria Lopez said the vote was unfair.",
        "John Miller said the count was slow.",
        "“It was a disgrace,” she said.",
        "“It was a long night,” he added.",
    ) == ["Maria Lopez", "John Miller", "Maria Lopez", "John Miller"]


def test_a_tie_leaves_the_words_used():
    found = attributed("John Miller and Peter Brown met in Riga.", "He said the talks were short.")
    assert found[-1].source.name == "He"
    assert found[-1].source.entity is None


def test_a_pronoun_with_nobody_before_it_stays():
    (found,) = attributed("She said the talks were short.")
    assert found.source.name == "She"


def test_nobody_is_reached_over_many_sentences():
    filler = [f"It rained on day {number}." for number in ("one", "two", "three", "four", "five")]
    found = attributed("Maria Lopez left Riga.", *filler, "She said the talks were short.")
    assert found[-1].source.name == "She"


def test_the_object_of_an_order_is_not_its_giver():
    found = attributed("John Miller arrived in Riga. Peter Brown urged him to leave the city.")
    assert [one.source.name for one in found] == ["Peter Brown"]


def test_a_description_means_the_one_the_article_gives_that_office():
    assert names(
        "Swedish finance minister Maria Lopez spoke in Riga.",
        "The minister said the budget was balanced.",
    ) == ["Maria Lopez"]


def test_a_description_means_the_one_who_holds_the_office():
    assert names(
        "Emmanuel Macron met Maria Lopez in Riga.",
        "The French president said the talks were useful.",
    ) == ["Emmanuel Macron"]


def test_the_office_of_another_country_is_somebody_else():
    (found,) = attributed(
        "Emmanuel Macron arrived in Riga.", "The Latvian president said the talks were useful."
    )
    assert found.source.name == "Latvian president"
    assert found.source.entity is None


def test_a_former_holder_is_not_the_holder():
    (found,) = attributed(
        "Former president Jan Novak arrived in Riga.", "The president said he was busy."
    )
    assert found.source.name == "president"


@pytest.mark.parametrize("pronoun", ["They", "It"])
def test_bodies_are_resolved_only_from_the_source_before(pronoun):
    (found,) = attributed(f"{pronoun} said the talks were short.")
    assert found.source.name == pronoun


def test_they_are_the_group_quoted_last():
    assert names("Rights groups said the cells were full. They said many prisoners were ill.") == [
        "Rights groups",
        "Rights groups",
    ]


def test_of_two_presidents_neither_is_the_president():
    found = attributed(
        "Emmanuel Macron met U.S. President Donald Trump in Riga.",
        "The president said the talks were useful.",
    )
    assert [one.source.name for one in found] == ["president"]


def test_he_stays_open_where_one_person_answers_another():
    said = attributed(
        "The minister, Paul Moreau, accused the opposition of planning a coup, a claim that "
        "former deputy president Peter Novak rejected. “That is a lie,” he said."
    )[-1]
    assert said.source.name == "he"


def test_a_long_quotation_does_not_part_a_speaker_from_the_pronoun():
    talk = "It rained. It snowed. It froze. It thawed. It hailed. It cleared."
    found = attributed("Maria Lopez came home to Riga.", f"“{talk} We stayed,” she said.")
    assert found[-1].source.name == "Maria Lopez"


def test_a_pronoun_for_somebody_unnamed_stays_open():
    found = attributed(
        "John Miller arrived in Riga.",
        "A spokesman said the talks were short. He added that they would go on.",
    )
    assert [one.source.name for one in found] == ["spokesman", "He"]
    assert found[-1].source.entity is None


def test_a_thing_with_words_in_it_does_not_take_the_pronoun():
    assert names(
        "Peter Brown spoke in Riga. The last section said it was late. He added that he would go."
    ) == ["last section", "Peter Brown"]


def test_who_spoke_last_has_the_next_pronoun():
    found = attributed(
        "“It was late,” John Miller said.",
        "Peter Brown and Paul Green listened to Miller. “It was cold,” he said.",
    )
    assert found[-1].source.name == "John Miller"


def test_a_surname_has_the_sex_of_those_who_bear_it():
    found = attributed(
        "Anna Novak and her sister Maria Novak live in Riga.",
        "Novak said it was late. “It was cold,” he added.",
    )
    assert found[-1].source.name == "he"


def test_it_is_the_organisation_that_stands_out():
    assert names(
        "Southern Airways cancelled twelve flights in Riga. It said the crews were ill."
    ) == ["Southern Airways"]


def test_who_agrees_has_the_word():
    *_, source = names(
        "Anna Brown said the camp was full.",
        "Maria Lopez, a doctor in Samos, agrees.",
        "“They need more room,” she says.",
    )
    assert source == "Maria Lopez"
