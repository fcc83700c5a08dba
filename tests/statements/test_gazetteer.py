"""Names of countries, states and towns."""

import pytest

from onrecord.statements.places import gazetteer
from onrecord.statements.places.senses import is_us_county, state_code
from onrecord.statements.places.towns import towns


def test_towns_of_one_name_are_all_found():
    found = {(town.country, town.state) for town in towns("Paris")}
    assert {("FR", "11"), ("US", "TX"), ("US", "KY")} <= found


def test_a_large_town_is_found_by_another_name_of_it():
    (town,) = [town for town in towns("Rangoon") if town.country == "MM"]
    assert (town.name, town.population > 1_000_000) == ("Yangon", True)


@pytest.mark.parametrize("name", ["", "Zzyzxgorod", "Parisx", "Paris\t", "Pari\nParis", "\ud800"])
def test_what_is_no_name_of_a_town_has_none(name):
    assert towns(name) == ()


@pytest.mark.parametrize(("name", "country"), [("'A'ala", "US"), ("’Unābah", "AF")])
def test_first_and_last_rows_of_the_table_are_reached(name, country):
    assert [town.country for town in towns(name)] == [country]


def test_cities_are_large_or_capitals_and_the_largest_comes_first():
    people = [city.population for city in gazetteer.cities("Kingston")]
    assert people == sorted(people, reverse=True)
    assert gazetteer.cities("Kingston")[0].country == "JM"
    assert [city.country for city in gazetteer.cities("Nuuk")] == ["GL"]
    assert gazetteer.cities("Vaduz")[0].population < 15_000


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Belgrade", "RS"),
        ("Kingston", "JM"),
        ("Willemstad", "CW"),
        ("the Kremlin", "RU"),
        ("", None),
    ],
)
def test_seats_are_those_of_countries_that_exist(name, code):
    assert gazetteer.seat_code(name) == code


@pytest.mark.parametrize("name", ["OH", "Ohio", "D.C."])
def test_states_by_name_and_code(name):
    assert state_code(name) in {("US", "OH"), ("US", "DC")}


def test_counties():
    assert is_us_county("Marion County")
    assert is_us_county("St. Louis County")
    assert not is_us_county("Marion")
