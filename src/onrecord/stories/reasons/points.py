"""Why statements are one point, and why it is agreed, disputed, changed or told by one alone."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple, cast

import numpy as np

from onrecord.records import Point
from onrecord.stories.accounts import Account
from onrecord.stories.comparer import RELATIONS
from onrecord.stories.explanation import ExplainedPair, ExplainedPoint, Rule, Stand
from onrecord.stories.matching import share_figure
from onrecord.stories.material import Material
from onrecord.stories.matter_pairs import Scores, score_pairs
from onrecord.stories.memory import Memory
from onrecord.stories.names import Register
from onrecord.stories.points import prepare
from onrecord.stories.reasons.pairs import weigh_pair
from onrecord.stories.sides import FEATURES, Matter, independent_voices, observe, relate

#: The rules as `sides.FEATURES` calls them.
_RULES: dict[str, Rule] = {
    "opposed": "denial", "other_figure": "other_figure", "moved": "moved_on",
}  # fmt: skip


class _Known(NamedTuple):
    """The accounts of a story, and how each two of them were scored.

    `odds` are the log odds that each two are on one matter, of shape (n, n); `articles` are the
    numbers of their articles.
    """

    accounts: Sequence[Account]
    around: Matter
    scores: Scores
    odds: np.ndarray
    articles: np.ndarray

    def places(self, accounts: Sequence[Account]) -> list[int]:
        """Return the places of accounts in the story."""
        return [self.around.places[account.id] for account in accounts]

    def number(self, one: Account, other: Account) -> int:
        """Return the row of a pair."""
        row, column = sorted(self.places([one, other]))
        return row * len(self.accounts) - row * (row + 1) // 2 + column - row - 1


def explain_points(
    points: Sequence[Point], material: Material, memory: Memory
) -> Iterator[ExplainedPoint]:
    """Say for each point of a story why it is one, and why it stands as it does.

    Args:
        points: Of the story, as told.
        material: What it was told from.
        memory: What the comparer said.
    """
    accounts, around = prepare(material.accounts, memory)
    if not accounts:
        return
    known = _know(accounts, around)
    by_id = {account.id: account for account in accounts}
    for point in points:
        group = [by_id[name] for name in point.statements if name in by_id]
        stands = _stands(group, around)
        place = {account.id: number for number, account in enumerate(group)}
        nearest, together = _nearest(group, points, known) if group else (None, None)
        sides = [[place[name] for name in side if name in place] for side in point.sides]
        yield ExplainedPoint(
            point=point.id,
            agreement=point.agreement,
            voices=_name_voices(group, material.register),
            links=tuple(
                _pair(group[one], group[other], known, stands[one, other])
                for one, other in _links(group, known)
            ),
            sides=tuple(
                _pair(group[one], group[other], known, stands[one, other])
                for one, other in _plainest([side for side in sides if side], stands)
            ),
            nearest=nearest,
            together=together,
        )


def _know(accounts: Sequence[Account], around: Matter) -> _Known:
    scores = score_pairs(accounts, around.weights, around.opposed, around.judge)
    odds = np.full((len(accounts), len(accounts)), -np.inf)
    odds[scores.rows, scores.others] = odds[scores.others, scores.rows] = scores.odds
    articles = np.unique([account.article.id for account in accounts], return_inverse=True)[1]
    return _Known(accounts, around, scores, odds, articles)


class _Stand(NamedTuple):
    """How two accounts stand: probabilities of `RELATIONS`, and what the rules see."""

    probabilities: Sequence[float]
    rules: tuple[Rule, ...]

    @property
    def likeliest(self) -> Stand:
        """The relation that the two are likeliest in."""
        return cast("Stand", RELATIONS[int(np.argmax(self.probabilities))])

    @property
    def apart(self) -> float:
        """How likely the two do not agree."""
        return 1.0 - self.probabilities[RELATIONS.index("agrees")]


def _stands(group: Sequence[Account], around: Matter) -> dict[tuple[int, int], _Stand]:
    """How each two accounts of a point stand to each other, by their places in it."""
    places = list(combinations(range(len(group)), 2))
    pairs = [(group[one], group[other]) for one, other in places]
    if not pairs:
        return {}
    said = np.exp(relate(pairs, around))
    seen = observe(pairs, around)
    found = {}
    for number, place in enumerate(places):
        rules = [rule for name, rule in _RULES.items() if seen[number, FEATURES.index(name)]]
        if share_figure(*pairs[number], around.weights):
            rules.append("same_figure")
        found[place] = _Stand(said[number].tolist(), tuple(rules))
    return found


def _links(group: Sequence[Account], known: _Known) -> Iterator[tuple[int, int]]:
    """Yield the likeliest pairs that hold a point together, each account once (Prim 1957)."""
    places = known.places(group)
    inside, outside = [0], list(range(1, len(group)))
    while outside:
        one, other = max(
            ((one, other) for one in inside for other in outside),
            key=lambda pair: (known.odds[places[pair[0]], places[pair[1]]], -pair[1], -pair[0]),
        )
        inside.append(other)
        outside.remove(other)
        yield min(one, other), max(one, other)


def _plainest(
    sides: Sequence[Sequence[int]], stands: dict[tuple[int, int], _Stand]
) -> Iterator[tuple[int, int]]:
    """Yield of each two sides the two accounts that surest do not agree."""
    for first, second in combinations(sides, 2):
        pairs = [(min(one, other), max(one, other)) for one in first for other in second]
        yield max(pairs, key=lambda pair: stands[pair].apart)


def _pair(
    one: Account, other: Account, known: _Known, stand: _Stand | None = None
) -> ExplainedPair:
    number = known.number(one, other)
    said = known.scores.said[number]
    return ExplainedPair(
        earlier=one.id,
        later=other.id,
        same=_probability(known.scores.odds[number]),
        comparer=None if np.isnan(said) else _probability(said),
        reasons=weigh_pair(one, other, known.scores, number, known.around.weights),
        stand=stand.likeliest if stand else None,
        sure=round(max(stand.probabilities), 3) if stand else None,
        rules=stand.rules if stand else (),
    )


def _nearest(
    group: Sequence[Account], points: Sequence[Point], known: _Known
) -> tuple[ExplainedPair | None, float | None]:
    """The likeliest pair of an account of a point and one of another report outside of it.

    And how likely the points of both are one, by the mean of all pairs across them.
    """
    own = known.places(group)
    odds = known.odds[own].copy()
    odds[:, own] = -np.inf
    odds[known.articles[own][:, None] == known.articles] = -np.inf
    row, place = np.unravel_index(int(odds.argmax()), odds.shape)
    if odds[row, place] == -np.inf:
        return None, None
    one, other = group[int(row)], known.accounts[int(place)]
    home = next(set(point.statements) for point in points if other.id in point.statements)
    near = [each for each in known.accounts if each.id in home and each not in group]
    mean = float(known.odds[np.ix_(own, known.places(near))].mean())
    if other.order < one.order:
        one, other = other, one
    return _pair(one, other, known), _probability(mean)


def _probability(odds: float) -> float:
    return round(float(1.0 / (1.0 + np.exp(-float(odds)))), 3)


def _name_voices(group: Sequence[Account], register: Register) -> tuple[str, ...]:
    """The voices that vouch for a point, as people call them."""
    found = []
    for voice in sorted(independent_voices(group)):
        kind, _, name = voice.partition(":")
        if kind == "outlet":
            found.append(name)
        elif name.startswith("outlet:"):
            outlet, _, source = name.partition(":")[2].rpartition(":")
            found.append(f"{register.show(source)} in {outlet}")
        else:
            found.append(register.show(name))
    return tuple(found)
