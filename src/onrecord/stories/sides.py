"""The sides of a matter: who says the same, and where the sides stand to each other."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np

from onrecord.records import Agreement
from onrecord.stories.accounts import Account, is_later
from onrecord.stories.comparer import RELATIONS
from onrecord.stories.comparison import carries_out, compare, is_repeated
from onrecord.stories.disputes import is_denied_whole
from onrecord.stories.judgements import Judge
from onrecord.stories.linkage import choose, cluster
from onrecord.stories.matching import share_figure
from onrecord.stories.matter_pairs import matter_table
from onrecord.stories.opponents import are_opponents, share_camp
from onrecord.stories.pairing import lone_pairs
from onrecord.stories.weights import Weights

#: What is looked at to tell how two statements on one matter stand: what the comparer says, what
#: the rules of `comparison` and `disputes` say, and when and by whom they were made. The comparer
#: sees that a matter is disputed better than who is on which side of it.
FEATURES = (
    *RELATIONS, "opposed", "other_figure", "moved", "one_day", "days_apart", "one_voice",
    "opponents", "one_camp", "one_negates", "both_negate", "both_sourced", "one_sourced",
    "came_true",
)  # fmt: skip
#: The comparer is asked about as many other statements of a matter for each, the likest ones.
_MOST_ASKED = 6
#: Log probability of each of the relations where it is not asked.
_NOTHING_SAID = -np.log(len(RELATIONS))
#: Days apart that are as far as can be.
_FAR_DAYS = 20
#: Log odds that a rule adds: a denial, two figures that differ, a plan that came true and a figure
#: told again are plain, and the comparer reads over them.
_PLAIN = 3.0
#: Probability of a dispute between two accounts from which on a matter is disputed; the least that
#: the comparer alone says where a rule sees a denial.
_SURE, _SAID = 0.45, 0.45
#: Probability of a change from which on it is likely without a rule, and what the comparer says of
#: a plan and the same told again.
_LIKELY, _SAME = 0.85, 0.65
#: Log odds that keep two accounts on two sides, however many others agree with both.
_NEVER = -1e6
#: When what has no time was told, for the order of sides.
_NEVER_TOLD = datetime.max.replace(tzinfo=UTC)
#: Right before a figure that has taken the place of an earlier one.
_NOW = re.compile(r"\bnow(?:\s+\w+){0,2}\s+$")


class Matter(NamedTuple):
    """What is known of the statements of a story beside the statements.

    `opposed` are pairs of ids: a denial, and what says what it denies. `places` are the places of
    the statements in the story, by id.
    """

    weights: Weights
    opposed: Collection[tuple[str, str]]
    judge: Judge
    places: Mapping[str, int]


class Sides(NamedTuple):
    """The sides of a matter, the earliest first, and where they stand.

    A dispute or a change is doubtful unless a rule alone shows it (a denial of the very words, two
    figures that clash, a figure or a plan that moved on), or the comparer is sure of a change to
    what is told later, or goes along with a denial or a negation that a rule sees: in news most of
    the rest is neither, and often not even one matter.
    """

    sides: list[list[Account]]
    agreement: Agreement
    is_doubtful: bool = False


def take_sides(group: Sequence[Account], around: Matter) -> Sides:
    """Divide the accounts of a matter into sides, those that agree.

    Args:
        group: On one matter, in order of publication.
        around: Of their story.
    """
    if len(group) == 1:
        return Sides([list(group)], "single")
    rows, others = np.triu_indices(len(group), k=1)
    pairs = list(zip(rows.tolist(), others.tolist(), strict=True))
    told = [(group[row], group[other]) for row, other in pairs]
    seen = observe(told, around)
    agrees, disputes, changes = _weigh(seen, told, around).T
    odds = agrees - np.logaddexp(disputes, changes)
    # "dozens" agrees with "40" and with "more than 50", but those two are two sides all the same
    odds[_are_plainly_apart(seen)] = _NEVER
    joined = cluster(len(group), rows, others, odds)
    alone = set(range(len(group))) - {place for side in joined for place in side}
    parts = sorted(
        [*joined, *([place] for place in alone)],
        key=lambda part: _told_from([group[place] for place in part]),
    )
    sides = [[group[place] for place in part] for part in parts]
    if len(sides) == 1:
        return Sides(sides, "agreed" if len(independent_voices(group)) > 1 else "single")
    home = {place: number for number, part in enumerate(parts) for place in part}
    apart = np.array([home[row] != home[other] for row, other in pairs])
    # no voice disputes itself, and no article what it tells itself
    heard = apart & np.array([not _is_one_voice(*pair) for pair in told])
    later = apart & np.array([is_later(*pair) for pair in told])
    if not heard.any() and not later.any():
        # what one voice says at one time is one side, whatever else it says
        return Sides([list(group)], "agreed" if len(independent_voices(group)) > 1 else "single")
    # what agrees with both sides ("dozens") does not tell whether they clash or one came later
    unlike = apart & (agrees < np.maximum(disputes, changes))
    has_moved = _has_only_moved(seen[apart])
    leaning = (disputes - changes)[unlike if unlike.any() else apart].mean()
    if not heard.any() or has_moved or leaning <= 0:
        return Sides(sides, "changed", not _is_sure_change(seen[apart], changes[later]))
    whole = np.array([is_denied_whole(*pair) for pair in told])
    is_sure = _is_sure_dispute(seen[heard], whole[heard], disputes[heard])
    return Sides(sides, "disputed", not is_sure)


def _told_from(side: Sequence[Account]) -> tuple[object, ...]:
    """What puts sides in order: when each was first told, then when it was last told."""
    times = [account.stands_at or _NEVER_TOLD for account in side]
    return min(times), max(times), side[0].order


def _are_plainly_apart(seen: np.ndarray) -> np.ndarray:
    """Whether each pair has figures that clash, or one that took the place of the other."""
    clashes, moved = (seen[:, FEATURES.index(name)] for name in ("other_figure", "moved"))
    found: np.ndarray = np.maximum(clashes, moved) > 0
    return found


def _has_only_moved(seen: np.ndarray) -> bool:
    """Whether a rule sees a figure of one side move on to another, and no clash."""
    moved, came_true, clashes, opposed = (
        seen[:, FEATURES.index(name)] > 0
        for name in ("moved", "came_true", "other_figure", "opposed")
    )
    return bool((moved & ~came_true).any() and not (clashes | opposed).any())


def _is_sure_change(seen: np.ndarray, changes: np.ndarray) -> bool:
    """Args: features of pairs on two sides, log probabilities of a change to a later account."""
    has_moved = (seen[:, FEATURES.index("moved")] > 0).any()
    return bool(has_moved or (np.exp(changes) >= _LIKELY).any())


def _is_sure_dispute(seen: np.ndarray, whole: np.ndarray, disputes: np.ndarray) -> bool:
    """Args: of pairs of two voices on two sides, features, whether one denies the other in its very
    words, log probabilities of a dispute."""
    clashes, opposed, negates, said = (
        seen[:, FEATURES.index(name)]
        for name in ("other_figure", "opposed", "one_negates", "disputes")
    )
    is_denied = ((opposed > 0) | (negates > 0)) & (np.exp(said) >= _SAID)
    return bool(((np.exp(disputes) >= _SURE) & (whole | (clashes > 0) | is_denied)).any())


def relate(pairs: Sequence[tuple[Account, Account]], around: Matter) -> np.ndarray:
    """Return how pairs on one matter stand: log probabilities of `RELATIONS`, (pairs, 3).

    Args:
        pairs: The earlier account and the later one.
        around: Of their story.
    """
    return _weigh(observe(pairs, around), pairs, around)


def observe(pairs: Sequence[tuple[Account, Account]], around: Matter) -> np.ndarray:
    """Return the features of pairs as `describe_stands` does, where the comparer is asked enough.

    A plan that the comparer takes for the same as what is told later has not come true: it is told
    again ("will be closed until further notice", "is closed until further notice").
    """
    rows, others = _places(pairs, around)
    close = choose(rows, others, around.judge.likeness[rows, others], _MOST_ASKED)
    features = describe_stands(pairs, around, close)
    came_true, moved, agrees = (FEATURES.index(name) for name in ("came_true", "moved", "agrees"))
    alike = (features[:, came_true] > 0) & (np.exp(features[:, agrees]) >= _SAME)
    for number in np.flatnonzero(alike).tolist():
        if not carries_out(*pairs[number]):
            features[number, moved] = 0.0
    return features


def _weigh(
    features: np.ndarray, pairs: Sequence[tuple[Account, Account]], around: Matter
) -> np.ndarray:
    """Return log probabilities of `RELATIONS`, by the weights and by what is plain."""
    table = matter_table()["stands"]
    values = np.array([[table[name].get(key, 0.0) for key in FEATURES] for name in RELATIONS])
    biases = np.array([table[name]["bias"] for name in RELATIONS])
    scores = features @ values.T + biases
    opposed, differs, moved = (features[:, FEATURES.index(name)] for name in FEATURES[3:6])
    agrees, disputes, changes = scores.T
    again = np.array([_tell_again(*pair, around.weights) for pair in pairs])
    # who denies does not dispute another denial
    denials = np.array([one.denied and other.denied for one, other in pairs])
    agrees -= _PLAIN * (np.maximum(opposed, moved) + 2 * differs)
    agrees += _PLAIN * (again & ~(moved > 0) & ~(opposed > 0))
    disputes += _PLAIN * (differs - denials)
    changes += _PLAIN * moved
    found: np.ndarray = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    return found


def describe_stands(
    pairs: Sequence[tuple[Account, Account]], around: Matter, asked: np.ndarray
) -> np.ndarray:
    """Return the features of pairs on one matter, one row a pair, in the order of `FEATURES`.

    Args:
        pairs: The earlier account and the later one.
        around: Of their story.
        asked: Whether the comparer is asked about each pair.
    """
    rows, others = _places(pairs, around)
    said = np.full((len(pairs), len(RELATIONS)), _NOTHING_SAID)
    said[asked] = around.judge.ask(rows[asked].tolist(), others[asked].tolist()).relations
    by_rule = [_by_rule(one, other, around) for one, other in pairs]
    return np.column_stack([said, np.array(by_rule, float)])


def _places(
    pairs: Sequence[tuple[Account, Account]], around: Matter
) -> tuple[np.ndarray, np.ndarray]:
    ids = np.array([[around.places[account.id] for account in pair] for pair in pairs])
    return ids[:, 0], ids[:, 1]


def _by_rule(one: Account, other: Account, around: Matter) -> tuple[float, ...]:
    relation = compare(one, other, around.weights)
    ids = one.id, other.id
    # another figure takes the place of an earlier one, unless two sources stand by theirs
    two_sources = one.named_voice and other.named_voice and one.voice != other.voice
    stand_by = two_sources and not _is_as_of_now(one, other)
    is_newer = relation == "differs" and is_later(one, other) and not stand_by
    days = abs((other.day - one.day).days) if one.day and other.day else 0
    return (
        relation == "opposes" or ids in around.opposed or ids[::-1] in around.opposed,
        relation == "differs" and not is_newer,
        relation in {"moves", "comes_true"} or is_newer,
        days == 0,
        min(days, _FAR_DAYS) / _FAR_DAYS,
        one.voice == other.voice,
        are_opponents(one, other),
        share_camp(one, other),
        one.negates != other.negates,
        one.negates and other.negates,
        one.named_voice and other.named_voice,
        one.named_voice != other.named_voice,
        relation == "comes_true",
    )


def _is_as_of_now(one: Account, other: Account) -> bool:
    """Whether the later account says that its figure holds now: "the reward is now $24,000"."""
    text = other.article.text
    return any(
        _NOW.search(text, other.statement.sentence.start, count.figure.span.start)
        for _, count in lone_pairs(one, other)
    )


def _tell_again(one: Account, other: Account, weights: Weights) -> bool:
    """Whether a figure is told again, or a source says again what it said."""
    if share_figure(one, other, weights) or _measure_alike(one, other):
        return True
    if one.named_voice and one.voice == other.voice and one.day == other.day:
        return True
    lone = lone_pairs(one, other)
    return bool(lone) and all(first.overlaps(second) for first, second in lone)


def _measure_alike(one: Account, other: Account) -> bool:
    """Whether both give the same measures: "sentenced to 18 years", "an 18-year sentence"."""
    first, second = (
        {(figure.low, figure.high, figure.unit) for figure in each.statement.figures if figure.unit}
        for each in (one, other)
    )
    return bool(first) and first == second


def _is_one_voice(one: Account, other: Account) -> bool:
    told = one.article.id == other.article.id and not (one.named_voice or other.named_voice)
    return told or one.voice == other.voice


def independent_voices(accounts: Sequence[Account]) -> frozenset[str]:
    """Return the voices that vouch for what the accounts have in common, each counted once.

    One report is one voice, however many people agree in it; what its outlet tells itself does
    not count beside what a source says there. A source that several reports cite is one voice,
    and so are the same words under several names.
    """
    by_report: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        by_report[account.report].append(account)
    found: dict[str, Account] = {}
    for report in sorted(by_report, key=lambda name: (len(by_report[name]), name)):
        members = by_report[report]
        cited = [account for account in members if account.named_voice] or members
        new = [a for a in cited if a.voice not in found and not _is_copied(a, found.values())]
        if new:
            found[new[0].voice] = new[0]
    return frozenset(found)


def _is_copied(account: Account, others: Iterable[Account]) -> bool:
    """Whether one of the others gives the same words."""
    return any(is_repeated(account, other) for other in others)
