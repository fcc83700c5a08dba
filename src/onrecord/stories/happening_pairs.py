"""How surely two words of a story tell of one happening: what speaks for it, and the weights."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from onrecord.stories.happening_words import UNNAMED, Told

#: What is looked at in a pair of words, each 0.0 to 1.0 or nearly so.
FEATURES = (
    "same_stem", "same_family", "rare_family", "common_senses", "context", "near", "article",
    "article_squared", "family_article", "names", "no_common_name", "same_before",
    "other_before", "same_after", "other_after", "same_figure", "other_figure", "days_apart",
    "one_article", "both_cues", "same_speaker", "one_cue", "one_happened",
)  # fmt: skip
#: What the rarity of a rare word is about, and a day after all days.
_MOST_RARE, _NEVER = 6.0, 10**7
#: Articles this much alike tell of one affair; copies do so no more.
_ENOUGH = 0.6


def find_pairs(told: Sequence[Told]) -> Iterator[tuple[list[int], np.ndarray, np.ndarray]]:
    """Yield groups of words that share a sense, with all pairs in them that do.

    Yields:
        Places in `told`, and two arrays of places in that list: the pairs, each once.
    """
    for group in _components(told):
        senses = sorted({sense for place in group for sense in told[place].senses})
        columns = {sense: number for number, sense in enumerate(senses)}
        has = np.zeros((len(group), len(senses)), dtype=np.float32)
        for row, place in enumerate(group):
            has[row, [columns[sense] for sense in told[place].senses]] = 1
        rows, others = np.nonzero(np.triu(has @ has.T, k=1))
        if len(rows):
            yield group, rows, others


def _components(told: Sequence[Told]) -> list[list[int]]:
    head = list(range(len(told)))

    def root(place: int) -> int:
        while head[place] != place:
            head[place] = head[head[place]]
            place = head[place]
        return place

    first: dict[str, int] = {}
    for place, one in enumerate(told):
        for sense in one.senses:
            head[root(place)] = root(first.setdefault(sense, place))
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(len(told)):
        groups[root(place)].append(place)
    return list(groups.values())


def describe_pairs(
    told: Sequence[Told], alike: np.ndarray, rows: np.ndarray, others: np.ndarray
) -> np.ndarray:
    """Return the features of pairs of words, one row a pair, in the order of `FEATURES`.

    Args:
        told: The words of one group.
        alike: How alike two articles are, 0.0 to 1.0, by their numbers.
        rows: Places in `told` of the first words.
        others: Those of the second words.
    """
    pair = _Pair(rows, others)
    family, _ = pair.compare([one.family for one in told])
    rare = np.array([one.rarity for one in told]) / _MOST_RARE
    number = np.array([one.article for one in told])
    likeness = np.minimum(alike[number[rows], number[others]] / _ENOUGH, 1)
    names, no_name = pair.share([one.names for one in told])
    figures, other_figure = pair.share([one.figures for one in told])
    is_cue = np.array([bool(one.speaker) for one in told])
    happened = np.array([one.happened for one in told])
    return np.column_stack([
        pair.compare([one.stem for one in told])[0],
        family,
        family * np.minimum(rare[rows], rare[others]),
        alikeness([dict.fromkeys(one.senses, 1.0) for one in told])[rows, others],
        alikeness([one.sentence for one in told])[rows, others],
        alikeness([one.near for one in told])[rows, others],
        likeness,
        likeness**2,
        family * likeness,
        names,
        no_name,
        *pair.compare([one.before for one in told]),
        *pair.compare([one.after for one in told]),
        figures > 0,
        other_figure,
        pair.are_apart(told),
        number[rows] == number[others],
        is_cue[rows] & is_cue[others],
        pair.compare([one.speaker.replace(UNNAMED, "") for one in told])[0],
        is_cue[rows] ^ is_cue[others],
        happened[rows] ^ happened[others],
    ]).astype(np.float32)  # fmt: skip


class _Pair(NamedTuple):
    """Places of the first words of pairs, and of the second ones."""

    rows: np.ndarray
    others: np.ndarray

    def compare(self, values: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Return whether both values are known and equal, and whether known and different."""
        codes = {value: number for number, value in enumerate(sorted({"", *values}))}
        coded = np.array([codes[value] for value in values])
        one, other = coded[self.rows], coded[self.others]
        known = (one > 0) & (other > 0)
        return known & (one == other), known & (one != other)

    def share(self, values: Sequence[frozenset[str]]) -> tuple[np.ndarray, np.ndarray]:
        """Return how much of the values is common, and whether both have some and none is."""
        common = alikeness([dict.fromkeys(some, 1.0) for some in values])[self.rows, self.others]
        has = np.array([bool(some) for some in values])
        return common, has[self.rows] & has[self.others] & (common == 0)

    def are_apart(self, told: Sequence[Told]) -> np.ndarray:
        """Return whether both have days and share none."""
        first = np.array([one.days[0].toordinal() if one.days else 0 for one in told])
        last = np.array([one.days[1].toordinal() if one.days else _NEVER for one in told])
        rows, others = self
        apart: np.ndarray = (last[rows] < first[others]) | (last[others] < first[rows])
        return apart


def alikeness(bags: Sequence[Mapping[str, float]]) -> np.ndarray:
    """Return the cosine of each bag with each other, 0.0 where one of them is empty."""
    counts: dict[str, int] = defaultdict(int)
    for bag in bags:
        for key in bag:
            counts[key] += 1
    columns = {key: number for number, key in enumerate(k for k, n in counts.items() if n > 1)}
    matrix = np.zeros((len(bags), len(columns)), dtype=np.float32)
    for row, bag in enumerate(bags):
        norm = sum(weight * weight for weight in bag.values()) ** 0.5
        for key, weight in bag.items():
            if key in columns and norm:
                matrix[row, columns[key]] = weight / norm
    likeness: np.ndarray = matrix @ matrix.T
    return likeness


@cache
def weights() -> tuple[np.ndarray, float]:
    """Return the weight of each feature and the bias, as trained."""
    table = json.loads(files(__package__).joinpath("happening_weights.json").read_text("utf-8"))
    return np.array([table["weights"][name] for name in FEATURES]), float(table["bias"])
