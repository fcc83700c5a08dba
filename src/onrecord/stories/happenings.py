"""Which words of the reports of a story tell of one happening."""

from collections.abc import Sequence

import numpy as np

from onrecord.records import Article, Statement
from onrecord.stories.happening_pairs import alikeness, describe_pairs, find_pairs, weights
from onrecord.stories.happening_words import Telling, Told, read_told, weigh_articles
from onrecord.stories.linkage import cluster

__all__ = ["Telling", "find_happenings"]


def find_happenings(
    articles: Sequence[Article], statements: Sequence[Statement]
) -> list[tuple[Telling, ...]]:
    """Group the happenings that the reports of one story tell of by what happened.

    Args:
        articles: The reports of one story, each id once; their order does not count.
        statements: Theirs, in any order.

    Returns:
        For each thing that happened, everywhere it is told: by article, then by place. A word
        that stands in several statements is told in each. Every happening of the statements is
        in exactly one group, many of them alone.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    told = read_told(ordered, statements)
    alike = alikeness(weigh_articles(ordered))
    groups = group_told(told, alike)
    return [tuple(t for place in group for t in told[place].tellings) for group in groups]


def group_told(told: Sequence[Told], alike: np.ndarray) -> list[list[int]]:
    """Return the places of the words that tell of one happening, first told first."""
    values, bias = weights()
    joined: list[list[int]] = []
    seen: set[int] = set()
    for group, rows, others in find_pairs(told):
        members = [told[place] for place in group]
        scores = describe_pairs(members, alike, rows, others) @ values + bias
        for found in cluster(len(group), rows, others, scores):
            joined.append([group[place] for place in found])
            seen.update(joined[-1])
    joined += [[place] for place in range(len(told)) if place not in seen]
    return sorted(joined)
