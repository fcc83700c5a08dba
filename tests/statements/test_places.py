"""Places with country and point."""

import pytest

from onrecord.records import Entity, Span
from onrecord.statements.entities.find import find_entities
from onrecord.statements.places.find import find_places
from onrecord.statements.places.mentions import leading
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


def test_county_has_the_point_of_its_state():
    place = _places("Deputies in Franklin County, Ohio, found the car on Monday.")[
        "Franklin County"
    ]
    assert (place.country, place.precision) == ("US", "region")
    assert (place.lat, place.lon) == (pytest.approx(40.0, abs=0.3), pytest.approx(-83.0, abs=0.3))


def test_village_after_which_a_state_stands_has_the_point_of_the_state():
    article = article_of("He was born in Zzyzxburg, Ohio, on Monday.")
    [sentence] = [one for block in parse_article(article) for one in block.sentences]
    start = article.text.index("Zzyzxburg")
    village = Entity(
        id="v", name="Zzyzxburg", kind="place", mentions=(Span(start, start + 9),), ids={}
    )
    place = find_places(sentence, [village])[0]
    assert (place.name, place.country, place.precision) == ("Zzyzxburg", "US", "region")
    assert place.lat == pytest.approx(40.3)


def test_one_sense_in_the_article():
    places = _places(
        "A shop burned down in Manhattan, Kan., on Monday.",
        "Firefighters from Manhattan stayed until noon.",
    )
    assert places["Manhattan"].lat == pytest.approx(39.2, abs=0.1)


def test_neighbours_tell_which():
    place = _places("The road from Decatur to DeKalb County leads past Atlanta.")["Decatur"]
    assert (place.lat, place.lon) == (pytest.approx(33.8, abs=0.2), pytest.approx(-84.3, abs=0.2))


def test_state_among_states_is_not_its_namesake():
    place = _places("Cases were found in Oregon, Washington, Idaho and Utah.")["Washington State"]
    assert place.precision == "region"


def test_counties_of_a_list():
    places = _places("Roads are closed in Adams, Pike and Scioto counties in southern Ohio.")
    for name in ("Adams County", "Pike County", "Scioto County"):
        assert places[name].lat == pytest.approx(39.0, abs=0.5)


def test_police_and_schools_are_of_their_place():
    places = _places("Rockville Police Department officers in Maryland met pupils on Monday.")
    assert places["Rockville"].lat == pytest.approx(39.1, abs=0.2)


def test_newspapers_and_roads_are_not():
    places = _places("The Seattle Times reported a fire on Tacoma Avenue on Monday.")
    assert not {"Seattle", "Tacoma"} & places.keys()


def test_adjective_before_a_capital_tells_its_country():
    assert _places("They met in the Afghan capital on Monday.")["Afghanistan"].country == "AF"
    assert not _places("They met Afghan officials on Monday.")


def test_part_of_a_country_is_not_in_its_name():
    place = _places("Snow fell in Western Pennsylvania on Monday.")["Pennsylvania"]
    assert place.precision == "region"


def test_continent_has_a_point_and_no_country():
    place = _places("The disease spread across Europe on Monday.")["Europe"]
    assert (place.country, place.precision) == (None, "region")


def test_georgia_among_american_states_is_the_state():
    places = _places("Storms hit Alabama and Georgia, and a family fled to Florida.")
    assert places["Georgia"].country == "US"
    assert _places("Georgia lies between Armenia and Russia.")["Georgia"].country == "GE"


def _entity(text, words, kind):
    start = text.index(words)
    return Entity(
        id=words, name=words, kind=kind, mentions=(Span(start, start + len(words)),), ids={}
    )


def _of_entities(text, *entities):
    [sentence] = [one for block in parse_article(article_of(text)) for one in block.sentences]
    return {
        place.span.of(text): place
        for place in find_places(sentence, [_entity(text, *one) for one in entities])
    }


def test_a_firm_named_after_a_place_of_the_article_is_there():
    text = "Police in Ozark, Missouri, closed Ozark Dodge after the fire."
    named = [("Ozark, Missouri", "place"), ("Ozark Dodge", "organisation")]
    article = article_of(text)
    [sentence] = [one for block in parse_article(article) for one in block.sentences]
    entities = [_entity(text, *one) for one in named]
    entities[0] = Entity(
        id="ozark", name="Ozark", kind="place", mentions=(Span(10, 15), Span(17, 25)), ids={}
    )
    found = [place for place in find_places(sentence, entities) if place.name == "Ozark"]
    assert [place.span.start for place in found] == [10, text.index("Ozark Dodge")]
    assert {place.country for place in found} == {"US"}
    paper = "Police in Ozark closed the road, the Ozark Times said."
    assert len(_of_entities(paper, ("Ozark", "place"), ("Ozark Times", "organisation"))) == 1


def test_a_court_named_after_a_county_of_the_article_is_there():
    text = "Deputies of Kanawha County, West Virginia, told the Kanawha Circuit Court."
    named = [("Kanawha County", "place"), ("West Virginia", "place")]
    found = _of_entities(text, *named, ("Kanawha Circuit Court", "organisation"))
    assert found["Kanawha"].lat == found["Kanawha County"].lat == pytest.approx(38.3, abs=0.4)


def test_what_is_written_small_is_no_part_of_a_name():
    assert set(_of_entities("Rain fell in central Texas.", ("central Texas", "place"))) == {"Texas"}
    assert set(_of_entities("He left the State of Ohio.", ("of Ohio", "place"))) == {"Ohio"}


def test_a_sentence_glued_to_a_name_is_no_part_of_it():
    text = "He rode from Norman, Okla., to Washington D.C.Strangers waved."
    found = _of_entities(text, ("Washington D.C.Strangers", "place"))
    assert "Washington D.C." in found


def test_county_after_a_name_belongs_to_it():
    text = "A judge in Kanawha County Family Court told him to leave West Virginia."
    named = [("Kanawha", "place"), ("County Family Court", "organisation")]
    found = _of_entities(text, *named, ("West Virginia", "place"))
    assert found["Kanawha County"].lat == pytest.approx(38.3, abs=0.4)


def test_both_ends_of_a_way_are_places():
    text = "The flight Minsk-Vilnius stops in Kaunas."
    assert set(_of_entities(text, ("Minsk-Vilnius", "place"))) >= {"Minsk", "Vilnius"}
    text = "They rode from Norman to D.C. on Monday."
    assert set(_of_entities(text, ("Norman to D.C.", "place"))) == {"Norman", "D.C."}


def test_state_that_a_town_is_said_to_be_in_tells_which():
    found = _of_entities("A house burned down in Belgrade in central Minnesota.")
    assert found["Belgrade"].country == "US"
    assert _of_entities("They met in Belgrade in May.")["Belgrade"].country == "RS"


def test_unknown_place_is_in_the_one_country_that_is_named():
    text = "A fire broke out in Zzyzxholm, a suburb of Minsk in Belarus; Brest and Gomel sent help."
    named = [("Minsk", "place"), ("Belarus", "country"), ("Brest", "place"), ("Gomel", "place")]
    found = _of_entities(text, ("Zzyzxholm", "place"), *named)
    assert (found["Zzyzxholm"].country, found["Zzyzxholm"].lat) == ("BY", None)
    two = text.replace("Minsk", "Vilnius")
    named[0] = ("Vilnius", "place")
    assert _of_entities(two, ("Zzyzxholm", "place"), *named)["Zzyzxholm"].country is None


def test_a_name_that_begins_with_an_apostrophe_names_no_place():
    assert leading("'s Gravenzande Office") is None
