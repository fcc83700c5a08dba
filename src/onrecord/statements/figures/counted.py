"""What a figure counts, and of what it is a share, from the sentence's parse."""

from spacy.tokens import Token

from onrecord.statements.figures.measured import (
    NUMBER_NOUNS,
    PRISON,
    clause_subject,
    is_someone_at_level,
    measured,
)
from onrecord.statements.figures.numbers import number_lexicon
from onrecord.statements.figures.outcomes import outcome_of
from onrecord.statements.figures.phrases import (
    NOUNS,
    is_near,
    next_token,
    object_noun,
    object_phrase,
    phrase_of,
)
from onrecord.statements.figures.units import is_unit_word
from onrecord.statements.sentences import Sentence
from onrecord.statements.sources.people import is_person

_MOVES = frozenset(
    {"rise", "fall", "climb", "drop", "grow", "increase", "decrease", "jump", "reach", "stand",
     "hit", "be", "remain", "pass", "exceed", "total", "decline", "surge", "gain", "lose", "add",
     "plummet", "plunge", "advance", "slip", "slide", "soar", "cost", "shrink", "expand", "average",
     "edge", "dip", "sink", "slump", "tumble", "peak", "surpass", "weigh", "measure", "last"}
)  # fmt: skip
#: Verbs that put something at another level: "limit the job cuts to 1,800".
_MOVED = frozenset(
    {"cut", "reduce", "lower", "raise", "increase", "limit", "lift", "expand", "trim", "slash",
     "boost", "bring", "revise", "correct", "restrict", "double"}
)  # fmt: skip
#: Verbs of levels that a number follows with "at": "to close at 4,500".
_CLOSES = frozenset({"end", "close", "finish", "settle", "trade", "open"})


def share_of(sentence: Sentence, last: Token) -> str | None:
    """Return the whole that a percentage is a share of: "4% of all recognized prisoners"."""
    after = next_token(sentence, last)
    is_fraction = not is_unit_word(last.lower_)
    begins = after is not None and after.tag_ in ("DT", "PRP$", "PDT")
    if is_fraction and after is not None and begins and after.head.pos_ in NOUNS:
        return phrase_of(after.head, after=after.i)  # "half the voters"
    if after is None or after.lower_ not in ("of", "among"):
        return None
    noun = object_noun(after) or _following_noun(sentence, after)
    if noun is None:
        return _those(after)
    if noun.ent_type_ in ("ORG", "PERSON") and any(c.lower_ == "the" for c in last.children):
        return None  # "the 24% of the Green Party" is what it has, not a part of it
    return phrase_of(noun, after=after.i)


def counted(
    sentence: Sentence, first: Token, last: Token, unit: str | None, *, moves: bool = False
) -> str | None:
    """Return the thing that a figure counts or measures, ``None`` where the parse is unsure.

    Args:
        sentence: The sentence of the figure.
        first: Its first token, of the number.
        last: Its last token, of the unit if it has one.
        unit: The name of its unit.
        moves: Whether it is the size of a rise or a fall.

    Returns:
        A lower-case phrase ("political prisoners"); names keep their capitals. Bare people
        carry what became of them: "people killed".
    """
    if unit is not None:
        return measured(sentence, first, last, unit, moves=moves)
    if _is_hyphened(last):
        return last.doc[last.i + 2].lower_
    noun = _counted_noun(sentence, last)
    if noun is None:
        return (
            _on_board(last)
            or _group_of(first)
            or _counted_as(sentence, last)
            or _counted_by_subject(first)
            or _outcome_alone(first)
            or _put_at(first)
        )
    phrase = phrase_of(noun, after=last.i)
    if phrase is None:
        return None
    head, people = phrase.rsplit(" ", 1)[-1].lower(), number_lexicon()["people"]
    outcome = outcome_of(noun) if head in people["anybody"] + people["some"] else None
    if head in people["anybody"]:
        return f"people {outcome}" if outcome else _people(phrase)
    return f"{phrase} {outcome}" if outcome else phrase


def _people(phrase: str) -> str:
    """Return "people" for "others", which tells nothing; any other phrase as it is."""
    return "people" if phrase.lower() in ("other", "others", "more", "people") else phrase


def _is_hyphened(number: Token) -> bool:
    """Whether a hyphen joins the number to what it counts: the seats of "101-seat"."""
    doc = number.doc
    return (
        number.i + 2 < len(doc)
        and doc[number.i + 1].text == "-"
        and not doc[number.i + 1].whitespace_
        and doc[number.i + 2].pos_ in NOUNS
    )


def _those(preposition: Token) -> str | None:
    """Return whom "those" stands for: "those released", "those recognised as prisoners"."""
    those = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if those is None or those.lower_ != "those":
        return None
    for child in those.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            for role in child.children:
                if role.lower_ == "as" and (noun := object_noun(role)):
                    return phrase_of(noun, after=role.i)
            outcomes = number_lexicon()["outcomes"]
            return f"people {outcomes.get(child.lemma_.lower(), child.lower_)}"
        if child.dep_ == "prep" and (noun := object_noun(child)) and noun.lemma_ in PRISON:
            return f"people {child.lower_} {noun.lower_}"
    return None


def _counted_as(sentence: Sentence, last: Token) -> str | None:
    """Return what some of a group are, else the group: "14 of those freed were foreigners"."""
    after = next_token(sentence, last)
    verb = last.head if last.dep_ == "nsubj" else after
    if verb is not None and verb.lemma_ == "be":
        for child in verb.children:
            if child.dep_ == "attr" and child.tag_ in ("NNS", "NNPS"):
                return phrase_of(child, after=verb.i)
            if child.dep_ == "acomp" and child.ent_type_ == "NORP":
                return child.text  # "four of them are Chinese"
    return _those(after) if after is not None and after.lower_ == "of" else None


def _on_board(last: Token) -> str | None:
    """Return whom a number without a noun counts that are "on board" or "aboard"."""
    after = [token.lower_ for token in last.doc[last.i + 1 : min(last.i + 3, last.sent.end)]]
    return "people on board" if after == ["on", "board"] or after[:1] == ["aboard"] else None


def _group_of(number: Token) -> str | None:
    """Return whom a group consists of: "a crew of four", not "a mother of three"."""
    noun = number.head.head
    if number.dep_ != "pobj" or number.head.lower_ != "of" or noun.tag_ != "NN":
        return None
    if is_person(noun.lemma_.lower()):
        return None
    is_amount = noun.lemma_.lower() in number_lexicon()["amounts"]["words"]
    return None if is_amount or noun.lemma_ in NUMBER_NOUNS else phrase_of(noun)


def _put_at(number: Token) -> str | None:
    """Return what is counted in "put the number of prisoners at 52", "cut the jobs to 1,800"."""
    if number.dep_ != "pobj" or number.head.lower_ not in ("at", "to", "as"):
        return None
    verb = next((one for one in number.head.ancestors if one.pos_ in ("VERB", "AUX")), number)
    for child in verb.children:
        if child.dep_ == "dobj" and child.lemma_ in NUMBER_NOUNS:
            of = next((grand for grand in child.children if grand.lower_ == "of"), None)
            return (object_phrase(of) or _those(of)) if of is not None else None
        is_moved = verb.lemma_.lower() in _MOVED and number.head.lower_ == "to"
        if is_moved and child.dep_ == "dobj" and child.pos_ in NOUNS and child.i < number.i:
            return phrase_of(child)
    return None


def _counted_noun(sentence: Sentence, last: Token) -> Token | None:
    """Return the noun that a bare number counts."""
    after = next_token(sentence, last)
    if after is not None and after.lower_ == "of":
        whole = next_token(sentence, after)
        is_number = whole is not None and whole.like_num  # "two of nine members"
        return _following_noun(sentence, whole) if whole and is_number else object_noun(after)
    head = last
    while head.dep_ in ("nummod", "quantmod", "compound", "amod") and head.head.i != head.i:
        head = head.head
        if head.i > last.i and head.pos_ in NOUNS and head.dep_ != "compound":
            return head if is_near(last, head) else None
    return _following_noun(sentence, last)


def _following_noun(sentence: Sentence, last: Token) -> Token | None:
    """Return the plural noun that ends the words right after the number, without the parse."""
    found = None
    for token in sentence.tokens.doc[last.i + 1 : min(last.i + 6, sentence.tokens.end)]:
        if token.tag_ in ("NNS", "NNPS"):
            found = token
        elif found is not None or token.pos_ not in ("ADJ", "NOUN", "PROPN", "DET"):
            break
    return found


def _counted_by_subject(number: Token) -> str | None:
    """Return the subject of "rose to", "stands at", "was" before a number.

    Someone is not what a bare number counts.
    """
    verb, of_noun = number, False
    for _ in range(5):
        if verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i:
            break
        if verb.dep_ == "conj" and verb.pos_ in NOUNS and verb.i < number.i:
            return None  # "the party stood at 42% and the bloc at 29%": it is the bloc's
        of_noun = of_noun or (verb.pos_ == "NOUN" and verb.i != number.i)
        verb = verb.head
    closes = verb.lemma_.lower() in _CLOSES and number.doc[max(0, number.i - 1)].lower_ == "at"
    if verb.lemma_.lower() not in _MOVES and not closes:
        return None
    subject = clause_subject(verb)
    if subject is None or subject.i >= number.i:
        return None
    if of_noun and subject.ent_type_ == "ORG":
        return None  # "The EU added 105 vessels, for a total of 444"
    if subject.lower_ in number_lexicon()["rates"]["words"] and subject.is_sent_start:
        return subject.lower_  # the model takes a word that opens a sentence for a name
    if is_someone_at_level(subject):
        return None
    if tolled := number_lexicon()["tolls"].get(phrase_of(subject) or ""):
        return str(tolled)
    if subject.lemma_ in NUMBER_NOUNS:
        of = next((child for child in subject.children if child.lower_ == "of"), None)
        return (object_phrase(of) or _in_state(of)) if of is not None else None
    return phrase_of(subject)


def _in_state(preposition: Token) -> str | None:
    """Return whom a state alone stands for: "the number of injured"."""
    after = preposition.nbor(1) if preposition.i + 1 < preposition.sent.end else preposition
    state = number_lexicon()["states"].get(after.lower_)
    return f"people {state}" if state else None


def _outcome_alone(number: Token) -> str | None:
    """Return whom a number without a noun counts: "killing 52", "52 were injured"."""
    outcome = outcome_of(number)
    return f"people {outcome}" if outcome else None
