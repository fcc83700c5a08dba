"""What the comparer learns from, read once and written as one file.

    python training/comparer/examples.py ../shared/gold examples.json

For each story: its sentences with the headline above them, its statements, which are places in
sentences, and the pairs of statements that are on one matter with how they stand. For each topic
of ecbplus that is not scored: its checked sentences and the words of events with the event each
one tells of. What only the larger network is taught (`distil.py`) are the stories that the weights
of matters are learnt from; what it answers about are stories of the same gold data that nobody
labelled. Of these two kinds the pairs are named that look alike.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "evaluation")]
import coreference as gold_events  # noqa: E402
import grouping  # noqa: E402
import labelled_pairs  # noqa: E402
from grouping import is_held_out, items_of  # noqa: E402

import stories  # noqa: E402
from onrecord.records import Article, Statement  # noqa: E402
from onrecord.stories import linkage, matter_pairs  # noqa: E402
from stories import gold_points  # noqa: E402

#: Log odds from which a pair looks alike, and of how many others a statement of a story that nobody
#: labelled is compared with.
LIKELY, LIKELY_UNLABELLED, MOST = -3.0, -4.0, 10
#: Reports of a story that nobody labelled.
MOST_REPORTS = 16
#: Cosine of the words of two reports from which they are alike, and how many are put together.
ALIKE, MOST_ALIKE = 0.2, 6


def main() -> None:
    """Write the examples."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    made = {
        "noted": [of_story(item) for item in stories.noted()],
        "careful": [of_story(item) for item in stories.careful()],
        "topics": [of_topic(items) for items in topics(options.gold)],
        "weighed": [of_told(labelled_pairs.prepare_written(item)) for item in stories.weighed()],
        "news": [
            of_told(labelled_pairs.prepare_news(story)) for story in stories.news(options.gold)
        ],
        "unlabelled": [of_unlabelled(read_reports(some)) for some in unlabelled(options.gold)],
    }
    options.out.write_text(json.dumps(made), encoding="utf-8")


def of_story(item: stories.Item) -> dict[str, Any]:
    """Read the reports of a story and return its sentences, statements and pairs."""
    articles, statements = gold_points.read_reports(item)
    by_id = {article.id: article for article in articles}
    order = {report["id"]: number for number, report in enumerate(item["reports"])}
    statements = sorted(statements, key=lambda one: (order[one.article], one.sentence.start))
    sentences: dict[tuple[str, int, int], int] = {}
    rows = []
    for statement in statements:
        place = (statement.article, *statement.sentence)
        number = sentences.setdefault(place, len(sentences))
        rows.append([number, contents(statement), order[statement.article]])
    units = gold_points.units_of(item, statements)
    same, closed = label(item, [units[one.id] for one in statements])
    return {
        "name": item["name"],
        "sentences": [
            [by_id[article].text[start:end], headline(by_id[article])]
            for article, start, end in sentences
        ],
        "statements": rows,
        "same": same,
        "closed": closed,
    }


def of_told(told: labelled_pairs.Told) -> dict[str, Any]:
    """Return a story that is labelled, with the pairs on two matters that look alike."""
    scores = likeliness(told)
    counted = told.counts & ~told.same
    standing = labelled_pairs.stands_of(told)
    same = [
        # 0 where it is not labelled how two statements stand
        [int(told.rows[number]), int(told.others[number]), 1 + standing.get(number, -1)]
        for number in np.flatnonzero(told.counts & told.same).tolist()
    ]
    return of_accounts(told) | {
        "same": same,
        "likely": pairs_of(told, np.flatnonzero(counted & told.open & (scores >= LIKELY))),
    }


def of_unlabelled(read: Sequence[tuple[Article, Sequence[Statement]]]) -> dict[str, Any]:
    """Return reports that nobody labelled, with the pairs that look alike."""
    articles = [article for article, _ in read]
    statements = [one for _, own in read for one in own]
    told = labelled_pairs.prepare(
        articles, statements, lambda one, other: (False, one.article.id != other.article.id)
    )
    scores = likeliness(told)
    near = np.flatnonzero(told.open & (scores >= LIKELY_UNLABELLED))
    chosen = linkage.choose(told.rows[near], told.others[near], scores[near], MOST)
    return of_accounts(told) | {"likely": pairs_of(told, near[chosen])}


def of_accounts(told: labelled_pairs.Told) -> dict[str, Any]:
    """Return the sentences of a story and its statements: sentence, contents, article."""
    sentences: dict[tuple[str, str], int] = {}
    order = {article: number for number, article in enumerate(
        dict.fromkeys(account.article.id for account in told.accounts)
    )}  # fmt: skip
    rows = []
    for account in told.accounts:
        one = account.statement
        key = one.sentence.of(account.article.text), headline(account.article)
        number = sentences.setdefault(key, len(sentences))
        rows.append([number, contents(one), order[account.article.id]])
    return {"sentences": list(map(list, sentences)), "statements": rows}


def likeliness(told: labelled_pairs.Told) -> np.ndarray:
    """Return the log odds that pairs are on one matter, before the comparer is asked."""
    return matter_pairs.odds(told.features, "first")


def pairs_of(told: labelled_pairs.Told, numbers: np.ndarray) -> list[list[int]]:
    """Return the places of the statements of pairs."""
    return np.column_stack([told.rows[numbers], told.others[numbers]]).tolist()


def unlabelled(gold: Path) -> Iterator[list[Article]]:
    """Yield reports of one story that may be tuned on and is not labelled, then alike ones."""
    labelled = {
        (label["set"], label["story"])
        for label in json.loads((HERE.parent / "news_matters.json").read_text("utf-8"))
    }
    found: dict[tuple[str, str], list[Article]] = defaultdict(list)
    for item in items_of(gold / "gva-stories"):
        if not is_held_out(item["story"]):
            found["gva-stories", item["story"]].append(grouping.gva(item)[0])
    for items in topics(gold):
        for item in items:
            found["ecbplus", item["story"]].append(grouping.ecb(item)[0])
    for name, articles in sorted(found.items()):
        if len(articles) > 1 and name not in labelled:
            yield articles[:MOST_REPORTS]
    yield from alike(gold)


def alike(gold: Path) -> Iterator[list[Article]]:
    """Yield reports of polnear's training part together that share many words."""
    items = [one for one in items_of(gold / "polnear") if one["official_split"] == "train"]
    words = TfidfVectorizer(stop_words="english", min_df=2, sublinear_tf=True)
    table = words.fit_transform([item["text"] for item in items])
    cosine = (table @ table.T).toarray()
    left = np.ones(len(items), bool)
    for number, row in enumerate(cosine):
        if left[number]:
            near = np.flatnonzero(left & (row >= ALIKE))
            near = near[np.argsort(-row[near])][:MOST_ALIKE]
            left[near] = False
            if len(near) > 1:
                yield [polnear(items[place]) for place in near]


def polnear(item: dict[str, Any]) -> Article:
    """Return an item of polnear as an article; its text begins with the headline."""
    headline, _, body = item["text"].partition("\n\n")
    return grouping.clean_article(item["id"], body, headline, item["date"])


def read_reports(articles: Sequence[Article]) -> list[tuple[Article, Sequence[Statement]]]:
    """Read articles through, the first one first."""
    articles = sorted(articles, key=lambda one: (str(one.published_at), one.id))
    return [grouping.with_statements(article) for article in articles]


def contents(statement: Statement) -> list[list[int]]:
    """Return the places of the content in its sentence."""
    base = statement.sentence.start
    return [[span.start - base, span.end - base] for span in statement.content.spans]


def headline(article: Article) -> str:
    """Return the headline of an article."""
    return article.headline or ""


def label(
    item: stories.Item, units: Sequence[tuple[gold_points.Unit, ...]]
) -> tuple[list[list[int]], list[list[int]]]:
    """Return the pairs on one matter, each with how it stands, and those that are not asked."""
    relations = stories.relations(item)
    same, closed = [], []
    for one, other in combinations(range(len(units)), 2):
        if set(units[one]) & set(units[other]):
            closed.append([one, other])
            continue
        found = [
            relations[pair]
            for a in units[one]
            for b in units[other]
            if (pair := frozenset((a, b))) in relations
        ]
        if found:
            same.append([one, other, 1 + max(found)])
    return same, closed


def topics(gold: Path) -> list[list[gold_events.Item]]:
    """Return the items of the topics of ecbplus that are not scored."""
    items = [one for one in items_of(gold / "ecbplus") if not is_held_out(one["topic"])]
    return [found for _, found in sorted(gold_events.by_topic(items).items())]


def of_topic(items: Sequence[gold_events.Item]) -> dict[str, Any]:
    """Return the checked sentences of a topic and the words of events in them."""
    sentences, mentions = [], []
    events: dict[Any, int] = {}
    for item in items:
        words: dict[int, list[tuple[int, str]]] = {}
        for token, sentence, word in item["tokens"]:
            if sentence in item["validated_sentences"]:
                words.setdefault(sentence, []).append((token, word))
        first = " ".join(word for _, sentence, word in item["tokens"] if sentence == 0)
        place = {}
        for some in words.values():
            at = 0
            for token, word in some:
                place[token] = (len(sentences), at, at + len(word))
                at += len(word) + 1
            sentences.append([" ".join(word for _, word in some), first])
        for mention in gold_events.gold_mentions(item):
            own = [place[token] for token in mention["tokens"]]
            key = mention["cluster"] or (item["id"], mention["tokens"][0])
            event = events.setdefault(key, len(events))
            mentions.append([own[0][0], own[0][1], own[-1][2], event])
    return {"sentences": sentences, "mentions": mentions}


if __name__ == "__main__":
    main()
