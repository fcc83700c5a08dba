"""Who takes part in an event: its actors and recipients, with country and sector."""

import functools
from collections.abc import Callable, Sequence

from spacy.tokens import Token

from onrecord.records import Entity, Participant, Span
from onrecord.statements.events.rows import Trigger, plover, trigger_lexicon
from onrecord.statements.events.triggers import (
    after_prepositions,
    beyond_quantity,
    doers_of,
    is_person_word,
    objects_of,
    patients_of,
    turned_against,
)
from onrecord.statements.noun_phrases import subject_of
from onrecord.statements.places import gazetteer
from onrecord.statements.sentences import Sentence

#: Tells whom a pronoun or description that starts at a place of the article means.
MeantAt = Callable[[int], Entity | None]

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")
#: Prepositions inside the words for a participant: "the president of Armenia".
_BELONGING = frozenset({"of", "in", "from"})
_LONGEST = 12
_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i", "you", "them", "him", "her"})


def no_one(_place: int) -> Entity | None:
    """Return nobody: what a pronoun means is not known."""
    return None


def find_actors(trigger: Trigger, token: Token) -> list[Token]:
    """Return the heads of the words for who did it."""
    if trigger.of_subject and not objects_of(token):
        return []
    if token.pos_ in ("VERB", "AUX"):
        found = doers_of(token)
    elif token.pos_ == "ADJ":
        found = doers_of(token.head)
    else:
        found = after_prepositions(token, ("by",))
        if not found and "between" in trigger.to:
            found = after_prepositions(token, ("between", "among"))
        if not found and token.dep_ in ("nsubj", "nsubjpass"):
            found = after_prepositions(token.head, ("between", "among"))
        if not found and (verb := _light_verb(token)):
            found = doers_of(verb)
        if not found and trigger.of == "actor":
            found = after_prepositions(token, ("of",))
        owners = [child for child in token.children if child.dep_ == "poss"]
        if not found and (trigger.of == "actor" or after_prepositions(token, ("of",))):
            found = owners
        found = found or _people_before(token)
    return _someone(_expanded(_antecedents(found, token)))


def find_recipients(trigger: Trigger, token: Token) -> list[Token]:
    """Return the heads of the words for whom it was done to, or with."""
    if trigger.against:
        found = turned_against(token)
    elif trigger.of_subject:
        found = patients_of(trigger, token)
    elif token.pos_ in ("VERB", "AUX"):
        found = ([] if trigger.reverse else objects_of(token)) + _after(token, trigger.to)
    else:
        found = _after(token, trigger.to)
        if trigger.of == "recipient":
            of = after_prepositions(token, ("of",))
            owners = [child for child in token.children if child.dep_ == "poss"]
            found = of + found if of else found + owners
        if not found and (verb := _light_verb(token)):
            found = _after(verb, trigger.to)
    found = _someone(_expanded(_antecedents(found, token)))
    if not found and trigger.takes:
        found = _someone(_expanded(_in_complement(token)))
    return found


def _in_complement(token: Token) -> list[Token]:
    """Return whom the clause or noun that was offered, refused or threatened is about."""
    for child in token.children:
        if child.dep_ in ("xcomp", "ccomp", "dobj", "pcomp", "prep"):
            for word in child.subtree:
                if word.dep_ in ("dobj", "pobj", "nsubj", "dative") and _names_someone(word):
                    return [word]
    return []


def _people_before(noun: Token) -> list[Token]:
    """Return the adjective of a country before an event: "the Israeli invasion"."""
    return [
        child
        for child in noun.lefts
        if child.dep_ in ("amod", "compound")
        and (gazetteer.people_code(child.text) or gazetteer.country_code(child.text))
    ]


def _after(token: Token, prepositions: tuple[str, ...]) -> list[Token]:
    """Return what stands after the prepositions that bring a recipient."""
    found = after_prepositions(token, prepositions)
    if token.pos_ == "VERB" and "of" not in prepositions:
        for child in token.children:
            if child.dep_ == "dobj":
                found.extend(_after(child, prepositions))
    return [head for head in found if head.ent_type_ not in ("DATE", "TIME", "CARDINAL", "MONEY")]


def _light_verb(noun: Token) -> Token | None:
    """Return the verb whose subject does what the noun names."""
    verb = noun.head
    if noun.dep_ in ("dobj", "nsubjpass") and verb.pos_ == "VERB":
        return verb if verb.lemma_.lower() in trigger_lexicon()["light"]["verbs"] else None
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ == "VERB":
        verb = noun.head.head
        return verb if verb.lemma_.lower() in trigger_lexicon()["light"]["verbs"] else None
    return None


def _names_someone(head: Token) -> bool:
    """Whether a head is a name, a pronoun for people, or a word for people or their bodies."""
    if head.lower_ in ("it", "its", "their", "his", "her", "this", "that"):
        return False
    if head.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "LAW", "EVENT", "WORK_OF_ART"):
        return False
    is_name = head.pos_ == "PROPN" or gazetteer.people_code(head.text) is not None
    return is_name or is_person_word(head)


def _someone(heads: list[Token]) -> list[Token]:
    """Return those of the heads that are someone; of a thing, whose it is, or whom it is for."""
    found: dict[int, Token] = {}
    for head in heads:
        if _names_someone(head):
            found[head.i] = head
            continue
        owners = [child for child in head.children if child.dep_ == "poss"]
        near = owners + after_prepositions(head, ("of", "from", "by", "against", "with", "for", "in", "on"))
        near += _people_before(head)
        for other in _expanded([beyond_quantity(token) for token in near]):
            if _names_someone(other):
                found[other.i] = other
    return [found[index] for index in sorted(found)]


def _antecedents(heads: list[Token], trigger: Token) -> list[Token]:
    """Replace "who" by whom it stands for, and "it said it" by its subject."""
    found = []
    for head in heads:
        if head.tag_ in ("WP", "WDT") and trigger.dep_ == "relcl":
            found.append(trigger.head)
        elif head.lower_ in _PRONOUNS and (same := _same_subject(head)):
            found.append(same)
        else:
            found.append(head)
    return [head for head in found if head.i != trigger.i and head.pos_ in _NOMINAL]


def _same_subject(pronoun: Token) -> Token | None:
    """Return the subject of "said" for the pronoun that begins what is said: "Iraq said it"."""
    verb = pronoun.head
    if pronoun.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ != "ccomp":
        return None
    subject = subject_of(verb.head)
    if subject is None or subject.i > pronoun.i or subject.lower_ in _PRONOUNS:
        return None
    several = subject.tag_ in ("NNS", "NNPS") or any(
        child.dep_ == "conj" for child in subject.children
    )
    fits = {"they": several, "it": not several and subject.ent_type_ != "PERSON"}
    return subject if fits.get(pronoun.lower_, subject.ent_type_ == "PERSON") else None


def _expanded(heads: list[Token]) -> list[Token]:
    """Return the heads with those joined to them by "and", each once, in order."""
    found: dict[int, Token] = {}
    for head in heads:
        found[head.i] = head
        for other in head.conjuncts:
            if other.i > head.i and other.pos_ in _NOMINAL:
                found[other.i] = other
    return [found[index] for index in sorted(found)]


def participant(
    sentence: Sentence, head: Token, entities: Sequence[Entity], meant_at: MeantAt
) -> Participant:
    """Return the words for one who takes part, as a record.

    `name` is the entity's where the head is part of a mention, stands in apposition to one, or
    is a pronoun or description that means one; else the words themselves. `country` comes from
    the entity, an adjective of a country, its owner or its seat.
    """
    start, end = _edges(head)
    span = Span(
        sentence.offset + head.doc[start].idx,
        sentence.offset + head.doc[end].idx + len(head.doc[end]),
    )
    inside = [
        (mention, entity)
        for entity in entities
        for mention in entity.mentions
        if span.start <= mention.start and mention.end <= span.end
    ]
    own = (
        _mentioned(sentence, head, entities)
        or _apposed(sentence, head, entities)
        or meant_at(sentence.place(head).start)
    )
    text = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
    words = [token.lower_ for token in head.doc[start : end + 1]]
    return Participant(
        span=span,
        text=text,
        name=own.name if own else text,
        entity=own.id if own else None,
        country=_country(own, [entity for _, entity in sorted(inside, key=lambda pair: pair[0])]),
        sector=_sector(head, words, own),
    )


def _mentioned(sentence: Sentence, head: Token, entities: Sequence[Entity]) -> Entity | None:
    place = sentence.place(head).start
    return next(
        (
            entity
            for entity in entities
            if any(mention.start <= place < mention.end for mention in entity.mentions)
        ),
        None,
    )


def _apposed(sentence: Sentence, head: Token, entities: Sequence[Entity]) -> Entity | None:
    """Return the person that one noun stands beside: "our colleague Ana Ruiz, a journalist"."""
    if head.tag_ != "NN":
        return None
    beside = [child for child in head.children if child.dep_ == "appos" and child.i > head.i]
    if head.dep_ == "appos":
        beside.append(head.head)
    named = (_mentioned(sentence, other, entities) for other in beside if other.pos_ == "PROPN")
    return next((one for one in named if one is not None and one.kind == "person"), None)


def _edges(head: Token) -> tuple[int, int]:
    """Return the first and last token of the words for a participant."""
    start = end = head.i
    if head.tag_ == "PRP":
        return start, end
    for child in head.lefts:
        if child.dep_ in ("compound", "amod", "poss", "nummod", "nmod", "advmod", "quantmod"):
            start = min(start, child.left_edge.i)
    for child in head.rights:
        belongs = child.lower_ == "of" or (child.lower_ in _BELONGING and head.pos_ != "PROPN")
        if child.dep_ == "prep" and belongs and child.i == end + 1:
            end = max(end, _last_name(child))
        elif child.dep_ in ("flat", "appos") and child.i == end + 1 and child.pos_ == "PROPN":
            end = child.right_edge.i
    doc = head.doc
    while start < head.i and (
        doc[start].tag_ in ("DT", "PRP$", "POS") or doc[start].is_punct or doc[start].is_space
    ):
        start += 1
    return max(start, end - _LONGEST, 0) if start <= head.i - _LONGEST else start, end


def _last_name(preposition: Token) -> int:
    """Return the end of "of Armenia", without clauses and what is joined to it."""
    noun = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if noun is None or noun.ent_type_ in ("DATE", "TIME"):
        return preposition.i - 1
    return noun.i


def _country(own: Entity | None, inside: list[Entity]) -> str | None:
    if own is not None and (code := own.ids.get("iso3166") or gazetteer.seat_code(own.name)):
        return code
    for entity in inside:
        if code := entity.ids.get("iso3166"):
            return code
    for entity in inside:
        if entity.kind in ("place", "organisation") and (code := _place_country(entity.name)):
            return code
    return None


def _place_country(name: str) -> str | None:
    if code := gazetteer.seat_code(name):
        return code
    if region := gazetteer.region(name):
        return region.country
    countries = {city.country for city in gazetteer.cities(name)}
    return countries.pop() if len(countries) == 1 else None


@functools.cache
def _sector_words() -> dict[str, str]:
    return {word: code for code, words in plover()["sectors"].items() for word in words}


def _sector(head: Token, words: list[str], own: Entity | None) -> str | None:
    """Return the sector of the head word, else of the word closest before it."""
    by_word = _sector_words()
    if own is not None and own.kind in ("place", "country"):
        is_acting = head.dep_ in ("nsubj", "nsubjpass", "poss") and own.kind == "place"
        return "GOV" if is_acting and gazetteer.seat_code(own.name) else None
    if "former" in words:
        return "ELI"
    if code := by_word.get(head.lower_) or by_word.get(head.lemma_.lower()):
        return "OPP" if code in ("CVL", "GOV") and "opposition" in words else code
    return next((by_word[word] for word in reversed(words) if word in by_word), None)
