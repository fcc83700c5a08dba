"""What changed in the stories within a day, for the front page."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.utils import timezone

from onrecord_site.changes.models import Change
from onrecord_site.changes.tell import ToldChange, tell_changes
from onrecord_site.stories.importance import FRESH_FOR

#: Changes looked at, stories told, and changes told of each.
_LOOKED_AT, _STORIES, _PER_STORY = 60, 6, 2


class ChangedStory(NamedTuple):
    """A story with what changed in it, the latest first; `more` counts what is left out."""

    headline: str
    url: str
    changes: Sequence[ToldChange]
    more: int


def changed_today() -> list[ChangedStory]:
    """Return the stories that changed within a day, the latest first, after two queries."""
    rows = Change.objects.filter(at__gt=timezone.now() - FRESH_FOR, story__isnull=False)
    rows = rows.exclude(kind=Change.Kind.STATEMENTS).select_related("story")[:_LOOKED_AT]
    by_story: dict[str, list[Change]] = defaultdict(list)
    for row in rows:
        by_story[row.story_id].append(row)
    chosen = dict(list(by_story.items())[: 2 * _STORIES])
    wanted = [row for changes in chosen.values() for row in changes[:_PER_STORY]]
    told: dict[str, list[ToldChange]] = defaultdict(list)
    story_of = {row.pk: row.story for row in wanted}
    for change in tell_changes(wanted):
        told[story_of[change.pk].pk].append(change)
    return [
        ChangedStory(
            headline=str(changes[0].story),
            url=changes[0].story.get_absolute_url(),
            changes=told[key],
            more=len(changes) - len(changes[:_PER_STORY]),
        )
        for key, changes in chosen.items()
        if told[key]
    ][:_STORIES]
