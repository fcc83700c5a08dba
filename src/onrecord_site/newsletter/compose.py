"""Composes issues from what changed in the front page's stories."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from onrecord_site.changes.models import Change
from onrecord_site.changes.tell import ToldChange, tell_changes, whole
from onrecord_site.newsletter.models import Issue, IssueItem, Newsletter
from onrecord_site.newsroom.models import Story
from onrecord_site.stories.front_pages import STORIES_PER_PAGE

#: Changes told of one story; all of them stand on its page.
CHANGES_PER_STORY = 5


def compose_due() -> list[Issue]:
    """Compose the last whole period of each newsletter that has no issue of it yet."""
    now = timezone.now()
    made = []
    for newsletter in Newsletter.objects.all():
        since, until = newsletter.last_period(now)
        if not newsletter.issues.filter(until=until).exists() and (
            issue := compose(newsletter, since, until)
        ):
            made.append(issue)
    return made


@transaction.atomic
def compose(newsletter: Newsletter, since: datetime, until: datetime) -> Issue | None:
    """Return a new draft of what changed after `since` and by `until`; ``None`` for nothing.

    A newsletter that sends itself approves its drafts itself.
    """
    told = front_page_changes(since, until)
    if not told:
        return None
    approved_at = timezone.now() if newsletter.sends_itself else None
    issue, is_new = Issue.objects.get_or_create(
        newsletter=newsletter,
        until=until,
        defaults={
            "since": since,
            "subject": f"{newsletter}, {date_format(until)}: {told[0].story}"[:200],
            "approved_at": approved_at,
        },
    )
    if is_new:
        IssueItem.objects.bulk_create(
            IssueItem(issue=issue, sort_order=number, **_fields(change))
            for number, change in enumerate(told)
        )
    return issue if is_new else None


def front_page_changes(since: datetime, until: datetime) -> list[ToldChange]:
    """Return what changed in the front page's stories, story by story in their order there.

    A story that is new in the period is told once, as new.
    """
    stories = list(Story.objects.all()[:STORIES_PER_PAGE])
    changes = Change.objects.filter(at__gt=since, at__lte=until, story__in=stories)
    changes = changes.exclude(kind=Change.Kind.STATEMENTS).select_related("story")
    told = tell_changes(changes.order_by("pk"))
    by_story: dict[str, list[ToldChange]] = {}
    for change in told:
        by_story.setdefault(change.story_url, []).append(change)
    in_order = (by_story.get(whole(row.get_absolute_url()), []) for row in stories)
    return [change for group in in_order for change in _chosen(group)]


def _chosen(group: Sequence[ToldChange]) -> Sequence[ToldChange]:
    new = [change for change in group if change.kind == Change.Kind.STORY]
    return new[:1] or group[-CHANGES_PER_STORY:]


def _fields(change: ToldChange) -> dict[str, object]:
    return {
        "story": change.story,
        "story_url": change.story_url,
        "label": change.label,
        "url": change.url,
        "lines": [asdict(line) for line in change.lines],
    }
