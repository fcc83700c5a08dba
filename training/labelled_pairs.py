"""Labelled stories as pairs of statements: what is seen of each pair, and what the labels say."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

import stories
from onrecord.records import Article, Statement
from onrecord.stories import sides
from onrecord.stories.accounts import Account, make_accounts, register_names
from onrecord.stories.disputes import find_opposed
from onrecord.stories.judgements import Judge
from onrecord.stories.matter_pairs import describe_pairs, rule_out
from onrecord.stories.memory import Memory
from onrecord.stories.weights import Weights
from stories import gold_points

AGREES = sides.RELATIONS.index("agrees")


class Told(NamedTuple):
    """The statements of a story and what is known of their pairs.

    `same` is whether the labels put a pair on one matter, `counts` whether it is scored: both stand
    for other words, and in real news are of two articles. `open` are those that no rule forbids.
    `item` is of a written story, and `units` are what its statements stand for. `agree` are pairs
    of a real story on a matter of which all that is told agrees.
    """

    accounts: list[Account]
    around: sides.Matter
    rows: np.ndarray
    others: np.ndarray
    features: np.ndarray
    same: np.ndarray
    counts: np.ndarray
    open: np.ndarray
    item: stories.Item | None
    units: Sequence[tuple[gold_points.Unit, ...]]
    agree: np.ndarray

    @property
    def is_news(self) -> bool:
        """Whether the story is a real one."""
        return self.item is None


def prepare_written(item: stories.Item) -> Told:
    """Read the reports of a written story and describe all pairs of its statements."""
    articles, statements = gold_points.read_reports(item)
    units = gold_points.units_of(item, statements)
    wanted = set().union(*(gold_points.gold_pairs(point) for point in item["points"]))

    def look(one: Account, other: Account) -> tuple[bool, bool]:
        first, second = units[one.id], units[other.id]
        return bool(between(first, second) & wanted), not set(first) & set(second)

    told = prepare(articles, statements, look)
    return told._replace(item=item, units=[units[account.id] for account in told.accounts])


def prepare_news(story: stories.News) -> Told:
    """Describe all pairs of the statements of a real story."""

    def look(one: Account, other: Account) -> tuple[bool, bool]:
        same = bool(story.matters[one.id] & story.matters[other.id])
        return same, one.article.id != other.article.id

    told = prepare(story.articles, story.statements, look)
    settled = [story.matters[account.id] & story.settled for account in told.accounts]
    agree = [
        bool(settled[row] & settled[other])
        for row, other in zip(told.rows.tolist(), told.others.tolist(), strict=True)
    ]
    return told._replace(agree=np.array(agree, bool) & told.counts)


def prepare(
    articles: Sequence[Article],
    statements: Sequence[Statement],
    look: Callable[[Account, Account], tuple[bool, bool]],
) -> Told:
    """Describe all pairs; `look` tells whether two are on one matter, and whether that counts."""
    voices = {article.id: article.id for article in articles}
    register = register_names(articles, statements)
    # what points.prepare leaves out is told nowhere
    accounts = [
        account
        for account in make_accounts(articles, statements, voices, register)
        if not account.tells_nothing
    ]
    rows, others = np.triu_indices(len(accounts), k=1)
    weights, judge = Weights(accounts), Judge(accounts, Memory())
    opposed = find_opposed(accounts, weights)
    places = {account.id: place for place, account in enumerate(accounts)}
    pairs = zip(rows.tolist(), others.tolist(), strict=True)
    seen = np.array([look(accounts[row], accounts[other]) for row, other in pairs]).reshape(-1, 2)
    return Told(
        accounts, sides.Matter(weights, opposed, judge, places), rows, others,
        features=describe_pairs(accounts, weights, opposed, judge, rows, others),
        same=seen[:, 0], counts=seen[:, 1],
        open=seen[:, 1] & ~rule_out(accounts, rows, others),
        item=None, units=(), agree=np.zeros(len(rows), bool),
    )  # fmt: skip


def between(
    first: tuple[gold_points.Unit, ...], second: tuple[gold_points.Unit, ...]
) -> set[frozenset[gold_points.Unit]]:
    """Return the pairs of what two statements stand for."""
    return {frozenset((one, other)) for one in first for other in second if one != other}


def stands_of(one: Told) -> dict[int, int]:
    """Return the relations of the pairs of a story that are labelled, by their places in it."""
    if one.item is None:
        return dict.fromkeys(np.flatnonzero(one.agree).tolist(), AGREES)
    relations = stories.relations(one.item)
    return {
        number: max(relations[pair] for pair in known)
        for number in np.flatnonzero(one.same).tolist()
        if (known := relations.keys() & between(*units_of(one, number)))
    }


def pair_of(one: Told, number: int) -> tuple[Account, Account]:
    """Return the accounts of a pair."""
    return one.accounts[one.rows[number]], one.accounts[one.others[number]]


def units_of(
    one: Told, number: int
) -> tuple[tuple[gold_points.Unit, ...], tuple[gold_points.Unit, ...]]:
    """Return what the accounts of a pair stand for."""
    return one.units[one.rows[number]], one.units[one.others[number]]
