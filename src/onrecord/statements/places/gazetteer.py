"""Names of countries, their peoples, their governments' seats, regions and cities.

Countries are those of ISO 3166-1 (pycountry) with the everyday names and capitals of
``countries.tsv`` (GeoNames, CC BY 4.0; built by ``scripts/build_gazetteer.py``). Words for peoples,
seats and regions are in ``countries.toml`` and ``regions.toml``. Everything is loaded when it is
first asked for.
"""

import functools
from importlib.resources import files
from typing import NamedTuple

import pycountry

from onrecord.lexicons import lexicon
from onrecord.statements.places.towns import Town, towns

#: Smaller towns that are no capital are not known by name alone.
_SMALLEST_CITY = 15_000
#: Words of a country's name that the name of its people does not carry.
_ARTICLES = ("the ", "The ")


class Country(NamedTuple):
    """A country by ISO 3166-1 alpha-2 `code`, with its usual English name and its middle."""

    code: str
    name: str
    lat: float | None
    lon: float | None


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


def table(name: str) -> list[list[str]]:
    """Return the rows of a table of places, as they stand in its file."""
    text = files("onrecord").joinpath(f"statements/places/{name}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()]


@functools.cache
def _countries() -> dict[str, Country]:
    rows = lexicon("statements/places/countries.toml")
    found = {}
    for code, name, _ in table("countries"):
        lat, lon = rows.get(code, {}).get("point", (None, None))
        found[code] = Country(code, name, lat, lon)
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
    seats: dict[str, str] = {}
    for code, _, capital in table("countries"):
        if capital:
            seats.setdefault(capital, code)
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


def us_states() -> dict[str, str]:
    """Return the states of the United States by the code of two letters of the mail."""
    names: dict[str, str] = lexicon("statements/places/regions.toml")["postal"]
    return names


def cities(name: str) -> tuple[Town, ...]:
    """Return the capitals, and the towns of 15,000 people or more, of a name, the largest first."""
    plain = _plain(name)
    found = [
        town
        for town in towns(plain)
        if town.population >= _SMALLEST_CITY or _seat_codes().get(town.name) == town.country
    ]
    return tuple(sorted(found, key=lambda town: -town.population))
