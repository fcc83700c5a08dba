"""Places of a sentence, with country and point where they can be told.

A name that stands for a government ("Washington will ease sanctions") is no place. A name that
several places bear is decided by what follows it ("Paris, Texas"), by the countries, states and
towns that the article names, and by population; what stays unsure has no point.
"""

import re
from collections.abc import Callable, Sequence

from spacy.tokens import Token

from onrecord.records import Entity, Place
from onrecord.statements.places import gazetteer
from onrecord.statements.places.context import (
    Surroundings,
    choose,
    is_area,
    sense_told,
    surroundings,
)
from onrecord.statements.places.mentions import Mention, find_mentions, looked_up
from onrecord.statements.places.senses import Sense, senses, state_code, state_sense
from onrecord.statements.sentences import Sentence

#: Nouns for what lies somewhere: "Minsk's airport" is in Minsk, "Minsk's attempt" is not.
_LOCAL_NOUNS = frozenset(
    {"airport", "suburb", "outskirts", "street", "streets", "centre", "center", "district",
     "square", "port", "metro", "station", "university", "mayor", "north", "south", "east",
     "west", "coast", "border", "capital", "city", "residents", "population", "hospital",
     "jail", "prison", "region"}
)  # fmt: skip
#: What befalls a country, or what it has, is no deed of its government.
_NO_DEEDS = frozenset(
    {"have", "experience", "see", "suffer", "face", "border", "include", "contain", "host",
     "remain", "become", "need", "lack", "produce", "export", "import", "enjoy", "lose", "get"}
)  # fmt: skip
_BEFORE = re.compile(r"([A-Z][\w.’']*(?:\s[A-Z][\w.’']*)*),\s(?:and\s)?$")
_AFTER = re.compile(r"\s?[,(]\s?((?:[A-Z][\w.’']*)(?:\s[A-Z][\w.’']*)*)")
#: "Belgrade in central Minnesota"
_IN_AFTER = re.compile(
    r"\sin\s(?:(?:north|south|east|west|central|up|rural)[a-z-]*\s)?"
    r"([A-Z][\w.’']*(?:\s[A-Z][\w.’']*)*)"
)


def find_places(sentence: Sentence, entities: Sequence[Entity]) -> tuple[Place, ...]:
    """Find the places that a sentence names.

    Args:
        sentence: The sentence.
        entities: Those of the whole article: what else it names tells one Paris from another.

    Returns:
        Places in order. `lat`, `lon` and `precision` are ``None`` where the name is unknown or
        could be two places, and `country` too if the article does not tell it; the point of a
        country or region is its middle.
    """
    around = surroundings(entities)
    found = []
    for mention in find_mentions(sentence, entities):
        if mention.entity is None or not _is_government(sentence, mention, mention.entity):
            place = _place(sentence, mention, around)
            if not mention.is_inside or place.lat is not None:
                found.append(place)
    return tuple(found)


def _place(sentence: Sentence, mention: Mention, around: Surroundings) -> Place:
    name = mention.name
    look = looked_up(name)
    where = _where_told(sentence, mention)
    sense = _state_of_list(sentence, mention, look, where)
    if sense is None and where:
        sense = sense_told(look, where)
    country = sense.country if sense else None
    if sense is None and where and (state := state_code(where)) and not is_area(look):
        sense, country = state_sense(*state), state[0]  # a village: its state is known
    elif sense is None:
        sense, country = choose(look, around)
        if mention.is_inside and sense and not around.supports(sense):
            sense = None
    if sense is None:
        if country is None and not senses(look):
            country = around.only_country
        return Place(span=mention.span, name=name, country=country)
    return Place(
        span=mention.span, name=_shown(name, sense), country=country,
        lat=sense.lat, lon=sense.lon,
        precision=sense.precision if sense.lat is not None else None,
    )  # fmt: skip


def _state_of_list(
    sentence: Sentence, mention: Mention, name: str, where: str | None
) -> Sense | None:
    """Return the state where its namesake could be meant: among states, or after its town."""
    state = state_code(name)
    if state is None or mention.name.endswith("County"):
        return None
    if where and (other := state_code(where)) and other[0] == state[0] and other[1] != "DC":
        return state_sense(*state)
    before = _BEFORE.search(sentence.text[: mention.span.start - sentence.span.start])
    if before is None:
        return None
    town = sense_told(before[1], name)
    return state_sense(*state) if town or state_code(before[1]) else None


def _shown(name: str, sense: Sense) -> str:
    """Return the usual name of a country or region; a town's, or a village's, as in print."""
    is_its_own = sense.precision != "city" and sense in senses(name)
    return sense.name if is_its_own and sense.name != "New York State" else name


def _where_told(sentence: Sentence, mention: Mention) -> str | None:
    """Return the state, county or country after a name: ", Texas", ", Ont.", "in France"."""
    rest = sentence.text[mention.span.end - sentence.span.start :]
    if match := _AFTER.match(rest):
        return _longest(match[1], lambda where: bool(state_code(where) or senses(where)))
    if match := _IN_AFTER.match(rest):
        return _longest(
            match[1], lambda where: bool(state_code(where) or gazetteer.country_code(where))
        )
    return None


def _longest(words: str, is_where: Callable[[str], bool]) -> str | None:
    """Return the most words that are a place, without the dot of the sentence."""
    parts = words.split()
    runs = [" ".join(parts[:count]) for count in range(len(parts), 0, -1)]
    forms = (form for run in runs for form in dict.fromkeys((run, run.removesuffix("."))))
    return next((form for form in forms if is_where(form)), None)


def _is_government(sentence: Sentence, mention: Mention, entity: Entity) -> bool:
    """Whether the name acts or has plans: it stands for a government."""
    code = entity.ids.get("iso3166") or gazetteer.seat_code(entity.name)
    if code is None or sentence.text[mention.span.start - sentence.span.start :][:4].isupper():
        return False
    last = mention.span.end - sentence.offset - 1
    token = next((token for token in sentence.tokens if token.idx + len(token) > last), None)
    if token is None:
        return False
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    if token.dep_ == "poss":
        return entity.kind == "place" and token.head.lemma_.lower() not in _LOCAL_NOUNS
    return _acts(token)


def _acts(token: Token) -> bool:
    """Whether the name is the subject of a verb that only someone can do, or its agent."""
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return True
    if token.dep_ != "nsubj" or token.head.pos_ != "VERB" or token.head.lemma_ in _NO_DEEDS:
        return False
    return any(child.dep_ in ("dobj", "ccomp", "xcomp", "dative") for child in token.head.children)
