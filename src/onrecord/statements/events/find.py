"""Events of a sentence, coded by PLOVER: who did what to whom, where and when.

Only what the sentence tells as done is coded for what it is. A cooperative act that is announced is
an agreement and a hostile one a threat, as the PLOVER manual has it; what is denied, only
possible, wished for or asked for is not coded at all.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.records import Entity, Event, Place, Span, Time
from onrecord.statements.events.described import MeantAt, no_one, participant
from onrecord.statements.events.members import named_members
from onrecord.statements.events.participants import find_actors, find_recipients
from onrecord.statements.events.rows import Trigger, plover, trigger_lexicon
from onrecord.statements.events.stance import stance_of
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
        coded = _coded(row, token, triggers)
        if coded is None:
            continue
        actors = find_actors(row, token)
        taken = {head.i for head in actors}
        recipients = [head for head in find_recipients(row, token) if head.i not in taken]
        members = named_members(sentence, token, recipients, entities)
        recipients += members
        # "among those freed was Ana Ruiz": one of those that it happened to did not do it
        undergone = {head.i for head in members}
        actors = [head for head in actors if head.i not in undergone]
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


def _coded(
    row: Trigger, token: Token, triggers: dict[int, Trigger]
) -> tuple[str, str | None] | None:
    """Return category and mode as the sentence tells the event, ``None`` if it is not told."""
    is_cooperative = plover()["categories"][row.category]["cooperative"]
    stance = stance_of(token)
    if stance == "refused":
        return ("REJECT", None) if is_cooperative else None
    if stance == "no":
        return None
    if stance == "ahead":
        return _ahead(row.category)
    if row.commits and token.pos_ != "NOUN":
        return _committed(row, token, triggers)
    words = {word.lemma_.lower() for word in token.subtree} | {
        word.lower_ for word in token.subtree
    }
    if row.category == "ASSAULT" and _is_accident(token):
        return None
    if row.category in ("REQUEST", "REJECT"):
        return row.category, row.mode or _mode(words, "asked")
    if row.category == "THREATEN":
        return row.category, _mode(words, "threatened")
    if row.category == "ASSAULT" and row.mode is None:
        return row.category, _mode(words, "weapons")
    return row.category, row.mode


def _is_accident(token: Token) -> bool:
    """Whether nobody did it: "the flood killed ten"."""
    accidents = trigger_lexicon()["accidents"]["words"]
    return any(word.i != token.i and word.lemma_.lower() in accidents for word in token.subtree)


def _ahead(category: str) -> tuple[str, str | None] | None:
    """Return what an act is while it is only announced: a threat, an agreement or nothing.

    A refusal that is announced is one.
    """
    if category == "REJECT":
        return "REJECT", None
    if category in _HOSTILE_ACTS:
        return "THREATEN", _THREATS[category]
    return ("AGREE", None) if plover()["categories"][category]["cooperative"] else None


def _committed(
    row: Trigger, token: Token, triggers: dict[int, Trigger]
) -> tuple[str, str | None] | None:
    """Return what a promise or vow is by what is promised."""
    for clause in token.children:
        inner = triggers.get(clause.i)
        if clause.dep_ not in ("xcomp", "ccomp") or inner is None:
            continue
        is_cooperative = plover()["categories"][inner.category]["cooperative"]
        if any(child.dep_ == "neg" for child in clause.children):
            return ("REJECT", None) if is_cooperative else ("AGREE", None)
        if inner.category == "MOBILIZE" and row.category == "AGREE":
            break
        return _ahead(inner.category) or (row.category, None)
    if row.category == "THREATEN":
        words = {word.lemma_.lower() for word in token.subtree}
        return row.category, _mode(words, "threatened")
    return row.category, row.mode


def _mode(words: set[str], table: str) -> str | None:
    modes: dict[str, list[str]] = trigger_lexicon()[table]
    return next((mode for mode, signs in modes.items() if not words.isdisjoint(signs)), None)


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
