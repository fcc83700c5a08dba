"""Two statements on one matter: do they agree, contradict each other, or has it moved on?"""

from typing import Literal

from onrecord.stories.accounts import Account, is_later
from onrecord.stories.matching import has_moved, hold_one_role, is_negated, share_figure
from onrecord.stories.opponents import stand_apart
from onrecord.stories.pairing import Pair, are_tolls, comparable, lone_pairs
from onrecord.stories.weights import Weights
from onrecord.stories.words import read_words

#: Share of the shorter one's words, small ones too, that two prints of one sentence have in common.
_REPEATED = 0.85
#: Fewer words are alike by chance: where all are equal, in quotation marks, and without.
_LEAST_EQUAL = 4
_LEAST_QUOTED = 5
_LEAST_WORDS = 12
#: Factuality from which on a thing is told as having happened (certain: 3).
_HAPPENED = 2.5

#: ``differs`` is another figure, ``opposes`` a denial, ``moves`` a figure that took the place of an
#: earlier one, ``comes_true`` what was only planned before.
Relation = Literal["agrees", "differs", "opposes", "moves", "comes_true"]


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
    lone = lone_pairs(one, other)
    if any(_clash(pair, one, other) for pair in lone):
        return "differs"
    if stand_apart(one, other) or _is_denied(one, other, weights) or _persons_clash(one, other):
        return "opposes"
    if is_later(one, other) and any(_has_drifted(pair) or _has_risen(pair) for pair in lone):
        return "moves"
    is_done = other.is_settled and str(one.day) < str(other.day)
    if is_done and any("open" in first.scopes - second.scopes for first, second in lone):
        return "comes_true"
    if comparable(one, other) or share_figure(one, other, weights) or is_repeated(one, other):
        return "agrees"
    return "comes_true" if _came_true(one, other) else "agrees"


def _is_denied(one: Account, other: Account, weights: Weights) -> bool:
    """Whether one denies what the other one says is so.

    A denial agrees with words that say it is not so: "rates were not mentioned".
    """
    if one.denied != other.denied:
        return one.is_negative != other.is_negative
    return is_negated(one, other, weights)


def _has_drifted(pair: Pair) -> bool:
    """Whether two figures, both with a value, are too far apart to be the same.

    What is within "up to 32" is not.
    """
    first, second = pair
    vague = None in (first.figure.value, second.figure.value)
    within = "<" in (first.figure.change, second.figure.change) and first.overlaps(second)
    return not vague and not within and not first.is_near(second)


def _has_risen(pair: Pair) -> bool:
    """Whether a toll is past its first count: "at least 40 killed", and some hours later 54."""
    first, second = pair
    before, after = first.figure.value, second.figure.value
    if before is None or after is None or first.figure.change != ">":
        return False
    return are_tolls(first, second) and before < after


def _came_true(one: Account, other: Account) -> bool:
    """Whether the later account states as done what the earlier one planned or demanded."""
    if not has_moved(one, other) or not other.is_settled:
        return False
    same_deed = bool(one.events.keys() & other.events.keys())
    return same_deed or one.statement.certainty == "planned"


def carries_out(one: Account, other: Account) -> bool:
    """Return whether the later account tells as done what the earlier one has still ahead.

    "Will tow the ferry" and "towed the ferry" do; "will be closed" and "is closed" do not.
    """
    ahead, _ = _deeds(one)
    _, done = _deeds(other)
    return bool(ahead & done)


def _deeds(account: Account) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of what has still to happen by an account, and of what has happened."""
    ahead: set[str] = set()
    done: set[str] = set()
    for happening in account.statement.happenings:
        words = read_words(happening.span.of(account.article.text), account.article.language)
        kept = done if happening.factuality >= _HAPPENED else ahead
        kept.update(word.stem for word in words)
    return frozenset(ahead), frozenset(done)


def _clash(pair: Pair, one: Account, other: Account) -> bool:
    """Whether both commit to their figure, or foresee it alike, and no value fits both."""
    settled = one.is_settled and other.is_settled
    alike = one.statement.certainty == other.statement.certainty
    return (settled or alike) and not pair[0].overlaps(pair[1])


def is_repeated(one: Account, other: Account) -> bool:
    """Return whether the words of one are those of the other, cut or with a word more or less.

    Such words have one origin, whoever prints them.
    """
    first = {word.text.lower() for word in one.words}
    second = {word.text.lower() for word in other.words}
    if {word for word in first ^ second if word[0].isdigit()}:
        return False
    quoted = one.is_quoted or other.is_quoted
    least = min(len(first), len(second))
    if first == second:
        return least >= _LEAST_EQUAL
    enough = least >= (_LEAST_QUOTED if quoted else _LEAST_WORDS)
    return enough and len(first & second) >= _REPEATED * least


def _persons_clash(one: Account, other: Account) -> bool:
    apart = bool(one.people and other.people and not one.people & other.people)
    return apart and hold_one_role(one, other)
