"""Train the weights by which two statements are held for tellings on one matter.

    python training/matters.py > weights.json

What is printed is ``src/onrecord/stories/matter_weights.json``.

Pairs are those of the statements of each story of ``evaluation/points`` that is not scored, and of
``training/points``. What is
told on standard error is how well each of them is matched with weights trained on the others, for
several biases; `SHIFT` is what was chosen by it: false points cost more than missed ones.
"""

import json
import sys
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).parent
#: Stories written to learn from, of more different words than those that are scored.
STORIES = HERE / "points"
sys.path.insert(0, str(HERE.parent / "evaluation"))

import points as gold_points  # noqa: E402

from onrecord.stories.accounts import Account, make_accounts, register_names  # noqa: E402
from onrecord.stories.linkage import cluster  # noqa: E402
from onrecord.stories.matching import is_ruled_out  # noqa: E402
from onrecord.stories.matter_pairs import FEATURES, RULED_OUT, describe_pairs  # noqa: E402
from onrecord.stories.weights import Weights  # noqa: E402

#: Strength of the pull towards small weights, as `LogisticRegression` takes it.
LOOSE = 0.1
#: What is added to the bias.
SHIFT = 0.25
SHIFTS = np.arange(0.0, 1.6, 0.25)


class Told(NamedTuple):
    """The statements of a story and what is known of their pairs.

    `same` is whether the labels put a pair on one matter, `open` whether it counts: both stand for
    other words, and can be on one matter.
    """

    accounts: list[Account]
    units: list[tuple[gold_points.Unit, ...]]
    wanted: set[frozenset[gold_points.Unit]]
    rows: np.ndarray
    others: np.ndarray
    features: np.ndarray
    same: np.ndarray
    open: np.ndarray


def main() -> None:
    """Print the weights as JSON."""
    own = [json.loads(path.read_text("utf-8")) for path in sorted(STORIES.glob("*.json"))]
    told = [prepare(item) for item in [*gold_points.stories(is_held=False), *own]]
    crossed = [fit([one for one in told if one is not left]) for left in told]
    for shift in SHIFTS:
        print(f"{shift:.2f} {measure(told, crossed, float(shift))}", file=sys.stderr)
    values = fit(told)
    weights = {name: round(float(one), 3) for name, one in zip(FEATURES, values, strict=False)}
    table = {"weights": weights, "bias": round(float(values[-1]) + SHIFT, 3)}
    print(json.dumps(table, indent=2))


def prepare(item: dict[str, Any]) -> Told:
    """Read the reports of a labelled story and describe all pairs of its statements."""
    articles, statements = gold_points.read_reports(item)
    voices = {article.id: article.id for article in articles}
    register = register_names(articles, statements)
    accounts = make_accounts(articles, statements, voices, register)
    by_id = gold_points.units_of(item, statements)
    units = [by_id[account.id] for account in accounts]
    wanted = set().union(*(gold_points.gold_pairs(point) for point in item["points"]))
    rows, others = np.triu_indices(len(accounts), k=1)
    pairs = list(zip(rows.tolist(), others.tolist(), strict=True))
    return Told(
        accounts, units, wanted, rows, others,
        features=describe_pairs(accounts, Weights(accounts), rows, others),
        same=np.array([bool(between(units[a], units[b]) & wanted) for a, b in pairs]),
        open=np.array([
            not set(units[a]) & set(units[b]) and not is_ruled_out(accounts[a], accounts[b])
            for a, b in pairs
        ]),
    )  # fmt: skip


def between(
    first: tuple[gold_points.Unit, ...], second: tuple[gold_points.Unit, ...]
) -> set[frozenset[gold_points.Unit]]:
    """Return the pairs of what two statements stand for."""
    return {frozenset((one, other)) for one in first for other in second if one != other}


def fit(told: list[Told]) -> np.ndarray:
    """Return the weights of a logistic regression over features of one spread, the bias last."""
    table = np.concatenate([one.features[one.open] for one in told]).astype(float)
    same = np.concatenate([one.same[one.open] for one in told])
    spread = table.std(axis=0)
    spread[spread == 0] = 1
    model = LogisticRegression(C=LOOSE, max_iter=2000).fit(table / spread, same)
    return np.append(model.coef_[0] / spread, model.intercept_[0])


def measure(told: list[Told], crossed: list[np.ndarray], shift: float) -> str:
    """Return precision, recall and F1 of the pairs that are joined."""
    hits = wanted = right = given = 0
    for one, values in zip(told, crossed, strict=True):
        scores = one.features @ values[:-1] + values[-1] + shift
        for place, pair in enumerate(zip(one.rows.tolist(), one.others.tolist(), strict=True)):
            if is_ruled_out(*(one.accounts[number] for number in pair)):
                scores[place] = RULED_OUT
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


if __name__ == "__main__":
    main()
