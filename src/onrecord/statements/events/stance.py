"""Whether an event is told as done, as ahead, as refused, or not told at all."""

from typing import Literal

from spacy.tokens import Token

from onrecord.statements.events.rows import trigger_lexicon

Stance = Literal["done", "ahead", "refused", "no"]

_CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "without", "nor"})
_IF = frozenset({"if", "unless", "whether", "lest"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj"})
_NO_ONE = frozenset({"none", "nobody", "nothing", "neither"})
_NEVER = frozenset({"without", "against", "from", "before"})
_SHORT_OF = frozenset({"nearly", "almost"})
#: How many verbs up the chain of "and" and of open clauses are asked.
_FARTHEST = 4


def stance_of(token: Token) -> Stance:
    """Return how the sentence tells the event that a word triggers.

    "refused" is what someone says they will not do. What is denied, conditional, only possible,
    feared or failed at is "no".
    """
    ahead = trigger_lexicon()["ahead"]
    verb = token
    if token.pos_ in ("NOUN", "ADJ"):
        while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
            verb = verb.head
            if verb.pos_ == "NOUN" and verb.lemma_.lower() in ahead["unreal"]:
                return "no"
        is_none = bool({child.lower_ for child in token.children} & _NEGATIONS)
        if verb.pos_ not in ("VERB", "AUX"):
            return "no" if is_none else "done"
        if is_none:
            return "refused" if _of_clause(verb, ahead) in ("ahead", "refused") else "no"
        if verb.lemma_.lower() in ahead["coming"] and token.dep_ in ("nsubj", "nsubjpass"):
            return "ahead"
        if verb.lemma_.lower() in ahead["plans"] and token.dep_ == "dobj":
            return "ahead"
    return _of_verb(verb, ahead)


def _of_verb(verb: Token, ahead: dict[str, list[str]]) -> Stance:
    for _ in range(_FARTHEST):
        if own := _of_clause(verb, ahead):
            return own
        if own := _of_infinitive(verb, ahead):
            return own
        if verb.dep_ not in ("conj", "xcomp") or verb.head.pos_ not in ("VERB", "AUX", "ADJ"):
            break
        verb = verb.head
    return "done"


def _of_clause(verb: Token, ahead: dict[str, list[str]]) -> Stance | None:
    """Return what the verb's own auxiliaries, negation and conjunction say."""
    children = {child.lower_: child.dep_ for child in verb.children}
    modals = [word for word in children if word in ahead["auxiliaries"]]
    is_sure = bool(modals) and modals[0] in ahead["sure"]
    has_none = any(child.dep_ in _ARGUMENTS and _is_none(child) for child in verb.children)
    if has_none or any(dep == "neg" for dep in children.values()):
        is_withheld = verb.lemma_.lower() in ahead["granting"] and "yet" not in children
        is_refused = is_sure or is_withheld or "can" in modals or "cannot" in modals
        return "refused" if is_refused and "have" not in children else "no"
    if any(dep == "mark" and word in _IF for word, dep in children.items()):
        return "no"
    if any(dep == "advmod" and word in _SHORT_OF for word, dep in children.items()):
        return "no"  # "nearly killing him"
    if modals:
        return "ahead" if is_sure and "have" not in children else "no"
    is_bare = verb.tag_ == "VB" and "aux" not in children.values()
    if verb.dep_ == "ccomp" and is_bare and "nsubj" in children.values():
        return "no"  # "insists that it leave"
    if verb.dep_ == "pcomp" and verb.head.lower_ in _NEVER:
        return "no"
    return None


def _is_none(argument: Token) -> bool:
    """Whether it is "no one", "none" or "no troops"."""
    return argument.lower_ in _NO_ONE or any(child.lower_ == "no" for child in argument.lefts)


def _of_infinitive(verb: Token, ahead: dict[str, list[str]]) -> Stance | None:
    """Return what the word over an infinitive makes of it: a plan, or what was not done."""
    has_to = any(child.tag_ == "TO" for child in verb.children)
    if not has_to or verb.dep_ not in _CLAUSES:
        return None
    over = verb.head.lemma_.lower()
    is_denied = _is_none(verb.head) or any(child.dep_ == "neg" for child in verb.head.children)
    if is_denied and over in ahead["plans"]:
        return "refused" if over in ahead["unwilling"] else "no"
    if over in ahead["plans"]:
        return "ahead"
    is_open = verb.dep_ in ("acl", "advcl")  # a purpose, or "the power to"
    return "no" if is_open or over in ahead["unreal"] else None
