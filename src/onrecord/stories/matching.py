"""Two statements side by side: are they on one matter?"""

from datetime import timedelta
from functools import cache

from onrecord.lexicons import lexicon
from onrecord.stories.accounts import OPEN, Account, is_later
from onrecord.stories.actions import same_deeds
from onrecord.stories.dates import are_apart
from onrecord.stories.pairing import (
    alike,
    comparable,
    count_apart,
    have_one_owner,
    is_revised,
    is_same_figure,
    lone_pairs,
    share_no_party,
)
from onrecord.stories.weights import Weights
from onrecord.stories.words import read_words

#: Least score, 0.0 to 1.0, at which two statements are on one matter.
MATCH = 0.5
#: Least score at which figures or words that clash are called a dispute.
CLASH = 0.6
_EVENT_BONUS = 0.12
_COUNT_BONUS = 0.15
#: Score of two statements that give one count of one thing in one kind of happening.
_COUNTED = 0.6
#: What is left of the score where one side gives figures and the other one gives none.
_UNCOUNTED = 0.85
#: Contents of fewer telling words than this match as wholes only.
_SHORT = 3
_LEAST_SHARED = 2
_NEARLY_EQUAL = 0.8
#: Likeness from which on two contents are the same words but for a figure or a tense.
WORDED_ALIKE = 0.65
#: Least score at which what was planned or demanded is the matter of what happened.
_MOVED = 0.6
_LEAST_PREDICATE = 2.0
#: What was counted this long before a report is not what the report counts.
_PAST = timedelta(days=60)
#: Share of the common meaning that one side negates and the other does not.
_NEGATED_SHARE = 0.4


def matter(one: Account, other: Account, weights: Weights) -> float:
    """Return how surely two statements are on one matter, 0.0 to 1.0.

    The words that both contents hold, weighed by rarity, are the base; an event of one kind
    with the same parties, and a count of the same thing, add to it. A count that fits, of the
    same thing in the same kind of happening, is enough by itself. Different persons, parties,
    days, a denial on one side, or a figure that covers something else (a part, a running total)
    rule the match out: then the score is 0.
    """
    if is_ruled_out(one, other, weights):
        return 0.0
    score = _shared_meaning(one, other, weights)
    pairs = comparable(one, other)
    if one.events.keys() & other.events.keys():
        score += _EVENT_BONUS
    if score and pairs:
        score += _COUNT_BONUS
    elif bool(one.counts) != bool(other.counts):
        score *= _UNCOUNTED
    if tie_by_figure(one, other, weights):
        score = max(_COUNTED, score)
    lone = lone_pairs(one, other)
    apart = bool(lone) and not any(first.overlaps(second) for first, second in lone)
    if apart and not (is_later(one, other) or tells_of_one_party(one, other, weights)):
        return 0.0
    clear = score >= CLASH and _may_clash(one, other) and one.article.id != other.article.id
    if is_negated(one, other, weights) and not clear:
        return 0.0
    return 0.0 if has_moved(one, other) and score < _MOVED else score


def share_figure(one: Account, other: Account, weights: Weights) -> bool:
    """Whether a figure of one statement is plainly the same as one of the other."""
    if one.denied != other.denied or one.corrected != other.corrected:
        return False
    if one.is_uncertain != other.is_uncertain and one.voice != other.voice:
        return False
    linked = weights.total(_predicate(one, other)) >= _LEAST_PREDICATE
    return any(is_same_figure(one, other, pair, linked=linked) for pair in alike(one, other))


def tie_by_figure(one: Account, other: Account, weights: Weights) -> bool:
    """Return whether a figure puts the two on one matter: the same one, or a later value of it."""
    if share_figure(one, other, weights):
        return True
    if one.denied != other.denied or one.corrected != other.corrected:
        return False
    return is_later(one, other) and (is_revised(one, other) or have_one_owner(one, other))


def tells_of_one_party(one: Account, other: Account, weights: Weights) -> bool:
    """Whether the two name a party in common, or are worded alike."""
    common = (one.names | {one.opening}) & (other.names | {other.opening}) - {""}
    return bool(common) or weights.likeness(one, other) >= WORDED_ALIKE


def _may_clash(one: Account, other: Account) -> bool:
    """Whether the two name a common party, or one of them none: else both can hold."""
    first = one.names | {one.opening} if one.opening in one.stems else one.names
    second = other.names | {other.opening} if other.opening in other.stems else other.names
    return bool(first & second) or not first or not second


def has_moved(one: Account, other: Account) -> bool:
    """Return whether the later account tells of what the earlier one only planned or demanded."""
    return one.is_plan and not other.is_plan and str(one.day) < str(other.day)


def _shared_meaning(one: Account, other: Account, weights: Weights) -> float:
    """Share of the meaning in common: two words at least, and one of them no name and no thing
    that is only counted. A short content is not matched for being contained in a long one."""
    shared = one.telling & other.telling
    predicate = _predicate(one, other)
    if len(shared) < _LEAST_SHARED or weights.total(predicate) < _LEAST_PREDICATE:
        return 0.0
    dice = weights.likeness(one, other)
    if len(shared) == _LEAST_SHARED and dice < _NEARLY_EQUAL and not comparable(one, other):
        return dice
    if min(len(one.telling), len(other.telling)) < _SHORT:
        return dice
    least = min(weights.total(one.telling), weights.total(other.telling))
    score = (2.0 * dice + weights.total(shared) / least) / 3.0
    return min(1.0, score)


def _predicate(one: Account, other: Account) -> frozenset[str]:
    """The stems in common that are neither names nor titles nor the thing counted."""
    things = {stem for count in (*one.counts, *other.counts) for stem in count.stems()}
    named = one.names | other.names | {one.opening, other.opening}
    return (one.telling & other.telling) - named - things - _titles()


def is_ruled_out(one: Account, other: Account, weights: Weights) -> bool:
    """Whether the two cannot be on one matter, whatever words they share."""
    if one.corrected != other.corrected or one.asks or other.asks:
        return True
    if one.denied != other.denied or one.doubts != other.doubts:
        return True
    same_figure = share_figure(one, other, weights)
    if _is_open(one, other) and not (same_figure and one.voice == other.voice):
        return True
    if same_figure:
        return False
    if share_no_party(one, other):
        return True
    standing = any(count.standing for count in (*one.counts, *other.counts))
    if are_apart(one.days, other.days) and not standing:
        return True
    if one.counts and other.counts and (_is_of_past(one, other) or _is_of_past(other, one)):
        return True
    if (
        one.people
        and other.people
        and not one.people & other.people
        and not hold_one_role(one, other)
    ):
        return True
    for key in one.events.keys() & other.events.keys():
        first, second = one.events[key], other.events[key]
        if first and second and not first & second:
            return True
    return _counts_part(one, other)


def _is_open(one: Account, other: Account) -> bool:
    """Whether one of the two claims no happening, and the other one does not follow from it.

    What was demanded or planned may be stated later: then the matter moved.
    """
    first, second = one.statement.certainty, other.statement.certainty
    if first == second or not {first, second} & OPEN:
        return False
    return not (first == "demanded" and str(one.day) < str(other.day))


@cache
def _titles() -> frozenset[str]:
    """Stems of the words for what a person is."""
    words = " ".join(lexicon("stories/scopes.toml")["titles"]["words"])
    return frozenset(word.stem for word in read_words(words))


def _is_of_past(one: Account, other: Account) -> bool:
    """Whether the first tells of a time long before the other one's report, which tells none."""
    if one.days is None or other.days is not None or other.day is None:
        return False
    return one.days[1] < other.day - _PAST


def _counts_part(one: Account, other: Account) -> bool:
    """Whether the two count different things of one kind, and neither count is the matter."""
    return count_apart(one, other) and not lone_pairs(one, other)


def is_negated(one: Account, other: Account, weights: Weights) -> bool:
    """Whether one side negates a good part of what both say, and the other side states it."""
    shared = one.stems & other.stems
    first, second = same_deeds(one.negated) & shared, same_deeds(other.negated) & shared
    flipped = (first ^ second) - one.names - other.names
    return weights.total(flipped) >= _NEGATED_SHARE * weights.total(shared) > 0.0


@cache
def _roles() -> tuple[str, ...]:
    table = lexicon("stories/scopes.toml")["roles"]
    return tuple(table["unique"])


def hold_one_role(one: Account, other: Account) -> bool:
    """Whether both name a person for the same role that only one can hold."""
    first, second = (account.sentence.lower() for account in (one, other))
    return any(role in first and role in second for role in _roles())
