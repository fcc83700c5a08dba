"""One who takes part in an event as a record: words, entity, country and sector."""

import functools
from collections.abc import Callable, Sequence

from spacy.tokens import Token

from onrecord.records import Entity, Participant, Span
from onrecord.statements.events.rows import plover
from onrecord.statements.places import gazetteer
from onrecord.statements.sentences import Sentence

#: Tells whom a pronoun or description that starts at a place of the article means.
MeantAt = Callable[[int], Entity | None]

#: Prepositions inside the words for a participant: "the president of Armenia".
_BELONGING = frozenset({"of", "in", "from"})
_LONGEST = 12


def no_one(_place: int) -> Entity | None:
    """Return nobody: what a pronoun means is not known."""
    return None


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
