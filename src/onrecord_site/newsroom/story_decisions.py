"""What editors decide on stories: to make several one, or to take reports out of one.

A decision is kept under the *articles* it was made on, so it holds over later runs and for pages
that are read again; reports that come later are grouped as ever. The last decision on two articles
counts, and one that is taken back counts no more.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from onrecord.errors import BusyError
from onrecord.stories.arrivals import update_stories
from onrecord_site.newsroom.editions import members_of
from onrecord_site.newsroom.models import Story, StoryDecision
from onrecord_site.newsroom.publisher import NewsroomPublisher


def may_decide(user: Any) -> bool:
    """Whether a user may decide on stories."""
    return bool(user.has_perm("newsroom.change_story"))


def merge(stories: Sequence[Story], user: AbstractBaseUser | None) -> StoryDecision:
    """Make two or more stories one for good."""
    before = members_of([story.pk for story in stories])
    together = sorted({name for names in before.values() for name in names})
    return StoryDecision.objects.create(
        kind=StoryDecision.Kind.MERGE,
        headline=" + ".join(str(story) for story in stories),
        parts=[together],
        before=before,
        decided_by=user,
    )


def split(story: Story, articles: Collection[str], user: AbstractBaseUser | None) -> StoryDecision:
    """Take reports out of a story for good, into one of their own.

    Raises:
        ValueError: No report is taken out, or none stays.
    """
    before = members_of([story.pk])
    out = [name for name in before[story.pk] if name in articles]
    rest = [name for name in before[story.pk] if name not in articles]
    if not out or not rest:
        raise ValueError("A split leaves reports on both sides.")
    return StoryDecision.objects.create(
        kind=StoryDecision.Kind.SPLIT,
        headline=str(story),
        parts=[out, rest],
        before=before,
        decided_by=user,
    )


@transaction.atomic
def take_back(decision: StoryDecision, user: AbstractBaseUser | None) -> None:
    """Let a decision count no more; a second time changes nothing."""
    rows = StoryDecision.objects.filter(pk=decision.pk, taken_back_at=None)
    rows.update(taken_back_at=timezone.now(), taken_back_by=user, settled=False)


def obey() -> bool:
    """Publish what the decisions change.

    Returns:
        False where a run is under way: it obeys them when it is done.
    """
    try:
        update_stories(NewsroomPublisher())
    except BusyError:
        return False
    return True
