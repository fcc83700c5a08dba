"""Labelled stories to learn from: those of ``points``, and half of ``evaluation/points``.

Both are returned in the format of ``evaluation/points.md``. Most stories of ``points`` are written
in a shorter notation, a line for each sentence, which its README describes. Beside them are real
ones, whose words are in the gold data and whose labels are in ``news_matters.json``.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
FOLDER = HERE / "points"
sys.path.insert(0, str(HERE.parent / "evaluation"))

import news as gold_news  # noqa: E402
import points as gold_points  # noqa: E402

from onrecord.records import Article, Statement  # noqa: E402

Item = dict[str, Any]
#: Begins the names of files from which only the weights are learnt.
_WEIGHED = "weighed-"
_MATTER = re.compile(r"\? (?P<letter>[a-z]) (?P<state>agreed|disputed|changed) .+")
_SENTENCE = re.compile(r"(?P<more>\+ )?(?P<labels>[a-z]\d(?: [a-z]\d)*|-) \| (?P<words>.+)")


def careful() -> list[Item]:
    """Return the stories labelled by places in the text: what is chosen is chosen by them."""
    own = [json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))]
    return [*gold_points.stories(is_held=False), *own]


def weighed() -> list[Item]:
    """Return the stories in the notation that the comparer never learns from."""
    return [item for path in sorted(FOLDER.glob(f"{_WEIGHED}*.txt")) for item in _read(path)]


def noted() -> list[Item]:
    """Return the other stories in the notation."""
    paths = [path for path in sorted(FOLDER.glob("*.txt")) if not path.name.startswith(_WEIGHED)]
    return [item for path in paths for item in _read(path)]


class News(NamedTuple):
    """A real story: its reports, and for each statement the matters that it is on, by number.

    `settled` are those of the matters of which all that is told agrees.
    """

    articles: list[Article]
    statements: list[Statement]
    matters: Mapping[str, frozenset[int]]
    settled: frozenset[int]


def news(gold: Path) -> Iterator[News]:
    """Yield the real stories that are labelled, from the folder of the gold data."""
    for label, articles, statements in gold_news.read_labelled(gold, HERE / "news_matters.json"):
        matters = gold_news.matters_of(statements, label["matters"])
        settled = set(range(len(label["matters"]))) - set(label.get("unsettled", ()))
        yield News(articles, statements, matters, frozenset(settled))


def relations(item: Item) -> dict[frozenset[gold_points.Unit], int]:
    """Return for each pair of places on one matter the number of its relation.

    0: they agree. 1: they dispute each other. 2: the later one changes the earlier one.
    """
    found = {}
    for point in item["points"]:
        homes = [
            ((place["report"], place["start"], place["end"]), number)
            for number, side in enumerate(point["sides"])
            for place in side
        ]
        apart = 1 if point["state"] == "disputed" else 2
        for (one, first), (other, second) in combinations(homes, 2):
            found[frozenset((one, other))] = 0 if first == second else apart
    return found


def _read(path: Path) -> list[Item]:
    try:
        return read_notation(path.read_text("utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def read_notation(text: str) -> list[Item]:
    """Return the stories of a file of the notation.

    Raises:
        ValueError: A line that is none of the notation; it is named by its number.
    """
    found: list[Item] = []
    story = _Story("")
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("= "):
            story = _Story(line[2:].strip())
            found.append(story.item)
        elif match := _MATTER.fullmatch(line):
            story.declare(match["letter"], match["state"])
        elif line.startswith("@ "):
            story.open(*line[2:].split())
        elif match := _SENTENCE.fullmatch(line):
            story.add(match["words"].strip(), match["labels"], goes_on=bool(match["more"]))
        elif line.strip():
            raise ValueError(f"line {number} is no line of a story: {line!r}")
        else:
            story.gap = "\n\n"
    return found


class _Story:
    """A story that is being read."""

    def __init__(self, name: str) -> None:
        self.item: Item = {"name": name, "reports": [], "points": [], "figures": []}
        self.points: dict[str, Item] = {}
        self.sides: dict[str, dict[int, list[Item]]] = defaultdict(dict)
        self.gap = ""

    def declare(self, letter: str, state: str) -> None:
        self.points[letter] = {"state": state, "sides": []}
        self.item["points"].append(self.points[letter])

    def open(self, outlet: str, time: str) -> None:
        name = f"{self.item['name']}-{len(self.item['reports']) + 1}"
        self.item["reports"].append(
            {"id": name, "url": f"https://{outlet}/{name}", "published_at": time, "text": ""}
        )
        self.gap = ""

    def add(self, words: str, labels: str, *, goes_on: bool) -> None:
        report = self.item["reports"][-1]
        if report["text"]:
            # the headline is a paragraph of its own
            after_headline = "\n" not in report["text"] and not goes_on
            report["text"] += "\n\n" if after_headline else self.gap
        start = len(report["text"])
        report["text"] += words
        self.gap = " "
        if labels == "-":
            return
        place = {"report": report["id"], "start": start, "end": len(report["text"])}
        for label in labels.split():
            letter, side = label[0], int(label[1:])
            sides = self.sides[letter]
            if side not in sides:
                sides[side] = []
                # in the order of their numbers
                self.points[letter]["sides"] = [sides[key] for key in sorted(sides)]
            sides[side].append(place)
