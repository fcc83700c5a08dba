"""All the places of the world that one name can mean.

Provinces, states and counties are those of ``divisions.tsv`` (GeoNames, CC BY 4.0; built by
``scripts/build_gazetteer.py``), towns those of ``towns.tsv.gz``.
"""

import functools
import re
from typing import NamedTuple

from onrecord.lexicons import lexicon
from onrecord.records import Precision
from onrecord.statements.places import gazetteer
from onrecord.statements.places.towns import towns

_SMALLEST_TOWN = 1000
#: Names whose senses are kept, so that those of one article are looked up once.
_NAMES_KEPT = 20_000
#: How many people a region counts for beside cities of its name; a county is less well known.
_REGION_WEIGHT = 3_000_000
_COUNTY_WEIGHT = 300_000
#: States whose plain name more often means their namesake: New York, Washington.
_NAMESAKE_WEIGHT = 50_000
_LARGE_CITY = 100_000
#: The country is meant where nothing tells it from the state.
_GEORGIA_WEIGHT = 4 * _REGION_WEIGHT
#: Shorter words in capitals are abbreviations, and not names in capitals.
_SHORTEST_IN_CAPITALS = 4
#: Two rows of a division's name that lie so near in degrees are one place.
_SAME_DEGREES = 3.0

_KIND_BEFORE = re.compile(r"^(?:the )?(?:City|Town|Village|State|Province|County) of (?=[A-Z])")
_KIND_AFTER = re.compile(
    r"[ -](?:[Pp]rovince|[Ss]tate|[Rr]egion|[Dd]istrict|[Gg]overnorate|[Pp]refecture|[Oo]blast"
    r"|[Cc]ounty|[Cc]ity|[Ii]slands?|[Tt]ownship)$"
)
_SHORT = {"St.": "Saint", "St": "Saint", "Ft.": "Fort", "Mt.": "Mount", "Pt.": "Point"}
_LONG = {long: short for short, long in _SHORT.items() if short.endswith(".")}


class Sense(NamedTuple):
    """One place a name can mean.

    `state` is GeoNames' code of its first-level division, the postal code in the United States;
    `weight` is its population, or what it counts for beside populations.
    """

    name: str
    country: str | None
    state: str
    lat: float | None
    lon: float | None
    precision: Precision
    weight: float


@functools.lru_cache(maxsize=_NAMES_KEPT)
def senses(name: str) -> tuple[Sense, ...]:
    """Return what a name can mean, the most likely first, as far as the name alone tells."""
    plain = _plain(name)
    bare = _KIND_AFTER.sub("", _KIND_BEFORE.sub("", plain))
    forms = [*_spellings(plain), *(_spellings(bare) if bare != plain else ())]
    if plain.startswith("County "):
        rest = plain.removeprefix("County ")
        forms += [f"{rest} County", rest]
    for form in forms:
        if found := _exactly(form):
            return tuple(sorted(found, key=lambda sense: -sense.weight))
    return ()


@functools.lru_cache(maxsize=_NAMES_KEPT)
def is_known(name: str) -> bool:
    """Whether a name is a place's as it stands: "Ohio", not "Ohio State"."""
    return any(_exactly(form) for form in _spellings(_plain(name)))


def _plain(name: str) -> str:
    plain = " ".join(name.replace("’", "'").split()).removesuffix("'s").removeprefix("the ")
    plain = plain.removeprefix("The ") if plain != "The Hague" else plain
    is_capitals = plain.isupper() and len(plain) >= _SHORTEST_IN_CAPITALS and "." not in plain[:-1]
    return plain.title() if is_capitals or plain.startswith("ST. ") else plain


def _spellings(name: str) -> list[str]:
    first, _, rest = name.partition(" ")
    tables = (_SHORT, _LONG) if rest else ()
    return [name, *(f"{table[first]} {rest}" for table in tables if first in table)]


def _exactly(name: str) -> list[Sense]:
    if code := gazetteer.country_code(name):
        found = _of_country(code)
        if code == "GE":
            return [found[0]._replace(weight=_GEORGIA_WEIGHT), _states()["Georgia"]]
        return found
    if name in _wide():
        return [_wide()[name]]
    states = _states()
    full = gazetteer.state_name(name)
    found = [states[key] for key in (full, f"{full} State") if key in states]
    if full != name:
        return found
    for level in ("1", "2"):
        rows = [one for one in _divisions()[level].get(name, ()) if not _is_city_too(one)]
        found += [one for one in rows if not any(_is_same(one, other) for other in found)]
    return found + _towns(name)


def _is_city_too(division: Sense) -> bool:
    """Whether a division's bare name means its city: Moscow, Minsk, Kandahar."""
    return any(
        (town.country, town.state) == (division.country, division.state)
        and town.weight >= _LARGE_CITY
        for town in _towns(division.name)
    )


def _of_country(code: str) -> list[Sense]:
    if country := gazetteer.country(code):
        weight = 1e9
        return [Sense(country.name, code, "", country.lat, country.lon, "country", weight)]
    return []


def _is_same(one: Sense, other: Sense) -> bool:
    if one.country != other.country or None in (one.lat, one.lon, other.lat, other.lon):
        return one.country == other.country
    far = abs(one.lat - other.lat) + abs(one.lon - other.lon)  # type: ignore[operator]
    return far < _SAME_DEGREES or not one.state or one.state == other.state


def state_code(name: str) -> tuple[str, str] | None:
    """Return country and code of a state or province, by its name or abbreviation."""
    states = _states()
    full = gazetteer.state_name(name)
    postal = _postal_states().get(name)
    sense = states.get(f"{full} State") or states.get(full) or (states[postal] if postal else None)
    if sense is None:
        sense = next(iter(_divisions()["1"].get(full, ())), None)
    return (sense.country, sense.state) if sense and sense.country and sense.state else None


def state_sense(country: str, state: str) -> Sense | None:
    """Return the state or province of a code."""
    return _states_by_code().get((country, state))


def is_us_county(name: str) -> bool:
    """Whether a county of the United States bears the name ("Marion County")."""
    rows = (row for form in _spellings(_plain(name)) for row in _divisions()["2"].get(form, ()))
    return any(row.country == "US" for row in rows)


@functools.cache
def _states_by_code() -> dict[tuple[str, str], Sense]:
    rows = [one for group in _divisions()["1"].values() for one in group]
    return {
        (one.country, one.state): one
        for one in (*rows, *_states().values())
        if one.country and one.state
    }


@functools.cache
def _postal_states() -> dict[str, str]:
    """Return the states by the code of two letters of the mail: "OH", "NY"."""
    states = _states()
    return {
        code: f"{name} State" if f"{name} State" in states else name
        for code, name in gazetteer.us_states().items()
        if code != "DC" and (name in states or f"{name} State" in states)
    }


@functools.cache
def _states() -> dict[str, Sense]:
    """Return the regions of ``regions.toml``, with the code of their division if they are one."""
    codes = {
        (one.country, one.name): one.state for group in _divisions()["1"].values() for one in group
    }
    postal = {name: code for code, name in gazetteer.us_states().items()}
    found = {}
    for name, (country, lat, lon) in lexicon("statements/places/regions.toml")["states"].items():
        state = postal.get(name.removesuffix(" State")) if country == "US" else None
        code = state or codes.get((country, name), "")
        if name.endswith(("D.C.", "DC", "District of Columbia")):
            code = "DC"
        weight = _REGION_WEIGHT if not name.endswith(" State") else _NAMESAKE_WEIGHT
        found[name] = Sense(name, country, code, lat, lon, "region", weight)
    return found


@functools.cache
def _wide() -> dict[str, Sense]:
    rows = lexicon("statements/places/regions.toml")["wide"]
    points = rows["points"]
    found = {}
    for name in (*rows["names"], *points):
        lat, lon = points.get(name, (None, None))
        found[name] = Sense(name, None, "", lat, lon, "region", 1e9)
    return found


def _towns(name: str) -> list[Sense]:
    return [
        Sense(
            town.name, town.country, town.state, town.lat, town.lon, "city",
            max(town.population, _SMALLEST_TOWN),
        )
        for town in towns(name)
    ]  # fmt: skip


@functools.cache
def _divisions() -> dict[str, dict[str, tuple[Sense, ...]]]:
    """Return provinces and states (level 1) and counties and districts (level 2) by name."""
    found: dict[str, dict[str, list[Sense]]] = {"1": {}, "2": {}}
    for country, state, level, name, lat, lon, people in gazetteer.table("divisions"):
        weight = int(people) if level == "1" else _COUNTY_WEIGHT
        sense = Sense(name, country, state, float(lat), float(lon), "region", weight)
        found[level].setdefault(name, []).append(sense)
    return {
        level: {name: tuple(group) for name, group in names.items()}
        for level, names in found.items()
    }
