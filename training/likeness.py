"""Learn what makes two articles reports of one happening.

    python training/likeness.py ../shared/gold > src/onrecord/stories/likeness.toml

A pair of articles belongs to one story where its likeness is above what pairs hereabouts need:
``likeness > least + background * mean of both articles' background``. The numbers come from
logistic regression over pairs that are near each other, of the stories that may be tuned on
(``evaluation/grouping.py`` scores the others).
"""

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "evaluation"))
import grouping as gold_stories

from onrecord.stories.clusters import background, fade, likeness_among
from onrecord.stories.similarity import describe
from onrecord.stories.stream import shelve

#: Pairs are taken from among so many of the nearest of each article.
NEAREST = 15
Matrix = NDArray[np.float64]


class Pairs(NamedTuple):
    """What is known of some pairs, and whether each is of one story."""

    words: Matrix
    background: Matrix
    same: Matrix


def pairs(labelled: list[gold_stories.Labelled]) -> Pairs:
    """Return the near pairs of the stories that may be tuned on."""
    shelved = [shelve(describe(article, ())) for article, _ in labelled]
    days = np.array([article.day for article in shelved])
    left = fade(days[:, None], days[None, :])
    words = likeness_among([article.bag for article in shelved]) * left
    common = background(words)
    stories = np.array([story for _, story in labelled])
    same = stories[:, None] == stories[None, :]
    np.fill_diagonal(words, 0.0)
    near = np.zeros_like(same)
    near[np.arange(len(words))[:, None], np.argsort(-words, axis=1)[:, :NEAREST]] = True
    tuned = np.array([not gold_stories.is_held_out(story) for story in stories])
    chosen = np.triu((near | near.T | same) & tuned[:, None] & tuned[None, :], 1)
    mean = (common[:, None] + common[None, :]) / 2.0
    return Pairs(words[chosen], mean[chosen], same[chosen])


def fit(found: list[Pairs], columns: list[str]) -> tuple[list[float], float]:
    """Return the weight of each column and the constant; each collection counts alike."""
    table = np.concatenate([np.stack([getattr(f, name) for name in columns], 1) for f in found])
    same = np.concatenate([each.same for each in found])
    weights = np.concatenate([np.full(len(f.same), 1000.0 / len(f.same)) for f in found])
    model = LogisticRegression(C=100.0, max_iter=1000).fit(table, same, sample_weight=weights)
    return model.coef_[0].tolist(), float(model.intercept_[0])


def main() -> None:
    """Print the weights as TOML."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    options = parser.parse_args()
    found = [pairs(labelled) for labelled in gold_stories.collections_of(options.gold)]
    print("# What makes two articles reports of one happening. Made by training/likeness.py from")
    print("# stories of the gold collections that are not scored; do not edit.")
    (words, common), constant = fit(found, ["words", "background"])
    print("\n# A pair needs `least`, and `background` times what it shares with articles around.")
    print(f"least = {-constant / words:.3f}")
    print(f"background = {-common / words:.3f}")


if __name__ == "__main__":
    main()
