"""The timeline of a story: what happened when, what was planned, and what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from onrecord import records
from onrecord.stories.dates import bounds
from onrecord_site.newsroom.names import public_name
from onrecord_site.stories.showing import Showing, Shown
from onrecord_site.stories.wording import edtf_words

#: Happenings on a story's page; of more, the latest.
MOST_MOMENTS = 30
#: Certainties that tell of something that came after a plan.
_TOLD_LATER = ("stated", "confirmed", "denied")


@dataclass(frozen=True, slots=True)
class Moment:
    """A happening on the timeline.

    `is_ahead` tells whether a planned one still lies ahead. `outcome` is the statement that tells
    what became of a plan, and `outcome_point` the place of the point that compares the two.
    """

    time: str
    planned: bool
    is_ahead: bool
    shown: Shown
    outcome: Shown | None
    outcome_point: str


def timeline(story: records.Story, showing: Showing) -> list[Moment]:
    """Return the happenings whose words may be shown, earliest first."""
    return list(_moments(story, showing))[-MOST_MOMENTS:]


def _moments(story: records.Story, showing: Showing) -> Iterator[Moment]:
    today = timezone.now().date()
    for entry in story.timeline:
        evidence = showing.evidence.get(entry.statement)
        if evidence is None or not evidence.is_quoted:
            continue
        outcome, point = _outcome(entry, story.points, showing) if entry.planned else (None, "")
        yield Moment(
            time=edtf_words(entry.time),
            planned=entry.planned,
            is_ahead=entry.planned and _last_day(entry.time) >= today,
            shown=showing.show(entry.statement),
            outcome=showing.show(outcome) if outcome else None,
            outcome_point=point,
        )


def _outcome(
    entry: records.TimelineEntry, points: Sequence[records.Point], showing: Showing
) -> tuple[str | None, str]:
    """Return the latest statement of a point that changed after the plan, and its place."""
    for point in points:
        if point.agreement != "changed" or entry.statement not in point.statements:
            continue
        plans, *later = [side for side in point.sides if side]
        if entry.statement not in plans or not later:
            continue
        for name in later[-1]:
            evidence = showing.evidence.get(name)
            if evidence and evidence.certainty in _TOLD_LATER and evidence.is_quoted:
                return name, f"p-{public_name(point.id)}"
    return None, ""


def _last_day(time: str) -> date:
    days = bounds(time)
    return days[1] if days else date.min
