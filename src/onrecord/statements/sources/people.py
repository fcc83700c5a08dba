"""What words tell about a person: sex, role, country, office.

The words stand in `people.toml`, who held which office in `office_holders.toml`.
"""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from onrecord.lexicons import lexicon
from onrecord.statements.places.gazetteer import country_code, people_code, region

Sex = Literal["female", "male"]

_ARTICLES = ("the", "a", "an")
#: The last year of a term that has not ended.
_STILL = 9999


@dataclass(frozen=True, slots=True)
class Role:
    """A description such as "the former Belarusian foreign minister".

    `fields` are the words that tell one office from another: "foreign", "prime", "trade";
    `beside` are the names in its words ("chief of the WHO", "Florida senator").
    """

    noun: str
    country: str | None
    is_former: bool
    fields: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()

    def means(self, other: "Role") -> bool:
        """Whether this description may be a shorter one of the other role."""
        return (
            _is_noun_for(self.noun, other.noun)
            and self.is_former == other.is_former
            and self.fields <= other.fields
            and (not self.beside or not other.beside or bool(self.beside & other.beside))
            and (self.country is None or other.country in (None, self.country))
        )


@dataclass(frozen=True, slots=True)
class _Office:
    role: Role
    families: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Lexicon:
    titles: dict[str, Sex]
    neutral: frozenset[str]
    nouns: dict[str, Sex]
    names: dict[str, Sex]
    more_names: dict[str, Sex]
    unsure_endings: tuple[str, ...]
    endings: tuple[tuple[str, Sex], ...]
    roles: frozenset[str]
    bodies: frozenset[str]
    documents: frozenset[str]
    fields: frozenset[str]
    impersonal: frozenset[str]
    common: frozenset[str]
    unnamed: frozenset[str]
    agents: tuple[str, ...]
    short: dict[str, str]
    relations: frozenset[str]
    partisans: frozenset[str]
    meanings: dict[str, frozenset[str]]
    new: frozenset[str]
    new_endings: tuple[str, ...]
    situational: frozenset[str]
    offices: frozenset[str]


@functools.cache
def _lexicon() -> _Lexicon:
    data = lexicon("statements/sources/people.toml")
    sexes: tuple[Sex, Sex] = ("female", "male")

    def by_word(table: str) -> dict[str, Sex]:
        return {word: sex for sex in sexes for word in data[table][sex]}

    return _Lexicon(
        titles=by_word("titles"),
        neutral=frozenset(data["titles"]["neutral"]),
        nouns=by_word("nouns"),
        names=by_word("names"),
        more_names=by_word("more_names"),
        unsure_endings=tuple(data["surnames"]["unsure"]),
        endings=tuple((ending, sex) for sex in sexes for ending in data["surnames"][sex]),
        roles=frozenset(data["roles"]["nouns"]),
        bodies=frozenset(data["bodies"]["nouns"]),
        documents=frozenset(data["documents"]["nouns"]),
        fields=frozenset(data["roles"]["fields"]),
        impersonal=frozenset(data["roles"]["impersonal"]),
        common=frozenset(data["roles"]["common"]),
        unnamed=frozenset(data["roles"]["unnamed"]),
        agents=tuple(data["roles"]["agents"]),
        short=data["roles"]["short"],
        relations=frozenset(data["roles"]["related"]["nouns"]),
        partisans=frozenset(data["roles"]["partisans"]["nouns"]),
        meanings={
            noun: frozenset(group["means"]) for group in data["synonyms"] for noun in group["nouns"]
        },
        new=frozenset(data["roles"]["new"]["nouns"]),
        new_endings=tuple(data["roles"]["new"]["endings"]),
        situational=frozenset(data["roles"]["new"]["situational"]),
        offices=frozenset(data["roles"]["new"]["offices"]),
    )


@functools.cache
def _offices() -> tuple[_Office, ...]:
    data = lexicon("statements/sources/office_holders.toml")
    return tuple(
        _Office(_office_role(country, office), tuple(families), first, last)
        for country, office, families, first, last in data["holders"]
    )


def _office_role(country: str, office: str) -> Role:
    *fields, noun = office.split()
    return Role(noun, country, is_former=False, fields=frozenset(fields))


def sex_of_name(name: str) -> Sex | None:
    """Return the sex that a full name shows by a first name or an ending that only names have."""
    words = name.split()
    if len(words) < 2:
        return None
    return _lexicon().names.get(words[0]) or _sex_of_ending(words[-1])


def sex_of_person(name: str) -> Sex | None:
    """Return the sex that the full name of somebody known to be a person shows."""
    words = name.split()
    if len(words) < 2:
        return None
    lexicon = _lexicon()
    sex = lexicon.names.get(words[0]) or lexicon.more_names.get(words[0])
    is_unsure = words[-1].endswith(lexicon.unsure_endings)
    return sex or (None if is_unsure else _sex_of_ending(words[-1]))


def _sex_of_ending(surname: str) -> Sex | None:
    return next((sex for ending, sex in _lexicon().endings if surname.endswith(ending)), None)


def sex_of_words(words: Iterable[str]) -> Sex | None:
    """Return the sex that titles and nouns around a name show, None where they disagree."""
    lexicon = _lexicon()
    found = {
        sex
        for word in words
        if (sex := lexicon.titles.get(word) or lexicon.nouns.get(word.lower()))
    }
    return found.pop() if len(found) == 1 else None


def is_title(words: str) -> bool:
    """Whether the words are nothing but a form of address such as "Ms."."""
    titles = _lexicon().titles.keys() | _lexicon().neutral
    return words in titles or f"{words}." in titles


def is_role(lemma: str) -> bool:
    """Whether a noun names one person by what they are."""
    return lemma in _lexicon().roles or lemma in _lexicon().nouns


def role_noun(word: Token) -> str:
    """Return the noun of a role in small letters, an abbreviation in full: "Sen." is a senator."""
    lemma = word.lemma_.lower()
    return _lexicon().short.get(lemma, lemma)


def is_common(noun: str) -> bool:
    """Whether several people of one article may well have a role: "actor", "student"."""
    return noun in _lexicon().common


def may_speak(noun: str) -> bool:
    """Whether a noun that is a source is somebody rather than a thing with words in it."""
    lexicon = _lexicon()
    is_somebody = is_role(noun) or noun in lexicon.unnamed or noun.endswith(lexicon.agents)
    return is_somebody and not is_body(noun) and not is_document(noun)


def may_be_new(noun: str) -> bool:
    """Whether a noun may describe somebody anew whom the article has just named.

    "The neurosurgeon" may be who spoke last, "the judge" is more often somebody else.
    """
    lexicon = _lexicon()
    is_one = is_role(noun) or noun in lexicon.new or noun.endswith(lexicon.new_endings)
    return is_one and noun not in lexicon.situational


def is_office(noun: str) -> bool:
    """Whether who holds an office of this name holds no other at the same time."""
    return noun in _lexicon().offices


def is_relation(lemma: str) -> bool:
    """Whether a noun says what somebody is to another: "lawyer", "brother"."""
    return lemma in _lexicon().relations


def is_first_name(word: str) -> bool:
    """Whether a word is a first name of known sex."""
    return word in _lexicon().names


def _is_noun_for(noun: str, other: str) -> bool:
    """Whether who is called the one noun may be described with the other: "lawyer", "attorney"."""
    return noun == other or other in _lexicon().meanings.get(noun, frozenset())


def is_person(lemma: str) -> bool:
    """Whether a noun can describe nothing but a person: "spokeswoman" but not "leader"."""
    return is_role(lemma) and lemma not in _lexicon().impersonal


def is_body(lemma: str) -> bool:
    """Whether a noun names a body of people, such as a ministry."""
    return lemma in _lexicon().bodies


def is_document(lemma: str) -> bool:
    """Whether a noun names a thing that holds words, such as a report."""
    return lemma in _lexicon().documents


def role_of(noun: Token, words: Iterable[Token], beside: Iterable[Token] = ()) -> Role:
    """Return the role that a noun and the words of its phrase describe.

    Args:
        noun: Its head.
        words: Those that say which office it is and of which country.
        beside: Others near it; only names among them are taken.
    """
    country = None
    is_former = False
    fields, names = set(), set()
    for word in words:
        if word == noun:
            continue
        code = people_code(word.text) or country_code(word.text)
        country = country or code
        is_former = is_former or word.lower_ in ("former", "ex", "ousted", "late")
        is_before = word.i < noun.i and word.head in (noun, noun.head)
        if code is None and is_before and _is_name(word):
            names.add(word.lower_)
        elif code is None and is_before and _is_field(word):
            fields.add(word.lower_)
    names |= {word.lower_ for word in beside if word.pos_ == "PROPN"}
    return Role(role_noun(noun), country, is_former, frozenset(fields), frozenset(names))


def _is_field(word: Token) -> bool:
    return word.is_alpha and (word.dep_ == "compound" or word.lower_ in _lexicon().fields)


def _is_name(word: Token) -> bool:
    """Whether a word before an office names a state or a body: "Florida", "UN"."""
    return bool(region(word.text)) or (word.text.isupper() and len(word.text) > 1)


def is_epithet(noun: Token) -> bool:
    """Whether "the Republican" or "the Belarusian" is one person in other words."""
    is_one = noun.tag_ in ("NN", "NNP") and noun.dep_ not in ("compound", "amod", "nmod")
    is_people = noun.lower_ in _lexicon().partisans or people_code(noun.text) is not None
    return is_one and is_people and any(child.lower_ in _ARTICLES for child in noun.children)


def holds_office(name: str, role: Role, year: int | None) -> bool:
    """Whether the lexicon of offices has a person of this name in this role.

    Args:
        name: Full or family name.
        role: One without a country may be that of any.
        year: Year of the article; None accepts any term.
    """
    return any(
        role.fields == office.role.fields
        and role.noun == office.role.noun
        and role.country in (None, office.role.country)
        and _in_time(office, year, is_former=role.is_former)
        for office in _offices_of(name)
    )


def has_office(name: str, year: int | None) -> bool:
    """Whether the lexicon of offices has a person of this name in any office that year."""
    return any(_in_time(office, year, is_former=False) for office in _offices_of(name))


def is_held(role: Role) -> bool:
    """Whether the lexicon has the office of a role, so that it is known who can be meant."""
    return any(
        (role.noun, role.country, role.fields)
        == (office.role.noun, office.role.country, office.role.fields)
        for office in _offices()
    )


def _offices_of(name: str) -> Iterator[_Office]:
    words = {word.casefold() for word in name.split()}
    for office in _offices():
        if any(family.casefold() in words for family in office.families):
            yield office


def _in_time(office: _Office, year: int | None, *, is_former: bool) -> bool:
    """Whether an office was held in a year, or before it; any term fits where it is unknown."""
    if year is None:
        return not is_former or office.last < _STILL
    return office.last < year if is_former else office.first <= year <= office.last


def without_article(words: str) -> str:
    """Return the words without an article at their start."""
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in _ARTICLES else words
