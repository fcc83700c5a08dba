"""Events of a sentence, coded by PLOVER: who did what to whom, where and when.

Only what the sentence tells as done is coded for what it is. A cooperative act that is announced is
an agreement and a hostile one a threat, as the PLOVER manual has it; what is denied, only
possible, wished for or asked for is not coded at all.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.records import Entity, Event, Place, Span, Time
from onrecord.statements.events.members import named_members
from onrecord.statements.events.participants import (
    MeantAt,
    find_actors,
    find_recipients,
    no_one,
    participant,
)
from onrecord.statements.events.rows import Trigger, plover, trigger_lexicon
from onrecord.statements.events.triggers import trigger_of
from onrecord.statements.sentences import Sentence

#: Categories of acts that, ahead, are threats; other verbal ones say nothing while ahead.
_HOSTILE_ACTS = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
_THREATS = {
    "ASSAULT": "violence",
    "COERCE": "restrict",
    "SANCTION": "relations",
    "PROTEST": "restrict",
    "MOBILIZE": "violence",
}
_CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl"})
_DOWN = frozenset(
    {
        "xcomp",
        "ccomp",
        "pcomp",
        "dobj",
        "pobj",
        "prep",
        "acl",
        "conj",
        "nsubj",
        "nsubjpass",
        "dative",
        "relcl",
    }
)
_MOST_CONTEXTS = 4
_AT = frozenset({"in", "at", "near", "outside", "inside", "across"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "without", "nor"})


def find_events(
    sentence: Sentence,
    entities: Sequence[Entity],
    times: Sequence[Time],
    places: Sequence[Place],
    meant_at: MeantAt = no_one,
) -> tuple[Event, ...]:
    """Find the events of a sentence, in order of their triggers.

    Args:
        sentence: The sentence.
        entities: Those of the article; they name the participants.
        times: The sentence's times; an event gets the one in its clause.
        places: The sentence's places, likewise.
        meant_at: Tells whom a pronoun or description that starts at a place of the article
            means; without it they keep their own words as name.

    Returns:
        Events with at least one participant, in PLOVER's categories, modes and contexts.
    """
    triggers = {token.i: row for token in sentence.tokens if (row := trigger_of(token))}
    found = []
    for index, row in triggers.items():
        token = sentence.tokens.doc[index]
        if _is_inside_other(token, triggers):
            continue
        coded = _coded(row, token)
        if coded is None:
            continue
        actors = find_actors(row, token)
        taken = {head.i for head in actors}
        recipients = [head for head in find_recipients(row, token) if head.i not in taken]
        recipients += named_members(sentence, token, recipients, entities)
        if not actors and not recipients:
            continue
        found.append(
            Event(
                trigger=sentence.place(token),
                category=coded[0],
                mode=coded[1],
                contexts=_contexts(sentence),
                actors=tuple(participant(sentence, head, entities, meant_at) for head in actors),
                recipients=tuple(
                    participant(sentence, head, entities, meant_at) for head in recipients
                ),
                place=_place(sentence, token, places),
                time=_time(sentence, token, times),
            )
        )
    return tuple(found)


def _is_inside_other(token: Token, triggers: dict[int, Trigger]) -> bool:
    """Whether the word is what another event demands, refuses, threatens or offers."""
    seen = token
    while seen.head.i != seen.i and seen.dep_ in _DOWN:
        is_subject = seen.dep_ in ("nsubj", "nsubjpass", "relcl")
        seen = seen.head
        row = triggers.get(seen.i)
        if row is not None and row.takes and not is_subject:
            return True
        if seen.lemma_.lower() in trigger_lexicon()["light"]["undo"] and seen.pos_ == "VERB":
            return True
    return False


def _coded(row: Trigger, token: Token) -> tuple[str, str | None] | None:
    """Return category and mode as the sentence tells the event, ``None`` if it is not told."""
    stance = _stance(token)
    if stance == "no":
        return None
    words = {word.lemma_.lower() for word in token.subtree} | {
        word.lower_ for word in token.subtree
    }
    if stance == "ahead" or _follows_intention(token):
        if row.category in _HOSTILE_ACTS:
            return "THREATEN", _THREATS[row.category]
        return ("AGREE", None) if plover()["categories"][row.category]["cooperative"] else None
    if row.category in ("REQUEST", "REJECT"):
        return row.category, row.mode or _mode(words, "asked")
    if row.category == "THREATEN":
        return row.category, _mode(words, "threatened")
    if row.category == "ASSAULT" and row.mode is None:
        return row.category, _mode(words, "weapons")
    return row.category, row.mode


def _mode(words: set[str], table: str) -> str | None:
    modes: dict[str, list[str]] = trigger_lexicon()[table]
    return next((mode for mode, signs in modes.items() if not words.isdisjoint(signs)), None)


def _stance(token: Token) -> str:
    """Return "done", "ahead" or, for what is denied or only possible, "no"."""
    ahead = trigger_lexicon()["ahead"]
    verb = token
    if token.pos_ == "NOUN":
        determiners = {child.lower_ for child in token.children}
        if determiners & _NEGATIONS:
            return "no"
        while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
            verb = verb.head
        if verb.pos_ not in ("VERB", "AUX"):
            return "done"
        if verb.lemma_.lower() in ahead["coming"] and token.dep_ in ("nsubj", "nsubjpass"):
            return "ahead"
    return _stance_of_verb(verb, ahead)


def _stance_of_verb(verb: Token, ahead: dict[str, list[str]]) -> str:
    result = "done"
    for _ in range(4):
        children = {child.lower_: child.dep_ for child in verb.children}
        if any(dep == "neg" for dep in children.values()):
            return "no"
        if any(
            dep == "mark" and word in ("if", "unless", "whether", "lest")
            for word, dep in children.items()
        ):
            return "no"
        modals = [word for word in children if word in ahead["auxiliaries"]]
        if modals:
            result = "ahead" if modals[0] in ahead["sure"] else "no"
            break
        if verb.dep_ in ("pcomp",) and verb.head.lower_ in ("without", "against", "from", "before"):
            return "no"
        if verb.dep_ not in ("conj", "xcomp") or verb.head.pos_ not in ("VERB", "AUX", "ADJ"):
            break
        if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in ahead["plans"]:
            break
        verb = verb.head
    return result


def _follows_intention(token: Token) -> bool:
    """Whether the event is what someone plans, wants or is about to do: an infinitive."""
    plans = trigger_lexicon()["ahead"]["plans"]
    if token.pos_ == "NOUN":
        return False
    has_to = any(child.tag_ == "TO" for child in token.children)
    return has_to and token.dep_ in _CLAUSES and token.head.lemma_.lower() in plans


def _contexts(sentence: Sentence) -> tuple[str, ...]:
    words = {token.lemma_.lower() for token in sentence.tokens}
    words |= {token.lower_ for token in sentence.tokens}
    contexts: dict[str, list[str]] = plover()["contexts"]
    return tuple(name for name, signs in contexts.items() if not words.isdisjoint(signs))[
        :_MOST_CONTEXTS
    ]


def _verb_over(token: Token, trigger: Token) -> Token:
    """Return the nearest verb that governs a word, or the trigger if that comes first."""
    while token.i != trigger.i and token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def _is_in_clause(sentence: Sentence, span: Span, trigger: Token) -> bool:
    """Whether the words of a span hang from the trigger itself or from the verb over it."""
    place = span.start - sentence.offset
    word = next((token for token in sentence.tokens if token.idx + len(token) > place), None)
    if word is None:
        return False
    over = _verb_over(word, trigger)
    return over.i in (trigger.i, _verb_over(trigger.head, trigger).i)


def _time(sentence: Sentence, token: Token, times: Sequence[Time]) -> str | None:
    """Return the date of the trigger's own clause that stands closest to it."""
    place = sentence.place(token)
    dates = [
        time
        for time in times
        if time.type in ("date", "time")
        and time.value
        and _is_in_clause(sentence, time.span, token)
    ]
    nearest = min(dates, key=lambda time: abs(time.span.start - place.start), default=None)
    return nearest.value if nearest else None


def _place(sentence: Sentence, token: Token, places: Sequence[Place]) -> str | None:
    """Return the place of the trigger's own clause that "in", "at" or "near" brings."""
    by_start = {place.span.start: place for place in places}
    for word in sentence.tokens:
        found = by_start.get(sentence.place(word).start)
        if found is None or not _is_in_clause(sentence, found.span, token):
            continue
        head = word
        while head.dep_ == "compound":
            head = head.head
        if head.dep_ == "pobj" and head.head.lower_ in _AT:
            return found.name
    return None
