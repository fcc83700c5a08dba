"""The words that name a source: the noun phrase of a head, and the subject of a verb."""

from collections.abc import Iterator

from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: Clauses that tell something about a source but do not say who it is.
_TELLING = frozenset({"relcl", "acl", "advcl", "parataxis", "ccomp"})
_PARTICIPLE_OF = frozenset({"advcl", "acl", "conj", "xcomp"})


def noun_phrase(head: Token) -> list[Token]:
    """Return the unbroken words around `head` that name it.

    Apposition and prepositional phrases belong to it, a clause only where no comma sets it
    off ("members who voted" but not "the mayor, who voted").
    """
    dropped: set[int] = set()
    for child in head.subtree:
        if child == head or child.dep_ not in _TELLING:
            continue
        before = child.left_edge.i - 1
        if child.dep_ in ("advcl", "parataxis", "ccomp") or (
            before >= 0 and child.doc[before].is_punct
        ):
            dropped |= {token.i for token in child.subtree}
    kept = {token.i for token in head.subtree} - dropped
    start = end = head.i
    while start - 1 in kept:
        start -= 1
    while end + 1 in kept:
        end += 1
    while end > head.i and (head.doc[end].is_punct or head.doc[end].is_space):
        end -= 1
    while start < head.i and (head.doc[start].is_punct or head.doc[start].tag_ == "POS"):
        start += 1
    words = list(head.doc[start : end + 1])
    if head.dep_ == "poss":
        words = [token for token in words if token.tag_ != "POS"]
    return words


def _shared_subject(verb: Token) -> Token | None:
    """Return the verb whose subject a conjoined verb without one shares.

    "He denied that it rained and called it a joke": the parse hangs the second saying from
    "rained". A verb in the tense of the saying above goes with that one, and so does one that
    looks like a past tense where "had" has moved what was said back: "said that ten had died
    and denied it".
    """
    head = verb.head
    if verb.tag_ == head.head.tag_ or _may_be_past(verb):
        return head.head
    return head if verb.tag_ == head.tag_ else None


def _may_be_past(verb: Token) -> bool:
    """Whether a verb tagged as a participle beside "had" can be the past tense of the saying."""
    moved_back = any(child.lower_ == "had" and child.dep_ == "aux" for child in verb.head.children)
    own = any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    past = verb.head.head.tag_ == "VBD" and verb.lower_.endswith("ed")
    return verb.tag_ == "VBN" and moved_back and past and not own


def is_loose_participle(verb: Token) -> bool:
    """Whether a comma sets a participle off: "she said it would close, urging ..."."""
    before = verb.i - 1
    if before >= 0 and verb.doc[before].dep_ == "advmod":
        before -= 1
    return (
        verb.dep_ == "advcl"
        and verb.tag_ == "VBG"
        and before >= 0
        and verb.doc[before].text in (",", "—", "–")
    )


def _top_clause(verb: Token) -> Token:
    """Climb from what was said to the saying: a loose participle goes with its subject."""
    while verb.dep_ == "ccomp" and verb.head != verb and verb.head.i < verb.i:
        verb = verb.head
    return verb


def subject_of(verb: Token) -> Token | None:
    """Return the head of the verb's subject, its own or the one it shares.

    A conjoined verb shares the subject of the first one, a participle that of the clause it
    hangs from or the noun it follows.
    """
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        subjects = [child for child in verb.children if child.dep_ in _SUBJECTS]
        if subjects:  # of two, the nearer one: the parse took another phrase in
            return min(subjects, key=lambda child: abs(child.i - verb.i))
        if is_loose_participle(verb):
            verb = _top_clause(verb.head)
            continue
        if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return verb.head
        if verb.dep_ == "conj" and verb.head.dep_ == "ccomp":
            above = _shared_subject(verb)
            if above is None:
                return None
            verb = above
        elif verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
            verb = verb.head.head
        elif verb.dep_ in _PARTICIPLE_OF and (verb.dep_ != "advcl" or verb.tag_ in ("VBG", "VBN")):
            verb = verb.head
        else:
            return None
    return None


def describing(name: Token) -> Iterator[Token]:
    """Yield the nouns that describe a name: before it, in apposition, or as predicate."""
    for child in name.children:
        if child.dep_ in ("compound", "amod", "nmod", "appos"):
            yield child
    if name.dep_ == "appos":
        yield name.head
    if name.dep_ in _SUBJECTS and name.head.lemma_ == "be":
        yield from (child for child in name.head.children if child.dep_ == "attr")
