"""Two statements compared: are they on one matter, and do they agree, contradict or move on."""

from functools import cache
from typing import Literal

from onrecord.stories.accounts import OPEN, Account, Weights
from onrecord.stories.counts import Count
from onrecord.stories.dates import are_apart
from onrecord.stories.words import load_table

#: Least score, 0.0 to 1.0, at which two statements are on one matter.
MATCH = 0.5
#: Least score at which figures or words that clash are called a dispute.
CLASH = 0.55
_EVENT_BONUS = 0.12
_COUNT_BONUS = 0.18
#: Share of the common meaning that one side negates and the other does not.
_NEGATED_SHARE = 0.3
_NEGATION_LIKENESS = 0.5

#: ``differs`` is another figure, ``opposes`` a denial, ``moves`` a plan that came true.
Relation = Literal["agrees", "differs", "opposes", "moves"]


def matter(one: Account, other: Account, weights: Weights) -> float:
    """Return how surely two statements are on one matter, 0.0 to 1.0.

    The words that both contents hold, weighed by rarity, are the base (mean of the Dice and the
    overlap coefficient); an event of one kind with the same parties, and a count of the same
    thing in the same happening, add to it. Different persons, parties, days, or a figure that
    covers something else (a part, a running total) rule the match out: then the score is 0.
    """
    if _is_ruled_out(one, other):
        return 0.0
    shared = weights.total(one.stems & other.stems)
    least = min(weights.total(one.stems), weights.total(other.stems))
    if not shared or not least:
        return 0.0
    score = (weights.likeness(one, other) + shared / least) / 2.0
    if one.events.keys() & other.events.keys():
        score += _EVENT_BONUS
    if any(True for _ in comparable_counts(one, other)):
        score += _COUNT_BONUS
    return min(1.0, score)


def _is_ruled_out(one: Account, other: Account) -> bool:
    if one.corrected != other.corrected:
        return True
    if (one.statement.certainty in OPEN) != (other.statement.certainty in OPEN):
        return True
    if one.people and other.people and not one.people & other.people and not _unique(one, other):
        return True
    standing = any(count.standing for count in (*one.counts, *other.counts))
    if are_apart(one.days, other.days) and not standing:
        return True
    for key in one.events.keys() & other.events.keys():
        first, second = one.events[key], other.events[key]
        if first and second and not first & second:
            return True
    return _counts_part(one, other)


def _counts_part(one: Account, other: Account) -> bool:
    """Whether both count one thing but never with the same meaning: a part, a total, a day."""
    alike = [
        (first, second)
        for first in one.counts
        for second in other.counts
        if first.head == second.head and first.unit == second.unit
    ]
    if not alike:
        return False
    return all(
        not first.overlaps(second) and not _comparable(first, second) for first, second in alike
    )


def _comparable(one: Count, other: Count) -> bool:
    if one.thing() != other.thing() or one.scopes != other.scopes:
        return False
    return one.happening == other.happening or None in (one.happening, other.happening)


def comparable_counts(one: Account, other: Account) -> list[tuple[Count, Count]]:
    """Return the pairs of figures that count the same thing in the same happening."""
    return [
        (first, second)
        for first in one.counts
        for second in other.counts
        if _comparable(first, second)
    ]


def compare(one: Account, other: Account, weights: Weights) -> Relation:
    """Return how two statements on one matter stand to each other.

    A rounder or vaguer figure agrees with a finer one inside its range. Figures clash only
    where every pair that counts the same thing does; words clash where one side negates what
    the other one states; persons clash only in a role that one person can hold.

    Args:
        one: The earlier statement.
        other: The later one.
        weights: Of the story.
    """
    score = matter(one, other, weights)
    if score >= CLASH and _figures_clash(one, other):
        return "differs"
    if score >= CLASH and (_is_negated(one, other, weights) or _persons_clash(one, other)):
        return "opposes"
    plans = one.statement.certainty == "planned", other.statement.certainty == "planned"
    if plans[0] != plans[1]:
        return "moves"
    return "agrees"


def _figures_clash(one: Account, other: Account) -> bool:
    pairs = comparable_counts(one, other)
    things = {first.thing() for first, _ in pairs}
    return any(
        all(not first.overlaps(second) for first, second in pairs if first.thing() == thing)
        for thing in things
    )


def _is_negated(one: Account, other: Account, weights: Weights) -> bool:
    if weights.likeness(one, other) < _NEGATION_LIKENESS:
        return False
    shared = one.stems & other.stems
    flipped = _negated(one, shared) ^ _negated(other, shared)
    return weights.total(flipped) >= _NEGATED_SHARE * weights.total(shared)


def _negated(account: Account, shared: frozenset[str]) -> frozenset[str]:
    inside = account.negated & shared
    return shared - inside if account.denied else inside


@cache
def _roles() -> tuple[str, ...]:
    table = load_table("scopes.toml")["roles"]
    return tuple(table["unique"])


def _unique(one: Account, other: Account) -> bool:
    """Whether both name a person for the same role that only one can hold."""
    first, second = (account.sentence.lower() for account in (one, other))
    return any(role in first and role in second for role in _roles())


def _persons_clash(one: Account, other: Account) -> bool:
    apart = bool(one.people and other.people and not one.people & other.people)
    return apart and _unique(one, other)
