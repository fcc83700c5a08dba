"""Who is named as one of a group that something happened to: "52 people, among them Ana Ruiz"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from onrecord.records import Entity
from onrecord.statements.events.arguments import is_person_word, is_those_participle
from onrecord.statements.sentences import Sentence

#: Words that open a list of some of those just spoken of.
_LISTS = frozenset({"including", "notably"})
_AMONG = frozenset({"them", "whom", "those"})
#: Words and forms that end such a list.
_ENDS = frozenset({"who", "whom", "whose", "after", "when", "while", "as", "but", ";", ":"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "attr"})
_ONE = frozenset({"one", "another", "some", "two", "three", "several", "many", "most"})


def named_members(
    sentence: Sentence, token: Token, heads: Sequence[Token], entities: Sequence[Entity]
) -> list[Token]:
    """Return the heads of the names of some of those that an event happened to.

    Args:
        sentence: The sentence.
        token: The trigger; of "those freed" the tagger may take it for the noun.
        heads: The heads of the words for whom it happened to.
        entities: Those of the article: only persons among them are members of a list.
    """
    found: dict[int, Token] = {}
    those = [token, token.head] if is_those_participle(token) else []
    for head in (*heads, *those):
        for member in (*_by_being(head), *_apposed(head)):
            found[member.i] = member
        if _is_group(head):
            for member in _listed(sentence, head, entities):
                found[member.i] = member
    return [found[index] for index in sorted(found) if found[index] not in heads]


def _is_group(head: Token) -> bool:
    return head.tag_ in ("NNS", "NNPS", "CD") or head.lower_ in ("those", "people", "group")


def _by_being(head: Token) -> Iterator[Token]:
    """Yield who is among, one of, or included in a group."""
    if head.dep_ == "nsubj" and head.head.lemma_ == "include":
        yield from _all(child for child in head.head.children if child.dep_ == "dobj")
    preposition = head.head
    if head.dep_ != "pobj" or preposition.lower_ not in ("among", "of"):
        return
    over = preposition.head
    if over.pos_ == "AUX" and preposition.lower_ == "among":
        yield from _all(child for child in over.children if child.dep_ in _SUBJECTS)
    elif over.lower_ in _ONE:
        yield from _all(child for child in over.children if child.dep_ == "appos")
        if over.dep_ == "appos":
            yield over.head
        elif over.dep_ in _SUBJECTS and over.head.lemma_ == "be":
            yield from _all(
                child for child in over.head.children if child.dep_ in _SUBJECTS and child != over
            )


def _all(heads: Iterator[Token]) -> Iterator[Token]:
    for head in heads:
        if head.pos_ in ("PROPN", "NOUN", "PRON"):
            yield from (head, *head.conjuncts)


def _apposed(head: Token) -> Iterator[Token]:
    """Yield the names beside a plural: "two reporters, Ana Ruiz and Tom Bell"."""
    if head.tag_ == "NNS":
        for child in head.children:
            if child.dep_ == "appos" and child.pos_ == "PROPN":
                yield from (child, *child.conjuncts)


def _listed(sentence: Sentence, head: Token, entities: Sequence[Entity]) -> Iterator[Token]:
    """Yield the persons of a list after a group, by where they stand.

    The parse of such lists is often wrong; the order of words is not. A list belongs to the
    last word for people before it.
    """
    doc, end = head.doc, sentence.tokens.end
    last = head
    for index in range(head.i + 1, end):
        token = doc[index]
        if token.tag_ == "NNS" and is_person_word(token):
            last = token
        if _opens_list(token):
            if last.i == head.i:
                yield from _persons(sentence, index + 1, entities)
            return


def _opens_list(token: Token) -> bool:
    follows = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    return (
        token.lower_ in _LISTS
        or (token.lower_ == "among" and follows in _AMONG)
        or (token.lower_ == "such" and follows == "as")
    )


def _persons(sentence: Sentence, start: int, entities: Sequence[Entity]) -> Iterator[Token]:
    """Yield the last words of the persons' names from a token on, to the end of the list."""
    ends = {
        mention.end
        for entity in entities
        if entity.kind == "person"
        for mention in entity.mentions
        if sentence.span.start <= mention.start < sentence.span.end
    }
    if sentence.tokens.doc[start].lower_ in _AMONG | {"as"}:
        start += 1
    for token in sentence.tokens.doc[start : sentence.tokens.end]:
        if token.tag_ in _FINITE or token.lower_ in _ENDS:
            return
        follows = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
        is_owner_or_subject = follows.tag_ == "POS" or follows.tag_ in _FINITE
        if sentence.place(token).end in ends and not is_owner_or_subject:
            yield token
