"""Who and what hangs from a trigger: objects, doers, and the nouns its prepositions bring."""

import functools
from collections.abc import Container

from spacy.tokens import Token

from onrecord.statements.events.rows import Trigger, plover, trigger_lexicon, words_of
from onrecord.statements.noun_phrases import subject_of
from onrecord.statements.places import gazetteer

#: Those that can mean who was just named.
PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i", "you", "them", "him", "her"})
_OBJECTS = frozenset({"dobj", "nsubjpass"})
_INTO = frozenset({"in", "to", "into", "behind", "on", "by", "under"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OF_PASSIVE = frozenset({"nsubjpass", "auxpass"})
_FOR = frozenset({"for", "of", "with", "from"})
_LOWER = frozenset({"relcl", "pcomp", "ccomp", "acl"})
_WAYS = frozenset({"out", "away", "back", "down", "up", "over"})
_PARTICLES = frozenset({"prep", "prt", "mark", "advmod"})


def is_those_participle(token: Token) -> bool:
    """Whether it is the participle of "those freed" that the tagger takes for a noun."""
    is_noun = token.pos_ in ("NOUN", "ADJ") and token.lower_.endswith("ed")
    return is_noun and token.i > 0 and token.nbor(-1).lower_ == "those"


def objects_of(verb: Token, prepositions: tuple[str, ...] = ()) -> list[Token]:
    """Return the heads of a verb's objects: direct, of the passive, of a participle, after `to`.

    Of "let him go" it is "him", of "thousands of refugees" the refugees.
    """
    found = [child for child in verb.children if child.dep_ in _OBJECTS]
    if any(child.dep_ == "nsubjpass" for child in found):
        # a name behind a passive is one that the parse took from another clause: "is accused of
        # killing his brother, Jon Berg"
        found = [one for one in found if one.dep_ == "nsubjpass" or one.pos_ != "PROPN"]
    if not found and is_participle(verb):
        found = [verb.head]
    found = found or _turned_round(verb) or _joined_patients(verb)
    if not found:
        found = [
            grand
            for child in verb.children
            if child.dep_ in ("ccomp", "xcomp") and not _is_finite(child)
            for grand in child.children
            if grand.dep_ in _SUBJECTS
        ]
    found.extend(after_prepositions(verb, prepositions))
    return [beyond_quantity(token) for token in found]


def after_prepositions(word: Token, prepositions: Container[str]) -> list[Token]:
    """Return what follows the prepositions of a word, those of "out of" and "back to" too."""
    brought = [
        grand
        for child in word.children
        if child.dep_ in _PARTICLES and child.lower_ in _WAYS
        for grand in child.children
    ]
    return [
        noun
        for child in (*word.children, *brought)
        if child.dep_ in ("prep", "dative", "agent") and child.lower_ in prepositions
        for noun in child.children
        if noun.dep_ == "pobj"
    ]


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


def doers_of(verb: Token) -> list[Token]:
    """Return the agents of a passive, else the subject of an active verb."""
    if agents := after_prepositions(verb, ("by",)) if is_passive(verb) else []:
        return [head for head in agents if head.ent_type_ not in ("DATE", "TIME")]
    if is_passive(verb) or _belongs_to_another(verb):
        return []
    if verb.dep_ == "conj" and verb.head.dep_ == "ccomp" and verb.i < verb.head.head.i:
        return doers_of(verb.head)  # "bombs killed ten and hurt nine, police said"
    if verb.dep_ == "acl" and verb.head.dep_ == "dobj" and has_to(verb):
        return doers_of(verb.head.head)  # "Peru has no plans to withdraw"
    if accused := _told_of(verb):
        return accused
    subject = subject_of(verb)
    if subject is None and verb.dep_ == "xcomp" and verb.head.dep_ == "acomp":
        subject = subject_of(verb.head.head)  # "Peru is ready to send"
    if subject is not None and subject.tag_ == "WP" and verb.dep_ == "relcl":
        subject = verb.head
    return [subject] if subject is not None else []


def _told_of(verb: Token) -> list[Token]:
    """Return whom another one punishes, accuses or keeps for what the verb tells: "sentenced Ana
    Ruiz for killing", "stopped them from leaving".
    """
    over = verb.head.head
    if verb.dep_ != "pcomp" or verb.head.lower_ not in _FOR or over.pos_ != "VERB":
        return []
    if any(child.dep_ in _SUBJECTS for child in verb.children):
        return []
    return [child for child in over.children if child.dep_ == "dobj" and names_someone(child)]


def same_subject(pronoun: Token) -> Token | None:
    """Return the subject of "said" for the pronoun that begins what is said: "Iraq said it"."""
    verb = pronoun.head
    if pronoun.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ != "ccomp":
        return None
    subject = subject_of(verb.head)
    if subject is None or subject.i > pronoun.i or subject.lower_ in PRONOUNS:
        return None
    several = subject.tag_ in ("NNS", "NNPS") or any(
        child.dep_ == "conj" for child in subject.children
    )
    fits = {"they": several, "it": not several and subject.ent_type_ != "PERSON"}
    return subject if fits.get(pronoun.lower_, subject.ent_type_ == "PERSON") else None


def _belongs_to_another(verb: Token) -> bool:
    """Whether a participle tells what came of a clause further down: "a device that exploded,
    wounding ten".
    """
    if verb.tag_ != "VBG" or verb.dep_ != "advcl":
        return False
    between = verb.doc[verb.head.i + 1 : verb.i]
    return any(token.dep_ in _LOWER and token.pos_ == "VERB" for token in between)


def is_passive(verb: Token) -> bool:
    """Whether it is done to the subject, also where "were killed and wounded" drops the "were"."""
    if is_participle(verb) or any(child.dep_ in _OF_PASSIVE for child in verb.children):
        return True
    has_own = any(child.dep_ in ("aux", "dobj") for child in verb.children)
    is_joined = verb.dep_ == "conj" and verb.tag_ == "VBN" and not has_own
    return is_joined and verb.head.pos_ == "VERB" and is_passive(verb.head)


def _joined_patients(verb: Token) -> list[Token]:
    """Return whom the second of two passives happens to: its own subject or the first one's."""
    if verb.dep_ != "conj" or not is_passive(verb):
        return []
    own = [child for child in verb.children if child.dep_ in _SUBJECTS]
    return own or objects_of(verb.head)


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


def names_someone(head: Token) -> bool:
    """Whether a head is a name, a pronoun for people, or a word for people or their bodies."""
    if head.lower_ in ("it", "its", "their", "his", "her", "this", "that"):
        return False
    if head.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "LAW", "EVENT", "WORK_OF_ART"):
        return False
    is_name = head.pos_ == "PROPN" or gazetteer.people_code(head.text) is not None
    is_body = head.lemma_.lower() in trigger_lexicon()["persons"]["bodies"]
    return is_name or is_body or is_person_word(head)


@functools.cache
def _person_words() -> frozenset[str]:
    sectors = (word for words in plover()["sectors"].values() for word in words)
    return frozenset((*sectors, *trigger_lexicon()["persons"]["words"]))


def has_to(verb: Token) -> bool:
    """Whether the verb is an infinitive with "to"."""
    return any(child.tag_ == "TO" for child in verb.children)


def turned_against(verb: Token) -> list[Token]:
    """Return against whom others are called to act: "called for sanctions against Peru"."""
    return [
        grand
        for word in verb.subtree
        if word.lower_ == "against" and word.i > verb.i and word.head.i != verb.i
        if word.head.lemma_.lower() in words_of("opposition")
        for grand in word.children
        if grand.dep_ == "pobj"
    ]


def into_nouns(row: Trigger, verb: Token) -> list[Token]:
    """Return the nouns of `into` that follow the verb with "in", "to" or "behind"."""
    places = [verb, *(child for child in verb.children if child.lower_ in _WAYS)]
    return [
        grand
        for place in places
        for child in place.children
        if child.dep_ == "prep" and child.lower_ in _INTO
        for grand in child.children
        if grand.dep_ == "pobj" and grand.lemma_.lower() in row.into
    ]
