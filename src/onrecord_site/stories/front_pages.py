"""Stories at a glance, as the front page lists them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import IntegerField, TextField
from django.db.models.functions import Cast

from onrecord import wire
from onrecord.records import Agreement
from onrecord_site.newsroom.models import State, Story
from onrecord_site.stories.importance import reason
from onrecord_site.stories.points import Tally, kept_points, tallies
from onrecord_site.stories.story_pages import kept_summary

STORIES_PER_PAGE = 20
#: Stories whose records are not read again as long as nothing of them changes.
KEPT_GLANCES = 100
#: A statement that no editor rejected: its story, itself, its article, and whether it is quoted.
_Standing = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class StoryCard:
    """One story on the front page; `reason` says what its place there rests on."""

    headline: str
    url: str
    summary: str
    tallies: Sequence[Tally]
    independent_reports: int
    last_at: datetime | None
    reason: str


class _Glance(NamedTuple):
    """What a card shows of a story's record."""

    summary: str
    agreements: Sequence[Agreement]
    independent_reports: int
    last_at: datetime | None


def story_cards(rows: Sequence[Story], fresh: Mapping[str, int] | None = None) -> list[StoryCard]:
    """Return a card for each story, after two queries: what is told, and what of it stands.

    Args:
        rows: The stories; their records need not be fetched.
        fresh: How much is new in each since yesterday, by its id.
    """
    keys = [row.pk for row in rows]
    stories = Story.objects.filter(pk__in=keys).order_by()
    told = dict(stories.values_list("pk", Cast("record", TextField())))
    standing: dict[str, list[_Standing]] = defaultdict(list)
    links = Story.statements.through.objects.filter(story__in=keys)
    links = links.exclude(statement__state=State.REJECTED).order_by("statement_id")
    # As a number: Django would look at each of a thousand rows to make it a truth value.
    quoted = Cast("statement__quoted", IntegerField())
    for row in links.values_list("story_id", "statement_id", "statement__article_id", quoted):
        standing[row[0]].append(row)
    return [
        _card(row, _glance(told[row.pk], tuple(standing[row.pk])), (fresh or {}).get(row.pk, 0))
        for row in rows
    ]


@lru_cache(maxsize=KEPT_GLANCES)
def _glance(told: str, standing: Sequence[_Standing]) -> _Glance:
    """Read a story's record, as JSON, less what does not stand."""
    story = wire.STORY.validate_json(told)
    article_of = {statement: article for _, statement, article, _ in standing}
    quoted = {statement for _, statement, _, is_quoted in standing if is_quoted}
    lines = kept_summary(story, standing=article_of, quoted=quoted)
    return _Glance(
        summary=lines[0].text if lines else "",
        agreements=[point.agreement for point in kept_points(story, article_of)],
        independent_reports=story.independent_reports,
        last_at=story.last_at,
    )


def _card(row: Story, glance: _Glance, fresh: int) -> StoryCard:
    # What one report alone says is left out, unless there is nothing else.
    compared = [agreement for agreement in glance.agreements if agreement != "single"]
    return StoryCard(
        headline=str(row),
        url=row.get_absolute_url(),
        summary=glance.summary,
        tallies=tallies(compared or glance.agreements),
        independent_reports=glance.independent_reports,
        last_at=glance.last_at,
        reason=reason(row, glance.agreements.count("disputed"), fresh),
    )
