"""What is told of real news: what is put on one matter, and what is called disputed or changed.

    python evaluation/gate.py ../shared/gold --part news

Stories written for it are short, tell one matter in other words and hold more disputes than news
does, so `points.py` does not show how often two outlets are told to agree that speak of two things,
or that a dispute is told that nobody has: a witness beside another witness, a plan told twice.

``news_matters.json`` names 20 stories of giveme5w1h-newscluster, of the half that is only scored,
with the statements that are on one matter, as places in the texts. Labelled was what this state or
one of two before it joins, or nearly: all else counts as two matters, so the recall is of what is
known.

    matters_precision   of the pairs of statements of two reports that share a point of ours, those
                        that are on one matter
    matters_recall      of the labelled pairs of two reports, those that share a point of ours
    matters_pure        of our points with statements of two reports, those without a stranger

Of the same stories every value that three states show among the figures was read, without telling
which state shows it, and is right where its number, its unit and what it is said to count are what
the words say. A label holds its place and a hash of the three (`mark_of`).

    figures_right       of the values shown that were read, those that are right
    figures_read        of the values shown, those that were read

Of the same stories every point that two states told as disputed or changed was read, and the right
ones were entered, so that any other one is wrong until it is read.

    changes_right   of the points told as disputed or changed, those that are right
    changes_told    labelled points of which two sides meet in one of ours with the right state

``news_points.json`` names 29 stories of giveme5w1h-newscluster and gva-stories, of the halves that
may be tuned on, and what was found in them that is disputed or changed. All else that is told so is
wrong, unless it is read, found right and entered: of 103 points that an earlier state told, all
were read.

    free          1 minus the points wrongly told as disputed or changed, for each report
    told_right    of the labelled points, those that are told, as above

What a dispute or a change needs was chosen with these stories in view, so these two hold what was
won and do not say how good it is elsewhere.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2s
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from grouping import Labelled, gva, is_held_out, items_of, newscluster, with_statements
from points import covers

from onrecord.records import (
    Article,
    FigureSeries,
    FigureValue,
    Point,
    Span,
    Statement,
    Story,
)
from onrecord.stories.group import tell_story

MATTERS = Path(__file__).with_name("news_matters.json")
POINTS = Path(__file__).with_name("news_points.json")
READERS: dict[str, Callable[[dict[str, Any]], Labelled]] = {
    "giveme5w1h-newscluster": newscluster, "gva-stories": gva,
}  # fmt: skip


#: The id of a report, a place in its text, and a hash of what is told of it.
Mark = tuple[str, int, int, str]


class Told(NamedTuple):
    """A labelled story: its label, its statements, and how we tell it."""

    label: dict[str, Any]
    statements: dict[str, Statement]
    story: Story


def scores(gold: Path) -> dict[str, float]:
    """Return the scores of all labelled stories together."""
    held = list(_tell(gold, MATTERS, is_held=True))
    return {
        **_score_matters(held), **_score_figures(held), **_score_changes(held),
        **_score_points(list(_tell(gold, POINTS, is_held=False))),
    }  # fmt: skip


def _score_matters(held: Sequence[Told]) -> dict[str, float]:
    right = given = wanted = pure = points = 0
    for label, statements, story in held:
        home = matters_of(list(statements.values()), label["matters"])
        on_one = {
            pair: bool(home[pair[0]] & home[pair[1]])
            for pair in combinations(sorted(statements), 2)
            if statements[pair[0]].article != statements[pair[1]].article
        }
        told = [
            [pair for pair in combinations(sorted(point.statements), 2) if pair in on_one]
            for point in story.points
        ]
        joined = {pair for pairs in told for pair in pairs}
        right += sum(on_one[pair] for pair in joined)
        given += len(joined)
        wanted += sum(on_one.values())
        pure += sum(all(on_one[pair] for pair in pairs) for pairs in told if pairs)
        points += sum(map(bool, told))
    return {
        "matters_precision": right / given,
        "matters_recall": right / wanted,
        "matters_pure": pure / points,
    }


def _score_figures(held: Sequence[Told]) -> dict[str, float]:
    found: Counter[bool | None] = Counter()
    for label, statements, story in held:
        verdicts = {
            tuple(mark): name == "right"
            for name, marks in label["figures"].items()
            for mark in marks
        }
        found.update(verdicts.get(mark) for mark in marks_of(story, statements))
    read = found[True] + found[False]
    return {"figures_right": found[True] / read, "figures_read": read / found.total()}


def marks_of(story: Story, statements: Mapping[str, Statement]) -> Iterator[Mark]:
    """Yield what tells the values that a story shows apart; a computed one has no place.

    Args:
        story: As told.
        statements: Its statements by id.
    """
    for series in story.figures:
        for value in series.series:
            if not value.computed:
                yield mark_of(series, value, statements[value.statement])


def mark_of(series: FigureSeries, value: FigureValue, statement: Statement) -> Mark:
    """Return the report and place of a value, and a hash of its number, its unit and its thing."""
    same = [
        figure
        for figure in statement.figures
        if figure.value == value.value and (figure.value is not None or figure.low == value.low)
    ]
    start, end = min(same, key=lambda figure: figure.unit != series.unit).span
    told = f"{series.counts}|{series.unit}|{value.value}|{value.low}|{value.high}"
    return statement.article, start, end, blake2s(told.encode(), digest_size=4).hexdigest()


def _score_changes(held: Sequence[Told]) -> dict[str, float]:
    told, right, wanted, met = _count_points(held)
    return {"changes_right": right / told, "changes_told": met / wanted}


def _score_points(tuned: Sequence[Told]) -> dict[str, float]:
    told, right, wanted, met = _count_points(tuned)
    reports = sum(len(story.articles) for _, _, story in tuned)
    return {"free": 1 - (told - right) / reports, "told_right": met / wanted}


def _count_points(stories: Sequence[Told]) -> tuple[int, int, int, int]:
    """Return how many disputes and changes are told, and right; and labelled, and of them told."""
    given = right = wanted = met = 0
    for label, statements, story in stories:
        told = [point for point in story.points if point.agreement in {"disputed", "changed"}]
        pairs = [[is_met(one, point, statements) for point in told] for one in label["points"]]
        given += len(told)
        right += sum(map(any, zip(*pairs, strict=True)))
        wanted += len(pairs)
        met += sum(map(any, pairs))
    return given, right, wanted, met


def _tell(gold: Path, path: Path, *, is_held: bool) -> Iterator[Told]:
    """Yield the stories that a file labels, each told as one story.

    Raises:
        ValueError: A story of the wrong half.
    """
    for label, articles, statements in read_labelled(gold, path):
        if is_held_out(label["story"]) != is_held:
            raise ValueError(f"{label['story']} is of the other half, and must not be in {path}")
        story = tell_story(label["story"], articles, statements)
        yield Told(label, {one.id: one for one in statements}, story)


def read_labelled(
    gold: Path, path: Path
) -> Iterator[tuple[dict[str, Any], list[Article], list[Statement]]]:
    """Yield each story that a file labels: its label, and its labelled reports as we read them."""
    labels = json.loads(path.read_text(encoding="utf-8"))
    wanted = {(label["set"], label["story"]): set(label["reports"]) for label in labels}
    found: dict[tuple[str, str], list[Article]] = defaultdict(list)
    for name, reader in READERS.items():
        for item in items_of(gold / name):
            if item["id"] in wanted.get((name, item["story"]), ()):
                found[name, item["story"]].append(reader(item)[0])
    for label in labels:
        read = [with_statements(article) for article in found[label["set"], label["story"]]]
        yield label, [article for article, _ in read], [one for _, own in read for one in own]


def matters_of(
    statements: Sequence[Statement], matters: Sequence[Sequence[tuple[str, int, int]]]
) -> dict[str, frozenset[int]]:
    """Return for each statement the numbers of the labelled matters that it is on.

    Args:
        statements: Of a story.
        matters: Each as places in its articles.
    """
    homes: dict[str, list[tuple[int, Span]]] = defaultdict(list)
    for number, places in enumerate(matters):
        for article, start, end in places:
            homes[article].append((number, Span(start, end)))
    return {
        one.id: frozenset(number for number, place in homes[one.article] if covers(one, place))
        for one in statements
    }


def is_met(label: dict[str, Any], point: Point, statements: dict[str, Statement]) -> bool:
    """Whether a point has the labelled state, and statements of two of the labelled sides."""
    sides = {
        number
        for number, side in enumerate(label["sides"])
        for article, start, end in side
        for name in point.statements
        if (one := statements[name]).article == article
        and any(span.start < end and start < span.end for span in one.content.spans)
    }
    return point.agreement == label["state"] and len(sides) > 1
