"""Time reading beside its peers, on the same pages, in one process; and how it grows.

    python benchmarks/reading.py ../shared/gold [--pages 100]
    python benchmarks/reading.py ../shared/gold --growth
    python benchmarks/reading.py ../shared/gold --memory 100000

The first gives each reader the decoded HTML of gold pages: Onrecord and trafilatura return body
and metadata, resiliparse the body alone. The readers take turns page by page so that a busy
machine slows all; the first page of each is not counted, for it loads what they need. Printed are
pages a second, and the ratio to trafilatura. `--growth` reads ever longer pages, up to 50 MB,
made of one gold page's article repeated, and prints the seconds for a megabyte. `--memory` reads
so many pages one after the other and prints the memory held on the way.
"""

import argparse
import gzip
import itertools
import json
import logging
import os
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

from onrecord.articles.read import read

SETS = ("article-extraction-benchmark", "fundus-fixtures", "fundus-evaluation", "wcxb-articles")
MEGABYTES = (0.1, 1, 5, 10, 50)
LARGEST = 100_000_000
#: How often the memory is looked at.
LOOKS = 10

Page = tuple[str, str | None]


def load_pages(gold: Path, count: int) -> list[Page]:
    """Return up to `count` pages with their addresses, as many of each set."""
    pages: list[Page] = []
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


def compare(pages: list[Page]) -> None:
    """Print the pages a second of every reader."""
    seconds = {"onrecord": 0.0, "trafilatura": 0.0, "resiliparse": 0.0}
    for number, (html, url) in enumerate(pages):
        runs: dict[str, Callable[[], object]] = {
            "onrecord": partial(read, html, url=url),
            "trafilatura": partial(trafilatura.bare_extraction, html, url=url, with_metadata=True),
            "resiliparse": partial(extract_plain_text, html, main_content=True),
        }
        for name, run in runs.items():
            took = time_one(run)
            seconds[name] += took if number else 0.0
    for name, total in seconds.items():
        speed = (len(pages) - 1) / total
        print(f"{name:12} {speed:7.1f} pages/s  {seconds['trafilatura'] / total:5.2f}")


def grow(page: str) -> None:
    """Print the seconds that pages of more and more megabytes take."""
    head, body = page.split("<body", 1)
    opening, rest = body.split(">", 1)
    for megabytes in MEGABYTES:
        times = max(1, round(megabytes * 1e6 / len(rest.encode())))
        html = f"{head}<body{opening}>{rest * times}"
        size = len(html.encode()) / 1e6
        took = time_one(partial(read, html))
        print(f"{size:7.1f} MB  {took:8.2f} s  {took / size:6.3f} s/MB")


def hold(pages: list[Page], count: int) -> None:
    """Print the most memory held after each tenth of `count` pages."""
    for number, (html, url) in enumerate(itertools.islice(itertools.cycle(pages), count), start=1):
        read(html, url=url)
        if number % (count // LOOKS) == 0:
            held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{number:8} pages  {held:7.1f} MB", flush=True)


def main() -> int:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--pages", type=int, default=100, help="how many pages, of all sets")
    parser.add_argument("--growth", action="store_true", help="read ever longer pages")
    parser.add_argument("--memory", type=int, default=0, help="read so many pages in a row")
    options = parser.parse_args()
    if not options.gold.is_dir():
        parser.error(f"{options.gold} is not a folder; the gold data is not part of the repository")
    logging.getLogger("trafilatura").setLevel(logging.ERROR)
    pages = load_pages(options.gold, options.pages)
    if options.growth:
        os.environ["ONRECORD_MAX_PAGE_BYTES"] = str(LARGEST)
        grow(pages[0][0])
    elif options.memory:
        hold(pages, options.memory)
    else:
        compare(pages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
