"""Whom "she", "the Belarusian president" and "the airline" mean, among the names of an article.

A pronoun goes to the person of fitting sex who stands out most (`salience`). A description
goes to the one named person whom the article, or the lexicon of offices, gives that role, or
to the organisation that it fits best; among several to the one that clearly stands out.
Where two do about equally well nobody is chosen.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from spacy.tokens import Token

from onrecord.records import Entity
from onrecord.statements.attributions.cues import load_cues
from onrecord.statements.noun_phrases import describing, noun_phrase
from onrecord.statements.places.gazetteer import country_code
from onrecord.statements.sentences import Sentence
from onrecord.statements.sources.bodies import BodyNouns, may_be_any, names_body
from onrecord.statements.sources.people import (
    Role,
    Sex,
    holds_office,
    is_person,
    is_role,
    role_of,
    sex_of_name,
    sex_of_words,
)
from onrecord.statements.sources.salience import Mention, Salience

SEX_KNOWN = 1.5
#: By how many points the best must lead: for a pronoun, and where a description fits several.
MARGIN = 1.0
DESCRIPTION_MARGIN = 2.5
#: The organisation an article is about: named so often, and so many times as often as others.
FEWEST_OF_MAIN = 3
MAIN_LEAD = 3

_PRONOUNS: Mapping[str, Sex] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})


class Referents:
    """The people and organisations of one article: where they are mentioned, what is known."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        entities: Sequence[Entity],
        speakers: Collection[int],
        is_quoted: Callable[[int], bool],
        year: int | None,
    ) -> None:
        """Go through the article once and resolve its pronouns and descriptions in order.

        Args:
            sentences: All sentences, in page order.
            entities: The article's entities; persons and organisations are candidates.
            speakers: Places in the article where a word starts that is the head of a source.
            is_quoted: Whether a place of the article is inside quotation marks.
            year: Year of publication, for the lexicon of offices.
        """
        self._speakers = speakers
        self._is_quoted = is_quoted
        self._year = year
        self._by_place = _places(entities)
        self._persons: dict[str, Entity] = {e.id: e for e in entities if e.kind == "person"}
        self._bodies = [entity for entity in entities if entity.kind == "organisation"]
        self._nouns = BodyNouns(entities)
        self._sexes: dict[str, Sex | None] = {}
        self._roles: dict[str, list[Role]] = {}
        self._salience = Salience()
        self._meant: dict[int, Entity] = {}
        self._learn(sentences)
        for number, sentence in enumerate(sentences):
            for token in sentence.tokens:
                self._note(token, number, sentence)

    def entity_at(self, place: int) -> Entity | None:
        """Return the entity that a place of the article mentions by name."""
        return self._by_place.get(place)

    def is_person(self, entity: Entity) -> bool:
        """Whether an entity is a person, by its kind or by how the article describes it."""
        return entity.id in self._persons

    def called(self, surname: str) -> Entity | None:
        """Return the one person whose full name ends in this surname."""
        named = [p for p in self._persons.values() if p.name.split()[1:][-1:] == [surname]]
        return named[0] if len(named) == 1 else None

    def meant_at(self, place: int) -> Entity | None:
        """Return whom the pronoun or description whose head starts here means, if that is sure."""
        return self._meant.get(place)

    # -- one pass to learn, one to resolve -------------------------------------------------

    def _learn(self, sentences: Sequence[Sentence]) -> None:
        """Gather sex, roles and class from the words beside every mention."""
        words: dict[str, list[str]] = {}
        for sentence in sentences:
            for token in sentence.tokens:
                entity = self._by_place.get(sentence.offset + token.idx)
                if entity is None or entity.kind not in ("person", "organisation"):
                    continue
                for noun in describing(token):
                    if self._by_place.get(sentence.offset + noun.idx) is entity:
                        continue
                    lemma = noun.lemma_.lower()
                    words.setdefault(entity.id, []).append(noun.text)
                    self._nouns.learn(entity, noun)
                    if is_role(lemma):
                        phrase = [*noun.children, *(c for c in token.children if c.i < noun.i)]
                        self._roles.setdefault(entity.id, []).append(role_of(noun, phrase))
                    if is_person(lemma) and _may_be_person(token, noun, entity):
                        self._persons[entity.id] = entity
        for person in self._persons.values():
            known = sex_of_words(words.get(person.id, ())) or sex_of_name(person.name)
            self._sexes[person.id] = known

    def _note(self, token: Token, number: int, sentence: Sentence) -> None:
        """Add the mention that a token is: a name, or a pronoun or description resolved."""
        place = sentence.offset + token.idx
        entity = self._by_place.get(place)
        is_pronoun = entity is None and token.lower_ in _PRONOUNS
        is_noun = entity is None and token.pos_ == "NOUN" and token.tag_ == "NN"
        if entity is None and not is_pronoun and not is_noun:
            return
        if self._is_quoted(place):
            return
        if entity is not None and self._by_place.get(place - 1) is entity:
            return
        if is_pronoun:
            entity = self._pronoun(token, number, sentence)
        elif is_noun:
            entity = self._description(token, number, sentence)
        if entity is None:
            return
        if is_pronoun or is_noun:
            self._meant[place] = entity
        if entity.id in self._persons or entity.kind == "organisation":
            self._salience.note(self._mention(token, number, sentence, entity))

    def _mention(self, token: Token, number: int, sentence: Sentence, entity: Entity) -> Mention:
        first = _head_of_name(token, sentence, entity, self._by_place)
        while first.dep_ in ("conj", "appos") and first.head.pos_ in ("PROPN", "NOUN", "PRON"):
            # of two joined subjects neither stands out; a name may stand behind its description
            first = first.head
        is_subject = first.dep_ in _SUBJECTS
        # who rejects a claim within another's sentence has the word as much as its speaker
        answers = (
            is_subject
            and first.pos_ == "PROPN"
            and first.head.dep_ in ("relcl", "acl")
            and first.head.lemma_ in load_cues().verbs
        )
        is_speaker = sentence.offset + first.idx in self._speakers or answers
        return Mention(
            entity=entity,
            place=sentence.offset + token.idx,
            sentence=number,
            block=sentence.block.start,
            is_subject=is_subject or is_speaker,
            is_speaker=is_speaker,
            verb=first.head.i if is_subject else -1,
        )

    # -- pronouns --------------------------------------------------------------------------

    def _pronoun(self, pronoun: Token, number: int, sentence: Sentence) -> Entity | None:
        sex = _PRONOUNS[pronoun.lower_]

        def fit(mention: Mention) -> float | None:
            if mention.entity.id not in self._persons or _is_bound(pronoun, mention, number):
                return None
            known = self._sexes[mention.entity.id]
            return None if known not in (None, sex) else SEX_KNOWN * (known is not None)

        place = sentence.offset + pronoun.idx
        person = self._salience.best(place, number, sentence.block.start, fit, MARGIN)
        if person is not None and self._sexes[person.id] is None:
            self._sexes[person.id] = sex
        return person

    # -- descriptions ----------------------------------------------------------------------

    def _description(self, noun: Token, number: int, sentence: Sentence) -> Entity | None:
        """Return whom "the Belarusian president" or "the airline" means."""
        lemma = noun.lemma_.lower()
        is_definite = any(c.lower_ == "the" and c.dep_ == "det" for c in noun.children)
        if not is_definite or not (is_role(lemma) or names_body(lemma)):
            return None
        if noun.dep_ in ("appos", "compound") or _says_which(noun):
            return None
        place = sentence.offset + noun.idx
        fitting = self._fitting_persons(noun) if is_role(lemma) else self._fitting_bodies(noun)
        fitting = [e for e in fitting if any(mention.start < place for mention in e.mentions)]
        if not fitting and may_be_any(lemma) and not _modifiers(noun):
            return _main_one([body for body in self._bodies if self._may_be_company(body)])
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        ids = {entity.id for entity in fitting}

        def fit(mention: Mention) -> float | None:
            return 0.0 if mention.entity.id in ids else None

        block = sentence.block.start
        best = self._salience.best(place, number, block, fit, DESCRIPTION_MARGIN)
        return best or (_main_one(fitting) if names_body(lemma) else None)

    def _fitting_persons(self, noun: Token) -> list[Entity]:
        role = role_of(noun, noun_phrase(noun))
        return [
            person
            for person in self._persons.values()
            if any(role.means(known) for known in self._roles.get(person.id, ()))
            or (not role.is_former and holds_office(person.name, role, self._year))
        ]

    def _fitting_bodies(self, noun: Token) -> list[Entity]:
        lemma, modifiers = noun.lemma_.lower(), _modifiers(noun)
        fits = [(self._nouns.fit(body, lemma, modifiers), body) for body in self._bodies]
        best = max((fit for fit, _ in fits), default=0)
        return [entity for fit, entity in fits if fit == best and fit]

    def _may_be_company(self, body: Entity) -> bool:
        """Whether an organisation of unknown kind speaks somewhere in the article."""
        return self._nouns.is_unknown(body) and any(
            place in self._speakers
            for mention in body.mentions
            for place in range(mention.start, mention.end)
        )


def _modifiers(noun: Token) -> list[str]:
    return [child.lower_ for child in noun.children if child.dep_ in _MODIFIERS]


def _is_bound(pronoun: Token, mention: Mention, number: int) -> bool:
    """Whether grammar keeps the two apart: "Ruiz urged him" is not about Ruiz."""
    return (
        mention.sentence == number
        and pronoun.dep_ in ("dobj", "dative")
        and not pronoun.lower_.endswith("self")
        and pronoun.head.i == mention.verb
    )


def _says_which(noun: Token) -> bool:
    """Whether a description says itself whom it means: "the airline Belavia", "the head of it".

    Of a country, an office is one like any ("the president of Belarus"); what a comma sets off
    tells more about someone who is known already.
    """
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ == "appos" and child.pos_ == "PROPN":
            return True
        if any(token.text == "," for token in noun.doc[noun.i : child.left_edge.i]):
            continue
        if child.dep_ in ("relcl", "acl"):
            return True
        if child.dep_ == "prep" and not any(country_code(c.text) for c in child.children):
            return True
    return False


def _main_one(fitting: Sequence[Entity]) -> Entity | None:
    """Return the one that the article names far more often than the others."""
    if not fitting:
        return None
    first, *others = sorted(fitting, key=lambda entity: -len(entity.mentions))
    most = len(first.mentions)
    is_main = all(most >= MAIN_LEAD * len(other.mentions) for other in others)
    return first if is_main and most >= FEWEST_OF_MAIN else None


def _may_be_person(name: Token, noun: Token, entity: Entity) -> bool:
    """Whether a personal noun beside what passes for an organisation shows a person's name."""
    return (
        1 < len(entity.name.split()) <= 4
        and not entity.name.isupper()
        and not names_body(entity.name.split()[-1].lower())
        and (noun.dep_ == "appos" or name.dep_ == "appos")
    )


def _places(entities: Sequence[Entity]) -> dict[int, Entity]:
    """Map every code point of every mention to its entity; longer mentions win."""
    places: dict[int, Entity] = {}
    spans = [(mention, entity) for entity in entities for mention in entity.mentions]
    for mention, entity in sorted(spans, key=lambda pair: pair[0].end - pair[0].start):
        places.update(dict.fromkeys(range(mention.start, mention.end), entity))
    return places


def _head_of_name(
    token: Token, sentence: Sentence, entity: Entity, places: Mapping[int, Entity]
) -> Token:
    """Climb from the first word of a name to the head of the name."""
    while (
        token.head != token
        and token.dep_ in ("compound", "amod", "nmod", "flat")
        and places.get(sentence.offset + token.head.idx) is entity
    ):
        token = token.head
    return token
