"""Figures of two statements side by side: do they count the same, and are they the same?"""

from functools import cache

from onrecord.lexicons import lexicon
from onrecord.records import Figure
from onrecord.stories.accounts import Account
from onrecord.stories.counts import Count, toll_things

#: Least figure that says by itself, with the deed or the day, what is spoken of.
_LEAST_COUNT = 10.0
#: Least telling figure that says so whatever happened.
_TELLING_COUNT = 100.0
#: How far two counts of one thing in one kind of happening lie apart that correct each other.
_REVISED = 0.1
#: What may be said of one of two figures that are the same: that it comes on top of another one.
_ON_TOP = frozenset({"further"})
#: What does not tell what a figure covers, but that it is not reached yet.
_OPEN = frozenset({"open"})

Pair = tuple[Count, Count]


def alike(one: Account, other: Account) -> list[Pair]:
    """Return the pairs of figures of one unit whose things can be the same."""
    return [
        (first, second)
        for first in one.counts
        for second in other.counts
        if first.unit == second.unit and _can_be_one(first, second)
    ]


def comparable(one: Account, other: Account) -> list[Pair]:
    """Return the pairs of figures that count the same thing in the same happening."""
    return [pair for pair in alike(one, other) if _covers_the_same(*pair)]


def count_otherwise(one: Account, other: Account) -> bool:
    """Whether both give figures, and none of one lies near any of the other, whatever it counts."""
    near = any(
        first.overlaps(second) or _lie_near(first, second)
        for first in one.counts
        for second in other.counts
        if first.unit == second.unit
    )
    return bool(one.counts and other.counts) and not near


def _lie_near(one: Count, other: Count) -> bool:
    low, high = sorted((one.figure.value or 0.0, other.figure.value or 0.0))
    return 0.0 < high - low <= _REVISED * high


def fit_nowhere(one: Account, other: Account) -> bool:
    """Whether no figure of one can be one of the other: none counts its thing or has its value."""
    fits = any(
        first.overlaps(second)
        for first in one.counts
        for second in other.counts
        if first.unit == second.unit
    )
    return not fits and not comparable(one, other)


def share_no_party(one: Account, other: Account) -> bool:
    """Whether the shares of both are told of parties, and of none in common."""
    first, second = ({count.owner for count in account.counts} - {""} for account in (one, other))
    return bool(first and second) and not first & second


def have_other_shares(one: Account, other: Account) -> bool:
    """Return whether both tell of shares, and none of one can be one of the other.

    "46% of the vote for the party" and "44% at home" are two matters.
    """
    pairs = [
        (first, second)
        for first in one.counts
        for second in other.counts
        if first.is_share and second.is_share
    ]
    return bool(pairs) and not any(
        first.overlaps(second)
        or (first.owner and first.owner == second.owner)
        or (first.head and first.head == second.head)
        for first, second in pairs
    )


def is_same_figure(one: Account, other: Account, pair: Pair, *, linked: bool) -> bool:
    """Whether two figures are plainly one: enough to put two statements on one matter.

    They can be equal and count one thing. Besides, they are one telling value; or the deed or
    the day is known to be the same; or they are equal and the statements share a word of what
    happens (`linked`). Small numbers are too common.
    """
    first, second = pair
    if not first.is_near(second) or min(first.low, second.low) < _LEAST_COUNT:
        return False
    equal = first.figure.value == second.figure.value
    if equal and first.is_distinctive and _fit(first.modifiers, second.modifiers):
        unsaid = None in (first.happening, second.happening)
        return first.happening == second.happening or unsaid or first.low >= _TELLING_COUNT
    if first.modifiers != second.modifiers or _scopes_differ(first, second):
        return False
    if (first.scopes ^ second.scopes) & _OPEN:
        return False
    if first.is_bare or second.is_bare:
        return False
    if equal and linked:
        return True
    if first.happening is not None and first.happening == second.happening:
        return True
    return one.days is not None and one.days == other.days and one.days[0] == one.days[1]


def is_revised(one: Account, other: Account) -> bool:
    """Whether each gives one figure, of one thing and one deed, and the two nearly agree.

    "All 52 crossed" and "51 crossed" are one matter told twice, not two matters; so are two
    values of one measure ("turnout was 51.9 %").
    """
    pairs = lone_pairs(one, other)
    if len(pairs) != 1 or one.asks or other.asks:
        return False
    first, second = pairs[0]
    measured = _is_measure(first) and _is_measure(second)
    moves = are_tolls(first, second) or (measured and not first.owner and not second.owner)
    if moves and not _are_elsewhere(one, other):
        return True
    if first.happening != second.happening or not (first.happening or measured):
        return False
    least = min(first.figure.value or 0.0, second.figure.value or 0.0)
    return least >= _LEAST_COUNT and _lie_near(first, second)


def are_tolls(one: Count, other: Count) -> bool:
    """Return whether both count what one happening goes on to do: the dead, the missing."""
    return one.unit is None and one.head == other.head and one.head in toll_things()


def _are_elsewhere(one: Account, other: Account) -> bool:
    """Whether the two tell of places in different countries."""
    return bool(one.lands and other.lands) and not one.lands & other.lands


def _is_measure(count: Count) -> bool:
    return count.is_share and not count.is_bare and count.figure.share_of is None


def have_one_owner(one: Account, other: Account) -> bool:
    """Whether both give a figure of one named thing that belongs to one named party.

    "The party had 46% of the vote" and "the party won 50.2% of the vote".
    """
    return any(
        first.owner and first.owner == second.owner and not first.is_bare and not second.is_bare
        for first, second in comparable(one, other)
        if first.unit is not None
    )


def lone_pairs(one: Account, other: Account) -> list[Pair]:
    """Return the comparable pairs if each side gives one figure of the kind, else none.

    Then the figure is the matter. Figures of several parties are one for each party.
    """
    pairs = comparable(one, other)
    owners = {first.owner for first, _ in pairs}
    if len(pairs) > 1 and ("" in owners or len(owners) < len(pairs)):
        return []
    alone = all(
        sum(_is_of_kind(figure, count, account) for figure in account.statement.figures) == 1
        for pair in pairs
        for count, account in zip(pair, (one, other), strict=True)
    )
    return pairs if alone else []


def _is_of_kind(figure: Figure, count: Count, account: Account) -> bool:
    """Whether a figure has the unit of a count or, where that has none, counts the same.

    Figures of another party do not compete: "46% for one party and 27% for another".
    """
    same = next((other for other in account.counts if other.figure is figure), None)
    if same and _differ_in_subject(same, count):
        return False
    if count.figure.unit is not None:
        return figure.unit == count.figure.unit
    return same is not None and same.head == count.head


def _differ_in_subject(one: Count, other: Count) -> bool:
    """Whether two figures of one statement are told of two parties or of two things."""
    things = bool(one.head and other.head and one.head != other.head)
    known = bool(one.owner and other.owner) or one.is_bare or other.is_bare
    return things or (known and one.owner != other.owner)


@cache
def _persons() -> frozenset[str]:
    return frozenset(lexicon("stories/synonyms.toml")["kinds"]["persons"])


def _can_be_one(one: Count, other: Count) -> bool:
    """Whether the names of two things can mean the same.

    "People" are prisoners where as many of them were released, and equal shares are one whatever
    they are called; a number without a noun means what the same deed is told of.
    """
    if _belong_apart(one, other):
        return False
    if one.head == other.head:
        return True
    equal = one.figure.value == other.figure.value
    if one.is_bare or other.is_bare:
        return one.unit is not None or (
            one.happening is not None and one.happening == other.happening
        )
    if equal and one.is_share and one.is_distinctive:
        return True
    if "people" not in (one.head, other.head) or not equal:
        return False
    unsaid = None in (one.happening, other.happening) and one.is_distinctive
    return (one.happening == other.happening or unsaid) and {one.head, other.head} <= _persons()


def _belong_apart(one: Count, other: Count) -> bool:
    """Whether the two are told of different parties, or one of none and nothing, and not equal."""
    bare = one.is_bare or other.is_bare
    known = bool(one.owner and other.owner) or bare
    return known and one.owner != other.owner and not one.overlaps(other)


def _covers_the_same(one: Count, other: Count) -> bool:
    if _scopes_differ(one, other):
        return False
    if one.modifiers != other.modifiers and not (one.is_bare or other.is_bare):
        return False
    return one.happening == other.happening or None in (one.happening, other.happening)


def _scopes_differ(one: Count, other: Count) -> bool:
    """Whether the two cover different things; "another 105" may be the 105 that came on top."""
    differing = (one.scopes ^ other.scopes) - _OPEN
    equal = one.figure.value == other.figure.value and one.is_distinctive
    return bool(differing - _ON_TOP) or bool(differing and not equal)


def _fit(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one thing is named by the words of the other one, or by some of them."""
    return one <= other or other <= one
