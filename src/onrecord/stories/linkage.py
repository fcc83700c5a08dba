"""Join things into groups by how surely each two are one: average linkage."""

from collections import defaultdict

import numpy as np

#: Log odds of a pair that nothing speaks for.
UNSCORED = -4.0


def cluster(size: int, rows: np.ndarray, others: np.ndarray, scores: np.ndarray) -> list[list[int]]:
    """Join the likeliest groups while the mean score of their pairs is above 0.

    Args:
        size: How many things there are.
        rows: First member of each scored pair.
        others: Second members; a pair that is not scored speaks against joining.
        scores: Log odds that both are one.

    Returns:
        Groups of two or more, in order.

    Source:
        Average linkage (Sokal and Michener 1958), which other words of a group can outvote.
    """
    near = scores > 0
    part = np.full(size, -1)
    place = np.zeros(size, dtype=int)
    parts = _connected(rows[near], others[near])
    for number, members in enumerate(parts):
        part[members] = number
        place[members] = np.arange(len(members))
    inside = (part[rows] >= 0) & (part[rows] == part[others])
    found = []
    for number, members in enumerate(parts):
        own = inside & (part[rows] == number)
        table = np.full((len(members), len(members)), UNSCORED)
        first, second = place[rows[own]], place[others[own]]
        table[first, second] = table[second, first] = scores[own]
        found += [[members[one] for one in group] for group in _average(table) if len(group) > 1]
    return sorted(found)


def choose(rows: np.ndarray, others: np.ndarray, scores: np.ndarray, most: int) -> np.ndarray:
    """Return which pairs to look at closely: of each thing some `most` pairs, its best ones.

    Args:
        rows: First member of each pair.
        others: Second members.
        scores: Of the pairs; equal ones are taken in their order.
        most: A pair is taken while one of its two has fewer than these.
    """
    taken: dict[int, int] = defaultdict(int)
    chosen = np.zeros(len(scores), bool)
    for number in np.argsort(-scores, kind="stable").tolist():
        pair = int(rows[number]), int(others[number])
        if any(taken[one] < most for one in pair):
            chosen[number] = True
            for one in pair:
                taken[one] += 1
    return chosen


def _connected(rows: np.ndarray, others: np.ndarray) -> list[list[int]]:
    neighbours: dict[int, list[int]] = defaultdict(list)
    for a, b in zip(rows.tolist(), others.tolist(), strict=True):
        neighbours[a].append(b)
        neighbours[b].append(a)
    left = set(neighbours)
    found = []
    for start in sorted(neighbours):
        if start not in left:
            continue
        left.discard(start)
        group, waiting = [], [start]
        while waiting:
            one = waiting.pop()
            group.append(one)
            new = [other for other in neighbours[one] if other in left]
            left.difference_update(new)
            waiting += dict.fromkeys(new)
        found.append(sorted(group))
    return found


def _average(table: np.ndarray) -> list[list[int]]:
    """Join by average linkage; the table of scores is used up."""
    groups = {number: [number] for number in range(len(table))}
    np.fill_diagonal(table, -np.inf)
    best, nearest = table.max(axis=1), table.argmax(axis=1)
    while len(groups) > 1:
        one = int(best.argmax())
        if best[one] <= 0:
            break
        other = int(nearest[one])
        first, second = len(groups[one]), len(groups[other])
        merged = (table[one] * first + table[other] * second) / (first + second)
        merged[[one, other]] = -np.inf
        table[one], table[:, one] = merged, merged
        table[other], table[:, other] = -np.inf, -np.inf
        groups[one] += groups.pop(other)
        # only a row whose nearest was one of the two, or is now, has to look again
        stale = (nearest == one) | (nearest == other) | (merged > best)
        stale[[one, other]] = True
        best[stale], nearest[stale] = table[stale].max(axis=1), table[stale].argmax(axis=1)
    return [sorted(group) for group in groups.values()]
