"""Places with country and point."""

import pytest

from onrecord.statements.entities.find import find_entities
from onrecord.statements.places.find import find_places
from onrecord.statements.sentences import parse_article

from .articles import article_of


def _places(*paragraphs):
    article = article_of(*paragraphs)
    sentences = [sentence for block in parse_article(article) for sentence in block.sentences]
    entities = find_entities(sentences, article)
    found = [place for sentence in sentences for place in find_places(sentence, entities)]
    for place in found:
        assert place.span.of(article.text)
    return {place.name: place for place in found}


def test_city_has_country_and_point():
    place = _places("The group arrived in Vilnius on Friday.")["Vilnius"]
    assert (place.country, place.precision) == ("LT", "city")
    assert (place.lat, place.lon) == (pytest.approx(54.7, abs=0.1), pytest.approx(25.3, abs=0.1))


def test_country_has_its_middle():
    place = _places("They crossed into Lithuania on Friday.")["Lithuania"]
    assert (place.country, place.precision) == ("LT", "country")
    assert place.lat is not None


def test_what_follows_a_name_tells_which():
    place = _places("He was born in Paris, Texas, and stayed there.")["Paris"]
    assert place.country == "US"
    assert place.lat == pytest.approx(33.7, abs=0.2)


def test_the_most_populous_wins_where_nothing_else_is_named():
    assert _places("He was born in Paris and stayed there.")["Paris"].country == "FR"


def test_governments_are_no_places():
    assert "Washington" not in _places("Washington will ease sanctions on Belarus.")
    assert "Minsk" not in _places("Observers saw Minsk's attempt to repair ties.")


def test_unknown_place_has_no_point():
    for place in _places("They marched through Zzyzxgorod in Ruritania.").values():
        assert (place.lat, place.lon, place.precision) == (None, None, None)
