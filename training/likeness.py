"""Find how like two articles have to be to be reports of one happening.

    python training/likeness.py ../shared/gold > src/onrecord/stories/likeness.toml

A pair of articles belongs to one story where its likeness is above what pairs hereabouts need:
``likeness > least + background * mean of both articles' background``. Of a grid of the two
numbers, those are taken that group the stories that may be tuned on best: the mean over the
collections of B-cubed F1 (``evaluation/grouping.py`` scores the other stories).
"""

import argparse
import itertools
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "evaluation"))
import grouping as gold_stories

from onrecord.stories.clusters import Matrix, agglomerate, fade, likeness_among, margins
from onrecord.stories.similarity import describe
from onrecord.stories.stream import shelve

#: From 0.11: a newsroom of few pages has no background, and `least` alone keeps its stories apart.
LEAST = np.arange(0.11, 0.175, 0.01)
BACKGROUND = np.arange(1.4, 2.65, 0.2)


class Collection(NamedTuple):
    """A gold collection: how like its articles are, their stories, and which may be tuned on."""

    like: Matrix
    stories: list[str]
    tuned: list[int]


def collection(labelled: list[gold_stories.Labelled]) -> Collection:
    """Return a collection, its articles with their statements."""
    stated = [gold_stories.with_statements(article) for article, _ in labelled]
    shelved = [shelve(describe(article, statements)) for article, statements in stated]
    days = np.array([article.day for article in shelved])
    like = likeness_among([article.bag for article in shelved])
    stories = [story for _, story in labelled]
    tuned = [n for n, story in enumerate(stories) if not gold_stories.is_held_out(story)]
    return Collection(like * fade(days[:, None], days[None, :]), stories, tuned)


def score(gold: Collection, least: float, background: float) -> float:
    """Return the B-cubed F1 of the stories that may be tuned on."""
    found = agglomerate(margins(gold.like, least, background), gold.like)
    return gold_stories.bcubed(gold.stories, found, gold.tuned)


def main() -> None:
    """Print the numbers as TOML."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    options = parser.parse_args()
    found = [collection(labelled) for labelled in gold_stories.collections_of(options.gold)]
    tried = {
        pair: float(np.mean([score(gold, *pair) for gold in found]))
        for pair in itertools.product(LEAST.tolist(), BACKGROUND.tolist())
    }
    for pair, mean in tried.items():
        print(f"{pair[0]:.2f} {pair[1]:.1f} {mean:.4f}", file=sys.stderr)
    least, background = max(tried, key=lambda pair: tried[pair])
    print("# What makes two articles reports of one happening. Made by training/likeness.py from")
    print("# stories of the gold collections that are not scored; do not edit.")
    print("\n# A pair needs `least`, and `background` times what it shares with articles around.")
    print(f"least = {least:.2f}")
    print(f"background = {background:.1f}")


if __name__ == "__main__":
    main()
