"""Places of a sentence, with country and point where they can be told.

A name that stands for a government ("Washington will ease sanctions") is no place. A name that
several places bear is decided by what follows it ("Paris, Texas"), by the countries and states
that the article names, and by population; what stays unsure has no point.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.records import Entity, Place, Span
from onrecord.statements.events.arguments import is_person_word
from onrecord.statements.places import gazetteer
from onrecord.statements.places.gazetteer import City
from onrecord.statements.sentences import Sentence

#: How many times as populous a city counts that lies in a country the article names, or in a
#: state of the United States that it names.
_NAMED_COUNTRY_WEIGHT = 30.0
_NAMED_STATE_WEIGHT = 300.0
#: A city is taken when it counts for so many times as much as the next one elsewhere.
_SURE_RATIO = 3.0
#: A smaller city in a country the article does not name is a guess.
_SMALLEST_UNNAMED = 100_000

#: Nouns for what governments have and do: "Minsk's attempt" is not in Minsk.
_LOCAL_NOUNS = frozenset(
    {"airport", "suburb", "outskirts", "street", "streets", "centre", "center", "district",
     "square", "port", "metro", "station", "university", "mayor", "north", "south", "east",
     "west", "coast", "border", "capital", "city", "residents", "population", "hospital",
     "jail", "prison", "region"}
)  # fmt: skip


def find_places(sentence: Sentence, entities: Sequence[Entity]) -> tuple[Place, ...]:
    """Find the places that a sentence names.

    Args:
        sentence: The sentence.
        entities: Those of the whole article: what else it names tells one Paris from another.

    Returns:
        Places in order. `country`, `lat`, `lon` and `precision` are ``None`` where the name is
        unknown or could be two places; the point of a country or region is its middle.
    """
    around = _Surroundings(entities)
    found = []
    for entity in entities:
        if entity.kind not in ("place", "country"):
            continue
        for span in entity.mentions:
            inside = sentence.span.start <= span.start and span.end <= sentence.span.end
            if inside and not _is_government(sentence, span, entity):
                found.append(_place(sentence, span, entity, around))
    return tuple(sorted(found, key=lambda place: place.span))


class _Surroundings:
    """The countries and states that an article names."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.countries: Counter[str] = Counter()
        self.states: set[str] = set()
        for entity in entities:
            region = gazetteer.region(entity.name) if entity.kind == "place" else None
            code = entity.ids.get("iso3166") or (region.country if region else None)
            if code:
                self.countries[code] += len(entity.mentions)
            if entity.kind == "place":
                if state := gazetteer.us_state_code(gazetteer.state_name(entity.name)):
                    self.states.add(state)
                self._add_certain(gazetteer.cities(entity.name))

    def _add_certain(self, cities: Sequence[City]) -> None:
        """Count the country and state of a city whose name no other place bears."""
        divisions = {(city.country, city.state) for city in cities}
        if len(divisions) == 1:
            [(country, state)] = divisions
            self.countries[country] += 1
            if country == "US":
                self.states.add(state)


def _place(sentence: Sentence, span: Span, entity: Entity, around: _Surroundings) -> Place:
    name = entity.name
    code = entity.ids.get("iso3166")
    if code == "GE" and around.states:
        code, name = None, "Georgia"
    if code and (country := gazetteer.country(code)):
        return Place(
            span=span, name=country.name, country=code,
            lat=country.lat, lon=country.lon, precision="country",
        )  # fmt: skip
    if region := gazetteer.region(gazetteer.state_name(name)):
        return Place(
            span=span, name=region.name, country=region.country,
            lat=region.lat, lon=region.lon, precision="region",
        )  # fmt: skip
    after = sentence.text[span.end - sentence.span.start :]
    if city := _city(name, after, around):
        return Place(
            span=span, name=name, country=city.country,
            lat=city.lat, lon=city.lon, precision="city",
        )  # fmt: skip
    return Place(span=span, name=name, country=_only_country(name, around))


def _only_country(name: str, around: _Surroundings) -> str | None:
    """Return the country of all the cities, or counties, that a name could well mean."""
    if gazetteer.is_us_county(name) and around.countries.keys() <= {"US"}:
        return "US"
    cities = gazetteer.cities(name)
    most = max((_weight(city, around) for city in cities), default=0.0)
    likely = [city for city in cities if _SURE_RATIO * _weight(city, around) >= most]
    if any(_is_far_fetched(city, around) for city in likely):
        likely = list(cities)
    countries = {city.country for city in likely}
    return countries.pop() if len(countries) == 1 else None


def _is_far_fetched(city: City, around: _Surroundings) -> bool:
    """Whether it is a smaller city in a country that the article does not name."""
    return city.population < _SMALLEST_UNNAMED and city.country not in around.countries


def _city(name: str, after: str, around: _Surroundings) -> City | None:
    cities = gazetteer.cities(name)
    if not cities:
        return None
    if told := _told_after(cities, after):
        return told
    ranked = sorted(cities, key=lambda city: -_weight(city, around))
    best = ranked[0]
    if len(cities) == 1:
        return best
    if _is_far_fetched(best, around):
        return None
    rivals = [city for city in ranked[1:] if _is_elsewhere(best, city)]
    if rivals and _weight(best, around) < _SURE_RATIO * _weight(rivals[0], around):
        return None
    return best


def _told_after(cities: Sequence[City], after: str) -> City | None:
    """Return the city that what follows its name tells: ", Texas", ", France", ", Ont."."""
    match = re.match(r"\s?,\s?((?:[A-Z][\w.]*)(?:\s[A-Z][\w.]*)*)", after)
    if match is None:
        return None
    words = gazetteer.state_name(match[1])
    state = gazetteer.us_state_code(words)
    region = gazetteer.region(words)
    country = gazetteer.country_code(words) or (region.country if region else None)
    for city in cities:
        if state and city.country == "US" and city.state == state:
            return city
    if state:
        return None
    return next((city for city in cities if city.country == country), None)


def _weight(city: City, around: _Surroundings) -> float:
    weight = float(city.population)
    if city.country in around.countries:
        weight *= _NAMED_COUNTRY_WEIGHT * math.sqrt(around.countries[city.country])
    if city.country == "US" and city.state in around.states:
        weight *= _NAMED_STATE_WEIGHT
    return weight


def _is_elsewhere(one: City, other: City) -> bool:
    return (one.country, one.state) != (other.country, other.state)


def _is_government(sentence: Sentence, span: Span, entity: Entity) -> bool:
    """Whether the name acts or has plans: it stands for a government."""
    code = entity.ids.get("iso3166") or gazetteer.seat_code(entity.name)
    if code is None:
        return False
    last = span.end - sentence.offset - 1
    token = next((token for token in sentence.tokens if token.idx + len(token) > last), None)
    if token is None:
        return False
    while token.dep_ in ("compound", "conj") and token.head.i != token.i:
        if token.dep_ == "compound" and token.head.pos_ == "NOUN" and is_person_word(token.head):
            return True
        token = token.head
    if token.dep_ == "poss":
        return entity.kind == "place" and token.head.lemma_.lower() not in _LOCAL_NOUNS
    return _acts(token)


def _acts(token: Token) -> bool:
    """Whether the name is the subject of a verb that only someone can do, or its agent."""
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return True
    if token.dep_ != "nsubj" or token.head.pos_ != "VERB":
        return False
    return any(child.dep_ in ("dobj", "ccomp", "xcomp", "dative") for child in token.head.children)
