"""What the comparer learns from, read once and written as one file.

    python training/comparer/examples.py ../shared/gold examples.json

For each story: its sentences with the headline above them, its statements, which are places in
sentences, and the pairs of statements that are on one matter with how they stand. For each topic
of ecbplus that is not scored: its checked sentences and the words of events with the event each
one tells of.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "evaluation")]
import coreference as gold_events  # noqa: E402
from grouping import is_held_out, items_of  # noqa: E402

import stories  # noqa: E402
from onrecord.records import Article, Statement  # noqa: E402
from stories import gold_points  # noqa: E402


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
