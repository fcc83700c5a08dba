"""Time reading beside trafilatura, on the same pages, in one process.

    python benchmarks/reading.py ../shared/gold [--pages 100]

Both get the decoded HTML of gold pages and return body and metadata. Pages alternate between the
two so that a busy machine slows both; the first page of each is not counted, for it loads what
they need. Printed are pages a second, and the ratio of the two.
"""

import argparse
import gzip
import json
import logging
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import trafilatura

from onrecord.articles.read import read

SETS = ("article-extraction-benchmark", "fundus-fixtures", "fundus-evaluation", "wcxb-articles")


def load_pages(gold: Path, count: int) -> list[tuple[str, str | None]]:
    """Return up to `count` pages with their addresses, as many of each set."""
    pages: list[tuple[str, str | None]] = []
    for name in SETS:
        lines = (gold / name / "items.jsonl").read_text(encoding="utf-8").splitlines()
        for line in lines[: count // len(SETS)]:
            item = json.loads(line)
            content = gzip.decompress((gold / name / item["html"]).read_bytes())
            pages.append((content.decode("utf-8", errors="replace"), item.get("url")))
    return pages


def time_one(run: Callable[[], object]) -> float:
    """Return the seconds one call takes."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def measure(pages: list[tuple[str, str | None]]) -> tuple[float, float]:
    """Return the seconds that onrecord and trafilatura take for all pages but the first."""
    ours = theirs = 0.0
    for number, (html, url) in enumerate(pages):
        our_seconds = time_one(partial(read, html, url=url))
        extract = partial(trafilatura.bare_extraction, html, url=url, with_metadata=True)
        their_seconds = time_one(extract)
        if number:
            ours += our_seconds
            theirs += their_seconds
    return ours, theirs


def main() -> int:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--pages", type=int, default=100, help="how many pages, of all sets")
    options = parser.parse_args()
    if not options.gold.is_dir():
        parser.error(f"{options.gold} is not a folder; the gold data is not part of the repository")
    logging.getLogger("trafilatura").setLevel(logging.ERROR)
    pages = load_pages(options.gold, options.pages)
    ours, theirs = measure(pages)
    counted = len(pages) - 1
    print(f"onrecord     {counted / ours:7.1f} pages/s")
    print(f"trafilatura  {counted / theirs:7.1f} pages/s")
    print(f"ratio        {theirs / ours:7.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
