"""Scores of reading: body, headline, authors, date and kinds of blocks of the gold pages.

Each page set is scored with its own usual measure and, so that sets compare, with word F1: the
F1 of two bags of words, averaged over pages. All scores are of the sites that nothing was trained
on and no rule was written for (`gold_pages.is_unseen`).
"""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import kinds
from gold_authors import gold_authors
from gold_pages import Item, gold_body, is_unseen, load_capture, load_items
from text_measures import fold, set_f1, shingle_counts, word_f1, words

from onrecord.articles.read import read
from onrecord.records import Article

SETS = (
    "pasted-text", "article-extraction-benchmark", "wcxb-articles", "fundus-evaluation",
    "trafilatura-eval-en", "fundus-fixtures", "htmldate-eval",
)  # fmt: skip


def scores(gold: Path) -> dict[str, float]:
    """Return every score of reading on the gold folders, as ``set.measure``."""
    found: dict[str, float] = {}
    for name in SETS:
        for measure, value in measure_set(gold / name).items():
            found[f"{name.replace('-', '_')}.{measure}"] = value
    return found | kinds.scores(gold)


@dataclass(slots=True)
class Sums:
    """What the pages of one set add up to: values to average, and segments counted."""

    values: dict[str, list[float]] = field(default_factory=dict)
    segments: list[tuple[int, int, int]] = field(default_factory=list)

    def add(self, measured: dict[str, float]) -> None:
        """Add the measures of one page."""
        for measure, value in measured.items():
            self.values.setdefault(measure, []).append(value)

    def result(self) -> dict[str, float]:
        """Return the scores of the set."""
        found = {measure: statistics.fmean(values) for measure, values in self.values.items()}
        if "shingle_precision" in found:
            precision, recall = found.pop("shingle_precision"), found.pop("shingle_recall")
            found["shingle_f1"] = 2 * precision * recall / (precision + recall)
        if self.segments:
            right, missing, wrong = (sum(counts) for counts in zip(*self.segments, strict=True))
            found["segment_f1"] = 2 * right / (2 * right + missing + wrong)
        return found


def measure_set(folder: Path) -> dict[str, float]:
    """Return the scores of one set over the pages that have gold for them."""
    sums = Sums()
    for item in load_items(folder):
        if is_unseen(item["domain"]):
            article = read(load_capture(folder, item))
            sums.add(dict(measure_page(article, item)))
            if "with" in item["gold"]:
                sums.segments.append(count_segments(article, item["gold"]))
    return sums.result()


def measure_page(article: Article, item: Item) -> Iterator[tuple[str, float]]:
    """Yield the measures of one page for which its gold has a value."""
    gold = item["gold"]
    if body := gold_body(gold):
        yield "word_f1", word_f1(article.body, body)
        yield "exact", float(words(article.body) == words(body))
        yield from shingle_measures(article.body, body)
    if gold.get("title"):
        yield "headline_equal", float(fold(article.headline or "") == fold(gold["title"]))
    if (authors := gold_authors(gold, item["domain"])) is not None:
        names = {fold(author.name) for author in article.authors}
        yield "authors_f1", set_f1(names, {fold(name) for name in authors})
    if isinstance(gold.get("date"), str):
        yield "date_equal", float(is_same_day(article.published_at, gold["date"][:10]))


def shingle_measures(found: str, wanted: str) -> Iterator[tuple[str, float]]:
    """Yield precision and recall of four words in a row, averaged over pages before their F1.

    Source: ``evaluate.py`` of the article-extraction-benchmark of Scrapinghub (2019).
    """
    right, predicted, gold = shingle_counts(found, wanted)
    if predicted:
        yield "shingle_precision", right / predicted
    if gold:
        yield "shingle_recall", right / gold


def is_same_day(moment: datetime | None, day: str) -> bool:
    """Whether a moment in UTC falls on the gold day, which is that of the page's own zone.

    A midnight is a day without a time of day and must be that day. Others may fall on it in
    any zone of the Earth, UTC-12 to UTC+14.
    """
    if moment is None:
        return False
    if moment.time() == time():
        return moment.date().isoformat() == day
    zones = (timedelta(hours=-12), timedelta(), timedelta(hours=14))
    return day in {(moment + zone).date().isoformat() for zone in zones}


def count_segments(article: Article, gold: dict[str, Any]) -> tuple[int, int, int]:
    """Return how many segments are in the body as they should, missing, or in it wrongly.

    Source: the evaluation of trafilatura (Barbaresi 2021), whose F1 is over all pages.
    """
    body = fold(article.body)
    right = sum(fold(part) in body for part in gold["with"])
    wrong = sum(fold(part) in body for part in gold["without"])
    return right, len(gold["with"]) - right, wrong
