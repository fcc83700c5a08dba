"""Who a source is: words, name, kind, attribute."""

import pytest

from .articles import article_of, attributed, only


def test_the_describing_words_before_a_name_are_its_attribute():
    source = only("Exiled opposition leader Maria Lopez said the vote was unfair.").source
    assert source.name == "Maria Lopez"
    assert source.attribute == "Exiled opposition leader"
    assert source.kind == "person"
    assert source.entity is not None


def test_the_describing_words_after_a_name_are_its_attribute():
    source = only("Maria Lopez, the mayor of Toledo, said the vote was unfair.").source
    assert source.name == "Maria Lopez"
    assert source.attribute == "mayor of Toledo"


def test_a_form_of_address_is_no_attribute():
    first, second = attributed(
        "Maria Lopez said the vote was unfair.", "Ms. Lopez said she would appeal."
    )
    assert second.source.name == first.source.name == "Maria Lopez"
    assert second.source.attribute is None


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("Rights groups said the cells were full.", "Rights groups", "group"),
        ("Observers said the vote was fair.", "Observers", "group"),
        ("The ministry said the road was closed.", "ministry", "organisation"),
        ("Police said two men were arrested.", "Police", "organisation"),
        ("The report said the bridge was unsafe.", "report", "document"),
        ("Sweden said it had found a mine.", "Sweden", "country"),
        ("The mayor said the road was closed.", "mayor", "person"),
        ("A senior official said the road was closed.", "senior official", "unnamed"),
    ],
)
def test_sources_without_a_name_keep_their_words_and_kind(sentence, name, kind):
    source = only(sentence).source
    assert (source.name, source.kind) == (name, kind)


def test_an_unnamed_source_keeps_how_it_is_described():
    source = only("A senior official who asked not to be named said the talks had failed.").source
    assert source.kind == "unnamed"
    assert source.name.startswith("senior official")
    assert source.entity is None


def test_two_people_are_not_one_of_them():
    source = only("Maria Lopez and Jan Novak said they would appeal.").source
    assert source.name == "Maria Lopez and Jan Novak"
    assert source.kind == "group"
    assert source.entity is None


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ("Prosecutors have asked for nine years. They say she took a bribe.", "Prosecutors"),
        ("The central bank kept its rate. It expects growth of 2% this year.", "central bank"),
        # the road counts nothing, and of two nobody knows which
        ("The road is closed. They say it will open soon.", "They"),
        ("The ministry and the bank met. It expects growth of 2% this year.", "It"),
    ],
)
def test_a_pronoun_that_goes_on_means_the_body_or_people_before(block, name):
    assert attributed(block)[-1].source.name == name


def test_the_surname_stands_for_the_full_name():
    found = attributed(
        "Maria Lopez said the vote was unfair.", "“I will appeal,” Lopez said on Monday."
    )
    assert [one.source.name for one in found] == ["Maria Lopez", "Maria Lopez"]


def test_the_source_of_a_spokesman_is_not_whom_he_speaks_for():
    source = only("A spokesman for Maria Lopez said the vote was unfair.").source
    assert source.name == "spokesman for Maria Lopez"
    assert source.entity is None


def test_the_place_of_an_office_does_not_replace_it():
    source = only("The vote was fair, the Swedish Embassy in Riga confirmed.").source
    assert "Embassy" in source.name
    assert source.kind == "organisation"


def test_spans_of_the_source_are_its_words():
    paragraphs = ("Exiled opposition leader Maria Lopez said the vote was unfair.",)
    text = article_of(*paragraphs).text
    source = only(*paragraphs).source
    assert source.span.of(text) == source.text


def test_a_name_after_its_description_is_the_source():
    found = attributed(
        "Opposition leader Maria Lopez arrived in Riga.",
        "The exiled opposition leader, Ana Novak, said the vote was unfair.",
    )
    assert [one.source.name for one in found] == ["Ana Novak"]
    assert found[0].source.attribute == "exiled opposition leader"


def test_the_nearer_of_two_subjects_speaks():
    found = attributed(
        "Belarus freed forty prisoners on Saturday, among them the Nobel Peace Prize winner "
        "Ana Novak and the opposition leader Maria Lopez, and the United States said it was "
        "lifting sanctions."
    )
    assert [one.source.name for one in found] == ["United States"]
