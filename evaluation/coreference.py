"""Event coreference across documents: which words of several reports tell of one happening.

The mentions are those that the reader finds, on the sentences whose annotation was checked; a
found word stands for the gold mention whose words it lies in. Reports of one topic of ecbplus are
compared as if they were one story, though each topic holds two like happenings. The score is of
half of the topics; the other half was tuned and trained on.
"""

import collections
import dataclasses
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import Any

from coreference_measures import Clusters, as_clusters, b_cubed, ceaf_e, conll, mentions, muc
from grouping import clean_article, is_held_out, items_of

from onrecord.records import Article, Span, Statement
from onrecord.statements.find import find_entities, find_statements
from onrecord.stories.happenings import Telling, find_happenings

Item = dict[str, Any]
Read = tuple[Article, Sequence[Statement]]
Cluster = frozenset[Hashable]
#: The article and the place of a word.
Told = tuple[str, Span]
#: Words in order, each with the gold mention that it stands in.
Places = list[tuple[Span, int | None]]


def scores(gold: Path) -> dict[str, float]:
    """Return the scores on the topics held out.

    ``conll`` is the mean F1 of MUC, B-cubed and CEAF-e, all happenings that stand alone
    included; ``mentions`` is the F1 of finding the words; ``conll_linked`` leaves out, on both
    sides, what stands alone.
    """
    items = [item for item in items_of(gold / "ecbplus") if is_held_out(item["topic"])]
    return score(items, {item["id"]: read(item) for item in items})


def read(item: Item) -> Read:
    """Return the item as an article with its statements."""
    article = clean_article(item["id"], "\n".join(lines(item)), None, None)
    article = dataclasses.replace(article, entities=find_entities(article))
    return article, find_statements(article)


def lines(item: Item) -> list[str]:
    """Return the item's sentences, without the address that stands above some."""
    return [" ".join(word for _, word in words) for words in _sentences(item).values()]


def _sentences(item: Item) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = collections.defaultdict(list)
    for token, sentence, word in item["tokens"]:
        found[sentence].append((token, word))
    return {
        number: words for number, words in sorted(found.items())
        if number or not words[0][1].startswith("http")
    }  # fmt: skip


def score(items: Sequence[Item], read_items: dict[str, Read]) -> dict[str, float]:
    """Score the items of whole topics, read before."""
    wanted, given = [], []
    for _, topic in sorted(by_topic(items).items()):
        wanted += gold_clusters(topic)
        given += found_clusters(topic, read_items)
    return measures(wanted, given)


def measures(wanted: Clusters, given: Clusters) -> dict[str, float]:
    """Return every score of clusters found."""
    linked = [[one for one in side if len(one) > 1] for side in (wanted, given)]
    return {
        "conll": conll(wanted, given),
        "muc": muc(wanted, given).f1,
        "bcubed": b_cubed(wanted, given).f1,
        "ceafe": ceaf_e(wanted, given).f1,
        "mentions": mentions(wanted, given).f1,
        "conll_linked": conll(*linked),
    }


def by_topic(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Return the items by their topic."""
    topics: dict[str, list[Item]] = collections.defaultdict(list)
    for item in items:
        topics[item["topic"]].append(item)
    return topics


def gold_clusters(items: Sequence[Item]) -> list[Cluster]:
    """Return the gold events: mentions as (item, first token), on the checked sentences."""
    found: dict[Hashable, set[Hashable]] = collections.defaultdict(set)
    for item in items:
        for mention in gold_mentions(item):
            key = item["id"], mention["tokens"][0]
            found[mention["cluster"] or key].add(key)
    return as_clusters(found.values())


def gold_mentions(item: Item) -> list[dict[str, Any]]:
    """Return the event mentions of the item's checked sentences, each word in one at most."""
    sentence = {token: number for token, number, _ in item["tokens"]}
    taken: set[int] = set()
    found = []
    for mention in sorted(item["mentions"], key=lambda m: m["tokens"]):
        if "ACTION" not in mention["type"] or taken & set(mention["tokens"]):
            continue
        if sentence[mention["tokens"][0]] in item["validated_sentences"]:
            found.append(mention)
            taken |= set(mention["tokens"])
    return found


def found_clusters(items: Sequence[Item], read_items: dict[str, Read]) -> list[Cluster]:
    """Return the happenings found, named after the gold mentions they lie in."""
    articles = [read_items[item["id"]][0] for item in items]
    statements = [one for item in items for one in read_items[item["id"]][1]]
    spans = told_spans(statements)
    groups = [{spans[t] for t in group} for group in find_happenings(articles, statements)]
    return name_groups(groups, {item["id"]: gold_places(item) for item in items})


def told_spans(statements: Iterable[Statement]) -> dict[Telling, Told]:
    """Return the article and the place of the word of each happening."""
    return {
        Telling(statement.id, number): (statement.article, happening.span)
        for statement in statements
        for number, happening in enumerate(statement.happenings)
    }


def name_groups(groups: Iterable[Iterable[Told]], places: dict[str, Places]) -> list[Cluster]:
    """Return groups of words as clusters of names: of the gold mentions that they stand in.

    Two words of a group in one mention are that mention once ("opened fire"). A word of another
    group than the first one in a mention, and a word in none, has a name of its own. Words of
    other sentences than `places` has are left out.
    """
    taken: set[Hashable] = set()
    found = []
    for group in groups:
        names: set[Hashable] = set()
        for article, span in sorted(group):
            if not touched(places[article], span):
                continue
            mention = mention_at(places[article], span)
            name: Hashable = (article, mention)
            names.add((article, "found", span) if mention is None or name in taken else name)
        taken |= names
        found.append(names)
    return as_clusters(found)


def gold_places(item: Item) -> Places:
    """Return the words of the checked sentences, each with the mention that it stands in."""
    owner = {token: m["tokens"][0] for m in gold_mentions(item) for token in m["tokens"]}
    return [(span, owner.get(token)) for token, span in token_spans(item).items()]


def touched(places: Places, span: Span) -> Places:
    """Return the words that share a code point with a span."""
    return [one for one in places if one[0].start < span.end and span.start < one[0].end]


def mention_at(places: Places, span: Span) -> int | None:
    """Return the first gold mention that a span lies in."""
    return next((mention for _, mention in touched(places, span) if mention is not None), None)


def token_spans(item: Item) -> dict[int, Span]:
    """Return where the tokens of the checked sentences stand in the article's text."""
    found, at = {}, 0
    for sentence, words in _sentences(item).items():
        for token, word in words:
            if sentence in item["validated_sentences"]:
                found[token] = Span(at, at + len(word))
            at += len(word) + 1  # the blank or line break behind it
    return found
