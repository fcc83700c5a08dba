"""What is left of a point after editors took statements away."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from onrecord.records import Agreement, Point, Story
from onrecord_site.stories.wording import wording

#: The order readers meet them in: what is known, then what is not, then the rest.
AGREEMENTS: tuple[Agreement, ...] = ("agreed", "disputed", "changed", "single")


class Tally(NamedTuple):
    """How many points of a kind a story has; `mark` is the sign of the kind."""

    agreement: Agreement
    count: int
    mark: str
    words: str


class KeptPoint(NamedTuple):
    """A point with the statements that still stand; `is_whole` where all of them do."""

    point: Point
    agreement: Agreement
    sides: tuple[tuple[str, ...], ...]
    is_whole: bool


def kept_points(story: Story, article_of: dict[str, str]) -> list[KeptPoint]:
    """Return the points of a story that still rest on a statement.

    A point that lost a statement is graded anew: without a second side nothing is in dispute
    and nothing changed, and without a second independent report nothing is agreed.

    Args:
        story: As the engine grouped it.
        article_of: The article of each statement that still stands, by statement id.
    """
    independent = {report.article for report in story.reports if report.independent}
    kept = (_kept(point, article_of, independent) for point in story.points)
    return [point for point in kept if point.sides]


def tallies(points: Iterable[Agreement]) -> list[Tally]:
    """Return how many points there are of each kind, in reading order, without zeros."""
    counts = Counter(points)
    found = []
    for agreement in AGREEMENTS:
        if count := counts[agreement]:
            row = wording()["agreement"][agreement]
            words = row["one"] if count == 1 else row["many"]
            found.append(Tally(agreement, count, row["mark"], words))
    return found


def _kept(point: Point, article_of: dict[str, str], independent: Collection[str]) -> KeptPoint:
    sides = tuple(
        left
        for side in point.sides or (point.statements,)
        if (left := tuple(each for each in side if each in article_of))
    )
    if all(each in article_of for each in point.statements):
        return KeptPoint(point, point.agreement, sides, is_whole=True)
    reports = {article_of[each] for side in sides for each in side} & set(independent)
    agreement = point.agreement
    if len(sides) < 2 or agreement == "agreed":
        agreement = "agreed" if len(reports) > 1 else "single"
    return KeptPoint(point, agreement, sides, is_whole=False)
