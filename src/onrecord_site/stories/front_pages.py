"""Stories at a glance, as the front page lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from onrecord_site.newsroom.models import State, Statement, Story
from onrecord_site.stories.importance import reason
from onrecord_site.stories.points import KeptPoint, Tally, kept_points, tallies
from onrecord_site.stories.story_pages import kept_summary

STORIES_PER_PAGE = 20


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


def story_cards(rows: Sequence[Story], fresh: Mapping[str, int] | None = None) -> list[StoryCard]:
    """Return a card for each story, after one query for what of their statements stands.

    Args:
        rows: The stories.
        fresh: How much is new in each since yesterday, by its id.
    """
    standing = Statement.objects.filter(stories__in=rows).exclude(state=State.REJECTED)
    article_of = {}
    quoted = set()
    for key, article, is_quoted in standing.order_by().values_list("pk", "article_id", "quoted"):
        article_of[key] = article
        if is_quoted:
            quoted.add(key)
    return [_card(row, article_of, quoted, (fresh or {}).get(row.pk, 0)) for row in rows]


def _card(row: Story, article_of: dict[str, str], quoted: set[str], fresh: int) -> StoryCard:
    story = row.to_record()
    lines = kept_summary(story, standing=article_of, quoted=quoted)
    points = kept_points(story, article_of)
    disputed = sum(point.agreement == "disputed" for point in points)
    return StoryCard(
        headline=str(row),
        url=row.get_absolute_url(),
        summary=lines[0].text if lines else "",
        tallies=_at_a_glance(points),
        independent_reports=story.independent_reports,
        last_at=story.last_at,
        reason=reason(row, disputed, fresh),
    )


def _at_a_glance(points: Sequence[KeptPoint]) -> list[Tally]:
    """Leave out what one report alone says, unless there is nothing else."""
    compared = [point for point in points if point.agreement != "single"]
    return tallies(compared or points)
