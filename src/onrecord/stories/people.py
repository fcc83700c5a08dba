"""The people of a story: who is quoted, and what became of whom."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache
from typing import Any, NamedTuple

from onrecord.lexicons import lexicon
from onrecord.records import Article, Event, Participant, PersonStatus, Source, StoryPerson
from onrecord.statements.places.gazetteer import seat_code
from onrecord.statements.sources.people import is_body, is_first_name
from onrecord.stories.accounts import OPEN, Account
from onrecord.stories.dates import bounds
from onrecord.stories.names import Register, fold, parting
from onrecord.stories.origins import agency_names
from onrecord.stories.undergone import is_bare, is_done, is_plain
from onrecord.stories.words import read_words

#: Certainties of a status from the surest on.
_SURE = {"confirmed": 0, "stated": 1, "believed": 2, "planned": 3, "possible": 4, "denied": 5}
#: A status that a report gives without a date is one that was dated this long before.
_RETOLD = timedelta(days=14)


@cache
def _agencies() -> frozenset[str]:
    return frozenset(map(fold, agency_names()))


@cache
def _rules() -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = lexicon("stories/statuses.toml")["status"]
    return rules


def find_people(accounts: Sequence[Account], register: Register) -> list[StoryPerson]:
    """Return the people that are quoted or acted upon.

    Only who is named somewhere is a person of the story. Each status comes from an event with
    the person on the fitting side, and keeps how sure the statement is; without a time of its
    own it is as of the day of the report. What is demanded or conditional, or negated in its
    words, or told of somebody who is not plainly meant, gives no status. A status stands once for
    each time, by its surest statement.

    Args:
        accounts: Every statement of the story, in order of publication.
        register: The names of the story.

    Returns:
        People with the most statuses and quotations first; statuses oldest first.
    """
    found: dict[str, list[_Told]] = defaultdict(list)
    weight: dict[str, int] = defaultdict(int)
    for account in accounts:
        source = account.statement.source
        if source is not None and source.kind == "person":
            key = register.resolve(source.name)
            weight[key] += 1
            found.setdefault(key, [])
        for event in account.statement.events:
            for key, status in _statuses(account, event, register):
                weight[key] += 1
                found[key].append(_Told(status, event.time is not None, account.tells_news))
    entities = _entities(accounts, register)
    outlets = {name for account in accounts for name in _outlet_names(account.article)}
    outlets |= _agencies() | {
        register.resolve(source.name)
        for account in accounts
        if (source := account.statement.source) and _is_called_a_body(source)
    }
    people = [
        StoryPerson(
            name=register.show(key),
            entity=entities[key],
            statuses=tuple(sorted(_distinct(statuses), key=_order)),
        )
        for key, statuses in found.items()
        if key in entities and key not in outlets
    ]
    return sorted(people, key=lambda person: (-weight[register.resolve(person.name)], person.name))


def _outlet_names(article: Article) -> Iterator[str]:
    """Yield what an outlet is called: its name, and of an address the name in it."""
    publisher = article.publisher or ""
    yield fold(publisher)
    if " " not in publisher:
        yield fold(publisher.removeprefix("www.").partition(".")[0])


def _is_called_a_body(source: Source) -> bool:
    """Whether a report describes whom it cites as a body: "a newspaper in the capital"."""
    words = (source.attribute or "").lower().split()
    end = next((place for place, word in enumerate(words) if word in parting()), len(words))
    return bool(words[:end]) and is_body(words[end - 1])


class _Told(NamedTuple):
    """A status, whether its words date it, and whether they are the news of their report."""

    status: PersonStatus
    is_dated: bool
    is_news: bool


def _distinct(told: Sequence[_Told]) -> list[PersonStatus]:
    """Each status of each time once, by its surest statement.

    A status that has no time of its own, or a vaguer one, says no more than one that is dated.
    """
    best: dict[tuple[str, str | None], _Told] = {}
    for one in told:
        key = one.status.status, one.status.as_of
        if key not in best or _surer(one.status) < _surer(best[key].status):
            best[key] = one
    kept = list(best.values())
    return [
        one.status
        for one in kept
        if not any(
            _is_within(one.status, other.status) if one.is_dated else _is_retold(one, other)
            for other in kept
            if other.status.status == one.status.status
            and _surer(other.status) <= _surer(one.status)
        )
    ]


def _surer(status: PersonStatus) -> int:
    return _SURE.get(status.certainty, len(_SURE))


def _is_within(status: PersonStatus, other: PersonStatus) -> bool:
    """Whether the other one gives a finer date of the same."""
    own, exact = bounds(status.as_of), bounds(other.as_of)
    return bool(own and exact and own != exact and own[0] <= exact[0] and exact[1] <= own[1])


def _is_retold(one: _Told, other: _Told) -> bool:
    """Whether a status without a date of its own is one that was dated before.

    What is the news of a report is retold for some days only; what a report mentions below may
    be of long ago: "he was arrested before the vote".
    """
    own, before = bounds(one.status.as_of), bounds(other.status.as_of)
    if not own or not before or own[0] <= before[1] or not other.is_dated:
        return False
    return not one.is_news or own[0] <= before[1] + _RETOLD


def _order(status: PersonStatus) -> tuple[bool, str, str]:
    return status.as_of is None, status.as_of or "", status.statement


def _statuses(account: Account, event: Event, register: Register) -> list[tuple[str, PersonStatus]]:
    if account.statement.certainty in OPEN or account.corrected:
        return []
    trigger = event.trigger.of(account.article.text)
    if account.negated & {word.stem for word in read_words(trigger, account.article.language)}:
        return []
    if not is_done(account, event):
        return []
    people = _people(account)
    certainty = account.statement.certainty
    found: list[tuple[str, PersonStatus]] = []
    for party in ("actors", "recipients"):
        rule = _rule(event, account, party)
        if rule is None:
            continue
        status = PersonStatus(
            status=rule["status"],
            as_of=event.time or (str(account.day) if account.day else None),
            # what is planned is the rest of the sentence: no event is coded that is ahead
            certainty="stated" if certainty == "planned" else certainty,
            statement=account.id,
        )
        participants: tuple[Participant, ...] = getattr(event, party)
        found += [
            (register.resolve(participant.name), status)
            for participant in participants
            if participant.entity in people
            and is_plain(account, event, participant)
            and (not rule.get("bare") or is_bare(account, event, participant))
        ]
    return found


def _rule(event: Event, account: Account, party: str) -> dict[str, Any] | None:
    """The first rule that fits, unless its sentence says that it is meant otherwise."""
    trigger = event.trigger.of(account.article.text).lower()
    for rule in _rules():
        if rule["category"] != event.category or rule["party"] != party:
            continue
        if rule.get("mode", event.mode) != event.mode:
            continue
        if trigger.startswith(tuple(rule.get("triggers", ("",)))):
            words = {word.text.lower() for word in read_words(account.sentence)}
            return None if words & set(rule.get("unless", ())) else rule
    return None


def _people(account: Account) -> frozenset[str]:
    return frozenset(entity.id for entity in account.article.entities if entity.kind == "person")


def _entities(accounts: Sequence[Account], register: Register) -> dict[str, str]:
    """The id of each person in the earliest article that names them.

    Whom as many articles take for something else than a person is none, and neither is one whose
    last word alone is a body ("Mars Nasa"), a single word of a longer name of something else
    ("Hubble", beside the Hubble Space Telescope), or the seat of a government ("Minsk").
    """
    found: dict[str, str] = {}
    votes: Counter[str] = Counter()
    for article in {account.article.id: account.article for account in accounts}.values():
        for entity in article.entities:
            key = register.resolve(entity.name)
            is_person = entity.kind == "person"
            votes[key] += 1 if is_person else -1
            if is_person:
                found.setdefault(key, entity.id)
    things = {key for key, vote in votes.items() if vote < 0}
    parts = {word for key in things if " " in key for word in key.split()}
    return {
        key: name
        for key, name in found.items()
        if votes[key] > 0 and key not in parts and key.split()[-1] not in things
        if not seat_code(register.show(key)) or is_first_name(register.show(key))
    }
