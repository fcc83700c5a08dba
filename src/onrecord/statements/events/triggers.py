"""Words that name an event, by PLOVER category, from ``triggers.toml``."""

import functools
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from spacy.tokens import Token

from onrecord.lexicons import lexicon
from onrecord.statements.noun_phrases import subject_of

_OBJECTS = frozenset({"dobj", "nsubjpass"})
_INTO = frozenset({"in", "to", "into", "behind"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


def trigger_lexicon() -> dict[str, Any]:
    """Return the tables of ``triggers.toml``."""
    return lexicon("statements/events/triggers.toml")


def plover() -> dict[str, Any]:
    """Return the names of PLOVER with the words of its contexts and sectors."""
    return lexicon("statements/events/plover.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One row of ``triggers.toml``; its head tells what each field does."""

    category: str
    mode: str | None = None
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    to: tuple[str, ...] = ()
    of: str = "actor"
    objects: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    avoid_with: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    needs_verb: frozenset[str] = frozenset()
    persons: bool = False
    needs_clause: bool = False
    no_object: bool = False
    takes: bool = False
    reverse: bool = False
    beside: frozenset[str] = frozenset()
    into: frozenset[str] = frozenset()
    passive: bool = False
    of_subject: bool = False


@functools.cache
def _triggers() -> tuple[Trigger, ...]:
    """Return all rows, those that ask for an object first: they say more."""
    rows = TypeAdapter(list[Trigger]).validate_python(trigger_lexicon()["triggers"])
    return tuple(sorted(rows, key=lambda trigger: not trigger.objects))


@functools.cache
def _by_lemma(part: str) -> dict[str, tuple[Trigger, ...]]:
    found: dict[str, tuple[Trigger, ...]] = {}
    for trigger in _triggers():
        for lemma in trigger.verbs if part == "verb" else trigger.nouns:
            found[lemma] = (*found.get(lemma, ()), trigger)
    return found


def trigger_of(token: Token) -> Trigger | None:
    """Return what the word triggers where it stands, ``None`` if it names no event."""
    if token.pos_ in ("VERB", "AUX"):
        rows = _by_lemma("verb").get(token.lemma_.lower(), ())
        return next((row for row in rows if _fits_verb(row, token)), None)
    if is_those_participle(token):
        return next(
            (row for form in _stems(token) for row in _by_lemma("verb").get(form, ())), None
        )
    if token.pos_ == "NOUN" and token.dep_ not in ("compound", "npadvmod", "nmod"):
        rows = _by_lemma("noun").get(_noun_lemma(token), ())
        return next((row for row in rows if _fits_noun(row, token)), None)
    return None


def is_those_participle(token: Token) -> bool:
    """Whether it is the participle of "those freed" that the tagger takes for a noun."""
    is_noun = token.pos_ in ("NOUN", "ADJ") and token.lower_.endswith("ed")
    return is_noun and token.i > 0 and token.nbor(-1).lower_ == "those"


def _stems(participle: Token) -> tuple[str, str]:
    return participle.lower_[:-2], participle.lower_[:-1]


def _noun_lemma(token: Token) -> str:
    pairs: dict[str, str] = trigger_lexicon()["pairs"]
    before = token.nbor(-1).lower_ if token.i > 0 else ""
    return pairs.get(f"{before} {token.lower_}", token.lemma_.lower())


def objects_of(verb: Token, prepositions: tuple[str, ...] = ()) -> list[Token]:
    """Return the heads of a verb's objects: direct, of the passive, of a participle, after `to`.

    Of "let him go" it is "him", of "thousands of refugees" the refugees.
    """
    found = [child for child in verb.children if child.dep_ in _OBJECTS]
    if not found and is_participle(verb):
        found = [verb.head]
    if not found:
        found = _turned_round(verb)
    if not found:
        found = [
            grand
            for child in verb.children
            if child.dep_ in ("ccomp", "xcomp") and not _is_finite(child)
            for grand in child.children
            if grand.dep_ in _SUBJECTS
        ]
    for child in verb.children:
        if child.dep_ in ("prep", "dative") and child.lower_ in prepositions:
            found.extend(grand for grand in child.children if grand.dep_ == "pobj")
    return [beyond_quantity(token) for token in found]


def patients_of(row: Trigger, verb: Token) -> list[Token]:
    """Return the heads of whom a verb happens to: its objects, or its subject without one."""
    found = objects_of(verb, row.to)
    if not found and row.of_subject:
        subject = subject_of(verb)
        return [subject] if subject is not None else []
    return found


def _turned_round(verb: Token) -> list[Token]:
    """Return the subject that follows its passive: "also freed was Ana Ruiz"."""
    return [
        grand
        for child in verb.children
        if child.dep_ == "auxpass" and child.i > verb.i
        for grand in child.children
        if grand.dep_ in ("nsubj", "nsubjpass", "attr") and grand.i > child.i
    ]


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        child.tag_ in ("VBD", "VBZ", "VBP", "MD") for child in verb.children
    )


def beyond_quantity(head: Token) -> Token:
    """Return the refugees of "thousands of refugees"; any other head as it is."""
    if head.lemma_.lower() not in trigger_lexicon()["quantities"]["words"]:
        return head
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for grand in child.children:
                if grand.dep_ == "pobj":
                    return grand
    return head


def is_participle(verb: Token) -> bool:
    """Whether the verb is a passive participle of the noun it follows: "those freed"."""
    return (
        verb.dep_ in ("acl", "relcl")
        and verb.tag_ == "VBN"
        and not any(child.dep_ in _SUBJECTS | {"aux"} for child in verb.children)
    )


def is_person_word(token: Token) -> bool:
    """Whether a head names someone: a person, a pronoun or a word for people."""
    if token.ent_type_ in ("PERSON", "NORP") or token.tag_ in ("PRP", "WP"):
        return token.lower_ not in ("it", "what", "which")
    if token.pos_ == "PROPN" and not token.ent_type_:
        return True
    return token.like_num or not _person_words().isdisjoint((token.lower_, token.lemma_.lower()))


@functools.cache
def _person_words() -> frozenset[str]:
    sectors = (word for words in plover()["sectors"].values() for word in words)
    return frozenset((*sectors, *trigger_lexicon()["persons"]["words"]))


def _fits_verb(row: Trigger, verb: Token) -> bool:
    objects = patients_of(row, verb)
    heads = {token.lemma_.lower() for token in objects} | {token.lower_ for token in objects}
    direct = [child for child in verb.children if child.dep_ == "dobj"]
    words = heads | {child.lower_ for token in objects for child in token.lefts}
    if row.objects and words.isdisjoint(row.objects):
        return False
    if not row.avoid.isdisjoint(heads) or (row.no_object and direct):
        return False
    if row.persons and not any(is_person_word(token) for token in objects):
        return False
    if not (_fits_beside(row, verb) and _fits_into(row, verb)):
        return False
    if row.passive and not any(child.dep_ == "auxpass" for child in verb.children):
        return False
    if row.particles and not any(
        child.lower_ in row.particles and child.dep_ in ("prep", "prt", "mark")
        for child in verb.children
    ):
        return False
    return not row.needs_clause or any(child.dep_ in ("xcomp", "ccomp") for child in verb.children)


def _fits_beside(row: Trigger, verb: Token) -> bool:
    """Whether one of the words of `beside` hangs from the verb: "set free", "be back"."""
    return not row.beside or any(child.lower_ in row.beside for child in verb.children)


def _fits_into(row: Trigger, verb: Token) -> bool:
    """Whether one of the nouns of `into` follows the verb with "in", "to" or "behind"."""
    if not row.into:
        return True
    places = [verb, *(child for child in verb.children if child.lower_ in ("back", "away"))]
    return any(
        grand.dep_ == "pobj" and grand.lemma_.lower() in row.into
        for place in places
        for child in place.children
        if child.dep_ == "prep" and child.lower_ in _INTO
        for grand in child.children
    )


def _fits_noun(row: Trigger, noun: Token) -> bool:
    words = {child.lower_ for child in noun.lefts}
    if not row.avoid_with.isdisjoint(words):
        return False
    if row.needs_verb:
        governor = noun.head
        while governor.pos_ != "VERB" and governor.head.i != governor.i:
            governor = governor.head
        return governor.lemma_.lower() in row.needs_verb
    if row.persons:
        of = [
            grand
            for child in noun.children
            if child.dep_ == "prep" and child.lower_ == "of"
            for grand in child.children
            if grand.dep_ == "pobj"
        ]
        owner = [child for child in noun.children if child.dep_ == "poss"]
        return any(is_person_word(token) for token in of or owner)
    return True
