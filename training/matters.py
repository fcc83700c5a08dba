"""Train the weights by which two statements are on one matter, and by which they stand apart.

    python training/matters.py ../shared/gold > weights.json

What is printed is ``src/onrecord/stories/matter_weights.json``. It is learnt from stories that the
comparer never learnt from, since its answers have to be weighed: those of
``training/points/weighed-*``, and real news, of which ``training/news_matters.json`` names the
statements on one matter. Which pairs the comparer is asked about is learnt from the written ones
alone: of the real ones only what an earlier state held for likely has been labelled.

What is told on standard error is how well each sixth of the stories is matched with weights
trained on the others, for several biases, and how often the state of a labelled matter is right;
`ASKED_LESS` was chosen by it, and that nothing is added to the odds of pairs that are asked about:
false points cost more than missed ones.
"""

import argparse
import collections
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parent))
from labelled_pairs import Told, pair_of, prepare_news, prepare_written, stands_of

import stories
from onrecord.stories import sides
from onrecord.stories.linkage import cluster
from onrecord.stories.matter_pairs import (
    ANSWER,
    FEATURES,
    RULED_OUT,
    is_asked,
    rule_out,
)
from stories import gold_points

FOLDS = 6
#: Strength of the pull towards small weights, as `LogisticRegression` takes it.
LOOSE, LOOSE_STANDS = 0.1, 0.03
#: What is added to the odds of pairs of two articles that are not asked about.
ASKED_LESS = -1.0
SHIFTS = np.arange(0.0, 1.0, 0.3)
#: Share of the real stories in what pairs that are asked about weigh, and in what relations do. Of
#: the real ones only those that agree are labelled, and more of them hides what is disputed.
NEWS_SHARE, NEWS_STANDS = 0.6, 0.15
#: What the length of articles weighs where nothing is asked. The written ones, from which those
#: weights are learnt, are all short; why it is the logarithm itself is said of `long_articles`.
LENGTH = -1.0
#: What it weighs that one denies what the other one says; too few are labelled to learn it.
OPPOSED = 4.0
#: The features of relations that are learnt: two figures that clash are too rare to be, and a rule.
STANDS = tuple(name for name in sides.FEATURES if name != "other_figure")


class Model(NamedTuple):
    """Weights of features, the bias last: of pairs, of pairs with an answer, of relations."""

    first: np.ndarray
    asked: np.ndarray
    stands: np.ndarray


def main() -> None:
    """Print the weights as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    told = [*map(prepare_written, stories.weighed()), *map(prepare_news, stories.news(gold))]
    found = list(zip(told, crossed(told), strict=True))
    for shift in SHIFTS:
        for name, is_news in (("written", False), ("news", True)):
            own = [pair for pair in found if pair[0].is_news == is_news]
            print(f"{shift:.2f} {name} {measure(own, shift)}", file=sys.stderr)
    print(f"state {measure_states(found)}", file=sys.stderr)
    print(json.dumps(tabled(train(told)), indent=2))


def crossed(told: Sequence[Told]) -> list[Model]:
    """Return for each story what is trained on the other parts."""
    found: dict[int, Model] = {}
    for fold in range(FOLDS):
        made = train([one for number, one in enumerate(told) if number % FOLDS != fold])
        found |= dict.fromkeys(range(fold, len(told), FOLDS), made)
    return [found[number] for number in range(len(told))]


def train(told: Sequence[Told]) -> Model:
    """Return what is learnt from stories."""
    first = fit_first(told)
    return Model(first, fit_asked(told, first), fit_stands(told))


def fit_first(told: Sequence[Told]) -> np.ndarray:
    """Return the weights of pairs that nothing is asked about."""
    written = [one for one in told if not one.is_news]
    table = np.concatenate([one.features[one.open] for one in written])
    found = fit_pairs(table, np.concatenate([one.same[one.open] for one in written]))
    found[FEATURES.index("long_articles")] = LENGTH
    found[FEATURES.index("one_article")] -= ASKED_LESS
    found[-1] += ASKED_LESS
    return found


def fit_asked(told: Sequence[Told], first: np.ndarray) -> np.ndarray:
    """Return the weights of pairs that the comparer is asked about."""
    asked = [choose(one, first) & one.open for one in told]
    table = np.concatenate([ask(one, own) for one, own in zip(told, asked, strict=True)])
    same = np.concatenate([one.same[own] for one, own in zip(told, asked, strict=True)])
    is_news = np.repeat([one.is_news for one in told], [own.sum() for own in asked])
    return fit_pairs(table, same, shared(is_news, NEWS_SHARE))


def choose(one: Told, first: np.ndarray) -> np.ndarray:
    """Return which pairs the comparer is asked about."""
    return is_asked(one.features, score_first(one, first), one.rows, one.others)


def score_first(one: Told, first: np.ndarray) -> np.ndarray:
    """Return the log odds of pairs before anything is asked."""
    ruled_out = rule_out(one.accounts, one.rows, one.others)
    return np.where(ruled_out, RULED_OUT, score(one.features, first))


def ask(one: Told, asked: np.ndarray) -> np.ndarray:
    """Return the features with the comparer's answer of the pairs that it is asked about."""
    found = one.around.judge.ask(one.rows[asked].tolist(), one.others[asked].tolist())
    return np.column_stack([one.features[asked], found.same])


def fit_stands(told: Sequence[Told]) -> np.ndarray:
    """Return the weights of the relations of pairs on one matter."""
    tables, stands, is_news = [], [], []
    for one in told:
        if not (known := stands_of(one)):
            continue
        pairs = [pair_of(one, number) for number in known]
        table = sides.describe_stands(pairs, one.around, np.ones(len(pairs), bool))
        tables.append(table[:, [sides.FEATURES.index(name) for name in STANDS]])
        stands += known.values()
        is_news += [one.is_news] * len(known)
    share = shared(np.array(is_news), NEWS_STANDS)
    return fit(np.concatenate(tables), np.array(stands), LOOSE_STANDS, share)


def shared(is_news: np.ndarray, share: float) -> np.ndarray:
    """Return what each pair weighs, so that those of real stories weigh a share of all."""
    each = np.where(is_news, share / is_news.sum(), (1 - share) / (~is_news).sum())
    return each * len(is_news)


def fit_pairs(table: np.ndarray, same: np.ndarray, share: np.ndarray | None = None) -> np.ndarray:
    """Return the weights by which pairs are on one matter; that of a denial is given."""
    denial = FEATURES.index("opposed")
    found = fit(np.delete(table, denial, axis=1), same, LOOSE, share)[0]
    return np.insert(found, denial, OPPOSED)


def fit(
    table: np.ndarray, wanted: np.ndarray, loose: float, share: np.ndarray | None = None
) -> np.ndarray:
    """Return the weights of a logistic regression over features of one spread, the bias last."""
    table = table.astype(float)
    spread = table.std(axis=0)
    spread[spread == 0] = 1
    model = LogisticRegression(C=loose, max_iter=5000).fit(table / spread, wanted, share)
    return np.column_stack([model.coef_ / spread, model.intercept_])


def score(features: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return log odds."""
    found: np.ndarray = features @ values[:-1] + values[-1]
    return found


def measure(found: Sequence[tuple[Told, Model]], shift: float) -> str:
    """Return precision, recall and F1 of the pairs that are joined, and how many groups are."""
    right = given = wanted = whole = groups = 0
    for one, model in found:
        scores = score_first(one, model.first)
        asked = choose(one, model.first)
        scores[asked] = score(ask(one, asked), model.asked) + shift
        home = np.full(len(one.accounts), -1)
        for number, group in enumerate(cluster(len(home), one.rows, one.others, scores)):
            home[group] = number
        joined = one.counts & (home[one.rows] >= 0) & (home[one.rows] == home[one.others])
        right += int((joined & one.same).sum())
        given += int(joined.sum())
        wanted += int((one.counts & one.same).sum())
        told = set(home[one.rows[joined]].tolist())
        groups += len(told)
        whole += len(told - set(home[one.rows[joined & ~one.same]].tolist()))
    precision, recall = right / max(given, 1), right / wanted
    f1 = 2 * precision * recall / (precision + recall)
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, {whole} of {groups} groups pure"


def measure_states(found: Sequence[tuple[Told, Model]]) -> str:
    """Return how often the state of a labelled matter is right if it is found whole.

    Of a pair of a real story that agrees, how often it is on one side.
    """
    table = sides.matter_table
    states: collections.Counter[tuple[str, str]] = collections.Counter()
    agree: collections.Counter[bool] = collections.Counter()
    for one, model in found:
        made = tabled(model)
        sides.matter_table = lambda made=made: made
        for point in one.item["points"] if one.item else ():
            own = set(gold_points.members(point))
            pairs = zip(one.accounts, one.units, strict=True)
            group = [account for account, units in pairs if set(units) & own]
            if len(group) > 1:
                states[point["state"], sides.take_sides(group, one.around).agreement] += 1
        for number in np.flatnonzero(one.agree).tolist():
            agree[len(sides.take_sides(pair_of(one, number), one.around).sides) == 1] += 1
    sides.matter_table = table
    right = sum(count for (wanted, given), count in states.items() if wanted == given)
    return (
        f"{right / states.total():.3f} {dict(states)}, "
        f"{agree[True] / agree.total():.3f} of the pairs that agree in news"
    )


def tabled(model: Model) -> dict[str, Any]:
    """Return a model as the package takes it."""
    table: dict[str, Any] = {}
    for name, names, values in (
        ("first", FEATURES, model.first),
        ("asked", (*FEATURES, ANSWER), model.asked),
    ):
        weights = {key: round(float(one), 3) for key, one in zip(names, values, strict=False)}
        table[name] = {"weights": weights, "bias": round(float(values[-1]), 3)}
    return table | {"stands": tabled_stands(model.stands)}


def tabled_stands(found: np.ndarray) -> dict[str, dict[str, float]]:
    """Return weights of relations as the package takes them."""
    return {
        name: {
            **{key: round(float(one), 3) for key, one in zip(STANDS, values, strict=False)},
            "bias": round(float(values[-1]), 3),
        }
        for name, values in zip(sides.RELATIONS, found, strict=True)
    }


if __name__ == "__main__":
    main()
