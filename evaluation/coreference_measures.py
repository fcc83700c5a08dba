"""MUC, B-cubed and CEAF-e of two clusterings whose mentions need not be the same.

A clustering is a sequence of sets of mentions; a mention of one side that the other does not
have is a miss or an invention and costs recall or precision, as in version 8 of the scorer of
the CoNLL shared tasks.

MUC: Vilain and others 1995, "A model-theoretic coreference scoring scheme". B-cubed: Bagga and
Baldwin 1998. CEAF-e: Luo 2005, "On coreference resolution performance metrics", with the
likeness phi 4. All three for mentions that a system found: Pradhan and others 2014, "Scoring
coreference partitions of predicted mentions: a reference implementation".
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

Clusters = Sequence[frozenset[Hashable]]


class Score(NamedTuple):
    """Precision and recall, 0.0 to 1.0."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def conll(gold: Clusters, found: Clusters) -> float:
    """Return the mean F1 of MUC, B-cubed and CEAF-e."""
    return sum(measure(gold, found).f1 for measure in (muc, b_cubed, ceaf_e)) / 3


def mentions(gold: Clusters, found: Clusters) -> Score:
    """Return how well the mentions were found, however they are clustered."""
    wanted, given = frozenset[Hashable]().union(*gold), frozenset[Hashable]().union(*found)
    right = len(wanted & given)
    return Score(_share(right, len(given)), _share(right, len(wanted)))


def muc(gold: Clusters, found: Clusters) -> Score:
    """Return MUC: the links that are needed to join each cluster and that the other side has."""
    return Score(_links(found, gold), _links(gold, found))


def _links(these: Clusters, those: Clusters) -> float:
    home = _homes(those)
    held = needed = 0
    for cluster in these:
        parts = {home[one] for one in cluster if one in home}
        alone = sum(one not in home for one in cluster)
        held += len(cluster) - len(parts) - alone
        needed += len(cluster) - 1
    return _share(held, needed)


def b_cubed(gold: Clusters, found: Clusters) -> Score:
    """Return B-cubed: the share of each mention's cluster that is right, over all mentions."""
    return Score(_overlaps(found, gold), _overlaps(gold, found))


def _overlaps(these: Clusters, those: Clusters) -> float:
    home = _homes(those)
    total = 0.0
    for cluster in these:
        for one in cluster:
            other = those[home[one]] if one in home else frozenset[Hashable]()
            total += len(cluster & other) / len(cluster)
    return _share(total, sum(map(len, these)))


def ceaf_e(gold: Clusters, found: Clusters) -> Score:
    """Return CEAF-e: the likeness of clusters under the best pairing of one with one."""
    likeness = np.zeros((len(gold), len(found)))
    home = _homes(found)
    for row, cluster in enumerate(gold):
        for column in {home[one] for one in cluster if one in home}:
            other = found[column]
            likeness[row, column] = 2 * len(cluster & other) / (len(cluster) + len(other))
    best = float(likeness[linear_sum_assignment(likeness, maximize=True)].sum())
    return Score(_share(best, len(found)), _share(best, len(gold)))


def _homes(clusters: Clusters) -> dict[Hashable, int]:
    return {one: number for number, cluster in enumerate(clusters) for one in cluster}


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def as_clusters(groups: Iterable[Iterable[Hashable]]) -> list[frozenset[Hashable]]:
    """Return groups of mentions as clusters, without empty ones."""
    return [cluster for group in groups if (cluster := frozenset(group))]
