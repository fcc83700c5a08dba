"""Time the grouping of one article into a store of very many.

    python benchmarks/grouping.py [--most 1000000] [--path stories.sqlite] [--plot times.svg]

The articles are synthetic, with statistics set by hand to be like news: 150 different words an
article, drawn by Zipf's law from a vocabulary of 200,000 of which the table of common words gives
the shares of the common ones; stories of one to many reports (two articles in three stand alone,
one story in fifty has ten and more), whose reports have 25 rare words in common and come within
days of each other; 2,000 articles a day.

The store is filled by a short way that asks for no likeness, then the time of 200 articles added
one by one is told, at 1,000, 10,000, 100,000 articles and so on.
"""

import argparse
import random
import resource
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from onrecord.records import Article
from onrecord.stories.similarity import Profile
from onrecord.stories.stream import Stream, shelve

WORDS = 150
VOCABULARY = 200_000
SHARED = 25
A_DAY = 2_000
TIMED = 200
START = datetime(2020, 1, 1, tzinfo=UTC)


class Newsmaker:
    """Makes profiles of articles, story after story, mixed within a few days."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 (no secret)
        self._count = 0
        self._open: list[tuple[list[str], int]] = []

    def profiles(self) -> Iterator[Profile]:
        """Yield profiles in order of publication, without end."""
        while True:
            if self._open and self._random.random() < 0.5:
                place = self._random.randrange(len(self._open))
                shared, left = self._open[place]
                self._open[place] = (shared, left - 1)
                if left <= 1:
                    self._open.pop(place)
            else:
                shared, reports = self._rare(SHARED), self._reports()
                if reports > 1:
                    self._open.append((shared, reports - 1))
            yield self._profile(shared)

    def _reports(self) -> int:
        size = self._random.random()
        if size < 0.67:
            return 1
        return self._random.randint(2, 5) if size < 0.98 else self._random.randint(10, 40)

    def _rare(self, count: int) -> list[str]:
        return [f"w{self._random.randrange(2_000, VOCABULARY)}" for _ in range(count)]

    def _profile(self, shared: list[str]) -> Profile:
        number, self._count = self._count, self._count + 1
        # Zipf: the rank of a word is spread evenly on a logarithmic scale.
        ranks = (int(VOCABULARY ** self._random.random()) for _ in range(WORDS))
        words = [f"w{rank}" for rank in ranks] + shared
        counts = {f"word:{word}": 1.0 for word in words}
        counts |= {f"lead:{word}": 1.0 for word in words[-60:]}
        counts |= {f"name:{word}": 2.0 for word in shared[:12]}
        counts |= {f"place:{word}": 1.0 for word in shared[:2]}
        at = START + timedelta(days=number / A_DAY)
        return Profile(Article(id=f"article-{number}", language="en"), counts, at)


def fill(stream: Stream, news: Iterator[Profile], count: int) -> None:
    """Put articles on the shelf, each in a story of its own."""
    for _ in range(count):
        article = shelve(next(news))
        stream.shelf.put(replace(article, story=f"story-{article.id}"))


def plot(drawn: Sequence[tuple[int, float, float]], path: Path) -> None:
    """Draw the median and the 95th of 100 of the times over the size of the store.

    Args:
        drawn: Articles in the store, and the two times in milliseconds.
        path: The SVG file.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    sizes, medians, late = zip(*drawn, strict=True)
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "onrecord", "font.size": 9}):
        figure = Figure(figsize=(5.0, 2.4), layout="constrained")
        axes = figure.add_subplot()
        axes.semilogx(sizes, medians, "o-", color="#1a4f8b", label="median")
        axes.semilogx(sizes, late, "s--", color="#8b4a1a", label="95th of 100")
        axes.axhline(10.0, color="#777777", linewidth=0.8, linestyle=":")
        axes.text(sizes[0], 10.1, "10 ms", color="#555555", va="bottom")
        axes.set(xlabel="articles in the store", ylabel="ms for one more", ylim=(0.0, 12.0))
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(loc="lower right", frameon=False)
        # On a ground of its own, so that it is legible in the dark too.
        figure.savefig(path, metadata={"Date": None}, facecolor="#ffffff")


def main() -> None:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=100_000, help="articles in the store at last")
    parser.add_argument("--path", type=Path, default=":memory:", help="a new file for the store")
    parser.add_argument("--plot", type=Path, help="an SVG file to draw the times into")
    options = parser.parse_args()
    drawn: list[tuple[int, float, float]] = []
    news = Newsmaker(1).profiles()
    size, held = 1_000, 0
    print("articles   ms/article (median)   95th of 100   memory, MB")
    with Stream(options.path) as stream:
        while size <= options.most:
            fill(stream, news, size - held)
            stream.save()
            times = []
            for _ in range(TIMED):
                profile = next(news)
                started = time.process_time()
                stream.add(profile)
                times.append(1000 * (time.process_time() - started))
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            late = statistics.quantiles(times, n=20)[-1]
            print(
                f"{size:9,} {statistics.median(times):14.1f} {late:18.1f} {memory:12,.0f}",
                flush=True,
            )
            drawn.append((size, statistics.median(times), late))
            held, size = size + TIMED, size * 10
    if options.plot:
        plot(drawn, options.plot)


if __name__ == "__main__":
    main()
