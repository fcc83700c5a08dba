"""Two statements on one matter: do they agree, contradict each other, or has it moved on?"""

from typing import Literal

from onrecord.stories.accounts import Account, Weights, is_later
from onrecord.stories.matching import (
    CLASH,
    MATCH,
    WORDED_ALIKE,
    has_moved,
    hold_one_role,
    is_negated,
    matter,
    share_figure,
    tells_of_one_party,
)
from onrecord.stories.pairing import Pair, comparable, lone_pairs

#: Share of all their words, small ones too, that two prints of one quotation have in common.
_REPEATED = 0.85

#: ``differs`` is another figure, ``opposes`` a denial, ``moves`` a plan that came true, or a
#: figure that took the place of an earlier one.
Relation = Literal["agrees", "differs", "opposes", "moves"]


def compare(one: Account, other: Account, weights: Weights) -> Relation:
    """Return how two statements on one matter stand to each other.

    A rounder or vaguer figure agrees with a finer one inside its range. Figures clash only
    where each side gives one figure of the thing; words clash where one side negates what the
    other one states; persons clash only in a role that one person can hold.

    Args:
        one: The earlier statement.
        other: The later one.
        weights: Of the story.
    """
    score = matter(one, other, weights)
    lone = lone_pairs(one, other)
    clash = any(_clash(pair, one, other) for pair in lone)
    if clash and score >= MATCH and tells_of_one_party(one, other, weights):
        return "differs"
    if score >= CLASH and (is_negated(one, other, weights) or _persons_clash(one, other)):
        return "opposes"
    if is_later(one, other) and any(not first.is_near(second) for first, second in lone):
        return "moves"
    if comparable(one, other) or share_figure(one, other, weights) or is_repeated(one, other):
        return "agrees"
    return "moves" if _came_true(one, other, weights) else "agrees"


def _came_true(one: Account, other: Account, weights: Weights) -> bool:
    """Whether the later account states as done what the earlier one planned or demanded."""
    if not has_moved(one, other):
        return False
    same_deed = bool(one.events.keys() & other.events.keys())
    planned = one.statement.certainty == "planned"
    return same_deed or (planned and weights.likeness(one, other) >= WORDED_ALIKE)


def _clash(pair: Pair, one: Account, other: Account) -> bool:
    """Whether both commit to their figure, and no value fits both."""
    return one.is_settled and other.is_settled and not pair[0].overlaps(pair[1])


def is_repeated(one: Account, other: Account) -> bool:
    """Return whether the two are one quotation, printed again with a word more or less."""
    first = {word.text.lower() for word in one.words}
    second = {word.text.lower() for word in other.words}
    return len(first & second) >= _REPEATED * len(first | second)


def _persons_clash(one: Account, other: Account) -> bool:
    apart = bool(one.people and other.people and not one.people & other.people)
    return apart and hold_one_role(one, other)
