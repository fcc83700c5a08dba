"""Train the weights by which two words are held for tellings of one happening.

    python training/event_coreference.py ../shared/gold > weights.json

What is printed is ``src/onrecord/stories/happening_weights.json``.

Pairs are those of words of the checked sentences of ecbplus, inside one topic, on the half of the
topics that is not scored. The bias is then moved to where the mean of the measures is best when
each sixth of the topics is clustered with weights trained on the others: a large group has many
pairs, and the measures count words.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "evaluation"))

import coreference as gold_events  # noqa: E402
from grouping import is_held_out, items_of  # noqa: E402

from onrecord.stories.happening_pairs import (  # noqa: E402
    FEATURES,
    alikeness,
    describe_pairs,
    find_pairs,
)
from onrecord.stories.happening_words import Told, read_told, weigh_articles  # noqa: E402
from onrecord.stories.linkage import cluster  # noqa: E402

FOLDS = 6
#: Strength of the pull towards small weights.
RIDGE = 1.0
SHIFTS = np.arange(0.0, 2.1, 0.25)


class Topic(NamedTuple):
    """The words of one topic and what is known of their pairs.

    `pairs` are groups of places in `told` with two arrays of places in the group, as
    `find_pairs` gives them; `features` and `same` are of all pairs, group after group.
    """

    told: list[Told]
    spans: list[tuple[str, Any]]
    places: dict[str, list[tuple[Any, int | None]]]
    gold: list[frozenset[Any]]
    pairs: list[tuple[list[int], np.ndarray, np.ndarray]]
    features: list[np.ndarray]
    same: list[np.ndarray]


def main() -> None:
    """Print the weights as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    options = parser.parse_args()
    items = [one for one in items_of(options.gold / "ecbplus") if not is_held_out(one["topic"])]
    topics = [
        prepare(topic, {item["id"]: gold_events.read(item) for item in topic})
        for _, topic in sorted(gold_events.by_topic(items).items())
    ]
    print(json.dumps(train(topics), indent=2))


def train(topics: Sequence[Topic]) -> dict[str, Any]:
    """Return the weights and the bias."""
    found: dict[float, list[tuple[list[frozenset[Any]], list[frozenset[Any]]]]] = {}
    for fold in range(FOLDS):
        values = fit([topic for number, topic in enumerate(topics) if number % FOLDS != fold])
        for topic in topics[fold::FOLDS]:
            for shift in SHIFTS:
                found.setdefault(float(shift), []).append((topic.gold, join(topic, values, shift)))
    scored = {
        shift: gold_events.measures(
            [one for gold, _ in some for one in gold], [one for _, given in some for one in given]
        )["conll"]
        for shift, some in found.items()
    }
    best = max(scored, key=lambda shift: scored[shift])
    print(f"crossed: {scored[best]:.3f} with the bias moved by {best}", file=sys.stderr)
    values = fit(topics)
    weights = {name: round(float(one), 3) for name, one in zip(FEATURES, values, strict=False)}
    return {"weights": weights, "bias": round(float(values[-1]) + best, 3)}


def prepare(items: Sequence[gold_events.Item], read: dict[str, gold_events.Read]) -> Topic:
    """Return the words of the checked sentences of a topic and their pairs."""
    items = sorted(items, key=lambda item: item["id"])
    articles = [read[item["id"]][0] for item in items]
    statements = [one for item in items for one in read[item["id"]][1]]
    places = {item["id"]: gold_events.gold_places(item) for item in items}
    spans = gold_events.told_spans(statements)
    told, kept = [], []
    for one in read_told(articles, statements):
        article, span = spans[one.tellings[0]]
        if gold_events.touched(places[article], span):
            told.append(one)
            kept.append((article, span))
    gold = gold_events.gold_clusters(items)
    home = {name: number for number, cluster_ in enumerate(gold) for name in cluster_}
    labels = np.array([
        home.get((article, gold_events.mention_at(places[article], span)), -1 - number)
        for number, (article, span) in enumerate(kept)
    ])  # fmt: skip
    alike = alikeness(weigh_articles(articles))
    pairs = list(find_pairs(told))
    features, same = [], []
    for group, rows, others in pairs:
        features.append(describe_pairs([told[place] for place in group], alike, rows, others))
        own = labels[group]
        same.append(own[rows] == own[others])
    return Topic(told, kept, places, gold, pairs, features, same)


def fit(topics: Sequence[Topic]) -> np.ndarray:
    """Return the weights of a logistic regression, the bias last."""
    table = np.concatenate([one for topic in topics for one in topic.features]).astype(float)
    table = np.column_stack([table, np.ones(len(table))])
    same = np.concatenate([one for topic in topics for one in topic.same]).astype(float)
    counts = np.concatenate([weigh(topic) for topic in topics])
    counts /= counts.mean()
    pull = np.append(np.full(len(FEATURES), RIDGE), 0.0)

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        odds = table @ values
        slope = table.T @ (counts * (1 / (1 + np.exp(-odds)) - same)) + pull * values
        missed = counts @ (np.logaddexp(0, odds) - same * odds)
        return float(missed + pull @ values**2 / 2), slope

    start = np.zeros(table.shape[1])
    found: np.ndarray = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found


def weigh(topic: Topic) -> np.ndarray:
    """Return the weight of each pair: a word with many pairs counts no more than one with few."""
    found = []
    for group, rows, others in topic.pairs:
        pairs = np.bincount(rows, minlength=len(group)) + np.bincount(others, minlength=len(group))
        found.append(1 / np.sqrt(pairs[rows] * pairs[others]))
    return np.concatenate(found)


def join(topic: Topic, values: np.ndarray, shift: float) -> list[frozenset[Any]]:
    """Return the clusters of a topic by these weights."""
    groups: list[list[int]] = []
    for (group, rows, others), features in zip(topic.pairs, topic.features, strict=True):
        scores = features @ values[:-1] + values[-1] + shift
        groups += [
            [group[one] for one in some] for some in cluster(len(group), rows, others, scores)
        ]
    joined = {place for group in groups for place in group}
    groups += [[place] for place in range(len(topic.told)) if place not in joined]
    spans = [{topic.spans[place] for place in group} for group in groups]
    return gold_events.name_groups(spans, topic.places)


if __name__ == "__main__":
    main()
