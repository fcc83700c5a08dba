"""Time every stage on the example reports.

    python benchmarks/stages.py [PAGES]

Each stage is run several times over all pages and its fastest run is told, as the one least
disturbed by whatever else the machine does. The language model is loaded before the clock starts.
"""

import argparse
import dataclasses
import time
from collections.abc import Callable
from pathlib import Path

import onrecord
from onrecord.captures.capture import capture

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
RUNS = 3


def fastest(work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of several runs."""
    seconds = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def main() -> None:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="?", default=str(EXAMPLES), help="a folder of pages")
    options = parser.parse_args()
    captures = list(capture([options.pages], lambda name, error: print(f"{name}: {error}")))
    articles = [onrecord.read(page) for page in captures]
    articles = [
        dataclasses.replace(article, entities=onrecord.find_entities(article))
        for article in articles
    ]
    statements = [each for article in articles for each in onrecord.find_statements(article)]
    print(f"{len(captures)} pages, {len(statements)} statements\n")
    print(f"{'':16} pages/s   ms/page")
    for name, count, work in (
        ("read", len(captures), lambda: [onrecord.read(page) for page in captures]),
        ("find entities", len(articles), lambda: [onrecord.find_entities(a) for a in articles]),
        ("find statements", len(articles), lambda: [onrecord.find_statements(a) for a in articles]),
        ("group stories", len(articles), lambda: onrecord.group_stories(articles, statements)),
    ):
        if count:
            seconds = fastest(work)
            print(f"{name:16} {count / seconds:7.1f} {1000 * seconds / count:9.1f}")


if __name__ == "__main__":
    main()
