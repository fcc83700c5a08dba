"""Whom "she" and "the Belarusian president" mean, among the people an article names.

A pronoun goes to the person of fitting sex who stands out most: near, subject of a sentence,
the last one quoted (the factors of Lappin and Leass 1994, weighted by hand). A description
goes to the one named person whom the article, or the lexicon of offices, gives that role.
Where two fit about equally well nobody is chosen: a wrong speaker is worse than none.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.records import Entity
from onrecord.statements.noun_phrases import noun_phrase
from onrecord.statements.people import (
    Role,
    Sex,
    holds_office,
    is_role,
    role_of,
    sex_of_name,
    sex_of_words,
)
from onrecord.statements.sentences import Sentence

#: Points of a mention by how many sentences lie between; farther ones have none.
NEARNESS = (3.0, 2.6, 1.8, 1.0, 0.5)
SUBJECT = 1.5
SPEAKER = 1.5
SEX_KNOWN = 1.5
#: The best person must lead the next by this many points, and have at least so many.
MARGIN = 1.0
FEWEST_POINTS = 2.5

_PRONOUNS: Mapping[str, Sex] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class _Mention:
    person: Entity
    place: int
    sentence: int
    is_subject: bool
    is_speaker: bool
    verb: int


class People:
    """The people of one article, where they are mentioned, and what is known of them."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        entities: Sequence[Entity],
        speakers: Collection[int],
        is_quoted: Callable[[int], bool],
        year: int | None,
    ) -> None:
        """Go through the article once and resolve its pronouns in order.

        Args:
            sentences: All sentences, in page order.
            entities: The article's entities; persons among them are candidates.
            speakers: Places in the article where a word starts that is the head of a source.
            is_quoted: Whether a place of the article is inside quotation marks.
            year: Year of publication, for the lexicon of offices.
        """
        self._sentences = sentences
        self._persons = [entity for entity in entities if entity.kind == "person"]
        self._speakers = speakers
        self._is_quoted = is_quoted
        self._year = year
        self._by_place = _places(entities)
        self._sexes: dict[str, Sex | None] = {}
        self._roles: dict[str, list[Role]] = {person.id: [] for person in self._persons}
        self._mentions: list[_Mention] = []
        self._pronouns: dict[int, Entity] = {}
        self._learn()
        for number, sentence in enumerate(sentences):
            for token in sentence.tokens:
                self._note(token, number, sentence)

    def entity_at(self, place: int) -> Entity | None:
        """Return the entity that a place of the article mentions by name."""
        return self._by_place.get(place)

    def called(self, surname: str) -> Entity | None:
        """Return the one person whose full name ends in this surname."""
        named = [one for one in self._persons if one.name.split()[1:][-1:] == [surname]]
        return named[0] if len(named) == 1 else None

    def pronoun_at(self, place: int) -> Entity | None:
        """Return whom the pronoun at a place means; None if that is not sure."""
        return self._pronouns.get(place)

    def described(self, noun: Token, sentence: Sentence) -> Entity | None:
        """Return the named person whom a description ("the Belarusian president") means."""
        words = noun_phrase(noun)
        if not is_role(noun.lemma_.lower()) or not words or words[0].lower_ != "the":
            return None
        role = role_of(noun, words)
        place = sentence.place(noun).start
        named = [
            person
            for person in self._persons
            if any(mention.start < place for mention in person.mentions)
            and self._fits(person, role)
        ]
        return named[0] if len(named) == 1 else None

    def _fits(self, person: Entity, role: Role) -> bool:
        """Whether the article or the lexicon gives the person this role."""
        known = self._roles[person.id]
        if not role.is_former and holds_office(person.name, role, self._year):
            return True
        return any(
            one.noun == role.noun
            and one.is_former == role.is_former
            and (role.country is None or one.country in (None, role.country))
            for one in known
        )

    # -- one pass over the article -------------------------------------------------------

    def _learn(self) -> None:
        """Gather sex and roles from the words beside every mention."""
        words: dict[str, list[str]] = {person.id: [] for person in self._persons}
        for sentence in self._sentences:
            for token in sentence.tokens:
                person = self._by_place.get(sentence.place(token).start)
                if person is None or person.kind != "person":
                    continue
                for noun in _describing(token):
                    words[person.id].append(noun.text)
                    if is_role(noun.lemma_.lower()):
                        phrase = [*noun.children, *(c for c in token.children if c.i < noun.i)]
                        self._roles[person.id].append(role_of(noun, phrase))
        for person in self._persons:
            self._sexes[person.id] = sex_of_words(words[person.id]) or sex_of_name(person.name)

    def _note(self, token: Token, number: int, sentence: Sentence) -> None:
        """Add the mention that a token is: a name, or a pronoun that can be resolved."""
        place = sentence.place(token).start
        if self._is_quoted(place):
            return
        person = self._by_place.get(place)
        if person is not None and self._by_place.get(place - 1) is person:
            return
        if person is None and token.lower_ in _PRONOUNS:
            person = self._resolve(token, number)
            if person is not None:
                self._pronouns[place] = person
        if person is None or person.kind != "person":
            return
        head = _head_of_name(token, sentence, person, self._by_place)
        first = head
        while first.dep_ == "conj" and first.head.pos_ in ("PROPN", "NOUN", "PRON"):
            first = first.head  # of two joined subjects neither stands out
        self._mentions.append(
            _Mention(
                person=person,
                place=place,
                sentence=number,
                is_subject=first.dep_ in _SUBJECTS,
                is_speaker=sentence.place(first).start in self._speakers,
                verb=first.head.i if first.dep_ in _SUBJECTS else -1,
            )
        )

    def _resolve(self, pronoun: Token, number: int) -> Entity | None:
        sex = _PRONOUNS[pronoun.lower_]
        points: dict[str, float] = {}
        persons: dict[str, Entity] = {}
        for mention in reversed(self._mentions):
            distance = number - mention.sentence
            if distance >= len(NEARNESS):
                break
            known = self._sexes[mention.person.id]
            if known not in (None, sex) or self._is_bound(pronoun, mention, distance):
                continue
            score = (
                NEARNESS[distance]
                + SUBJECT * mention.is_subject
                + SPEAKER * mention.is_speaker
                + SEX_KNOWN * (known is not None)
            )
            persons[mention.person.id] = mention.person
            points[mention.person.id] = max(points.get(mention.person.id, 0.0), score)
        ranked = sorted(points.items(), key=lambda item: -item[1])
        if not ranked or ranked[0][1] < FEWEST_POINTS:
            return None
        if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN:
            return None
        person = persons[ranked[0][0]]
        if self._sexes[person.id] is None:
            self._sexes[person.id] = sex
        return person

    def _is_bound(self, pronoun: Token, mention: _Mention, distance: int) -> bool:
        """Whether grammar keeps the two apart: "Ruiz urged him" is not about Ruiz."""
        return (
            distance == 0
            and pronoun.dep_ in ("dobj", "dative")
            and not pronoun.lower_.endswith("self")
            and pronoun.head.i == mention.verb
        )


def _places(entities: Sequence[Entity]) -> dict[int, Entity]:
    """Map every code point of every mention to its entity; longer mentions win."""
    places: dict[int, Entity] = {}
    spans = [(mention, entity) for entity in entities for mention in entity.mentions]
    for mention, entity in sorted(spans, key=lambda pair: pair[0].end - pair[0].start):
        places.update(dict.fromkeys(range(mention.start, mention.end), entity))
    return places


def _head_of_name(
    token: Token, sentence: Sentence, person: Entity, places: Mapping[int, Entity]
) -> Token:
    """Climb from the first word of a name to the head of the name."""
    while (
        token.head != token
        and token.dep_ in ("compound", "amod", "nmod", "flat")
        and places.get(sentence.place(token.head).start) is person
    ):
        token = token.head
    return token


def _describing(name: Token) -> Iterator[Token]:
    """Yield the nouns that describe a name: before it, in apposition, or as predicate."""
    for child in name.children:
        if child.dep_ in ("compound", "amod", "nmod", "appos"):
            yield child
    if name.dep_ == "appos":
        yield name.head
    if name.dep_ in _SUBJECTS and name.head.lemma_ == "be":
        yield from (child for child in name.head.children if child.dep_ == "attr")
