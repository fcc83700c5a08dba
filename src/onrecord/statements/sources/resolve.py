"""Who is responsible for a statement: the words, the name they stand for, and its kind."""

import dataclasses
from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.records import Entity, EntityKind, Source, SourceKind, Span
from onrecord.statements.attributions.attribution import Attribution, trim
from onrecord.statements.noun_phrases import noun_phrase, subject_of
from onrecord.statements.sources.bodies import names_body
from onrecord.statements.sources.coreference import Referents
from onrecord.statements.sources.people import (
    is_body,
    is_document,
    is_epithet,
    is_role,
    is_title,
    may_speak,
    without_article,
)

_KINDS: dict[EntityKind, SourceKind] = {
    "person": "person",
    "organisation": "organisation",
    "place": "organisation",
    "country": "country",
    "group": "group",
    "event": "document",
    "law": "document",
    "product": "document",
}
#: Kinds of names that the language pipeline knows but the article's entities lack.
_NAMED: dict[str, SourceKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "country",
    "NORP": "group",
}
_DEFINITE = frozenset({"the", "his", "her", "their", "its"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers"})
_OTHERS = frozenset({"it", "they", "them", "their", "its"})
_PLURAL_KINDS = frozenset({"group", "organisation", "country"})


class SourceResolver:
    """Names the sources of one article, in page order."""

    def __init__(self, text: str, referents: Referents) -> None:
        """Remember the article's text and referents; no source is known yet."""
        self._text = text
        self._referents = referents
        self._attributes: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._last: tuple[Source, Attribution] | None = None

    def resolve(self, attribution: Attribution) -> Source | None:
        """Return the source of an attribution; call in page order.

        Returns:
            None if the attribution has no source. A name that is not sure is the words
            themselves.
        """
        if attribution.source is None or attribution.source_head is None:
            return None
        span, head = attribution.source, attribution.source_head
        words = span.of(self._text)
        source = (
            self._several(span, head)
            or self._pronoun(attribution, span, head)
            or self._described(attribution, span, head)
            or self._named(attribution, span, head)
            or self._named_after(span, head)
            or Source(
                span=span,
                text=words,
                name=_without_aside(without_article(words)),
                kind=_kind_of_noun(head),
            )
        )
        self._last = (source, attribution)
        return source

    def _several(self, span: Span, head: Token) -> Source | None:
        """Keep the words of two or more: "Lopez and Perez" are not one of them."""
        others = [child for child in head.children if child.dep_ == "conj" and child.i > head.i]
        if not others or _is_one_of_two_roles(head, others):
            return None
        words = span.of(self._text)
        return Source(span=span, text=words, name=words, kind="group")

    def _pronoun(self, attribution: Attribution, span: Span, head: Token) -> Source | None:
        """Resolve "she", "who" and, if the last source was a group, "they"."""
        word = head.lower_
        words = span.of(self._text)
        if word in _RELATIVES and head.pos_ == "PRON":
            return self._antecedent(attribution, span, head)
        if word in _PERSONAL:
            person = self._referents.meant_at(attribution.sentence.place(head).start)
            if person is None:
                return Source(span=span, text=words, name=words, kind="person")
            return self._of_entity(person, span, self._attributes.get(person.id))
        if word in _OTHERS:
            if source := self._last_body(attribution, span, word):
                return source
            body = self._referents.meant_at(attribution.sentence.place(head).start)
            if body is not None:
                return self._of_entity(body, span, self._attributes.get(body.id))
            noun = _subject_before(attribution, head)
            if noun is not None:
                name = _without_aside(without_article(_phrase(noun)))
                return Source(span=span, text=words, name=name, kind=_kind_of_noun(noun))
            return Source(
                span=span, text=words, name=words, kind="group" if word != "it" else "unnamed"
            )
        return None

    def _antecedent(self, attribution: Attribution, span: Span, head: Token) -> Source | None:
        """Return the source that "who" stands for: the noun its clause describes."""
        clause = next((t for t in head.ancestors if t.dep_ == "relcl"), None)
        if clause is None:
            return None
        noun = clause.head
        words = span.of(self._text)
        entity = self._entity_of(attribution, noun)
        if entity is not None:
            return self._of_entity(entity, span, self._attributes.get(entity.id))
        return Source(span=span, text=words, name=noun.text, kind=_kind_of_noun(noun))

    def _last_body(self, attribution: Attribution, span: Span, word: str) -> Source | None:
        """Return the last source if it is a body of the last sentences and fits the pronoun."""
        if self._last is None:
            return None
        source, before = self._last
        distance = attribution.sentence.span.start - before.sentence.span.end
        is_plural = before.source_head is not None and before.source_head.tag_ in ("NNS", "NNPS")
        fits = is_plural or source.kind in _PLURAL_KINDS if word == "they" else not is_plural
        if source.kind == "person" or not fits or distance > len(before.sentence.text) + 200:
            return None
        return dataclasses.replace(source, span=span, text=span.of(self._text))

    def _entity_of(self, attribution: Attribution, head: Token) -> Entity | None:
        """Return the entity a word names; a lone surname is the person who bears it."""
        entity = self._referents.entity_at(attribution.sentence.place(head).start)
        is_sure = entity is not None and (entity.kind == "person" or " " in entity.name)
        if head.pos_ != "PROPN" or is_sure:
            return entity
        return self._referents.called(head.text) or entity

    def _named(self, attribution: Attribution, span: Span, head: Token) -> Source | None:
        """Take the entity that the head of the words mentions, with what describes it."""
        entity = None if is_epithet(head) else self._entity_of(attribution, head)
        if entity is None or not self._referents.is_person(entity):
            entity = self._apposed(attribution, head) or entity
        if entity is None:
            return None
        attribute = self._describe(entity, span)
        if attribute:
            self._attributes.setdefault(entity.id, attribute)
        if entity.kind == "organisation" and (name := self._with_place(entity, span)):
            self._names.setdefault(entity.id, name)
        return self._of_entity(entity, span, attribute or self._attributes.get(entity.id))

    def _apposed(self, attribution: Attribution, head: Token) -> Entity | None:
        """Return who is named after a description: "the minister, Ana Ruiz", "the group Viasna"."""
        is_body = names_body(head.lemma_.lower())
        beside = [*head.children, *(c for other in head.conjuncts for c in other.children)]
        for child in beside:
            if child.dep_ != "appos":
                continue
            entity = self._entity_of(attribution, child)
            if entity is None:
                continue
            if self._referents.is_person(entity) or (is_body and entity.kind == "organisation"):
                return entity
        return None

    def _with_place(self, entity: Entity, span: Span) -> str | None:
        """Return the name of a body with the place that tells it from others like it."""
        inside = [m for m in entity.mentions if span.start <= m.start and m.end <= span.end]
        rest = self._text[inside[0].end : span.end] if inside else ""
        preposition, _, place = rest.strip().partition(" ")
        start = span.end - len(place)
        where = self._referents.entity_at(start) if preposition == "in" and place else None
        is_place = where is not None and any(m == Span(start, span.end) for m in where.mentions)
        return f"{entity.name} in {place}" if is_place else None

    def _describe(self, entity: Entity, span: Span) -> str | None:
        """Return the words of the source before the name, else those after a comma."""
        inside = [m for m in entity.mentions if span.start <= m.start and m.end <= span.end]
        if not inside:
            return None
        name = inside[0]
        before = trim(self._text, Span(span.start, name.start)).of(self._text)
        after = trim(self._text, Span(name.end, span.end))
        follows_comma = "," in self._text[name.end : after.start]
        if is_title(before):
            before = ""
        words = before or (after.of(self._text) if follows_comma else "")
        words = without_article(words) if words else ""
        is_description = any(char.isalpha() for char in words) and not is_title(words)
        return words if is_description and words.lower() != "the" else None

    def _named_after(self, span: Span, head: Token) -> Source | None:
        """Take the name after a description where the article's entities lack it."""
        if not is_role(head.lemma_.lower()):
            return None
        name = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
        if name is None or name.i < head.i:
            return None
        words = " ".join(token.text for token in name.lefts if token.dep_ == "compound")
        return Source(
            span=span,
            text=span.of(self._text),
            name=f"{words} {name.text}".strip(),
            kind="person",
            attribute=_without_aside(without_article(span.of(self._text))),
        )

    def _described(self, attribution: Attribution, span: Span, head: Token) -> Source | None:
        """Resolve "the Belarusian president" and "the airline" to whom they mean."""
        entity = self._referents.meant_at(attribution.sentence.place(head).start)
        if entity is None:
            return None
        if not self._referents.is_person(entity):  # "the airline" tells nothing new
            return self._of_entity(entity, span, self._attributes.get(entity.id))
        attribute = _without_aside(without_article(span.of(self._text)))
        self._attributes.setdefault(entity.id, attribute)
        return self._of_entity(entity, span, attribute)

    def _of_entity(self, entity: Entity, span: Span, attribute: str | None) -> Source:
        return Source(
            span=span,
            text=span.of(self._text),
            name=self._names.get(entity.id, entity.name),
            entity=entity.id,
            kind="person" if self._referents.is_person(entity) else _KINDS[entity.kind],
            attribute=attribute,
        )


def _subject_before(attribution: Attribution, pronoun: Token) -> Token | None:
    """Return the body or the people that the sentence before is about, where a pronoun goes on.

    "Prosecutors have asked for nine years. They say ..."; a subject mostly means the subject
    before it (Brennan, Friedman and Pollard 1987).
    """
    start = attribution.sentence.tokens.start
    if pronoun.dep_ != "nsubj" or pronoun.lower_ not in ("it", "they") or start == 0:
        return None
    before = pronoun.doc[start - 1].sent
    subject = subject_of(before.root)
    if subject is None or any(child.dep_ == "conj" for child in subject.children):
        return None
    lemma = subject.lemma_.lower()
    if pronoun.lower_ == "they":
        return subject if subject.tag_ == "NNS" and may_speak(lemma) else None
    return subject if subject.tag_ == "NN" and names_body(lemma) else None


def _phrase(noun: Token) -> str:
    words = noun_phrase(noun)
    return str(noun.doc[words[0].i : words[-1].i + 1]).strip()


def _is_one_of_two_roles(head: Token, others: Sequence[Token]) -> bool:
    """Whether one person has both roles: "the firm's president and chief executive, Ana Ruiz"."""
    roles = [head, *others]
    return all(role.tag_ == "NN" and is_role(role.lemma_.lower()) for role in roles) and not any(
        child.dep_ == "det" for role in others for child in role.children
    )


def _without_aside(words: str) -> str:
    """Return a description without what a comma sets off: "president, in power since 1994"."""
    return words.partition(",")[0].strip() or words


def _kind_of_noun(noun: Token) -> SourceKind:
    """Return the kind of a source that has no name."""
    lemma = noun.lemma_.lower()
    if is_document(lemma):
        return "document"
    if is_body(lemma):
        return "group" if noun.tag_ == "NNS" and lemma == "group" else "organisation"
    if noun.tag_ in ("NNS", "NNPS") or lemma in ("everyone", "people", "majority"):
        return "group"
    if is_epithet(noun):
        return "person"
    if noun.pos_ == "PROPN" and noun.ent_type_ in _NAMED:
        return _NAMED[noun.ent_type_]
    is_definite = any(child.lower_ in _DEFINITE for child in noun.children)
    return "person" if is_role(lemma) and is_definite else "unnamed"


def speaker_places(attributions: Sequence[Attribution]) -> frozenset[int]:
    """Return the places where the head of a source stands."""
    return frozenset(
        attribution.sentence.place(attribution.source_head).start
        for attribution in attributions
        if attribution.source_head is not None
    )
