"""Whether an event surely happened to the person it is told of.

A parse may hang a verb on a name far before it, and a pronoun may mean somebody else of the page.
What became of a person is no place to guess, so it is told of those only who are named with it, or
plainly meant.
"""

import re
from functools import cache

from onrecord.lexicons import lexicon
from onrecord.records import Entity, Event, Participant, Span
from onrecord.stories.accounts import Account
from onrecord.stories.clarity import pronouns
from onrecord.stories.words import read_words, stop_stems

#: Factuality (FactBank's scale, from -3 to 3) from which on the event's own word tells it as done.
_DONE = 1.5
#: Two words in capitals, as a headline begins that has run into the one before.
_SHOUTED = re.compile(r"\b[A-Z]{3,}\s+[A-Z]{2,}\b")
#: What ends a sentence, in front of its last blank.
_END = re.compile(r"[.!?][\"'”’)]*\s|\n")
_OWNS = re.compile(r"['’](?:s\b)?")


def is_done(account: Account, event: Event) -> bool:
    """Return whether the event's word tells it as done; where the reader is silent, it does."""
    return all(
        happening.factuality >= _DONE
        for happening in account.statement.happenings
        if _overlap(happening.span, event.trigger)
    )


def is_plain(account: Account, event: Event, participant: Participant) -> bool:
    """Return whether words name or plainly mean whom it happened to, and no headline is between.

    A pronoun does where the person is the last one named, no other one is since the sentence that
    names them began, and no pronoun there is of the other sex.
    """
    if _SHOUTED.search(_between(account, event, participant)):
        return False
    if participant.text.lower() not in pronouns():
        return True
    text, at = account.article.text, participant.span.start
    people = [entity for entity in account.article.entities if entity.kind == "person"]
    own = next((entity for entity in people if entity.id == participant.entity), None)
    named = max((m.start for m in own.mentions if m.end <= at), default=None) if own else None
    if named is None:
        return False
    starts = [end.end() for end in _END.finditer(text, 0, named)]
    window = Span(starts[-1] if starts else 0, account.statement.sentence.end)
    return not _names_other(people, participant, window) and not _has_other_sex(
        window.of(text), participant.text
    )


def is_bare(account: Account, event: Event, participant: Participant) -> bool:
    """Return whether it is the person the event is about, not what befell them or their like.

    "The inquiry into his death", "investigates the murder of Ana Ruiz" and "asks whether Ana Ruiz
    knew" investigate nobody of that name.
    """
    text = account.article.text
    if _OWNS.match(text, participant.span.end) and event.trigger.start < participant.span.start:
        return False
    between = read_words(_between(account, event, participant))
    return all(
        word.stem in stop_stems("en") and word.text.lower() not in _openers() for word in between
    )


@cache
def _openers() -> frozenset[str]:
    return frozenset(lexicon("stories/statuses.toml")["bare"]["openers"])


@cache
def _sexes() -> tuple[frozenset[str], ...]:
    sexes: dict[str, list[str]] = lexicon("stories/statuses.toml")["sexes"]
    return tuple(map(frozenset, sexes.values()))


def _between(account: Account, event: Event, participant: Participant) -> str:
    """The words between an event and who takes part in it."""
    first, second = sorted((event.trigger, participant.span), key=lambda span: span.start)
    return account.article.text[first.end : second.start]


def _names_other(people: list[Entity], participant: Participant, window: Span) -> bool:
    return any(
        _overlap(mention, window)
        for entity in people
        if entity.id != participant.entity
        for mention in entity.mentions
    )


def _has_other_sex(text: str, pronoun: str) -> bool:
    words = {word.text.lower() for word in read_words(text)}
    own = next((sex for sex in _sexes() if pronoun.lower() in sex), frozenset())
    return any(words & sex for sex in _sexes() if own and sex != own)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
