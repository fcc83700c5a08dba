"""Tells the hub of feeds that changed.

A ping is a row, kept in the transaction that keeps the change, and sent later by
`onrecord deliver`: nothing that a hub does can hold up a publication. The hub then fetches the
feed and hands it on (https://www.w3.org/TR/websub/).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import httpx
import structlog
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from onrecord import settings as onrecord_settings
from onrecord_site.changes.models import Change
from onrecord_site.changes.tell import whole
from onrecord_site.desk.publishing import author_slugs
from onrecord_site.feeds.formats import FORMATS
from onrecord_site.feeds.models import Ping
from onrecord_site.newsroom.models import Mention
from onrecord_site.outlets.models import OutletReport
from onrecord_site.topics.models import StoryTopic

#: After these many minutes a ping is tried again; after the last one it is given up.
RETRY_MINUTES = (1, 5, 30, 120, 720)
BATCH = 500

log = structlog.get_logger(__name__)


def ask_for_pings(changes: Sequence[Change], **_: Any) -> None:
    """Keep a ping for every feed that these changes show in; without a hub, none."""
    if not settings.WEBSUB_HUB or not changes:
        return
    now = timezone.now()
    made = [
        Ping(topic=whole(reverse(name, args=(*names, kind))), asked_at=now, due_at=now)
        for name, names in sorted(_feeds(changes))
        for kind in FORMATS
    ]
    Ping.objects.bulk_create(
        made,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["topic"],
        update_fields=["asked_at", "due_at"],
    )


def send_pings() -> int:
    """Tell the hub of every feed that is due; return how many it took note of."""
    if not settings.WEBSUB_HUB:
        return 0
    now = timezone.now()
    timeout = float(onrecord_settings.get("FETCH_TIMEOUT"))
    agent = {"User-Agent": str(onrecord_settings.get("USER_AGENT"))}
    sent = 0
    with httpx.Client(timeout=timeout, headers=agent) as client:
        for ping in Ping.objects.filter(due_at__lte=now).order_by("due_at", "pk"):
            sent += _send(client, ping, now)
    return sent


def _send(client: httpx.Client, ping: Ping, now: datetime) -> bool:
    try:
        answer = client.post(
            settings.WEBSUB_HUB, data={"hub.mode": "publish", "hub.url": ping.topic}
        )
        answer.raise_for_status()
    except httpx.HTTPError as error:
        _try_later(ping, now, str(error) or type(error).__name__)
        return False
    # A change that came while the hub was told asks for a ping of its own.
    Ping.objects.filter(pk=ping.pk, asked_at=ping.asked_at).delete()
    return True


def _try_later(ping: Ping, now: datetime, problem: str) -> None:
    gives_up = ping.tries >= len(RETRY_MINUTES)
    log.warning(
        "ping:gave-up" if gives_up else "ping:failed",
        topic=ping.topic, hub=settings.WEBSUB_HUB, tries=ping.tries + 1, problem=problem,
    )  # fmt: skip
    kept = Ping.objects.filter(pk=ping.pk, asked_at=ping.asked_at)
    if gives_up:
        kept.delete()
        return
    due_at = now + timedelta(minutes=RETRY_MINUTES[ping.tries])
    kept.update(tries=ping.tries + 1, due_at=due_at, problem=problem)


def _feeds(changes: Sequence[Change]) -> set[tuple[str, tuple[str, ...]]]:
    feeds: set[tuple[str, tuple[str, ...]]] = {("front-feed", ())}
    statements: set[str] = set()
    stories: set[str] = set()
    for change in changes:
        if change.story is None:
            feeds.update(("author-feed", (author,)) for author in author_slugs(change))
            continue
        slug = change.story.slug
        stories.add(change.story.pk)
        statements.update(change.statements)
        if change.kind != Change.Kind.STATEMENTS:
            feeds.add(("story-feed", (slug,)))
        if change.kind == Change.Kind.FIGURE:
            feeds.add(("figure-feed", (slug, change.subject)))
    for batch in _batches(statements):
        names = Mention.objects.filter(statement__in=batch).values_list("slug", flat=True)
        feeds.update(("name-feed", (name,)) for name in names.distinct())
        outlets = OutletReport.objects.filter(article__statements__in=batch)
        of = outlets.order_by().values_list("outlet__slug", flat=True).distinct()
        feeds.update(("outlet-feed", (outlet,)) for outlet in of)
    for batch in _batches(stories):
        topics = StoryTopic.objects.filter(story__in=batch).order_by()
        of = topics.values_list("slug", flat=True).distinct()
        feeds.update(("topic-feed", (topic,)) for topic in of)
    return feeds


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    """Yield so many at a time as a database takes in one question."""
    left = iter(ids)
    while batch := list(islice(left, BATCH)):
        yield batch
