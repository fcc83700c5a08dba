"""Train the weights by which two statements are on one matter, and by which they stand apart.

    python training/matters.py comparer.onnx > weights.json
    python training/matters.py > weights.json

What is printed is ``src/onrecord/stories/matter_weights.json``. The comparer named is one that was
trained without ``--all``, since the weights of its answers have to come from stories that it never
saw: those labelled by places, and those of ``training/points/weighed-*``.

Without a comparer only the weights of the relations are learnt anew, with the one that is shipped:
its answers weigh more than those of one that saw less. It never saw ``weighed-*``, from which
alone they are learnt then.

What is told on standard error is how well each ninth of the stories is matched with weights trained
on the others, for several biases, and how often the state of a labelled matter is right; `SHIFT` is
what was chosen by it: false points cost more than missed ones.
"""

import argparse
import collections
import json
import sys
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parent))
import stories
from onrecord.stories import comparer, sides
from onrecord.stories.accounts import Account, make_accounts, register_names
from onrecord.stories.disputes import find_opposed
from onrecord.stories.judgements import Judge
from onrecord.stories.linkage import cluster
from onrecord.stories.matter_pairs import (
    ANSWER,
    FEATURES,
    RULED_OUT,
    crowd,
    describe_pairs,
    is_asked,
    matter_table,
    rule_out,
)
from onrecord.stories.memory import Memory
from onrecord.stories.weights import Weights
from stories import gold_points

FOLDS = 9
#: Strength of the pull towards small weights, as `LogisticRegression` takes it.
LOOSE, LOOSE_STANDS = 0.1, 0.03
#: What is added to the biases, and to that of an agreement: in news it is commoner than among the
#: stories written to show changes and disputes.
SHIFT, AGREED = -0.25, 0.2
SHIFTS = np.arange(0.0, 1.6, 0.25)
#: The features of relations that are learnt: two figures that clash are too rare to be, and a rule.
STANDS = tuple(name for name in sides.FEATURES if name != "other_figure")


Made = TypeVar("Made")


class Told(NamedTuple):
    """The statements of a story and what is known of their pairs.

    `same` is whether the labels put a pair on one matter, `open` whether it counts: both stand for
    other words, and can be on one matter. `stands` is the number of the relation of pairs on one
    matter, and -1 else.
    """

    item: stories.Item
    accounts: list[Account]
    around: sides.Matter
    units: list[tuple[gold_points.Unit, ...]]
    wanted: set[frozenset[gold_points.Unit]]
    rows: np.ndarray
    others: np.ndarray
    features: np.ndarray
    crowd: np.ndarray
    same: np.ndarray
    open: np.ndarray
    stands: np.ndarray


class Model(NamedTuple):
    """Weights of features, the bias last: of pairs, of pairs with an answer, of relations."""

    first: np.ndarray
    asked: np.ndarray
    stands: np.ndarray


def main() -> None:
    """Print the weights as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("comparer", type=Path, nargs="?")
    path = parser.parse_args().comparer
    if path is None:
        told = [prepare(item) for item in stories.weighed()]
        print(json.dumps(matter_table() | {"stands": tabled_stands(fit_stands(told))}, indent=2))
        return
    use(path)
    told = [prepare(item) for item in [*stories.careful(), *stories.weighed()]]
    first = crossed(told, fit_first)
    asked_first = [
        is_asked(
            one.features,
            np.where(one.open, score(one.features, values) + SHIFT - one.crowd, RULED_OUT),
            one.rows,
            one.others,
        )
        for one, values in zip(told, first, strict=True)
    ]
    answers = [ask(one, asked) for one, asked in zip(told, asked_first, strict=True)]
    by_id = {id(one): number for number, one in enumerate(told)}

    def train(taught: Sequence[Told]) -> Model:
        numbers = [by_id[id(one)] for one in taught]
        return Model(
            fit_first(taught),
            fit_asked(taught, [asked_first[n] for n in numbers], [answers[n] for n in numbers]),
            fit_stands(taught),
        )

    models = crossed(told, train)
    for shift in SHIFTS:
        print(f"{shift:.2f} {measure(told, models, asked_first, answers, shift)}", file=sys.stderr)
    print(f"state {measure_states(told, models)}", file=sys.stderr)
    print(json.dumps(tabled(train(told)), indent=2))


def use(path: Path) -> None:
    """Let the package compare with another network than its own."""
    session = comparer.session
    # joined to the package's folder, an absolute path stays as it is
    comparer.session = lambda _: session(str(path.resolve()))
    comparer.load_comparer()
    comparer.session = session


def prepare(item: stories.Item) -> Told:
    """Read the reports of a labelled story and describe all pairs of its statements."""
    articles, statements = gold_points.read_reports(item)
    voices = {article.id: article.id for article in articles}
    accounts = make_accounts(articles, statements, voices, register_names(articles, statements))
    by_id = gold_points.units_of(item, statements)
    units = [by_id[account.id] for account in accounts]
    wanted = set().union(*(gold_points.gold_pairs(point) for point in item["points"]))
    relations = stories.relations(item)
    rows, others = np.triu_indices(len(accounts), k=1)
    weights, judge = Weights(accounts), Judge(accounts, Memory())
    opposed = find_opposed(accounts, weights)
    pairs = list(zip(rows.tolist(), others.tolist(), strict=True))
    places = {account.id: place for place, account in enumerate(accounts)}
    return Told(
        item, accounts, sides.Matter(weights, opposed, judge, places), units, wanted, rows, others,
        features=describe_pairs(accounts, weights, opposed, judge, rows, others),
        crowd=crowd(accounts, rows, others),
        same=np.array([bool(between(units[a], units[b]) & wanted) for a, b in pairs]),
        open=np.array([not set(units[a]) & set(units[b]) for a, b in pairs])
        & ~rule_out(accounts, rows, others),
        stands=np.array([
            max((relations[pair] for pair in between(units[a], units[b]) & wanted), default=-1)
            for a, b in pairs
        ]),
    )  # fmt: skip


def between(
    first: tuple[gold_points.Unit, ...], second: tuple[gold_points.Unit, ...]
) -> set[frozenset[gold_points.Unit]]:
    """Return the pairs of what two statements stand for."""
    return {frozenset((one, other)) for one in first for other in second if one != other}


def ask(one: Told, asked: np.ndarray) -> np.ndarray:
    """Return the features with the comparer's answer of the pairs that it is asked about."""
    found = one.around.judge.ask(one.rows[asked].tolist(), one.others[asked].tolist())
    return np.column_stack([one.features[asked], found.same])


def crossed(told: Sequence[Told], train: Callable[[Sequence[Told]], Made]) -> list[Made]:
    """Return for each story what is trained on the other parts."""
    found: dict[int, Made] = {}
    for fold in range(FOLDS):
        made = train([one for number, one in enumerate(told) if number % FOLDS != fold])
        for number in range(fold, len(told), FOLDS):
            found[number] = made
    return [found[number] for number in range(len(told))]


def fit_first(told: Sequence[Told]) -> np.ndarray:
    table = np.concatenate([one.features[one.open] for one in told])
    return fit(table, np.concatenate([one.same[one.open] for one in told]), LOOSE)[0]


def fit_asked(
    told: Sequence[Told], asked: Sequence[np.ndarray], answers: Sequence[np.ndarray]
) -> np.ndarray:
    table = np.concatenate([
        rows[one.open[own]] for one, own, rows in zip(told, asked, answers, strict=True)
    ])  # fmt: skip
    same = np.concatenate([one.same[own & one.open] for one, own in zip(told, asked, strict=True)])
    return fit(table, same, LOOSE)[0]


def fit_stands(told: Sequence[Told]) -> np.ndarray:
    tables, stands = [], []
    for one in told:
        own = one.stands >= 0
        asked = np.ones(int(own.sum()), bool)
        table = sides.describe_stands(pairs_of(one, own), one.around, asked)
        tables.append(table[:, [sides.FEATURES.index(name) for name in STANDS]])
        stands.append(one.stands[own])
    return fit(np.concatenate(tables), np.concatenate(stands), LOOSE_STANDS)


def pairs_of(one: Told, own: np.ndarray) -> list[tuple[Account, Account]]:
    """Return pairs of accounts."""
    accounts = one.accounts
    return [(accounts[a], accounts[b]) for a, b in zip(one.rows[own], one.others[own], strict=True)]


def fit(table: np.ndarray, wanted: np.ndarray, loose: float) -> np.ndarray:
    """Return the weights of a logistic regression over features of one spread, the bias last."""
    table = table.astype(float)
    spread = table.std(axis=0)
    spread[spread == 0] = 1
    model = LogisticRegression(C=loose, max_iter=5000).fit(table / spread, wanted)
    return np.column_stack([model.coef_ / spread, model.intercept_])


def score(features: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return log odds."""
    found: np.ndarray = features @ values[:-1] + values[-1]
    return found


def measure(
    told: Sequence[Told],
    models: Sequence[Model],
    asked: Sequence[np.ndarray],
    answers: Sequence[np.ndarray],
    shift: float,
) -> str:
    """Return precision, recall and F1 of the pairs that are joined."""
    hits = wanted = right = given = 0
    for one, model, own, rows in zip(told, models, asked, answers, strict=True):
        scores = score(one.features, model.first) + shift - one.crowd
        scores[own] = score(rows, model.asked) + shift - one.crowd[own]
        scores[rule_out(one.accounts, one.rows, one.others)] = RULED_OUT
        found: set[frozenset[gold_points.Unit]] = set()
        judged: dict[frozenset[Any], bool] = {}
        for group in cluster(len(one.accounts), one.rows, one.others, scores):
            for a, b in combinations(group, 2):
                if not set(one.units[a]) & set(one.units[b]):
                    shared = between(one.units[a], one.units[b]) & one.wanted
                    found |= shared
                    judged[frozenset((one.units[a], one.units[b]))] = bool(shared)
        hits, wanted = hits + len(found), wanted + len(one.wanted)
        right, given = right + sum(judged.values()), given + len(judged)
    precision, recall = right / max(given, 1), hits / wanted
    f1 = 2 * precision * recall / (precision + recall)
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"


def measure_states(told: Sequence[Told], models: Sequence[Model]) -> str:
    """Return how often the state of a labelled matter is right if it is found whole."""
    table = sides.matter_table
    found: collections.Counter[tuple[str, str]] = collections.Counter()
    for one, model in zip(told, models, strict=True):
        made = tabled(model)
        sides.matter_table = lambda made=made: made
        for point in one.item["points"]:
            own = set(gold_points.members(point))
            pairs = zip(one.accounts, one.units, strict=True)
            group = [account for account, units in pairs if set(units) & own]
            if len(group) > 1:
                found[point["state"], sides.take_sides(group, one.around).agreement] += 1
    sides.matter_table = table
    right = sum(count for (wanted, given), count in found.items() if wanted == given)
    return f"{right / found.total():.3f} {dict(found)}"


def tabled(model: Model) -> dict[str, Any]:
    """Return a model as the package takes it."""
    table: dict[str, Any] = {}
    for name, names, values in (
        ("first", FEATURES, model.first),
        ("asked", (*FEATURES, ANSWER), model.asked),
    ):
        weights = {key: round(float(one), 3) for key, one in zip(names, values, strict=False)}
        table[name] = {"weights": weights, "bias": round(float(values[-1]) + SHIFT, 3)}
    return table | {"stands": tabled_stands(model.stands)}


def tabled_stands(found: np.ndarray) -> dict[str, dict[str, float]]:
    """Return weights of relations as the package takes them."""
    biases = [AGREED if name == "agrees" else 0.0 for name in sides.RELATIONS]
    return {
        name: {
            **{key: round(float(one), 3) for key, one in zip(STANDS, values, strict=False)},
            "bias": round(float(values[-1]) + bias, 3),
        }
        for name, values, bias in zip(sides.RELATIONS, found, biases, strict=True)
    }


if __name__ == "__main__":
    main()
