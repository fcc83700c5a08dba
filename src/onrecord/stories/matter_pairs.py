"""How surely two statements of a story are on one matter: what speaks for it, and the weights."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from onrecord.stories.accounts import Account
from onrecord.stories.happening_words import senses
from onrecord.stories.judgements import Judge
from onrecord.stories.linkage import choose
from onrecord.stories.matching import is_ruled_out, tie_by_figure
from onrecord.stories.pairing import comparable, count_otherwise
from onrecord.stories.weights import Weights

#: What is looked at in a pair of statements, each about 0.0 to 1.0.
FEATURES = (
    "common_words", "few_hold_it", "common_names", "senses", "event", "same_figure", "same_thing",
    "count_otherwise", "both_count", "same_report_day", "one_article", "one_sentence",
    "headline_and_lead", "both_lead", "apart_in_text", "one_is_sourced", "one_denies",
    "opposed", "likeness", "outdone_least", "outdone_most", "long_articles",
)  # fmt: skip
#: What else is known of a pair that the comparer was asked about.
ANSWER = "comparer"
#: What the rarity of a rare word is about, and the weight of two names.
_MOST_RARE, _TWO_NAMES = 5.0, 8.0
_MOST_SENSES = 3
#: A stem that more statements of a story hold tells little of their matter.
_MOST_HOLDERS = 60
#: What is by this less like a headline than the rest of its lead is about something else.
_LESS_LIKE = 0.08
#: Sentences apart that are as far as can be.
_FAR = 10
#: The comparer takes time. It is asked from these log odds on, and about as many statements for
#: each, the likeliest: asking about more finds some more, at as much more time.
_LEAST_ODDS, _MOST_ASKED = -1.5, 4
#: Statements of an article that is not long: in the stories written to learn from most have 7 to 9.
_TYPICAL = 12
#: Log odds of a pair that cannot be: other pairs of a group hardly outvote it.
RULED_OUT = -12.0


class Scores(NamedTuple):
    """All pairs of the statements of a story, in rows of one order.

    `rows` and `others` are the places of the earlier and of the later statements, `odds` the log
    odds that both are on one matter, `features` what is looked at, `said` the comparer's own log
    odds, NaN where it was not asked, and `ruled_out` whether the two cannot be on one matter.
    """

    rows: np.ndarray
    others: np.ndarray
    odds: np.ndarray
    features: np.ndarray
    said: np.ndarray
    ruled_out: np.ndarray

    def weigh(self, number: int) -> dict[str, float]:
        """Return what each feature of a pair adds to its log odds; they sum up to them.

        Beside the features there are `ANSWER`, ``bias`` and, where a rule decides, ``rule`` alone.
        """
        found = dict.fromkeys(FEATURES, 0.0)
        if self.ruled_out[number]:
            found["rule"] = RULED_OUT
        else:
            values, bias = matter_weights("first" if np.isnan(self.said[number]) else "asked")
            told = [*self.features[number], self.said[number]][: len(values)]
            found |= zip((*FEATURES, ANSWER), (values * told).tolist(), strict=False)
            found["bias"] = bias
        return {name: weight for name, weight in found.items() if weight}


_Keys = Callable[[Account], Iterable[Hashable]]


def score_pairs(
    accounts: Sequence[Account],
    weights: Weights,
    opposed: Collection[tuple[str, str]],
    judge: Judge,
) -> Scores:
    """Return all pairs of statements and how surely they are on one matter.

    Args:
        accounts: Every statement of the story, in order of publication.
        weights: Of the story.
        opposed: Pairs of ids: a denial, and what says what it denies.
        judge: Of the same statements.
    """
    rows, others = np.triu_indices(len(accounts), k=1)
    features = describe_pairs(accounts, weights, opposed, judge, rows, others)
    ruled_out = rule_out(accounts, rows, others)
    scores = np.where(ruled_out, RULED_OUT, odds(features, "first"))
    asked = is_asked(features, scores, rows, others)
    said = np.full(len(scores), np.nan, np.float32)
    said[asked] = judge.ask(rows[asked].tolist(), others[asked].tolist()).same
    known = np.column_stack([features[asked], said[asked]])
    scores[asked] = odds(known, "asked")
    return Scores(rows, others, scores, features, said, ruled_out)


def is_asked(
    features: np.ndarray, scores: np.ndarray, rows: np.ndarray, others: np.ndarray
) -> np.ndarray:
    """Return which pairs are worth asking the comparer about: likely ones of two articles.

    Args:
        features: Of shape (pairs, len(FEATURES)).
        scores: Log odds of the pairs so far.
        rows: Places of their earlier statements.
        others: Places of the later ones.
    """
    apart = features[:, FEATURES.index("one_article")] == 0
    likely = np.nonzero(apart & (scores >= _LEAST_ODDS))[0]
    found = np.zeros(len(scores), bool)
    found[likely] = choose(rows[likely], others[likely], scores[likely], _MOST_ASKED)
    return found


def rule_out(accounts: Sequence[Account], rows: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return which pairs cannot be on one matter, whatever else speaks for it."""
    pairs = zip(rows.tolist(), others.tolist(), strict=True)
    return np.array([is_ruled_out(accounts[row], accounts[other]) for row, other in pairs])


def odds(features: np.ndarray, which: str) -> np.ndarray:
    """Return log odds that pairs are on one matter, by the weights of that name."""
    values, bias = matter_weights(which)
    scores: np.ndarray = features @ values + bias
    return scores


def describe_pairs(
    accounts: Sequence[Account],
    weights: Weights,
    opposed: Collection[tuple[str, str]],
    judge: Judge,
    rows: np.ndarray,
    others: np.ndarray,
) -> np.ndarray:
    """Return the features of pairs of statements, one row a pair, in the order of `FEATURES`."""
    shared = _shared(accounts, lambda one: one.stems, weights.of)
    total = np.diag(shared)
    few = _rarest(accounts, weights)
    names = _shared(accounts, lambda one: one.names, weights.of)
    families = _shared(accounts, lambda one: {senses(stem)[0] for stem in one.telling})
    meant = _shared(accounts, lambda one: {s for stem in one.telling for s in senses(stem)})
    events = _shared(accounts, lambda one: one.events)

    def of(matrix: np.ndarray) -> np.ndarray:
        return np.asarray(matrix[rows, others])

    def both(values: Iterable[bool]) -> tuple[np.ndarray, np.ndarray]:
        flags = np.array(list(values))
        return flags[rows] & flags[others], flags[rows] ^ flags[others]

    place = _places(accounts)
    article = np.unique([one.article.id for one in accounts], return_inverse=True)[1]
    day = np.array([one.day.toordinal() if one.day else -1 for one in accounts])
    headline = np.array([one.block == "headline" for one in accounts])
    one_article = article[rows] == article[others]
    steps = abs(place[rows] - place[others])
    first, second = np.minimum(place[rows], place[others]), np.maximum(place[rows], place[others])
    is_lead = one_article & (headline[rows] ^ headline[others]) & (first == 0) & (second == 1)
    headed = np.where(headline[rows], rows, others)
    both_total = total[rows] + total[others]
    denied = _opposed(accounts, opposed, rows, others)
    # what is likest to a denial is another one, and not what it denies
    outdone = (~denied * each for each in _outdone(judge.likeness, article, rows, others))
    return np.column_stack([
        2 * of(shared) / np.where(both_total > 0, both_total, 1),
        of(few) / _MOST_RARE,
        np.minimum(of(names) / _TWO_NAMES, 1),
        np.clip(of(meant) - of(families), 0, _MOST_SENSES) / _MOST_SENSES,
        of(events) > 0,
        *_figures(accounts, weights, rows, others),
        day[rows] == day[others],
        one_article,
        one_article & (steps == 0),
        _likest(is_lead, headed, of(judge.likeness)),
        ~one_article & (second <= 1),
        np.where(one_article, 0, np.minimum(steps, _FAR) / _FAR),
        both(one.named_voice for one in accounts)[1],
        both(one.denied for one in accounts)[1],
        denied,
        of(judge.likeness),
        *outdone,
        _long(article, rows, others),
    ]).astype(np.float32)  # fmt: skip


def _likest(chosen: np.ndarray, owner: np.ndarray, likeness: np.ndarray) -> np.ndarray:
    """Return of the chosen pairs those that are about as like as the likest of their owner.

    A lead can tell of two things, and its headline of one of them.
    """
    best = np.full(owner.max(initial=0) + 1, -np.inf)
    np.maximum.at(best, owner[chosen], likeness[chosen])
    found: np.ndarray = chosen & (likeness >= best[owner] - _LESS_LIKE)
    return found


def _outdone(
    likeness: np.ndarray, article: np.ndarray, rows: np.ndarray, others: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return how far pairs of two articles are outdone by what else either could be matched with.

    A statement has one counterpart in another article, if any: what is likest to it there. For
    each of the two it is the greatest likeness to any statement of the other article less the
    likeness of the pair, 0.0 to 2.0; the lesser and the greater of both are returned.
    """
    numbers = np.unique(article)
    best = np.column_stack([likeness[:, article == one].max(axis=1) for one in numbers])
    apart = article[rows] != article[others]
    own = likeness[rows, others]
    first = np.where(apart, best[rows, article[others]] - own, 0.0)
    last = np.where(apart, best[others, article[rows]] - own, 0.0)
    return np.minimum(first, last), np.maximum(first, last)


def _long(article: np.ndarray, rows: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return how long the articles of pairs are: the mean logarithm of their lengths.

    Of an article of three times as many statements, each is the counterpart of another statement
    with a third of the odds.
    """
    longer = np.log(np.maximum(np.bincount(article)[article] / _TYPICAL, 1))
    found: np.ndarray = (longer[rows] + longer[others]) / 2
    return found


def _shared(
    accounts: Sequence[Account], keys: _Keys, weigh: Callable[[str], float] | None = None
) -> np.ndarray:
    """Return how many keys each two accounts share, or the sum of their weights."""
    columns: dict[Hashable, int] = {}
    for account in accounts:
        for key in keys(account):
            columns.setdefault(key, len(columns))
    has = np.zeros((len(accounts), len(columns)), dtype=np.float32)
    for row, account in enumerate(accounts):
        has[row, [columns[key] for key in keys(account)]] = 1
    weighed = has * np.array([weigh(str(key)) for key in columns], np.float32) if weigh else has
    shared: np.ndarray = weighed @ has.T
    return shared


def _rarest(accounts: Sequence[Account], weights: Weights) -> np.ndarray:
    """Return the most telling word that each two share and that is no name.

    A word tells more the rarer it is, and the fewer statements of the story hold it.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for row, account in enumerate(accounts):
        for stem in account.telling - account.names:
            holders[stem].append(row)
    found = np.zeros((len(accounts), len(accounts)), dtype=np.float32)
    for stem, held in holders.items():
        if 1 < len(held) <= _MOST_HOLDERS:
            block = np.ix_(held, held)
            found[block] = np.maximum(found[block], weights.rarity(stem) / (len(held) - 1))
    return found


def _places(accounts: Sequence[Account]) -> np.ndarray:
    """Return for each account the number of its sentence among those of its article."""
    starts: dict[str, set[int]] = defaultdict(set)
    for account in accounts:
        starts[account.article.id].add(account.statement.sentence.start)
    number = {name: {at: n for n, at in enumerate(sorted(all_))} for name, all_ in starts.items()}
    return np.array([number[one.article.id][one.statement.sentence.start] for one in accounts])


def _figures(
    accounts: Sequence[Account], weights: Weights, rows: np.ndarray, others: np.ndarray
) -> np.ndarray:
    """Return what the figures of each pair say: four features, one row each."""
    counts = np.array([bool(one.counts) for one in accounts])
    found = np.zeros((4, len(rows)), dtype=np.float32)
    for number in np.nonzero(counts[rows] & counts[others])[0].tolist():
        one, other = accounts[rows[number]], accounts[others[number]]
        found[:, number] = (
            tie_by_figure(one, other, weights),
            bool(comparable(one, other)),
            count_otherwise(one, other),
            True,
        )
    return found


def _opposed(
    accounts: Sequence[Account],
    opposed: Collection[tuple[str, str]],
    rows: np.ndarray,
    others: np.ndarray,
) -> np.ndarray:
    """Return whether one of each pair denies what the other one says."""
    pairs = zip(rows.tolist(), others.tolist(), strict=True)
    ids = [(accounts[row].id, accounts[other].id) for row, other in pairs]
    return np.array([pair in opposed or pair[::-1] in opposed for pair in ids], bool)


@cache
def matter_weights(which: str) -> tuple[np.ndarray, float]:
    """Return the weight of each feature and the bias, as trained.

    Args:
        which: ``first`` for any pair, ``asked`` for one with the comparer's answer as the last
            feature.
    """
    table = matter_table()[which]
    names = FEATURES if which == "first" else (*FEATURES, ANSWER)
    return np.array([table["weights"][name] for name in names]), float(table["bias"])


@cache
def matter_table() -> dict[str, Any]:
    """Return all weights, as `training/matters.py` writes them."""
    found: dict[str, Any] = json.loads(
        files(__package__).joinpath("matter_weights.json").read_text("utf-8")
    )
    return found
