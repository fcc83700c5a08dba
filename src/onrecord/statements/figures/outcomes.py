"""What became of the people that a figure counts, from the parse: "two people were shot dead"."""

from functools import cache

from spacy.tokens import Token

from onrecord.statements.figures.numbers import number_lexicon
from onrecord.statements.figures.phrases import NOUNS

#: Verbs that leave it to a word behind them to say how people are: "five remain trapped".
_LEAVES = frozenset({"be", "leave", "find", "remain"})
#: Verbs whose object says what befell people, and such objects.
_BEFALLS = frozenset({"suffer", "sustain", "receive"})
_HARMS = frozenset({"injury", "wound", "burn", "fracture", "concussion"})
#: Verbs that bring people somewhere.
_BRINGS = frozenset({"take", "rush", "transport", "airlift", "bring", "send", "fly", "carry"})
_HOSPITALS = frozenset({"hospital", "hospitals", "clinic", "infirmary", "medical"})
#: Words behind a verb within which the hospital is named.
_REACH = 8
#: Outcomes of which another word of the verb says what came of it: "shot and killed".
_OPEN = frozenset({"shot", "stabbed"})
_SOME = frozenset({"none", "one", "neither", "either", "some", "most", "many", "few"})
#: Outcome of those who are still where they are to be got out of: "to free five people trapped".
_TRAPPED = "trapped"


@cache
def _outcomes() -> dict[str, str]:
    """What becomes of people by each verb."""
    table: dict[str, str] = number_lexicon()["outcomes"]
    return table


@cache
def _states() -> dict[str, str]:
    """The same by each word that tells how they are."""
    table: dict[str, str] = number_lexicon()["states"]
    return table


@cache
def outcomes() -> frozenset[str]:
    """Return the participles that figures of people end with: "killed", "detained"."""
    return frozenset({*_outcomes().values(), *_states().values()})


def outcome_of(noun: Token) -> str | None:
    """Return what the words say became of the people of a noun, or of a number without one."""
    own = noun
    behind_it = noun.nbor(1).lower_ if noun.i + 1 < noun.sent.end else ""
    if _states().get(behind_it) == "killed" and (state := _state_after(noun)):
        return state  # "seven dead and 50 injured", whatever the parse makes of it
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":
        noun = noun.head.head  # "dozens of people"
        if noun.lower_ in _SOME:
            return None  # what became of "one of the 12 people" did not of the 12
    behind = filter(_tells_of_noun, noun.children)
    told = next(filter(None, map(_deed, behind)), None)
    if told == _TRAPPED:
        return told
    if noun.dep_ == "conj":
        noun = noun.head
    verb = noun.head
    if any(child.dep_ == "neg" for child in verb.children):
        return told  # "two people were not hurt"
    if noun.dep_ in ("nsubj", "nsubjpass") and (state := _state_of(verb)):
        return state
    if noun.dep_ == "nsubj" and _is_of_harm(verb):
        return "injured"
    is_patient = noun.dep_ in ("dobj", "nsubjpass") or (
        noun.dep_ == "nsubj" and (verb.lemma_ in ("die", "perish") or _is_bare_participle(verb))
    )
    return (_deed(verb) if is_patient else None) or told or _state_after(own)


def _tells_of_noun(word: Token) -> bool:
    """Whether a verb behind a noun says what was done to it: "people held", "who were held"."""
    if word.dep_ == "relcl":
        return any(c.dep_ == "nsubjpass" and c.tag_ in ("WP", "WDT") for c in word.children)
    return word.dep_ == "acl" and word.tag_ == "VBN"


def _state_after(noun: Token) -> str | None:
    """Return what the word behind says: "left four wounded, two men dead", "two shot dead"."""
    if noun.i + 1 >= noun.sent.end:
        return None
    word = noun.nbor(1)
    after = noun.doc[word.i + 1 : min(word.i + 3, noun.sent.end)]
    if after and after[0].pos_ in ("DET", "PRON", "NUM", "ADJ", *NOUNS):
        return None
    if after and after[0].pos_ == "CCONJ" and after[-1].lower_ in _states():
        return None  # of "52 dead and wounded" nobody can say how many died
    if word.lower_ in _states():
        return _states()[word.lower_]
    if word.lower_ in _OPEN:
        return _end_of(word)
    is_participle = word.tag_ in ("VBN", "VBD", "JJ") and word.lower_.endswith("ed")
    return _outcomes().get(word.lemma_.lower()) if is_participle else None


def _deed(verb: Token) -> str | None:
    """Return what a verb does to people, with the words that say how it ended."""
    outcome = _outcomes().get(verb.lemma_.lower())
    if outcome in _OPEN:
        return _end_of(verb) or outcome
    if outcome is None and verb.lemma_ in _BRINGS:
        reach = verb.doc[verb.i + 1 : min(verb.i + 1 + _REACH, verb.sent.end)]
        to = next((token for token in reach if token.lower_ == "to" and token.head == verb), None)
        if to is not None and _HOSPITALS & {token.lower_ for token in to.subtree if token in reach}:
            return "hospitalised"
    return outcome


def _end_of(verb: Token) -> str | None:
    """Return what came of those who were shot: "shot dead", "shot and wounded", "fatally shot"."""
    doc, end = verb.doc, verb.sent.end
    words = [token.lower_ for token in doc[verb.i + 1 : min(verb.i + 3, end)]]
    if words[:1] == ["dead"] or words == ["to", "death"] or doc[verb.i - 1].lower_ == "fatally":
        return "killed"
    if words[:1] != ["and"] or len(words) < 2:
        return None
    return _outcomes().get(doc[verb.i + 2].lemma_.lower())


def _state_of(verb: Token) -> str | None:
    """Return what is told of a subject by an adjective: "five are dead", "were left trapped"."""
    if verb.lemma_ not in _LEAVES:
        return None
    for child in verb.children:
        if child.dep_ in ("acomp", "oprd") and child.lower_ in _states():
            return _states()[child.lower_]
        if child.dep_ in ("acomp", "oprd", "xcomp", "ccomp") and child.lower_.endswith("ed"):
            return _outcomes().get(child.lemma_.lower())
    return None


def _is_of_harm(verb: Token) -> bool:
    """Whether a verb and its object tell that its subject was hurt: "two suffered burns"."""
    objects = (child for child in verb.children if child.dep_ == "dobj")
    return verb.lemma_ in _BEFALLS and any(word.lemma_ in _HARMS for word in objects)


def _is_bare_participle(verb: Token) -> bool:
    """Whether a conjoined participle leaves out its auxiliary: "and 30 others wounded"."""
    has_auxiliary = any(child.dep_ in ("aux", "auxpass", "dobj") for child in verb.children)
    passive = any(child.dep_ == "auxpass" for child in verb.head.children)
    return verb.dep_ == "conj" and passive and not has_auxiliary
