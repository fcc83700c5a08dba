"""Articles of one neighbourhood to groups, all at once, whatever order they came in."""

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: Days after which a likeness counts for 1/e of itself.
_FADING_DAYS = 30.0
#: Share of a likeness that no time takes away: a late report of the same thing still joins.
_LASTING = 0.25
#: The background of an article is its mean likeness to the articles of these places, counted from
#: the nearest: its own story stands before them.
_BACKGROUND = (20, 50)
_MOST_BACKGROUND = 0.1
#: No pair counts for more, or for less, than this: one odd pair must not decide for a story.
_MOST = 0.26
#: Two groups of so many each have to be as like each other, nearly, as each is within itself:
#: twins, such as two fights of one boxer, are alike, but each is liker itself.
_LARGE_ENOUGH = 5
_CLOSENESS = 0.75
#: No likeness within counts for more: copies are liker than reports of one story have to be.
_WITHIN = 0.5

Matrix = NDArray[np.float64]


class Bag(NamedTuple):
    """The unit vector of an article: hashes of its features, sorted, and their weights."""

    features: NDArray[np.uint32]
    weights: NDArray[np.float32]


def make_bag(weights: Iterable[tuple[str, float]]) -> Bag:
    """Return the bag of some features; one that comes twice has the sum of its weights."""
    hashed: dict[int, float] = defaultdict(float)
    for feature, weight in weights:
        hashed[zlib.crc32(feature.encode())] += weight
    ordered = sorted(hashed.items())
    return Bag(
        np.array([feature for feature, _ in ordered], dtype=np.uint32),
        np.array([weight for _, weight in ordered], dtype=np.float16).astype(np.float32),
    )


def pack(bag: Bag) -> bytes:
    """Return a bag as bytes, six for each feature."""
    return bag.features.astype("<u4").tobytes() + bag.weights.astype("<f2").tobytes()


def unpack(packed: bytes) -> Bag:
    """Return the bag that `pack` made these bytes of."""
    size = len(packed) // 6
    weights = np.frombuffer(packed, "<f2", offset=4 * size)
    return Bag(np.frombuffer(packed, "<u4", size), weights.astype(np.float32))


def fade(one: Matrix, other: Matrix | float) -> Matrix:
    """Return what the days between leave of a likeness: 0.25 to 1.0; 1.0 where a day is NaN."""
    left = np.maximum(_LASTING, np.exp(-np.abs(one - other) / _FADING_DAYS))
    return np.where(np.isnan(left), 1.0, left)


def likeness_to(bag: Bag, others: Sequence[Bag]) -> Matrix:
    """Return the cosine of one bag with each of the others."""
    if not others or not len(bag.features):
        return np.zeros(len(others))
    features = np.concatenate([other.features for other in others])
    weights = np.concatenate([other.weights for other in others])
    place = np.minimum(np.searchsorted(bag.features, features), len(bag.features) - 1)
    shared = np.where(bag.features[place] == features, bag.weights[place] * weights, 0.0)
    owner = np.repeat(np.arange(len(others)), [len(other.features) for other in others])
    like: Matrix = np.bincount(owner, shared, minlength=len(others)).astype(np.float64)
    return like


def likeness_among(bags: Sequence[Bag]) -> Matrix:
    """Return the cosines of all bags with each other."""
    features, column = np.unique(
        np.concatenate([bag.features for bag in bags]), return_inverse=True
    )
    often = np.bincount(column, minlength=len(features)) > 1
    columns = np.cumsum(often) - 1
    table = np.zeros((len(bags), int(often.sum())), dtype=np.float32)
    row = np.repeat(np.arange(len(bags)), [len(bag.features) for bag in bags])
    weights = np.concatenate([bag.weights for bag in bags])
    kept = often[column]
    table[row[kept], columns[column[kept]]] = weights[kept]
    return np.asarray(table @ table.T, dtype=np.float64)


def margins(like: Matrix, least: float, weight: float) -> Matrix:
    """Return by how much each pair is liker than a pair of one story has to be.

    A pair needs more likeness where both are like many other articles too: shootings are all told
    in the same words.

    Args:
        like: Cosines of the bags, times what time leaves of them, as `fade` says.
        least: What a pair needs that has nothing in common with others.
        weight: How much of the background it needs on top.
    """
    common = background(like)
    needed = least + weight * (common[:, None] + common[None, :]) / 2.0
    return np.asarray(np.round(np.clip(like - needed, -_MOST, _MOST), 6), dtype=np.float64)


def background(faded: Matrix) -> Matrix:
    """Return how like each article is to those around it that are hardly of its own story.

    These are the 20th to the 50th nearest. The mean has a bound, so that of a story of very many
    reports, which are one another's background, those that are much alike stay together.
    """
    first, last = _BACKGROUND
    around = np.array(faded)
    np.fill_diagonal(around, 0.0)
    nearest = -np.sort(-around, axis=1)[:, first:last]
    total: Matrix = np.minimum(nearest.sum(axis=1) / (last - first), _MOST_BACKGROUND)
    return total


def agglomerate(
    margin: Matrix,
    like: Matrix,
    together: Collection[tuple[int, int]] = (),
    apart: Collection[tuple[int, int]] = (),
    held: Collection[tuple[int, int]] = (),
) -> list[int]:
    """Join what is nearest on average until no two groups are near enough.

    Args:
        margin: Symmetric; two groups are joined while the mean over their pairs is above 0.
        like: Symmetric; two large groups are joined only where their mean likeness is 0.75 of
            that within them at least.
        together: Pairs that are in one group whatever else holds. What they are the ends of can
            have little in common: the group is as near to another one as its nearest part is.
        apart: Pairs that never are; one that is also in `together` counts as together.
        held: Pairs of groups that are no more taken apart, whose mean counts as ever.

    Returns:
        The number of the group of each, that of its first member.

    Source:
        Average linkage (Sokal and Michener 1958), with pairs an editor has decided on, as in
        constrained clustering (Wagstaff and Cardie 2000), and relative closeness (Karypis, Han
        and Kumar 1999, "Chameleon").
    """
    groups = _Groups(margin, like, apart)
    for one, other in sorted(held):
        groups.unite(one, other)
    if together:
        bound = np.array(_bound(len(margin), together))
        while pair := groups.nearest(bound[:, None] == bound[None, :]):
            groups.join(*pair)
        for one, other in sorted(together):
            groups.unite(one, other, by_nearest=True)
    while pair := groups.nearest():
        groups.join(*pair)
    return groups.of


def _bound(size: int, pairs: Collection[tuple[int, int]]) -> list[int]:
    """The number of the component of each that some pairs make."""
    found = list(range(size))
    for one, other in pairs:
        first, second = sorted((found[one], found[other]))
        found = [first if each == second else each for each in found]
    return found


class _Groups:
    """Groups on their way; a group goes by the number of its first member."""

    def __init__(self, margin: Matrix, like: Matrix, apart: Iterable[tuple[int, int]]) -> None:
        self.of = list(range(len(margin)))
        self.sizes = np.ones(len(margin))
        self.within = np.zeros(len(margin))  # sum over the pairs of a group
        self.like = np.minimum(like, _WITHIN)
        self.margin = np.array(margin, dtype=np.float64)
        np.fill_diagonal(self.margin, -np.inf)
        for one, other in apart:
            self.margin[one, other] = self.margin[other, one] = -np.inf
        self.distinct = np.zeros(margin.shape, dtype=bool)

    def nearest(self, allowed: NDArray[np.bool_] | None = None) -> tuple[int, int] | None:
        """Return the two groups to be joined next, None where no two are near enough."""
        while len(self.of) > 1:
            is_open = ~self.distinct if allowed is None else allowed & ~self.distinct
            near = np.where(is_open, self.margin, -np.inf)
            one, other = divmod(int(np.argmax(near)), len(self.of))
            if near[one, other] <= 0.0:
                break
            if self._are_close(one, other):
                return min(one, other), max(one, other)
            self.distinct[one, other] = self.distinct[other, one] = True
        return None

    def _are_close(self, one: int, other: int) -> bool:
        sizes = self.sizes[[one, other]]
        if sizes.min() < _LARGE_ENOUGH:
            return True
        within = self.within[[one, other]].sum() / (sizes * (sizes - 1.0) / 2.0).sum()
        return bool(self.like[one, other] >= _CLOSENESS * within)

    def unite(self, one: int, other: int, *, by_nearest: bool = False) -> None:
        """Put the groups of two members into one, whatever is between them."""
        first, second = sorted((self.of[one], self.of[other]))
        if first != second:
            self.join(first, second, by_nearest=by_nearest)

    def join(self, one: int, other: int, *, by_nearest: bool = False) -> None:
        """Put the group `other` into the group `one`."""
        first, second = self.sizes[one], self.sizes[other]
        self.within[one] += self.within[other] + self.like[one, other] * first * second
        for mean in (self.margin, self.like):
            joined = (first * mean[one] + second * mean[other]) / (first + second)
            if by_nearest:
                joined = np.where(np.isinf(joined), -np.inf, np.maximum(mean[one], mean[other]))
            mean[one], mean[:, one] = joined, joined
        self.margin[one, one] = -np.inf
        self.margin[other], self.margin[:, other] = -np.inf, -np.inf
        self.distinct[one], self.distinct[:, one] = False, False
        self.sizes[one] += second
        self.of[:] = [one if number == other else number for number in self.of]
