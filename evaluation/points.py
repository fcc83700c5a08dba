"""Points and figure series of stories written for it, read from the pages on.

    python evaluation/gate.py ../shared/gold --part points

``points/*.json`` holds stories of four to six reports in our own words, with the statements that
are on one matter and the figures of each series, labelled by the guideline in ``points.md``. The
reports are given as pasted text and read by the whole pipeline; only which reports make up a story
is given, as an editor gives it, so that grouping is measured elsewhere.

``example_points.json`` holds the reports of ``examples/`` in the same way, without figures. They
are written like news of a desk, long and from several sides, and are the nearest to it that we may
ship; what joins and parts matters was chosen with them in view. Their scores begin with
``examples.``; pairs, `found` and `state` are told of them.

A statement of ours stands for the labelled spans that it overlaps by half of the shorter one. A
sentence without a label stands for itself.

    pairs_precision  pairs of statements that share a point of ours, that share one in the labels
    pairs_recall     labelled pairs that share a point of ours
    pairs_f1         their harmonic mean
    found            labelled points of which at least one pair shares a point of ours
    state            of those, the share with the right state: of the point of ours that has most
                     of the labelled pairs
    state_of_all     the same of all labelled points: one that is not found is wrong
    figures_value    F1 of the values, counted once for each report
    figures_f1       F1 of the entries of all series that have the right value, thing counted,
                     time and source
    read             labelled spans that a statement of ours stands for: the most that matching
                     can reach
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from facts import is_held_out

from onrecord.articles.read import read
from onrecord.records import Article, Capture, FigureValue, Span, Statement, Story
from onrecord.statements.find import find_entities, find_statements
from onrecord.stories.group import tell_story
from onrecord.stories.words import read_words

FOLDER = Path(__file__).with_name("points")
EXAMPLES = Path(__file__).with_name("example_points.json")
OVERLAP = 0.5

Item = dict[str, Any]
#: A labelled span, or a sentence without one: report, start, end.
Unit = tuple[str, int, int]


@dataclass(slots=True)
class Tally:
    """Hits, and how much there was to find and was given."""

    hits: int = 0
    wanted: int = 0
    right: int = 0
    given: int = 0

    @property
    def precision(self) -> float:
        """Share of what was given that is right."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found."""
        return self.hits / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def scores(gold: Path) -> dict[str, float]:
    """Return the scores of the stories that nothing was tuned on, and of the examples.

    Both lie beside this file.
    """
    del gold
    examples = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    found = compare([(item, *tell(item)) for item in examples])
    return compare([(item, *tell(item)) for item in stories(is_held=True)]) | {
        f"examples.{name}": found[name]
        for name in ("pairs_precision", "pairs_recall", "pairs_f1", "found", "state")
    }


def stories(*, is_held: bool) -> list[Item]:
    """Return the labelled stories of one half, in order of their names."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]
    return [item for item in found if is_held_out(item["name"]) == is_held]


def tell(item: Item) -> tuple[list[Article], list[Statement], Story]:
    """Read the reports of a labelled story, and tell them as one story."""
    articles, statements = read_reports(item)
    return articles, statements, tell_story(item["name"], articles, statements)


def read_reports(item: Item) -> tuple[list[Article], list[Statement]]:
    """Read the reports of a labelled story."""
    articles, statements = [], []
    for report in item["reports"]:
        capture = Capture(
            name=report["id"],
            id=report["id"],
            content=report["text"].encode(),
            media="text",
            url=report["url"],
            published_at=datetime.fromisoformat(report["published_at"]),
            language="en",
        )
        article = read(capture)
        article = replace(article, entities=find_entities(article))
        articles.append(article)
        statements += find_statements(article)
    return articles, statements


def compare(
    told: Sequence[tuple[Item, Sequence[Article], Sequence[Statement], Story]],
) -> dict[str, float]:
    """Return every score of told stories against their labels."""
    pairs, values, entries = Tally(), Tally(), Tally()
    found = right = total = reached = spans = 0
    for item, articles, statements, story in told:
        units = units_of(item, statements)
        count_pairs(item, story, units, pairs)
        for point in item["points"]:
            state = state_of(point, story, units)
            found += state is not None
            right += state == point["state"]
            total += 1
        wanted = {unit for point in item["points"] for unit in members(point)}
        reached += len(wanted & {unit for own in units.values() for unit in own})
        spans += len(wanted)
        count_figures(item, articles, statements, story, values, entries)
    return {
        "pairs_precision": pairs.precision,
        "pairs_recall": pairs.recall,
        "pairs_f1": pairs.f1,
        "found": found / total,
        "state": right / found if found else 0.0,
        "state_of_all": right / total,
        "figures_value": values.f1,
        "figures_f1": entries.f1,
        "read": reached / spans,
    }


def members(point: Item) -> list[Unit]:
    """Return the labelled spans of a point."""
    return [_unit(place) for side in point["sides"] for place in side]


def _unit(place: Item) -> Unit:
    return place["report"], place["start"], place["end"]


def units_of(item: Item, statements: Sequence[Statement]) -> dict[str, tuple[Unit, ...]]:
    """Return what each statement stands for: labelled spans, else its own sentence."""
    labelled = sorted({unit for point in item["points"] for unit in members(point)})
    found = {}
    for statement in statements:
        here = [unit for unit in labelled if unit[0] == statement.article]
        own = tuple(unit for unit in here if covers(statement, Span(unit[1], unit[2])))
        found[statement.id] = own or ((statement.article, *statement.sentence),)
    return found


def covers(statement: Statement, place: Span) -> bool:
    """Whether a statement stands for a labelled span: they share half of the shorter one."""
    spans = statement.content.spans
    shared = sum(max(0, min(span.end, place.end) - max(span.start, place.start)) for span in spans)
    least = min(sum(span.end - span.start for span in spans), place.end - place.start)
    return shared >= OVERLAP * least > 0


def gold_pairs(point: Item) -> set[frozenset[Unit]]:
    """Return the pairs of labelled spans of a point."""
    return {frozenset(pair) for pair in combinations(members(point), 2)}


def _pairs_between(first: Sequence[Unit], second: Sequence[Unit]) -> set[frozenset[Unit]]:
    return {frozenset((one, other)) for one in first for other in second if one != other}


def _units_of_points(
    story: Story, units: dict[str, tuple[Unit, ...]]
) -> Iterator[tuple[Sequence[Unit], Sequence[Unit]]]:
    for point in story.points:
        for one, other in combinations(point.statements, 2):
            yield units[one], units[other]


def count_pairs(item: Item, story: Story, units: dict[str, tuple[Unit, ...]], tally: Tally) -> None:
    """Add the pairs of one story; two that stand for the same words are one."""
    wanted = set().union(*(gold_pairs(point) for point in item["points"]))
    found: set[frozenset[Unit]] = set()
    given: dict[frozenset[object], bool] = {}
    for first, second in _units_of_points(story, units):
        between = _pairs_between(first, second)
        if set(first) & set(second):
            continue
        found |= between & wanted
        given[frozenset((tuple(first), tuple(second)))] = bool(between & wanted)
    tally.hits += len(found)
    tally.wanted += len(wanted)
    tally.right += sum(given.values())
    tally.given += len(given)


def state_of(point: Item, story: Story, units: dict[str, tuple[Unit, ...]]) -> str | None:
    """Return the state of our point that has most pairs of a labelled one, ``None`` of none."""
    wanted = gold_pairs(point)
    best, most = None, 0
    for ours in story.points:
        held: set[frozenset[Unit]] = set()
        for one, other in combinations(ours.statements, 2):
            held |= _pairs_between(units[one], units[other]) & wanted
        if len(held) > most:
            best, most = ours.agreement, len(held)
    return best


def count_figures(
    item: Item,
    articles: Sequence[Article],
    statements: Sequence[Statement],
    story: Story,
    values: Tally,
    entries: Tally,
) -> None:
    """Add the figures of one story: computed ones are no part of it."""
    by_id = {statement.id: statement for statement in statements}
    publishers = {article.id: article.publisher for article in articles}
    ours = [
        (" ".join(filter(None, (series.counts, series.unit))), value)
        for series in story.figures
        for value in series.series
        if not value.computed
    ]
    wanted = [label for label in item["figures"] if not label["optional"]]

    def has_value(label: Item, value: FigureValue) -> bool:
        place = label["statement"]
        sentence = by_id[value.statement].sentence
        near = sentence.start < place["end"] and place["start"] < sentence.end
        here = by_id[value.statement].article == place["report"] and near
        return here and is_same_value(label, value)

    def is_whole(label: Item, thing: str, value: FigureValue) -> bool:
        publisher = publishers[label["statement"]["report"]]
        return (
            is_same_value(label, value)
            and is_same_thing(label, thing)
            and (value.as_of or "").partition("T")[0] in label["as_of"]
            and is_same_source(label, value.source, publisher)
        )

    values.wanted += len(wanted)
    values.hits += sum(any(has_value(label, value) for _, value in ours) for label in wanted)
    entries.wanted += len(wanted)
    entries.hits += sum(any(is_whole(label, *one) for one in ours) for label in wanted)
    for thing, value in ours:
        touched = [label for label in item["figures"] if has_value(label, value)]
        if touched and all(label["optional"] for label in touched):
            continue
        values.given += 1
        values.right += bool(touched)
        entries.given += 1
        entries.right += any(is_whole(label, thing, value) for label in wanted)


def is_same_value(label: Item, value: FigureValue) -> bool:
    """Whether a value, or a range where the words give one, is that of the label."""
    if label["value"] is None:
        return (value.low, value.high) == (label["low"], label["high"])
    return value.value == label["value"]


def is_same_thing(label: Item, thing: str) -> bool:
    """Whether the thing counted is called by a word that the label takes for it."""
    ours = {word.stem for word in read_words(thing.lower())}
    names = {word.stem for name in label["things"] for word in read_words(name.lower())}
    return bool(ours & names)


def is_same_source(label: Item, source: str | None, publisher: str | None) -> bool:
    """Whether the source is one that the label takes; narration is the publisher's."""
    if source is None:
        return False
    ours = _words(source)
    for name in label["sources"]:
        if name is None:
            if source == publisher:
                return True
            continue
        theirs = _words(name)
        if ours <= theirs or theirs <= ours:
            return True
    return False


def _words(name: str) -> frozenset[str]:
    return frozenset(word.stem for word in read_words(name.lower())) - {"the"}
