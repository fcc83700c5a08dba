"""How surely a statement is made, and whether it says that something happened.

Two answers, kept apart. The certainty names how the text commits to the content (`Certainty`).
The factuality is the place of the content's main happening on the scale of FactBank (Saurí and
Pustejovsky 2009) as its source sees it: 3 certain (CT), 2 probable (PR), 1 possible (PS),
0 not committed (Uu), and the same below zero for the opposite. A source who insists that there
are no prisoners states it (`stated`), and the prisoners are a certain no: -3.
"""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.lexicons import lexicon
from onrecord.records import Certainty

#: Distance from zero of a statement of each certainty.
STRENGTH: Mapping[Certainty, float] = {
    "stated": 3.0,
    "confirmed": 3.0,
    "denied": 3.0,
    "believed": 2.0,
    "planned": 2.0,
    "possible": 1.0,
    "demanded": 0.0,
    "conditional": 0.0,
    "unclear": 0.0,
}
#: Content that is itself hedged stays so even when its cue is sure of it.
_HEDGED = frozenset({"possible", "believed", "conditional", "planned", "demanded", "unclear"})
_CLAUSE_DEPS = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis", "acl", "xcomp"})


@dataclass(frozen=True, slots=True)
class _Lists:
    modals: Mapping[str, Certainty]
    adverbs: Mapping[str, Certainty]
    raising: Mapping[str, Certainty]
    conditions: frozenset[str]
    negation: frozenset[str]


@functools.cache
def _lists() -> _Lists:
    data = lexicon("statements/attributions/certainty.toml")

    def by_word(table: dict[Certainty, list[str]]) -> dict[str, Certainty]:
        return {word: certainty for certainty, words in table.items() for word in words}

    return _Lists(
        modals=by_word(data["modals"]),
        adverbs=by_word(data["adverbs"]),
        raising=by_word(data["raising"]),
        conditions=frozenset(data["conditions"]["marks"]),
        negation=frozenset(data["negation"]["words"]),
    )


def judge(
    content: Iterable[Token],
    cue: Certainty | None = None,
    *,
    cue_negated: bool = False,
    hedge: Certainty | None = None,
    is_reported: bool = False,
) -> tuple[Certainty, float]:
    """Judge one statement by its cue and the words of its content.

    Args:
        content: The tokens of the content, in order.
        cue: What the cue commits its source to; None where the content decides.
        cue_negated: Whether the cue stands under negation ("does not believe").
        hedge: What a sourceless hedge in the sentence says ("believed to be").
        is_reported: Whether the content is a paraphrase: there "would" is the "will" of
            what was said ("she said it would close").

    Returns:
        The certainty and the factuality, -3.0 to 3.0.
    """
    head = main_word(content)
    own: Certainty = "stated"
    polarity = 1
    if head is not None:
        own, polarity = _of_clause(head)
    if head is not None and own == "conditional" and _is_shifted_will(head):
        if is_reported:
            own = "planned"
        elif polarity < 0:
            own = "stated"  # "he would not cross": he refused to
    if cue_negated:
        return _under_negation(cue, polarity)
    if cue == "planned" and head is not None and _is_over(head):
        cue = None  # who vows that he has kept his word plans nothing
    if hedge is not None and own in ("stated", "planned"):
        own = hedge
    certainty: Certainty = own
    if cue is not None and not (cue == "confirmed" and own in _HEDGED):
        certainty = cue
    strength = min(STRENGTH[certainty], STRENGTH[own])
    if cue == "denied":
        polarity = -polarity
    return certainty, polarity * strength if strength else 0.0


def _under_negation(cue: Certainty | None, polarity: int) -> tuple[Certainty, float]:
    """Who does not believe a thing denies it; who does not confirm it leaves it open."""
    if cue in ("believed", "possible"):
        return "denied", -polarity * STRENGTH["believed"]
    return "unclear", 0.0


def main_word(content: Iterable[Token]) -> Token | None:
    """Return the head of the first clause of a run of words, else their first head."""
    words = list(content)
    inside = {token.i for token in words}
    tops = [token for token in words if token.head.i not in inside or token.head == token]
    verbs = [token for token in tops if token.pos_ in ("VERB", "AUX")]
    nouns = [token for token in tops if not token.is_punct and not token.is_space]
    return next(iter(verbs or nouns), None)


def _is_over(head: Token) -> bool:
    """Whether a clause is told in the perfect, as what has been done."""
    return (
        head.tag_ == "VBN"
        and any(child.dep_ == "aux" and child.lemma_ == "have" for child in head.children)
        and not any(child.tag_ == "MD" for child in head.children)
    )


def _of_clause(head: Token) -> tuple[Certainty, int]:
    """Return the certainty of one clause and 1, or -1 where it says no."""
    certainty, polarity = _of_verb(head)
    raised = _raised(head) if certainty == "stated" else None
    if raised == "denied":
        return "stated", -polarity
    return raised or certainty, polarity


def _of_verb(head: Token) -> tuple[Certainty, int]:
    """Judge one verb by what hangs from it, leaving out the verb it governs."""
    lists = _lists()
    polarity = -1 if is_negated(head) else 1
    if _is_question(head):
        return "unclear", polarity
    if _has_condition(head):
        return "conditional", polarity
    for child in head.children:
        if child.dep_ in ("aux", "ROOT") and (certainty := lists.modals.get(child.lower_)):
            return certainty, polarity
    for child in head.children:
        if child.dep_ == "advmod" and (certainty := lists.adverbs.get(child.lower_)):
            return certainty, polarity
    return "stated", polarity


def _raised(head: Token) -> Certainty | None:
    """Read the verb or adjective before an infinitive: "is set to", "appears to"."""
    lists = _lists()
    for word in (head, *(child for child in head.children if child.dep_ == "acomp")):
        infinitives = [
            child
            for child in word.children
            if child.dep_ in ("xcomp", "ccomp") and child.i > word.i and _has_to(child)
        ]
        if not infinitives:
            continue
        certainty = lists.raising.get(word.lemma_.lower())
        if certainty == "demanded" and _is_asking(word, infinitives[0]):
            continue
        if word.lemma_ == "go" and word.tag_ != "VBG":
            continue  # "is going to", not "went to"
        if word.lemma_ == "have" and word.tag_ in ("VBD", "VBN"):
            continue  # they "had to leave": they left
        if certainty:
            return certainty
    return None


def _is_asking(verb: Token, infinitive: Token) -> bool:
    """Whether it tells that others asked someone: "they had asked him to go", "we ask you to"."""
    has_object = any(
        child.dep_ in ("nsubj", "dobj", "dative") and verb.i < child.i < infinitive.i
        for child in (*verb.children, *infinitive.children)
    )
    is_own = any(child.dep_ == "nsubj" and child.lower_ in ("i", "we") for child in verb.children)
    return has_object and not is_own


def is_negated(head: Token) -> bool:
    """Whether a negation hangs from the word, its subject or its object."""
    negation = _lists().negation
    for child in head.children:
        if child.dep_ == "neg" or (child.lower_ in negation and child.dep_ in ("det", "advmod")):
            return True
        if child.dep_ in ("attr", "nsubj", "nsubjpass", "dobj", "expl") and (
            child.lower_ in negation
            or any(c.lower_ in negation and c.dep_ in ("det", "neg") for c in child.children)
        ):
            return True
    return False


def _is_question(head: Token) -> bool:
    sentence = head.sent
    last = next((t for t in reversed(list(sentence)) if t.text in ("?", ".", "!")), None)
    return head.dep_ == "ROOT" and last is not None and last.text == "?"


def _is_shifted_will(head: Token) -> bool:
    """Whether "would" is the "will" of what was said: no condition, and not "would have"."""
    return not _has_condition(head) and not any(
        child.dep_ == "aux" and child.lemma_ == "have" for child in head.children
    )


def _has_condition(head: Token) -> bool:
    return any(_is_condition(child) for child in head.children)


def _is_condition(child: Token) -> bool:
    """Whether a child clause opens with "if" or "unless", but not with "even if"."""
    if child.dep_ != "advcl":
        return False
    return any(
        mark.dep_ == "mark"
        and mark.lower_ in _lists().conditions
        and not (mark.i > 0 and mark.nbor(-1).lower_ in ("even", "as"))
        for mark in child.children
    )


def _has_to(word: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in word.children)
