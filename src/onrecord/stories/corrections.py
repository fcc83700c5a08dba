"""Points whose statement its own outlet corrected or took back: both versions stay behind them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.records import Article, Correction, Point, Revision, Statement, Story
from onrecord.stories.identity import make_id
from onrecord.stories.revisions import find_revisions


def tell_revisions(
    story: Story, versions: Mapping[str, Sequence[Article]], statements: Sequence[Statement]
) -> Story:
    """Return a story with what its outlets changed in their reports, and in which points.

    Args:
        story: Made of the latest versions.
        versions: Of each article, by its id, the oldest first.
        statements: Of every version.
    """
    read_again = [name for name in story.articles if len(versions[name]) > 1]
    if not read_again:
        return story
    own = set(story.articles)
    said = sorted(
        (statement for statement in statements if statement.article in own),
        key=lambda each: (each.article, each.content.spans, each.id, each.certainty),
    )
    revisions = [
        revision
        for name in read_again
        for revision in find_revisions(
            versions[name], [statement for statement in said if statement.article == name]
        )
    ]
    points = mark_corrections(story.points, revisions, said)
    return replace(story, points=tuple(points), revisions=tuple(revisions))


def mark_corrections(
    points: Sequence[Point], revisions: Sequence[Revision], statements: Iterable[Statement]
) -> list[Point]:
    """Return the points with what was corrected in them or taken back.

    A point that rests on a corrected statement is ``changed``: the words that stood there first
    are its first side, or join the side that gives their figure. One that is disputed anyway
    stays so. A statement that was taken back, with nothing in its place, is a point of its own,
    behind the others.

    Args:
        points: Of one story, made of the latest versions.
        revisions: Of its articles, those of one article in order of time.
        statements: Those of the story, of every version.
    """
    known = {statement.id: statement for statement in statements}
    found = list(points)
    # From the last one on, so that what was corrected twice has all its steps.
    for revision in reversed(revisions):
        for correction in revision.corrections:
            if correction.before == correction.after:
                continue  # said otherwise, of the same words: the point rests on one statement
            if correction.after is None:
                found.append(_taken_back(correction, revision, known))
                continue
            found = [_corrected(point, correction, known) for point in found]
    return found


def _corrected(point: Point, correction: Correction, known: Mapping[str, Statement]) -> Point:
    before, after = correction.before, correction.after
    if after not in point.statements or before in point.statements:
        return point
    if point.agreement == "disputed":
        return point
    sides = list(point.sides)
    home = next(
        (
            number
            for number, side in enumerate(sides)
            if after not in side and any(_gives_same(before, each, known) for each in side)
        ),
        None,
    )
    if home is None:
        sides.insert(0, (before,))
    else:
        sides[home] = (before, *sides[home])
    return replace(
        point,
        agreement="changed",
        statements=(before, *point.statements),
        sides=tuple(sides),
        withdrawn=(before, *point.withdrawn),
    )


def _gives_same(one: str, other: str, known: Mapping[str, Statement]) -> bool:
    """Whether two statements have a figure in common."""
    first, second = (
        {(figure.value, figure.low, figure.high, figure.unit) for figure in known[name].figures}
        if name in known
        else set()
        for name in (one, other)
    )
    return bool(first & second)


def _taken_back(
    correction: Correction, revision: Revision, known: Mapping[str, Statement]
) -> Point:
    before = correction.before
    removed = [edit.before for edit in revision.edits if edit.before]
    start = known[before].content.spans[0].start
    words = next(
        (
            each.text
            for each in removed
            if any(span.start <= start < span.end for span in each.spans)
        ),
        known[before].content.text,
    )
    return Point(
        id=make_id("point-", "withdrawn", before),
        agreement="changed",
        statements=(before,),
        sides=((before,),),
        summary=words,
        withdrawn=(before,),
    )
