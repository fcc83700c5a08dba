"""What an article calls its organisations: "the airline", "the embassy", "the bloc".

The words beside a name tell most ("Air Canada, the country's largest airline"), then the name
itself ("U.S. Embassy"), then what is publicly known of it; `bodies.toml` has the words.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.lexicons import lexicon
from onrecord.records import Entity
from onrecord.statements.sources.people import is_body

#: How well a word fits: the article's own or part of the name, a word for the same, a wider one.
OWN, SAME, WIDER = 3, 2, 1

#: Kinds of names that the article may call a company or the like.
_UNSURE = frozenset({"group", "product"})
_BEFORE_PLACE = re.compile(r"\s+(?:of|for|on|in|at|against)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Class:
    nouns: frozenset[str]
    wider: frozenset[str]
    in_names: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Known:
    """What a name stands for, and the words that may stand before the noun."""

    nouns: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@functools.cache
def _data() -> tuple[tuple[_Class, ...], dict[str, _Known]]:
    data = lexicon("statements/sources/bodies.toml")
    classes = tuple(
        _Class(frozenset(one["nouns"]), frozenset(one["wider"]), frozenset(one["in_names"]))
        for one in data["classes"]
    )
    known: dict[str, _Known] = {}
    for group in data["names"]:
        for name in group["names"]:
            before = known.get(name, _Known())
            known[name] = _Known(
                before.nouns | set(group["nouns"]), before.words | set(group.get("words", ()))
            )
    return classes, known


@functools.cache
def _all_nouns() -> frozenset[str]:
    classes, names = _data()
    return frozenset(
        {noun for one in classes for noun in (*one.nouns, *one.wider)}.union(
            *(known.nouns for known in names.values())
        )
    )


def names_body(lemma: str) -> bool:
    """Whether a noun can stand for an organisation named elsewhere."""
    return lemma in _all_nouns() or is_body(lemma)


def may_be_any(lemma: str) -> bool:
    """Whether a noun may stand for an organisation of which nothing else is known."""
    return lemma in lexicon("statements/sources/bodies.toml")["any"]


class BodyNouns:
    """The words that may stand for each organisation of one article."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        """Take the words that the names themselves show."""
        self._own: defaultdict[str, set[str]] = defaultdict(set)
        self._words: defaultdict[str, set[str]] = defaultdict(set)
        self._names = {
            entity.id: entity.name for entity in entities if entity.kind == "organisation"
        }
        for entity, name in self._names.items():
            self._own[entity] = _shown_by(name)
            self._words[entity] = set(re.findall(r"\w+", name.lower()))
            self._words[entity] |= _data()[1].get(name, _Known()).words

    def learn(self, entity: Entity, noun: Token) -> None:
        """Take a noun that describes the organisation beside its name."""
        lemma = noun.lemma_.lower()
        if entity.kind in _UNSURE and names_body(lemma):
            self._names.setdefault(entity.id, entity.name)
        if entity.id not in self._names or not names_body(lemma) or noun.tag_ != "NN":
            return
        self._own[entity.id].add(lemma)
        self._words[entity.id] |= {child.lower_ for child in noun.children}

    def fit(self, entity: Entity, noun: str, modifiers: Sequence[str]) -> int:
        """Return how well "the (modifiers) noun" fits an organisation; 0 if it does not.

        Modifiers that neither the name nor the article's description of it has rule it out.
        """
        if entity.id not in self._names or not set(modifiers) <= self._words[entity.id]:
            return 0
        own = self._own[entity.id]
        if noun in own:
            return OWN
        classes = [one for one in _data()[0] if one.nouns & own]
        if any(noun in one.nouns for one in classes):
            return SAME
        return WIDER if any(noun in one.wider for one in classes) else 0

    def is_body(self, entity: Entity) -> bool:
        """Whether an entity is an organisation, by its kind or by what the article calls it."""
        return entity.id in self._names

    def is_unknown(self, entity: Entity) -> bool:
        """Whether neither the article nor the name tells what an organisation is."""
        return entity.id in self._names and not self._own[entity.id]


def _shown_by(name: str) -> set[str]:
    """Return the nouns that a name shows: the last word of its first part, and its class."""
    classes, known = _data()
    if name in known:
        return set(known[name].nouns)
    head = re.sub(r"\W+$", "", _BEFORE_PLACE.split(name)[0]).rsplit(" ", 1)[-1].lower()
    words = set(re.findall(r"\w+", name.lower()))
    nouns = (
        {head}
        if names_body(head) and head not in lexicon("statements/sources/bodies.toml")["many"]
        else set()
    )
    for one in classes:
        if one.in_names & words and not nouns:
            nouns |= one.nouns
    return nouns
