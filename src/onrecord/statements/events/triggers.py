"""Words that name an event, by PLOVER category, from ``triggers.toml``."""

from collections.abc import Callable

from spacy.tokens import Token

from onrecord.statements.events.arguments import (
    beyond_quantity,
    doers_of,
    has_to,
    into_nouns,
    is_person_word,
    is_those_participle,
    names_someone,
    patients_of,
    same_subject,
    turned_against,
)
from onrecord.statements.events.rows import (
    Trigger,
    rows_by_lemma,
    trigger_lexicon,
    words_of,
)
from onrecord.statements.places import gazetteer

_OBJECTS = frozenset({"dobj", "nsubjpass"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_PLANS = frozenset({"xcomp", "ccomp"})
_PARTICLES = frozenset({"prep", "prt", "mark", "advmod"})


def trigger_of(token: Token) -> Trigger | None:
    """Return what the word triggers where it stands, ``None`` if it names no event."""
    if token.pos_ in ("VERB", "AUX"):
        return _first(_fits_verb, "verbs", _verb_lemma(token), token)
    if is_those_participle(token):
        return next(
            (row for form in _stems(token) for row in rows_by_lemma("verbs").get(form, ())), None
        )
    if token.pos_ == "NOUN" and token.dep_ not in ("compound", "npadvmod", "nmod"):
        return _first(_fits_noun, "nouns", _noun_lemma(token), token)
    if token.pos_ == "ADJ" and token.dep_ in ("acomp", "conj", "oprd"):
        return _first(_fits_adjective, "adjectives", token.lower_, token)
    return None


def _first(
    fits: Callable[[Trigger, Token], bool], part: str, lemma: str, token: Token
) -> Trigger | None:
    rows = rows_by_lemma(part).get(lemma, ())
    return next((row for row in rows if fits(row, token)), None)


def _stems(participle: Token) -> tuple[str, str]:
    return participle.lower_[:-2], participle.lower_[:-1]


def _verb_lemma(token: Token) -> str:
    forms: dict[str, str] = trigger_lexicon()["forms"]
    return forms.get(token.lower_, token.lemma_.lower())


def _noun_lemma(token: Token) -> str:
    pairs: dict[str, str] = trigger_lexicon()["pairs"]
    if "-" in (whole := _hyphened(token)):
        return pairs.get(whole.replace("-", " "), whole)
    before = token.nbor(-1).lower_ if token.i > 0 else ""
    return pairs.get(f"{before} {token.lower_}", token.lemma_.lower())


def _fits_verb(row: Trigger, verb: Token) -> bool:
    return (
        _fits_objects(row, verb)
        and _fits_beside(row, verb)
        and _fits_into(row, verb)
        and _fits_particles(row, verb)
        and _fits_by(row, verb)
        and (not row.joint or _is_joint(verb))
        and (not row.against or bool(turned_against(verb)))
        and (not row.passive or any(child.dep_ == "auxpass" for child in verb.children))
        and _fits_clause(row, verb)
    )


def _fits_clause(row: Trigger, verb: Token) -> bool:
    clauses = [child for child in verb.children if child.dep_ in _PLANS]
    if row.needs_to:
        return any(map(has_to, clauses))
    return not row.needs_clause or bool(clauses)


def _fits_objects(row: Trigger, verb: Token) -> bool:
    objects = patients_of(row, verb)
    # who leaves the Foreign Office leaves no office
    things = [token for token in objects if token.pos_ != "PROPN"] if row.objects else objects
    heads = {token.lemma_.lower() for token in things} | {token.lower_ for token in things}
    words = heads | {child.lower_ for token in objects for child in token.lefts}
    words |= {
        child.lower_
        for child in verb.children
        if child.dep_ in _OBJECTS and not (row.objects and child.pos_ == "PROPN")
    }
    words |= set(map(_hyphened, things))
    if row.objects and words.isdisjoint(row.objects):
        return False
    plans = {child.lemma_.lower() for child in verb.children if child.dep_ == "xcomp"}
    if not row.avoid.isdisjoint(heads | plans):
        return False
    if row.no_object and any(child.dep_ == "dobj" for child in verb.children):
        return False
    if row.someone and not any(names_someone(token) for token in objects):
        return False
    return not row.persons or any(is_person_word(token) for token in objects)


def _hyphened(token: Token) -> str:
    """Return "cease-fire" for the last word of it, any other word as it is."""
    if token.i > 1 and token.nbor(-1).text == "-":
        return f"{token.nbor(-2).lower_}-{token.lower_}"
    return token.lower_


def _fits_particles(row: Trigger, verb: Token) -> bool:
    return not row.particles or any(
        child.lower_ in row.particles and child.dep_ in _PARTICLES and not _brings_date(child)
        for child in verb.children
    )


def _brings_date(preposition: Token) -> bool:
    return any(child.ent_type_ in ("DATE", "TIME") for child in preposition.children)


def _fits_by(row: Trigger, verb: Token) -> bool:
    """Whether the doer is of a class of `by`; one that is not named may be if the object fits."""
    if not row.by:
        return True
    doers = [same_subject(doer) or doer for doer in doers_of(verb)]
    if all(doer.pos_ == "PRON" for doer in doers):
        return bool(row.objects)
    return any(
        _is_of_class(name, one)
        for doer in doers
        for one in {doer, beyond_quantity(doer)}
        for name in row.by
    )


def _is_of_class(name: str, head: Token) -> bool:
    if name == "names":
        return head.pos_ == "PROPN"
    before = [child for child in head.lefts if child.dep_ in ("compound", "amod", "nmod", "poss")]
    words = {word for one in (head, *before) for word in (one.lower_, one.lemma_.lower())}
    if not words.isdisjoint(words_of(name)):
        return True
    return name == "states" and _is_state(head)


def _is_state(head: Token) -> bool:
    phrase = [child.text for child in head.lefts if child.dep_ == "compound"] + [head.text]
    return any(
        gazetteer.country_code(text) or gazetteer.seat_code(text)
        for text in (" ".join(phrase), head.text)
    )


def _is_joint(word: Token) -> bool:
    """Whether more than one do it: "joint", "with", "between" or a subject of two."""
    if any(
        child.lower_ in ("joint", "jointly")
        or (child.lower_ in ("with", "between") and child.dep_ == "prep")
        for child in word.subtree
    ):
        return True
    verb = word if word.pos_ == "VERB" else word.head
    subjects = [child for child in verb.children if child.dep_ in _SUBJECTS]
    return any(
        other.dep_ == "conj" and (other.head == one or other.head.head == one)
        for one in subjects
        for other in one.subtree
    )


def _fits_beside(row: Trigger, verb: Token) -> bool:
    """Whether one of the words of `beside` hangs from the verb: "set free", "be back"."""
    return not row.beside or any(child.lower_ in row.beside for child in verb.children)


def _fits_into(row: Trigger, verb: Token) -> bool:
    return not row.into or bool(into_nouns(row, verb))


def _fits_adjective(row: Trigger, adjective: Token) -> bool:
    """Whether it is said of someone, with a preposition that brings the other or a clause."""
    return any(
        (child.dep_ == "prep" and child.lower_ in row.to) or child.dep_ in _PLANS
        for child in adjective.children
    )


def _fits_noun(row: Trigger, noun: Token) -> bool:
    words = {child.lower_ for child in noun.lefts}
    if not row.avoid_with.isdisjoint(words) or (row.beside and row.beside.isdisjoint(words)):
        return False
    if row.joint and not _is_joint(noun):
        return False
    if row.needs_verb:
        governor = noun.head
        while governor.pos_ not in ("VERB", "AUX") and governor.head.i != governor.i:
            governor = governor.head
        return governor.lemma_.lower() in row.needs_verb
    of = [
        grand
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ in (("of", "in") if row.needs_of else ("of",))
        for grand in child.children
        if grand.dep_ == "pobj"
    ]
    if row.needs_of:
        return any(
            not row.objects.isdisjoint({one.lemma_.lower(), one.lower_, *_lefts(one)}) for one in of
        )
    if row.persons:
        owner = [child for child in noun.children if child.dep_ == "poss"]
        return any(is_person_word(token) for token in of or owner)
    return True


def _lefts(token: Token) -> set[str]:
    return {child.lower_ for child in token.lefts}
