"""The timeline of a story: what happened when, what was planned, and what became of it."""

from collections.abc import Iterator
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


@dataclass(frozen=True, slots=True)
class Moment:
    """A happening on the timeline.

    `is_ahead` tells whether a planned one still lies ahead. `outcome` is the statement that tells
    what became of a plan, `came_about` whether by it the plan was carried out, and `outcome_point`
    the place of the point that compares the two.
    """

    time: str
    planned: bool
    is_ahead: bool
    shown: Shown
    outcome: Shown | None
    came_about: bool | None
    outcome_point: str


def timeline(story: records.Story, showing: Showing) -> list[Moment]:
    """Return the happenings whose words may be shown, earliest first."""
    return list(_moments(story, showing))[-MOST_MOMENTS:]


def _moments(story: records.Story, showing: Showing) -> Iterator[Moment]:
    today = timezone.now().date()
    for entry in story.timeline:
        if not showing.may_quote(entry.statement):
            continue
        outcome = entry.outcome
        told = next(filter(showing.may_quote, outcome.statements), None) if outcome else None
        yield Moment(
            time=edtf_words(entry.time),
            planned=entry.planned,
            is_ahead=entry.planned and _last_day(entry.time) >= today,
            shown=showing.show(entry.statement),
            outcome=showing.show(told) if told else None,
            came_about=outcome.came_about if outcome and told else None,
            outcome_point=f"p-{public_name(outcome.point)}" if outcome and told else "",
        )


def _last_day(time: str) -> date:
    days = bounds(time)
    return days[1] if days else date.min
