"""Time every stage on the example reports.

    python benchmarks/stages.py [PAGES]
    python benchmarks/stages.py --gold GOLD

The second way takes 1,000 articles of the gold sets: those of giveme5w1h-newscluster, the sample
of gva-stories that is scored, newswcl50-docs and some of ecbplus. They are run once, since that
takes more than half an hour.

Each stage is run several times over all pages. Its first run is told, and its fastest one, as the
one least disturbed by whatever else the machine does. Nothing is kept from one run to the next, as
a newsroom keeps what was found out about pairs of statements. The language model is loaded before
the clock starts.
"""

import argparse
import dataclasses
import sys
import time
from collections.abc import Callable
from pathlib import Path

import onrecord
from onrecord.captures.capture import capture

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "evaluation"))
from grouping import collections_of

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
RUNS = 3
ARTICLES = 1000


def time_runs(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """Return the seconds of the first and of the fastest of several runs."""
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return seconds[0], min(seconds)


def main() -> None:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="?", default=str(EXAMPLES), help="a folder of pages")
    parser.add_argument("--gold", type=Path, help="the folder of gold data")
    options = parser.parse_args()
    if options.gold:
        runs, captures = 1, []
        labelled = [each for part in collections_of(options.gold) for each in part]
        articles = [article for article, _ in labelled[:ARTICLES]]
    else:
        runs = RUNS
        captures = list(capture([options.pages], lambda name, error: print(f"{name}: {error}")))
        articles = [onrecord.read(page) for page in captures]
    articles = [
        dataclasses.replace(article, entities=onrecord.find_entities(article))
        for article in articles
    ]
    statements = [each for article in articles for each in onrecord.find_statements(article)]
    print(f"{len(articles)} pages, {len(statements)} statements\n")
    print(f"{'':16} ms/page, first   fastest")
    for name, count, work in (
        ("read", len(captures), lambda: [onrecord.read(page) for page in captures]),
        ("find entities", len(articles), lambda: [onrecord.find_entities(a) for a in articles]),
        ("find statements", len(articles), lambda: [onrecord.find_statements(a) for a in articles]),
        ("group stories", len(articles), lambda: onrecord.group_stories(articles, statements)),
    ):
        if count:
            first, best = (1000 * seconds / count for seconds in time_runs(work, runs))
            print(f"{name:16} {first:14.1f} {best:9.1f}")


if __name__ == "__main__":
    main()
