"""Scores of reading: body, headline, authors and date of the gold pages.

Each page set is scored with its own usual measure and, so that sets compare, with word F1: the
F1 of two bags of words, averaged over pages. Sites are split in two by the SHA-256 of their
name: rules are written looking at half of the sites (``seen``), the other half is only scored.
The scores reported are those of all pages, and of the unseen half as ``<set>.unseen_word_f1``.
"""

import gzip
import hashlib
import json
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from gold_authors import gold_authors

from onrecord.articles.read import read
from onrecord.records import Article, Capture

SETS = (
    "pasted-text", "article-extraction-benchmark", "wcxb-articles", "fundus-evaluation",
    "trafilatura-eval-en", "fundus-fixtures", "htmldate-eval",
)  # fmt: skip
SHINGLE_WORDS = 4


def scores(gold: Path) -> dict[str, float]:
    """Return every score of reading on the gold folders, as ``set.measure``."""
    found: dict[str, float] = {}
    for name in SETS:
        for measure, values in measure_set(gold / name).items():
            found[f"{name.replace('-', '_')}.{measure}"] = statistics.fmean(values)
    return found


def measure_set(folder: Path) -> dict[str, list[float]]:
    """Return each measure's value for every page that has gold for it."""
    found: dict[str, list[float]] = {}
    for item in load_items(folder):
        article = read(load_capture(folder, item))
        for measure, value in measure_page(article, item).items():
            found.setdefault(measure, []).append(value)
            if measure == "word_f1" and is_unseen(item["domain"]):
                found.setdefault("unseen_word_f1", []).append(value)
    return found


def load_items(folder: Path) -> list[dict[str, Any]]:
    """Return the items of a gold folder, in a fixed order."""
    with (folder / "items.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def load_capture(folder: Path, item: dict[str, Any]) -> Capture:
    """Return a gold page as a capture; dates in the address are not given away."""
    if "html" in item:
        content = gzip.decompress((folder / item["html"]).read_bytes())
        return Capture(name=item["id"], content=content, media="html", url=item.get("url"))
    return Capture(name=item["id"], content=item["text"].encode(), media="text")


def is_unseen(domain: str) -> bool:
    """Whether a site belongs to the half that is only scored."""
    return hashlib.sha256(domain.encode()).digest()[0] % 2 == 1


def measure_page(article: Article, item: dict[str, Any]) -> dict[str, float]:
    """Return the measures of one page for which its gold has a value."""
    gold = item["gold"]
    found: dict[str, float] = {}
    if body := gold_body(gold):
        found["word_f1"] = word_f1(article.body, body)
        found["shingle_f1"] = shingle_f1(article.body, body)
    if "with" in gold:
        found |= segment_scores(article, gold)
    if gold.get("title"):
        found["headline_equal"] = float(fold(article.headline or "") == fold(gold["title"]))
    if (wanted := gold_authors(gold, item["domain"])) is not None:
        names = {fold(author.name) for author in article.authors}
        found["authors_f1"] = set_f1(names, {fold(name) for name in wanted})
    if isinstance(gold.get("date"), str):
        found["date_equal"] = float(is_same_day(article.published_at, gold["date"][:10]))
    return found


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


def gold_body(gold: dict[str, Any]) -> str:
    """Return the gold body; bracketed paragraphs of the fundus evaluation are optional."""
    if gold.get("body"):
        return str(gold["body"])
    return "\n\n".join(
        paragraph for paragraph in gold.get("paragraphs", []) if not paragraph.startswith("[")
    )


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


def shingle_f1(found: str, wanted: str) -> float:
    """Return the F1 of the bags of four words in a row (article-extraction-benchmark)."""
    return bag_f1(Counter(shingles(words(found))), Counter(shingles(words(wanted))))


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
    shared = len(found & wanted)
    return 2 * shared / (len(found) + len(wanted)) if shared else 0.0


def segment_scores(article: Article, gold: dict[str, Any]) -> dict[str, float]:
    """Return the shares of segments that are in the body as they should, or not in it."""
    body = fold(article.body)
    found: dict[str, float] = {}
    if gold["with"]:
        found["with_found"] = statistics.fmean(fold(part) in body for part in gold["with"])
    if gold["without"]:
        found["without_absent"] = statistics.fmean(
            fold(part) not in body for part in gold["without"]
        )
    return found
