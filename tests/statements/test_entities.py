"""Named things of an article and their mentions."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lexicons import lexicon
from onrecord.statements.entities.find import find_entities
from onrecord.statements.places import gazetteer
from onrecord.statements.sentences import parse_article

from .articles import article_of


def _entities(*paragraphs):
    article = article_of(*paragraphs)
    sentences = [sentence for block in parse_article(article) for sentence in block.sentences]
    return article, {entity.name: entity for entity in find_entities(sentences, article)}


def test_surname_joins_the_full_name():
    article, found = _entities(
        "Lukashenko signed the order.", "President Alexander Lukashenko has ruled since 1994."
    )
    person = found["Alexander Lukashenko"]
    assert person.kind == "person"
    assert [span.of(article.text) for span in person.mentions] == [
        "Lukashenko",
        "Alexander Lukashenko",
    ]
    assert "Lukashenko" not in found


def test_a_name_keeps_the_parts_between_its_hyphens():
    _, found = _entities(
        "Gunmen attacked a consulate in Mazar-i-Sharif.", "He left Port-au-Prince."
    )
    assert found.keys() == {"Mazar-i-Sharif", "Port-au-Prince"}


def test_two_people_of_one_surname_stay_apart():
    _, found = _entities("Bill Clinton met Hillary Clinton.", "Clinton spoke first.")
    assert {"Bill Clinton", "Hillary Clinton"} <= found.keys()


def test_acronym_joins_its_name():
    article, found = _entities(
        "The World Health Organization sent a team.", "The WHO said the team was safe."
    )
    mentions = [span.of(article.text) for span in found["World Health Organization"].mentions]
    assert mentions == ["World Health Organization", "WHO"]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Belarus freed them.", "Belarus", "BY"),
        ("The U.S. freed them.", "United States", "US"),
        ("Britain and the UK are one.", "United Kingdom", "GB"),
        ("They fled to Ivory Coast.", "Ivory Coast", "CI"),
    ],
)
def test_countries_have_their_code(text, name, code):
    _, found = _entities(text)
    assert (found[name].kind, found[name].ids) == ("country", {"iso3166": code})


def test_people_of_a_country_are_a_group():
    _, found = _entities("The Belarusian president spoke.")
    assert (found["Belarusian"].kind, found["Belarusian"].ids) == ("group", {"iso3166": "BY"})


@pytest.mark.parametrize("name", ["U.S. Embassy", "European Union", "Supreme Court"])
def test_organisations_by_their_last_word(name):
    _, found = _entities(f"The {name} confirmed it on Monday.")
    assert found[name].kind == "organisation"


def test_ids_are_the_same_when_read_again_and_differ_within_the_article():
    text = "Ana Ruiz met Alexander Lukashenko in Minsk, the capital of Belarus."
    _, first = _entities(text)
    _, again = _entities(text)
    ids = [entity.id for entity in first.values()]
    assert ids == [entity.id for entity in again.values()]
    assert len(set(ids)) == len(ids)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_mentions_are_the_words_and_do_not_overlap(noise):
    article, found = _entities(f"{noise} Belarus freed Ana Ruiz; {noise}")
    spans = sorted(span for entity in found.values() for span in entity.mentions)
    for before, after in itertools.pairwise(spans):
        assert before.end <= after.start
    for span in spans:
        assert span.of(article.text).strip() == span.of(article.text) != ""


@pytest.mark.parametrize(
    ("word", "code"), [("Poles", "PL"), ("Danish", "DK"), ("Filipino", "PH"), ("Congolese", "CD")]
)
def test_words_for_peoples(word, code):
    assert gazetteer.people_code(word) == code


def test_every_country_of_the_lexicon_exists_and_has_a_point():
    codes = set(lexicon("statements/places/countries.toml"))
    countries = {code: gazetteer.country(code) for code in codes}
    assert all(country is not None and country.lat is not None for country in countries.values())


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (
            ["The minister, Ursula von der Leyen, spoke.", "Von der Leyen left."],
            "Ursula von der Leyen",
        ),
        (["The spokeswoman, Natallia Eismont, spoke.", "Eismont left."], "Natallia Eismont"),
        (["The poet Sviatlana Tsikhanouskaya spoke."], "Sviatlana Tsikhanouskaya"),
        (["Gitanas Nauseda, the president, spoke."], "Gitanas Nauseda"),
        (["Vasile Tarlev, another of its leaders, spoke."], "Vasile Tarlev"),
        (["Oluwa Badejo, 44, was freed.", "Badejo left."], "Oluwa Badejo"),
    ],
)
def test_people_are_told_by_the_words_beside_them(paragraphs, name):
    _, found = _entities(*paragraphs)
    assert found[name].kind == "person"
    assert len(found[name].mentions) == len(paragraphs)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Cabin crew went home. The cabin was cold.", "Cabin"),
        ("Turnout was about 52%.", "Turnout"),
        ("The Party won again.", "Party"),
    ],
)
def test_ordinary_words_are_no_names(text, word):
    _, found = _entities(text)
    assert word not in found


def test_family_name_is_a_mention_where_the_model_sees_none():
    article, found = _entities("Ana Ruiz was freed.", "Ruiz, 69, was one of 52 prisoners.")
    assert [span.of(article.text) for span in found["Ana Ruiz"].mentions] == ["Ana Ruiz", "Ruiz"]


def test_a_name_goes_on_over_and():
    _, found = _entities("The Party of Action and Solidarity won.", "PAS has 55 seats.")
    assert "Party of Action and Solidarity" in found


def test_a_place_is_told_by_the_words_beside_it():
    _, found = _entities(
        "He lived in the village of Hlybokaye.", "In northern Hlybokaye it rained."
    )
    assert found["Hlybokaye"].kind == "place"
