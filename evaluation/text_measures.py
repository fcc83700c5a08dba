"""Measures that compare a text, or a set of names, with gold."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

SHINGLE_WORDS = 4


def fold(text: str) -> str:
    """Return `text` in lower case with plain quotation marks and single spaces."""
    plain = text.translate(str.maketrans("‘’“”–—", "''\"\"--")).replace("…", "...")
    return " ".join(plain.lower().split())


def words(text: str) -> list[str]:
    """Return the words of `text`, folded."""
    return re.findall(r"\w+", fold(text))


def word_f1(found: str, wanted: str) -> float:
    """Return the F1 of two texts as bags of words."""
    return bag_f1(Counter(words(found)), Counter(words(wanted)))


def shingle_counts(found: str, wanted: str) -> tuple[int, int, int]:
    """Return how many runs of four words two texts share, and how many each has."""
    left, right = (Counter(shingles(words(text))) for text in (found, wanted))
    return (left & right).total(), left.total(), right.total()


def shingles(tokens: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield every four words in a row."""
    return zip(*(tokens[start:] for start in range(SHINGLE_WORDS)), strict=False)


def bag_f1(found: Counter[Any], wanted: Counter[Any]) -> float:
    """Return the harmonic mean of precision and recall of two multisets."""
    shared = sum((found & wanted).values())
    return 2 * shared / (found.total() + wanted.total()) if shared else 0.0


def set_f1(found: set[str], wanted: set[str]) -> float:
    """Return the harmonic mean of precision and recall of two sets, 1.0 if both are empty."""
    if not wanted:
        return float(not found)
    return 2 * len(found & wanted) / (len(found) + len(wanted))
