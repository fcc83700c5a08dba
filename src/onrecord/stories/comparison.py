"""Two statements compared: are they on one matter, and do they agree, contradict or move on."""

from collections.abc import Sequence
from functools import cache
from typing import Literal

from onrecord.records import Figure
from onrecord.stories.accounts import OPEN, Account, Weights
from onrecord.stories.counts import Count
from onrecord.stories.dates import are_apart
from onrecord.stories.words import load_table, read_words

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
#: Least figure that says by itself, with the day, what is spoken of.
_LEAST_COUNT = 10.0
#: Least exact and not round figure that says so without the day and whatever happened.
_TELLING_COUNT = 100.0
_LEAST_SHARED = 2
_NEARLY_EQUAL = 0.8
#: What is left of the score of two contents that share two words and are not nearly equal.
_BARELY = 0.6
#: Likeness from which on two contents are the same words but for a figure or a tense.
_WORDED_ALIKE = 0.65
#: Share of all their words, small ones too, that two prints of one quotation have in common.
_REPEATED = 0.85
#: Least score at which what was planned or demanded is the matter of what happened.
_MOVED = 0.6
_LEAST_PREDICATE = 2.0
#: Share of the common meaning that one side negates and the other does not.
_NEGATED_SHARE = 0.4

#: ``differs`` is another figure, ``opposes`` a denial, ``moves`` a plan that came true or an open
#: figure that a later one leaves far behind.
Relation = Literal["agrees", "differs", "opposes", "moves"]


def matter(one: Account, other: Account, weights: Weights) -> float:
    """Return how surely two statements are on one matter, 0.0 to 1.0.

    The words that both contents hold, weighed by rarity, are the base; an event of one kind
    with the same parties, and a count of the same thing, add to it. A count that fits, of the
    same thing in the same kind of happening, is enough by itself. Different persons, parties,
    days, a denial on one side, or a figure that covers something else (a part, a running total)
    rule the match out: then the score is 0.
    """
    if _is_ruled_out(one, other):
        return 0.0
    score = _shared_meaning(one, other, weights)
    if one.events.keys() & other.events.keys():
        score += _EVENT_BONUS
    pairs = comparable_counts(one, other)
    if score and pairs:
        score += _COUNT_BONUS
    elif bool(one.counts) != bool(other.counts):
        score *= _UNCOUNTED
    if any(_is_one_count(one, other, pair) for pair in _alike(one, other)):
        score = max(_COUNTED, score)
    clear = score >= CLASH and _may_clash(one, other) and one.article.id != other.article.id
    if is_negated(one, other, weights) and not clear:
        return 0.0
    return 0.0 if _has_moved(one, other) and score < _MOVED else score


def _is_one_count(one: Account, other: Account, pair: tuple[Count, Count]) -> bool:
    """Whether two figures are plainly the same one.

    They can be equal and count one thing, and either the happening or the day is known to be
    the same; or they are exactly equal and no round number. Small numbers are too common.
    """
    first, second = pair
    if not first.overlaps(second) or first.low < _LEAST_COUNT or second.low < _LEAST_COUNT:
        return False
    bare = _is_bare(first, second)
    if first.modifiers != second.modifiers and not bare:
        return False
    if first.figure.value == second.figure.value and first.is_distinctive:
        unplaced = None in (first.happening, second.happening)
        return first.happening == second.happening or unplaced or first.low >= _TELLING_COUNT
    if bare or first.scopes != second.scopes:
        return False
    if first.happening is not None and first.happening == second.happening:
        return True
    return one.days is not None and one.days == other.days and one.days[0] == one.days[1]


def _is_repeated(one: Account, other: Account) -> bool:
    """Whether the two are one quotation, printed again with a word more or less."""
    first = {word.text.lower() for word in one.words}
    second = {word.text.lower() for word in other.words}
    return len(first & second) >= _REPEATED * len(first | second)


def _have_party(one: Account, other: Account) -> bool:
    """Whether the two name a party in common."""
    return bool((one.names | {one.opening}) & (other.names | {other.opening}) - {""})


def _may_clash(one: Account, other: Account) -> bool:
    """Whether the two name a common party, or one of them none: else both can hold."""
    first = one.names | {one.opening} if one.opening in one.stems else one.names
    second = other.names | {other.opening} if other.opening in other.stems else other.names
    return bool(first & second) or not first or not second


def _has_moved(one: Account, other: Account) -> bool:
    """Whether the later account tells of what the earlier one only planned or demanded."""
    return one.is_plan and not other.is_plan and str(one.day) < str(other.day)


def _shared_meaning(one: Account, other: Account, weights: Weights) -> float:
    """Share of the meaning in common: two words at least, and one of them no name and no thing
    that is only counted. A short content is not matched for being contained in a long one."""
    shared = one.telling & other.telling
    things = {stem for count in (*one.counts, *other.counts) for stem in count.stems()}
    openings = {one.opening, other.opening}
    predicate = shared - one.names - other.names - openings - things - _titles()
    if len(shared) < _LEAST_SHARED or weights.total(predicate) < _LEAST_PREDICATE:
        return 0.0
    dice = weights.likeness(one, other)
    if len(shared) == _LEAST_SHARED and dice < _NEARLY_EQUAL and not comparable_counts(one, other):
        return _BARELY * dice
    if min(len(one.telling), len(other.telling)) < _SHORT:
        return dice
    least = min(weights.total(one.telling), weights.total(other.telling))
    score = (2.0 * dice + weights.total(shared) / least) / 3.0
    return min(1.0, score)


def _is_ruled_out(one: Account, other: Account) -> bool:
    if one.corrected != other.corrected or one.asks or other.asks:
        return True
    if one.denied != other.denied or one.doubts != other.doubts or _is_open(one, other):
        return True
    if any(_is_one_count(one, other, pair) for pair in _alike(one, other)):
        return False
    standing = any(count.standing for count in (*one.counts, *other.counts))
    if are_apart(one.days, other.days) and not standing:
        return True
    if one.people and other.people and not one.people & other.people and not _unique(one, other):
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
    words = " ".join(load_table("scopes.toml")["titles"]["words"])
    return frozenset(word.stem for word in read_words(words))


def _counts_part(one: Account, other: Account) -> bool:
    """Whether both count one thing, no value fits both, and neither is plainly the matter."""
    alike = [pair for pair in _alike(one, other) if pair[0].head]
    if not alike or any(first.overlaps(second) for first, second in alike):
        return False
    return not _are_alone(comparable_counts(one, other), one, other)


def _alike(one: Account, other: Account) -> list[tuple[Count, Count]]:
    """The pairs of figures of one unit whose things go by one name, or by none."""
    return [
        (first, second)
        for first in one.counts
        for second in other.counts
        if first.unit == second.unit and _can_be_one(first, second)
    ]


def _can_be_one(one: Count, other: Count) -> bool:
    """Whether the names of two things can mean the same: "people" are prisoners where as many
    of them were released."""
    if one.head == other.head or _is_bare(one, other):
        return True
    equal = one.figure.value == other.figure.value and one.happening == other.happening
    return equal and one.happening is not None and "people" in (one.head, other.head)


def _is_bare(one: Count, other: Count) -> bool:
    return one.unit is not None and "" in (one.head, other.head)


def _comparable(one: Count, other: Count) -> bool:
    if one.scopes != other.scopes:
        return False
    if one.modifiers != other.modifiers and not _is_bare(one, other):
        return False
    return one.happening == other.happening or None in (one.happening, other.happening)


def comparable_counts(one: Account, other: Account) -> list[tuple[Count, Count]]:
    """Return the pairs of figures that count the same thing in the same happening."""
    return [pair for pair in _alike(one, other) if _comparable(*pair)]


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
    worded_alike = weights.likeness(one, other) >= _WORDED_ALIKE
    if score >= MATCH and (worded_alike or _have_party(one, other)) and _figures_clash(one, other):
        return "differs"
    if score >= CLASH and (is_negated(one, other, weights) or _persons_clash(one, other)):
        return "opposes"
    pairs = comparable_counts(one, other)
    later = str(one.day) < str(other.day)
    drifted = _are_alone(pairs, one, other) and not pairs[0][0].is_near(pairs[0][1])
    moved = not pairs and _has_moved(one, other) and not _is_repeated(one, other)
    return "moves" if (later and drifted) or moved else "agrees"


def _figures_clash(one: Account, other: Account) -> bool:
    """Whether each side gives one figure of a thing, and no value fits both."""
    pairs = comparable_counts(one, other)
    if not one.is_settled or not other.is_settled:
        return False
    return _are_alone(pairs, one, other) and not pairs[0][0].overlaps(pairs[0][1])


def _are_alone(pairs: Sequence[tuple[Count, Count]], one: Account, other: Account) -> bool:
    """Whether each side gives one figure of the kind only, so that the figure is the matter."""
    return len(pairs) == 1 and all(
        sum(_is_of_kind(figure, count, account) for figure in account.statement.figures) == 1
        for count, account in zip(pairs[0], (one, other), strict=True)
    )


def _is_of_kind(figure: Figure, count: Count, account: Account) -> bool:
    """Whether a figure has the unit of a count or, where that has none, counts the same."""
    if count.figure.unit is not None:
        return figure.unit == count.figure.unit
    return any(other.figure is figure and other.head == count.head for other in account.counts)


def is_negated(one: Account, other: Account, weights: Weights) -> bool:
    """Whether one side negates a good part of what both say, and the other side states it."""
    shared = one.stems & other.stems
    flipped = (one.negated & shared) ^ (other.negated & shared)
    return weights.total(flipped) >= _NEGATED_SHARE * weights.total(shared) > 0.0


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
