"""What one article tells about the people and organisations it names: sex, role, class.

The words beside every mention are gathered once; then "she", "the minister" and "the airline"
can be held against what is known of each.
"""

from collections.abc import Collection, Mapping, Sequence

from spacy.tokens import Token

from onrecord.records import Entity, Span
from onrecord.statements.noun_phrases import describing, noun_phrase
from onrecord.statements.sentences import Sentence
from onrecord.statements.sources.bodies import OWN, BodyNouns, may_be_any, names_body
from onrecord.statements.sources.people import (
    Role,
    Sex,
    has_office,
    holds_office,
    is_first_name,
    is_office,
    is_person,
    is_role,
    role_noun,
    role_of,
    sex_of_person,
    sex_of_words,
)

SEX_KNOWN = 1.0
#: Off for who was last taken for the other sex, which is less sure than a name or a title.
SEX_GUESSED = -2.5

_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
#: Kinds that the model gives to names it does not know.
_UNSURE = frozenset({"organisation", "group", "product"})


class Profiles:
    """The people and organisations of one article, and what describes them.

    `persons` are by the entity's id; an entity of another kind is one where the article
    describes it as a person.
    """

    def __init__(
        self, sentences: Sequence[Sentence], entities: Sequence[Entity], year: int | None
    ) -> None:
        """Gather the words beside every mention.

        Args:
            sentences: All sentences, in page order.
            entities: The article's entities.
            year: Year of publication, for the lexicon of offices; None takes any term.
        """
        self._year = year
        self.persons = {e.id: e for e in entities if e.kind == "person" or _has_first_name(e)}
        self._by_place = _places(entities, self.persons.values())
        self._nouns = BodyNouns(entities)
        self._roles: dict[str, list[Role]] = {}
        self._guessed: dict[str, Sex] = {}
        words: dict[str, list[str]] = {}
        for sentence in sentences:
            for token in sentence.tokens:
                entity = self.entity_at(sentence.offset + token.idx)
                if entity is not None:
                    self._learn(token, entity, sentence, words.setdefault(entity.id, []))
        self._bodies = [entity for entity in entities if self._nouns.is_body(entity)]
        self._sexes = {
            person.id: sex_of_words(words.get(person.id, ())) or sex_of_person(person.name)
            for person in self.persons.values()
        }
        self._sexes |= {
            person.id: self._sex_of_family(person.name)
            for person in self.persons.values()
            if self._sexes[person.id] is None and " " not in person.name
        }

    def entity_at(self, place: int) -> Entity | None:
        """Return the entity that a place of the article mentions by name."""
        return self._by_place.get(place)

    def _learn(self, token: Token, entity: Entity, sentence: Sentence, words: list[str]) -> None:
        """Take what describes one mention."""
        for noun in describing(token):
            if self.entity_at(sentence.offset + noun.idx) is entity:
                continue
            lemma = role_noun(noun)
            words.append(noun.text)
            self._nouns.learn(entity, noun)
            if is_person(lemma) and _may_be_person(token, noun, entity):
                self.persons[entity.id] = entity
            elif names_body(lemma) and entity.kind != "person":
                self.persons.pop(entity.id, None)
            if is_role(lemma) or (noun.tag_ == "NN" and not names_body(lemma)):
                phrase = {*noun.children, *(c for c in token.children if c.i < noun.i)}
                beside = [word for word in noun_phrase(noun) if word not in phrase]
                self._roles.setdefault(entity.id, []).append(role_of(noun, phrase, beside))

    def _sex_of_family(self, surname: str) -> Sex | None:
        """Return the sex of those whose full names end so, None where they differ."""
        sexes = {
            self._sexes[person.id]
            for person in self.persons.values()
            if person.name.split()[1:][-1:] == [surname]
        }
        return sexes.pop() if len(sexes) == 1 else None

    # -- sex ---------------------------------------------------------------------------------

    def fits_sex(self, entity: Entity, sex: Sex) -> float | None:
        """Return the points a person has for the sex of a pronoun, None if it rules them out."""
        if entity.id not in self.persons:
            return None
        known = self._sexes[entity.id]
        if known is not None:
            return SEX_KNOWN if known == sex else None
        guessed = self._guessed.get(entity.id, sex)
        return SEX_KNOWN * (entity.id in self._guessed) if guessed == sex else SEX_GUESSED

    def add_unnamed(self, noun: Token, place: int) -> Entity:
        """Add a person without a name and return the entity, which has no mentions."""
        unnamed = Entity(id=f"unnamed-{place}", name="", kind="person", mentions=())
        self.persons[unnamed.id] = unnamed
        self._sexes[unnamed.id] = sex_of_words([noun.text])
        return unnamed

    def guess_sex(self, entity: Entity, sex: Sex) -> None:
        """Remember which pronoun was last taken to mean a person."""
        self._guessed[entity.id] = sex

    # -- descriptions ------------------------------------------------------------------------

    def is_role_here(self, lemma: str) -> bool:
        """Whether a noun is a role, by the lexicon or because the article gives it somebody."""
        return is_role(lemma) or any(
            role.noun == lemma for person in self.persons for role in self._roles.get(person, ())
        )

    def persons_in(self, role: Role) -> list[Entity]:
        """Return the people to whom the article or the lexicon of offices gives a role."""
        return [
            person
            for person in self.persons.values()
            if any(role.means(known) for known in self._roles.get(person.id, ()))
            or holds_office(person.name, role, self._year)
        ]

    def is_somebody_else(self, person: Entity, noun: str) -> bool:
        """Whether what is known of a person rules out that a noun describes them anew.

        They have the role, but of elsewhere or formerly, or an office beside which nobody has this.
        """
        roles = self._roles.get(person.id, ())
        if any(role.noun == noun for role in roles):
            return True
        holds = any(is_office(role.noun) and not role.is_former for role in roles)
        return is_office(noun) and (holds or has_office(person.name, self._year))

    def bodies_called(self, noun: Token) -> list[Entity]:
        """Return the organisations that "the (modifiers) noun" fits best.

        A noun such as "company" may also mean one of which nothing is known.
        """
        lemma, modifiers = noun.lemma_.lower(), modifiers_of(noun)
        fits = [(self._nouns.fit(body, lemma, modifiers), body) for body in self._bodies]
        best = max((fit for fit, _ in fits), default=0)
        found = [entity for fit, entity in fits if fit == best and fit]
        is_loose = may_be_any(lemma) and not modifiers and best < OWN
        return found + [e for _, e in fits if self._nouns.is_unknown(e)] if is_loose else found

    def is_unknown(self, body: Entity) -> bool:
        """Whether neither the article nor the name tells what an organisation is."""
        return self._nouns.is_unknown(body)


def modifiers_of(noun: Token) -> list[str]:
    """Return the words before a noun that say of which kind it is."""
    return [child.lower_ for child in noun.children if child.dep_ in _MODIFIERS]


def _has_first_name(entity: Entity) -> bool:
    """Whether what passes for something else has a first name and no word of a body."""
    words = entity.name.split()
    return (
        entity.kind in _UNSURE
        and 1 < len(words) <= 3
        and is_first_name(words[0])
        and all(word[:1].isupper() and word.replace("-", "").isalpha() for word in words)
        and not any(names_body(word.lower()) for word in words)
    )


def _may_be_person(name: Token, noun: Token, entity: Entity) -> bool:
    """Whether a personal noun beside what passes for an organisation shows a person's name."""
    return (
        1 < len(entity.name.split()) <= 4
        and entity.kind in ("person", "organisation")
        and not entity.name.isupper()
        and not names_body(entity.name.split()[-1].lower())
        and (noun.dep_ == "appos" or name.dep_ == "appos")
    )


def _places(entities: Sequence[Entity], persons: Collection[Entity]) -> Mapping[int, Entity]:
    """Map every code point of every mention to its entity; longer mentions win.

    A single word of unsure kind that is one person's surname is that person.
    """
    named: dict[str, list[Entity]] = {}
    for person in persons:
        for surname in person.name.split()[1:][-1:]:
            named.setdefault(surname, []).append(person)
    spans: list[tuple[Span, Entity]] = []
    for entity in entities:
        owners = named.get(entity.name, []) if entity.kind in _UNSURE else []
        meant = owners[0] if len(owners) == 1 else entity
        spans += [(mention, meant) for mention in entity.mentions]
    places: dict[int, Entity] = {}
    for mention, entity in sorted(spans, key=lambda pair: pair[0].end - pair[0].start):
        places.update(dict.fromkeys(range(mention.start, mention.end), entity))
    return places
