"""Learn what makes two articles reports of one happening.

    python training/likeness.py ../shared/gold > src/onrecord/stories/likeness.toml

A pair of articles belongs to one story where its likeness is above what pairs hereabouts need:
``likeness > least + background * mean of both articles' background``. The numbers come from
logistic regression over pairs that are near each other, of the stories that may be tuned on
(``evaluation/grouping.py`` scores the others). With ``--meaning PACKAGE_FOLDER`` the folder of a
sentence encoder (BERT with mean pooling) gives the vectors of meaning; without it they get none.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "evaluation"))
import grouping as gold_stories

from onrecord.records import Article
from onrecord.stories.clusters import background, fade, likeness_among
from onrecord.stories.similarity import describe
from onrecord.stories.stream import shelve

#: Pairs are taken from among so many of the nearest of each article.
NEAREST = 15
Matrix = NDArray[np.float64]
Encoder = Callable[[Article], NDArray[np.float32]]


class Pairs(NamedTuple):
    """What is known of some pairs, and whether each is of one story."""

    words: Matrix
    meaning: Matrix
    background: Matrix
    same: Matrix


def pairs(labelled: list[gold_stories.Labelled], encode: Encoder | None) -> Pairs:
    """Return the near pairs of the stories that may be tuned on."""
    shelved = [shelve(describe(article, ())) for article, _ in labelled]
    days = np.array([article.day for article in shelved])
    left = fade(days[:, None], days[None, :])
    words = likeness_among([article.bag for article in shelved]) * left
    common = background(words)
    meaning = np.zeros_like(words)
    if encode:
        vectors = np.array([encode(article) for article, _ in labelled])
        meaning = np.clip(vectors @ vectors.T, 0.0, 1.0) * left
    stories = np.array([story for _, story in labelled])
    same = stories[:, None] == stories[None, :]
    np.fill_diagonal(words, 0.0)
    near = np.zeros_like(same)
    near[np.arange(len(words))[:, None], np.argsort(-words, axis=1)[:, :NEAREST]] = True
    tuned = np.array([not gold_stories.is_held_out(story) for story in stories])
    chosen = np.triu((near | near.T | same) & tuned[:, None] & tuned[None, :], 1)
    mean = (common[:, None] + common[None, :]) / 2.0
    return Pairs(words[chosen], meaning[chosen], mean[chosen], same[chosen])


def fit(found: list[Pairs], columns: list[str]) -> tuple[list[float], float]:
    """Return the weight of each column and the constant; each collection counts alike."""
    table = np.concatenate([np.stack([getattr(f, name) for name in columns], 1) for f in found])
    same = np.concatenate([each.same for each in found])
    weights = np.concatenate([np.full(len(f.same), 1000.0 / len(f.same)) for f in found])
    model = LogisticRegression(C=100.0, max_iter=1000).fit(table, same, sample_weight=weights)
    return model.coef_[0].tolist(), float(model.intercept_[0])


def encoder(folder: Path) -> Encoder:
    """Return what turns an article's headline, or its first words, into a unit vector."""
    import torch
    from tokenizers import Tokenizer
    from transformers import BertModel

    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(128)
    tokenizer.no_padding()
    model = BertModel.from_pretrained(str(folder), add_pooling_layer=False).eval()

    def encode(article: Article) -> NDArray[np.float32]:
        ids = torch.tensor([tokenizer.encode(article.headline or article.body[:600]).ids])
        with torch.no_grad():
            vector: NDArray[np.float32] = model(input_ids=ids).last_hidden_state[0].mean(0).numpy()
        return vector / np.linalg.norm(vector)

    return encode


def main() -> None:
    """Print the weights as TOML."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--meaning", type=Path, help="folder of a sentence encoder")
    options = parser.parse_args()
    encode = encoder(options.meaning) if options.meaning else None
    found = [pairs(labelled, encode) for labelled in gold_stories.collections_of(options.gold)]
    print("# What makes two articles reports of one happening. Made by training/likeness.py from")
    print("# stories of the gold collections that are not scored; do not edit.")
    (words, common), constant = fit(found, ["words", "background"])
    print("\n# A pair needs `least`, and `background` times what it shares with articles around.")
    print(f"[words]\nleast = {-constant / words:.3f}")
    print(f"background = {-common / words:.3f}")
    if encode:
        (words, meaning, common), constant = fit(found, ["words", "meaning", "background"])
        every = words + meaning
        print("\n# Where both articles have a vector of meaning, that is `share` of the likeness.")
        print(f"[meaning]\nshare = {meaning / every:.3f}")
        print(f"least = {-constant / every:.3f}\nbackground = {-common / every:.3f}")


if __name__ == "__main__":
    main()
