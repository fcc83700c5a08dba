"""Stories at a glance, as the front page lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from onrecord_site.newsroom.models import State, Statement, Story
from onrecord_site.stories.points import KeptPoint, Tally, kept_points, tallies
from onrecord_site.stories.story_pages import kept_summary

STORIES_PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class StoryCard:
    """One story on the front page."""

    headline: str
    url: str
    summary: str
    tallies: Sequence[Tally]
    independent_reports: int
    last_at: datetime | None


def story_cards(rows: Sequence[Story]) -> list[StoryCard]:
    """Return a card for each story, after one query for what of their statements stands."""
    standing = Statement.objects.filter(stories__in=rows).exclude(state=State.REJECTED)
    article_of = dict(standing.values_list("pk", "article_id"))
    quoted = set(standing.filter(quoted=True).values_list("pk", flat=True))
    return [_card(row, article_of, quoted) for row in rows]


def _card(row: Story, article_of: dict[str, str], quoted: set[str]) -> StoryCard:
    story = row.to_record()
    lines = kept_summary(story, standing=article_of, quoted=quoted)
    return StoryCard(
        headline=str(row),
        url=row.get_absolute_url(),
        summary=lines[0].text if lines else "",
        tallies=_at_a_glance(kept_points(story, article_of)),
        independent_reports=story.independent_reports,
        last_at=story.last_at,
    )


def _at_a_glance(points: Sequence[KeptPoint]) -> list[Tally]:
    """Leave out what one report alone says, unless there is nothing else."""
    compared = [point for point in points if point.agreement != "single"]
    return tallies(compared or points)
