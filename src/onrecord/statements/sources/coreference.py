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
from onrecord.statements.noun_phrases import noun_phrase
from onrecord.statements.sentences import Sentence
from onrecord.statements.sources.bodies import may_be_any, names_body
from onrecord.statements.sources.noun_grammar import (
    is_another,
    is_beside_name,
    is_definite,
    says_which,
)
from onrecord.statements.sources.people import (
    Sex,
    is_common,
    is_epithet,
    is_held,
    is_relation,
    is_role,
    may_be_new,
    may_speak,
    role_noun,
    role_of,
    sex_of_words,
)
from onrecord.statements.sources.profiles import Profiles, modifiers_of
from onrecord.statements.sources.salience import Mention, Salience

#: By how many points the best must lead: for a pronoun, and where a description fits several.
MARGIN = 1.0
DESCRIPTION_MARGIN = 2.5
#: So many sentences back who is described anew may be named.
NEW_REACH = 2
NEW_MARGIN = 1.75
#: Whom an article is about: named so often, and so many times as often as others.
FEWEST_OF_MAIN = 3
MAIN_LEAD = 2
#: Extra for that person where a pronoun is not itself a source: others speak about them.
MAIN = 1.0

_PRONOUNS: Mapping[str, Sex] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


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
        self._profiles = Profiles(sentences, entities, year)
        self._main = _main_one(list(self._profiles.persons.values()))
        self._salience = Salience()
        self._meant: dict[int, Entity] = {}
        #: Nouns of people whom the article speaks of without a name.
        self._nameless: set[str] = set()
        #: Where each noun last stood for a body without a name.
        self._other_bodies: dict[str, int] = {}
        number = 0
        for sentence in sentences:
            # what is said between a name and "she said" does not make the name farther
            number += any(
                token.is_alpha and not is_quoted(sentence.offset + token.idx)
                for token in sentence.tokens
            )
            for token in sentence.tokens:
                self._note(token, number, sentence)

    def entity_at(self, place: int) -> Entity | None:
        """Return the entity that a place of the article mentions by name."""
        return self._profiles.entity_at(place)

    def is_person(self, entity: Entity) -> bool:
        """Whether an entity is a person, by its kind or by how the article describes it."""
        return entity.id in self._profiles.persons

    def called(self, surname: str) -> Entity | None:
        """Return the one person whose full name ends in this surname."""
        persons = self._profiles.persons.values()
        named = [person for person in persons if person.name.split()[1:][-1:] == [surname]]
        return named[0] if len(named) == 1 else None

    def meant_at(self, place: int) -> Entity | None:
        """Return whom the pronoun or description whose head starts here means, if that is sure."""
        return self._meant.get(place)

    # -- mentions, in page order -------------------------------------------------------------

    def _note(self, token: Token, number: int, sentence: Sentence) -> None:
        """Add the mention that a token is: a name, or a pronoun or description resolved."""
        place = sentence.offset + token.idx
        entity = None if is_epithet(token) else self.entity_at(place)
        speaks = place in self._speakers
        is_pronoun = token.lower_ in _PRONOUNS or (token.lower_ == "it" and speaks)
        is_pronoun = is_pronoun and entity is None
        is_noun = entity is None and token.tag_ in ("NN", "NNP")
        if entity is None and not is_pronoun and not is_noun:
            return
        if self._is_quoted(place):
            return
        if entity is not None and self.entity_at(place - 1) is entity:
            return
        if is_pronoun:
            entity = self._pronoun(token, number, sentence)
        elif is_noun:
            entity = self._description(token, number, sentence) or self._unnamed(token, place)
        if entity is None:
            return
        if (is_pronoun or is_noun) and entity.mentions:
            self._meant[place] = entity
        if self.is_person(entity) or entity.kind == "organisation":
            self._salience.note(self._mention(token, number, sentence, entity))

    def _mention(self, token: Token, number: int, sentence: Sentence, entity: Entity) -> Mention:
        first = _head_of_name(token, sentence, entity, self.entity_at)
        while first.dep_ in ("conj", "appos") and first.head.pos_ in ("PROPN", "NOUN", "PRON"):
            # of two joined subjects neither stands out; a name may stand behind its description
            first = first.head
        is_subject = first.dep_ in _SUBJECTS
        # who agrees, or rejects a claim within another's sentence, has the word as a speaker has
        answers = (
            is_subject
            and first.pos_ == "PROPN"
            and first.head.dep_ in ("ROOT", "relcl", "acl")
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

    def _unnamed(self, noun: Token, place: int) -> Entity | None:
        """Return somebody whom the article does not name: "an official said ... he added".

        They have no mentions of their name, and a pronoun that means them stays open.
        """
        lemma = noun.lemma_.lower()
        acts = (is_role(lemma) and noun.dep_ in _SUBJECTS) or place in self._speakers
        is_beside = is_beside_name(noun)
        if noun.tag_ == "NN" and not is_beside and not is_definite(noun):
            self._nameless.add(role_noun(noun))
        if noun.tag_ != "NN" or not acts or not may_speak(lemma) or is_beside:
            return None
        self._nameless.add(role_noun(noun))
        return self._profiles.add_unnamed(noun, place)

    # -- pronouns --------------------------------------------------------------------------

    def _pronoun(self, pronoun: Token, number: int, sentence: Sentence) -> Entity | None:
        """Return the person that "he" or "she" means, the organisation that "it" does."""
        sex = _PRONOUNS.get(pronoun.lower_)

        def fit(mention: Mention) -> float | None:
            if _is_bound(pronoun, mention, number):
                return None
            if sex is None:
                return None if self.is_person(mention.entity) else 0.0
            points = self._profiles.fits_sex(mention.entity, sex)
            is_main = not speaks and mention.entity is self._main
            return None if points is None else points + MAIN * is_main

        place = sentence.offset + pronoun.idx
        block = sentence.block.start
        speaks = place in self._speakers
        person = self._salience.best(place, number, block, fit, MARGIN, speaks=speaks)
        if person is not None and sex is not None:
            self._profiles.guess_sex(person, sex)
        return person

    # -- descriptions ----------------------------------------------------------------------

    def _description(self, noun: Token, number: int, sentence: Sentence) -> Entity | None:
        """Return whom "the Belarusian president", "his lawyer" or "the airline" means."""
        lemma = noun.lemma_.lower()
        if noun.dep_ in ("appos", "compound") or is_another(noun):
            return None
        place = sentence.offset + noun.idx
        if is_epithet(noun):
            return self._epithet(noun, place, number, sentence.block.start)
        if self._profiles.is_role_here(lemma):
            called = self._person_called(noun, place, number, sentence.block.start)
            return called or self._described_anew(noun, number, sentence)
        if may_be_new(lemma):
            return self._described_anew(noun, number, sentence)
        if not names_body(lemma):
            return None
        if is_definite(noun) and not says_which(noun):
            return self._body_called(noun, place, number, sentence.block.start)
        if not is_beside_name(noun):
            self._other_bodies[lemma] = place
        return None

    def _epithet(self, noun: Token, place: int, number: int, block: int) -> Entity | None:
        """Return the person spoken of where "the Kentucky Republican" is one of them."""
        if not is_definite(noun):
            return None

        def fit(mention: Mention) -> float | None:
            return 0.0 if self.is_person(mention.entity) else None

        speaks = place in self._speakers
        return self._salience.best(place, number, block, fit, DESCRIPTION_MARGIN, speaks=speaks)

    def _person_called(self, noun: Token, place: int, number: int, block: int) -> Entity | None:
        """Return the person in a role; one who is named only later if there is no other."""
        is_related = is_relation(noun.lemma_.lower())
        is_owned = any(child.dep_ == "poss" for child in noun.children)
        if not (is_definite(noun) or is_owned) or (says_which(noun) and not is_related):
            return None
        role = role_of(noun, noun_phrase(noun))
        fitting = self._profiles.persons_in(role)
        # "the Florida senator" may be one whose state the article tells nowhere
        is_sure = not role.beside and not is_common(role.noun)
        if len(fitting) == 1 and is_sure:
            return fitting[0]
        if is_owned and len(fitting) > 1:
            return None
        return self._clearest(_named_before(fitting, place), place, number, block)

    def _described_anew(self, noun: Token, number: int, sentence: Sentence) -> Entity | None:
        """Return who has just been spoken of where the article does not say what they are.

        "Ruiz agreed. The former neurosurgeon said ...": somebody else would have been named.
        """
        lemma, place = role_noun(noun), sentence.offset + noun.idx
        acts = noun.dep_ in _SUBJECTS and noun.head.dep_ in ("ROOT", "conj")
        is_owned = any(child.dep_ == "poss" for child in noun.children)
        if not (acts and may_be_new(lemma) and is_definite(noun)) or is_owned:
            return None
        role = role_of(noun, noun_phrase(noun))
        is_known = is_held(role) or bool(self._profiles.persons_in(role))
        if is_known or lemma in self._nameless or says_which(noun):
            return None
        sex = sex_of_words([noun.text])

        def fit(mention: Mention) -> float | None:
            person = mention.entity
            is_far = number - mention.sentence > NEW_REACH
            if is_far or not self.is_person(person):
                return None
            if self._profiles.is_somebody_else(person, lemma):
                return None
            return self._profiles.fits_sex(person, sex) if sex else 0.0

        block = sentence.block.start
        speaks = place in self._speakers
        return self._salience.best(place, number, block, fit, NEW_MARGIN, speaks=speaks)

    def _body_called(self, noun: Token, place: int, number: int, block: int) -> Entity | None:
        """Return the organisation that a noun fits, of several the clearest or the main one."""
        other = self._other_bodies.get(noun.lemma_.lower(), -1)
        fitting = _named_since(self._profiles.bodies_called(noun), other, place)
        known = [body for body in fitting if not self._profiles.is_unknown(body)]
        fitting = [body for body in fitting if body in known or self._matters(body)]
        if len(fitting) == len(known) == 1:
            return known[0]
        best = self._clearest(fitting, place, number, block) if fitting else None
        if best is not None:
            return best
        near = [body for body in fitting if self._salience.is_near(body, place, number)]
        if len(near) == 1:
            return near[0]
        if known:
            return _main_one(known) if len(known) == len(fitting) else None
        is_any = may_be_any(noun.lemma_.lower()) and not modifiers_of(noun)
        return _main_one([body for body in fitting if self._speaks(body)]) if is_any else None

    def _clearest(
        self, fitting: Sequence[Entity], place: int, number: int, block: int
    ) -> Entity | None:
        """Return the one of those that a description fits who stands out."""
        ids = {entity.id for entity in fitting}

        def fit(mention: Mention) -> float | None:
            return 0.0 if mention.entity.id in ids else None

        return self._salience.best(place, number, block, fit, DESCRIPTION_MARGIN)

    def _matters(self, body: Entity) -> bool:
        """Whether an organisation of which nothing is known is more than named in passing."""
        return len(body.mentions) > 1 or self._speaks(body)

    def _speaks(self, body: Entity) -> bool:
        """Whether an organisation is a source somewhere in the article."""
        return any(
            place in self._speakers
            for mention in body.mentions
            for place in range(mention.start, mention.end)
        )


def _named_before(entities: Sequence[Entity], place: int) -> list[Entity]:
    return [e for e in entities if any(mention.start < place for mention in e.mentions)]


def _named_since(entities: Sequence[Entity], since: int, place: int) -> list[Entity]:
    return [e for e in entities if any(since < mention.start < place for mention in e.mentions)]


def _is_bound(pronoun: Token, mention: Mention, number: int) -> bool:
    """Whether grammar keeps the two apart: "Ruiz urged him" is not about Ruiz."""
    return (
        mention.sentence == number
        and pronoun.dep_ in ("dobj", "dative")
        and not pronoun.lower_.endswith("self")
        and pronoun.head.i == mention.verb
    )


def _main_one(fitting: Sequence[Entity]) -> Entity | None:
    """Return the one that the article names far more often than the others."""
    if not fitting:
        return None
    first, *others = sorted(fitting, key=lambda entity: -len(entity.mentions))
    most = len(first.mentions)
    is_main = all(most >= MAIN_LEAD * len(other.mentions) for other in others)
    return first if is_main and most >= FEWEST_OF_MAIN else None


def _head_of_name(
    token: Token, sentence: Sentence, entity: Entity, entity_at: Callable[[int], Entity | None]
) -> Token:
    """Climb from the first word of a name to the head of the name."""
    while (
        token.head != token
        and token.dep_ in ("compound", "amod", "nmod", "flat")
        and entity_at(sentence.offset + token.head.idx) is entity
    ):
        token = token.head
    return token
