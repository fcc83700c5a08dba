"""Stories and copies on gold data: how well articles of one happening are put together.

Each collection is grouped whole, with all that makes it hard, and scored on the half of its
stories that was not used for tuning (by the hash of the story's name).

B-cubed: Bagga and Baldwin 1998, "Entity-based cross-document coreferencing using the vector
space model". AMI (mean of the entropies): Vinh, Epps and Bailey 2010, "Information theoretic
measures for clusterings comparison".
"""

import collections
import dataclasses
import hashlib
import json
import math
from collections.abc import Hashable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import gammaln

from onrecord.articles.read import read
from onrecord.records import Article, Capture, Statement
from onrecord.statements.find import find_entities, find_statements
from onrecord.stories.group import group_articles, group_stories
from onrecord.stories.similarity import Profile, describe

#: Months of gva-stories that are grouped; the whole collection takes longer and scores alike.
GVA_MONTHS = ("2016-10", "2017-01")


def scores(gold: Path) -> dict[str, float]:
    """Return the scores of grouping and of copies.

    ``bcubed`` is F1. Articles are grouped with their statements; ``giveme5w1h_words`` goes by words
    and names alone, as an unsupported language is grouped. ``copies_f1`` is of all pairs, since
    they are few.
    """
    news, sample, leanings, twins = collections_of(gold)
    shootings = items_of(gold / "gva-stories")
    found = {
        **_grouping("giveme5w1h", news, stated=True),
        **_grouping("giveme5w1h_words", news),
        **_grouping("gva", sample, stated=True),
        **_grouping("newswcl50", leanings, stated=True),
        **_grouping("ecbplus", twins, stated=True),
    }
    found["copies_f1"] = _copies(shootings, items_of(gold / "neardup-gva"))
    return found


def collections_of(gold: Path) -> list[list["Labelled"]]:
    """Return giveme5w1h-newscluster, a sample of gva-stories, newswcl50-docs and ecbplus."""
    shootings = items_of(gold / "gva-stories")
    return [
        [newscluster(item) for item in items_of(gold / "giveme5w1h-newscluster")],
        [gva(i) for i in shootings if GVA_MONTHS[0] <= i["date_publish"][:7] <= GVA_MONTHS[1]],
        [_newswcl(item) for item in items_of(gold / "newswcl50-docs")],
        [ecb(item) for item in items_of(gold / "ecbplus")],
    ]


def items_of(folder: Path) -> list[dict[str, Any]]:
    """Return the items of one gold set."""
    with (folder / "items.jsonl").open() as lines:
        return [json.loads(line) for line in lines]


Labelled = tuple[Article, str]


def clean_article(name: str, text: str, title: str | None, published: str | None) -> Article:
    """Return clean text as an article; `published` is in ISO 8601."""
    at = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    page = Capture(
        name=name, id=name, content=text.encode(), media="body", title=title, published_at=at,
        language="en",
    )  # fmt: skip
    return read(page)


def newscluster(item: dict[str, Any]) -> Labelled:
    """Return an item of giveme5w1h-newscluster as an article, and its story."""
    lead, text = item.get("lead") or "", item["text"]
    body = text if lead in text else f"{lead}\n\n{text}"
    return clean_article(item["id"], body, item["title"], item["date_publish"]), item["story"]


def gva(item: dict[str, Any]) -> Labelled:
    """Return an item of gva-stories as an article, and its story."""
    return clean_article(item["id"], item["text"], item["title"], item["date_publish"]), item[
        "story"
    ]


def _newswcl(item: dict[str, Any]) -> Labelled:
    return clean_article(item["id"], "\n".join(item["sentences"]), None, None), item["story"]


def ecb(item: dict[str, Any]) -> Labelled:
    """Return an item of ecbplus as an article, and its story."""
    sentences: dict[int, list[str]] = collections.defaultdict(list)
    for _, sentence, word in item["tokens"]:
        sentences[sentence].append(word)
    text = "\n".join(" ".join(words) for _, words in sorted(sentences.items()))
    return clean_article(item["id"], text, None, None), item["story"]


def is_held_out(story: str) -> bool:
    """Whether a story is scored, and so must not be tuned on."""
    return hashlib.sha256(story.encode()).digest()[0] % 2 == 1


def _grouping(name: str, labelled: Sequence[Labelled], *, stated: bool = False) -> dict[str, float]:
    read_through = [with_statements(one) if stated else (one, ()) for one, _ in labelled]
    # what the stories say is scored elsewhere, and takes longer than grouping
    home = _homes(group_articles([describe(*each) for each in read_through]))
    gold = [story for _, story in labelled]
    found = [home[article.id] for article, _ in labelled]
    scored = [number for number, story in enumerate(gold) if is_held_out(story)]
    kept = [gold[number] for number in scored], [found[number] for number in scored]
    return {
        f"{name}_bcubed": bcubed(gold, found, scored),
        f"{name}_ami": adjusted_mutual_information(*kept),
    }


def with_statements(article: Article) -> tuple[Article, Sequence[Statement]]:
    """Return the article with its entities, and what it states."""
    named = dataclasses.replace(article, entities=find_entities(article))
    return named, find_statements(named)


def _homes(groups: Sequence[Sequence[Profile]]) -> dict[str, int]:
    return {each.article.id: number for number, group in enumerate(groups) for each in group}


def _copies(shootings: Sequence[dict[str, Any]], pairs: Sequence[dict[str, Any]]) -> float:
    """F1 of "copy or update" over the pairs, found among all articles of the collection."""
    root = {}
    for story in group_stories([gva(item)[0] for item in shootings], ()):
        root |= {report.article: report.copy_of or report.article for report in story.reports}
    outcome = collections.Counter(
        (root[pair["a"]] == root[pair["b"]], bool(pair["collapse"])) for pair in pairs
    )
    right, wrong = outcome[True, True], outcome[True, False] + outcome[False, True]
    return 2 * right / (2 * right + wrong) if right else 0.0


def bcubed(gold: Sequence[Hashable], found: Sequence[Hashable], scored: Sequence[int]) -> float:
    """Return B-cubed F1 over the items at `scored`, precision and recall averaged over items."""
    by_gold, by_found = collections.defaultdict(set), collections.defaultdict(set)
    for number, (one, other) in enumerate(zip(gold, found, strict=True)):
        by_gold[one].add(number)
        by_found[other].add(number)
    precision = recall = 0.0
    for number in scored:
        same, group = by_gold[gold[number]], by_found[found[number]]
        precision += len(same & group) / len(group) / len(scored)
        recall += len(same & group) / len(same) / len(scored)
    return 2 * precision * recall / (precision + recall)


def adjusted_mutual_information(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """Return the mutual information of two clusterings, 0 by chance and 1 where they are equal."""
    size = len(gold)
    rows, columns = collections.Counter(gold), collections.Counter(found)
    cells = collections.Counter(zip(gold, found, strict=True))
    mutual = sum(
        count / size * math.log(size * count / (rows[row] * columns[column]))
        for (row, column), count in cells.items()
    )
    expected = sum(
        times * other_times * _expected(row, column, size)
        for row, times in collections.Counter(rows.values()).items()
        for column, other_times in collections.Counter(columns.values()).items()
    )
    mean = (_entropy(rows, size) + _entropy(columns, size)) / 2
    return (mutual - expected) / (mean - expected) if mean > expected else 1.0


def _entropy(sizes: "collections.Counter[Hashable]", size: int) -> float:
    return -sum(count / size * math.log(count / size) for count in sizes.values())


def _expected(row: int, column: int, size: int) -> float:
    """Expected mutual information of one row and column, over all tables of these margins."""
    both = np.arange(max(1, row + column - size), min(row, column) + 1)
    chance = (
        gammaln(row + 1) + gammaln(column + 1) + gammaln(size - row + 1)
        + gammaln(size - column + 1) - gammaln(size + 1) - gammaln(both + 1)
        - gammaln(row - both + 1) - gammaln(column - both + 1)
        - gammaln(size - row - column + both + 1)
    )  # fmt: skip
    terms = both / size * np.log(size * both / (row * column)) * np.exp(chance)
    return float(terms.sum())
