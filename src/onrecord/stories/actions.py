"""What is done to the things that a statement counts, whatever words it is told in."""

import re
from collections.abc import Sequence, Set
from functools import cache

from onrecord.lexicons import lexicon
from onrecord.records import Event, Span, Statement
from onrecord.stories.words import Word, read_words

#: Words that may stand inside a phrase: "lets 52 prisoners go".
_GAP = 4
#: Characters that a comma is worth: what stands behind it is mostly done to something else.
_COMMA = 200
_JOINT = re.compile(r"\b(?:and|but|while)\b|;", re.IGNORECASE)


@cache
def _phrases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every phrase as its stems, with the action it means."""
    table = lexicon("stories/synonyms.toml")["actions"]
    return tuple(
        (action, tuple(word.stem for word in read_words(phrase)))
        for action, entry in table.items()
        for phrase in entry["words"]
    )


@cache
def _single() -> dict[str, str]:
    """The stem of each one-word name of an action, with the stem of the first one."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for action, phrase in _phrases():
        if len(phrase) == 1:
            found[phrase[0]] = first.setdefault(action, phrase[0])
    return found


@cache
def action_stems(action: str) -> frozenset[str]:
    """Return the stems that name an action, or begin a phrase that does: "force from homes"."""
    return frozenset(words[0] for name, words in _phrases() if name == action)


def same_deeds(stems: Set[str]) -> frozenset[str]:
    """Return the stems with one stem for all words that name the same action."""
    return frozenset(_single().get(stem, stem) for stem in stems)


@cache
def _codes() -> dict[str, str]:
    table = lexicon("stories/synonyms.toml")["actions"]
    return {code: action for action, entry in table.items() for code in entry.get("plover", ())}


@cache
def _parting() -> re.Pattern[str]:
    words = lexicon("stories/scopes.toml")["negation"]["clauses"]
    return re.compile(r";|[.?!]\s|\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.I)


def name_event(event: Event) -> str:
    """Return the action that an event is: one name for all codes of the same deed."""
    code = f"{event.category}/{event.mode}" if event.mode else event.category
    return _codes().get(code, code)


def clause_around(text: str, within: Span, span: Span) -> Span:
    """Return the clause of a sentence that holds a span of it.

    Clauses part at words such as "after" and "because", and at ``;``; what a relative
    pronoun adds belongs to the clause.
    """
    before = [match.end() for match in _parting().finditer(text, within.start, span.start)]
    after = _parting().search(text, span.end, within.end)
    return Span(max(before, default=within.start), after.start() if after else within.end)


def part_around(text: str, within: Span, span: Span) -> Span:
    """Return the part of a sentence that holds a span of it; what "and" or "but" joins are parts.

    "Fourteen were freed in June and 52 in September" has two.
    """
    before = [match.end() for match in _JOINT.finditer(text, within.start, span.start)]
    after = _JOINT.search(text, span.end, within.end)
    return Span(max(before, default=within.start), after.start() if after else within.end)


def find_action(statement: Statement, text: str, span: Span, language: str | None) -> str | None:
    """Return what is done to the thing counted at `span`: by its own clause, None if unsaid.

    The word of the lexicon nearest to the figure decides; without one, the nearest event. What
    another statement of the sentence tells is done to something else ("1,512 people fell ill and
    36 died"), and so is what another figure counts: "900 cases and 29 deaths".
    """
    own = statement.content.spans
    within = own[0] if len(own) == 1 and own[0].start <= span.start < own[0].end else None
    clause = clause_around(text, within or statement.sentence, span)
    words = [
        Word(word.start + clause.start, word.end + clause.start, word.text, word.stem)
        for word in read_words(clause.of(text), language)
    ]
    taken = [
        Span(other.span.end, other.span.end + len(other.counts) + 1)
        for other in statement.figures
        if other.counts and other.span.start > span.start
    ]
    found = [
        (_distance(span, words[place], text), action)
        for action, phrase in _phrases()
        for place in _places(words, phrase)
        if not any(own.start <= words[place].start < own.end for own in taken)
    ]
    if found:
        return min(found)[1]
    events = [
        event for event in statement.events if clause.start <= event.trigger.start < clause.end
    ]
    if not events:
        return None
    return name_event(min(events, key=lambda event: abs(event.trigger.start - span.start)))


def _distance(span: Span, word: Word, text: str) -> int:
    """Characters between a figure and a word, a comma between them counting for many."""
    first, last = sorted((span, Span(word.start, word.end)))
    between = text[first.end : last.start]
    return len(between) + _COMMA * between.count(",")


def _places(words: Sequence[Word], phrase: Sequence[str]) -> list[int]:
    """Where a phrase begins among the words, its own words at most `_GAP` others apart."""
    places = []
    for start, word in enumerate(words):
        if word.stem != phrase[0]:
            continue
        at = start
        for stem in phrase[1:]:
            reach = range(at + 1, min(len(words), at + 2 + _GAP))
            at = next((number for number in reach if words[number].stem == stem), -1)
            if at < 0:
                break
        else:
            places.append(start)
    return places
