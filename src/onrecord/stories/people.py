"""The people of a story: who is quoted, and what became of whom."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from onrecord.records import Event, Participant, PersonStatus, StoryPerson
from onrecord.stories.accounts import OPEN, Account
from onrecord.stories.names import Register
from onrecord.stories.words import load_table, read_words


@cache
def _rules() -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = load_table("statuses.toml")["status"]
    return rules


def find_people(accounts: Sequence[Account], register: Register) -> list[StoryPerson]:
    """Return the people that are quoted or acted upon.

    Only who is named somewhere is a person of the story. Each status comes from an event with
    the person on the fitting side, and keeps how sure the statement is; without a time of its
    own it is as of the day of the report. What is demanded or conditional, or negated in its
    words, gives no status. The same status of the same day by the same voice stands once.

    Args:
        accounts: Every statement of the story, in order of publication.
        register: The names of the story.

    Returns:
        People with the most statuses and quotations first; statuses oldest first.
    """
    statuses: dict[str, dict[tuple[str, str | None, str, str], PersonStatus]] = defaultdict(dict)
    weight: dict[str, int] = defaultdict(int)
    for account in accounts:
        source = account.statement.source
        if source is not None and source.kind == "person":
            key = register.resolve(source.name)
            weight[key] += 1
            statuses.setdefault(key, {})
        for event in account.statement.events:
            for key, status in _statuses(account, event, register):
                weight[key] += 1
                same = (status.status, status.as_of, account.voice, status.certainty)
                statuses[key].setdefault(same, status)
    entities = _entities(accounts, register)
    people = [
        StoryPerson(
            name=register.show(key),
            entity=entities[key],
            statuses=tuple(sorted(found.values(), key=_order)),
        )
        for key, found in statuses.items()
        if key in entities
    ]
    return sorted(people, key=lambda person: (-weight[register.resolve(person.name)], person.name))


def _order(status: PersonStatus) -> tuple[bool, str, str]:
    return status.as_of is None, status.as_of or "", status.statement


def _statuses(account: Account, event: Event, register: Register) -> list[tuple[str, PersonStatus]]:
    if account.statement.certainty in OPEN or account.corrected:
        return []
    trigger = event.trigger.of(account.article.text)
    if account.negated & {word.stem for word in read_words(trigger, account.article.language)}:
        return []
    people = _people(account)
    found: list[tuple[str, PersonStatus]] = []
    for party in ("actors", "recipients"):
        name = _status(event, trigger, party)
        if name is None:
            continue
        status = PersonStatus(
            status=name,
            as_of=event.time or (str(account.day) if account.day else None),
            certainty=account.statement.certainty,
            statement=account.id,
        )
        participants: tuple[Participant, ...] = getattr(event, party)
        found += [
            (register.resolve(participant.name), status)
            for participant in participants
            if participant.entity in people
        ]
    return found


def _status(event: Event, trigger: str, party: str) -> str | None:
    for rule in _rules():
        if rule["category"] != event.category or rule["party"] != party:
            continue
        if rule.get("mode", event.mode) != event.mode:
            continue
        if trigger.lower().startswith(tuple(rule.get("triggers", ("",)))):
            return str(rule["status"])
    return None


def _people(account: Account) -> frozenset[str]:
    return frozenset(entity.id for entity in account.article.entities if entity.kind == "person")


def _entities(accounts: Sequence[Account], register: Register) -> dict[str, str]:
    """The id of each person in the earliest article that names them."""
    found: dict[str, str] = {}
    for account in accounts:
        for entity in account.article.entities:
            if entity.kind == "person":
                found.setdefault(register.resolve(entity.name), entity.id)
    return found
