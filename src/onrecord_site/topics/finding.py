"""Finds the topics of each story.

A story stands under a topic where at least two of its reports say so: either statements of theirs
tell such an event (also when they deny it), or their outlets file them under that word. One report
alone may have used a word in passing.
"""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from django.db import transaction

from onrecord_site.identity.words import words
from onrecord_site.newsroom.models import Article, Statement
from onrecord_site.newsroom.names import name_slug
from onrecord_site.topics.models import StoryTopic

BATCH = 500
LEAST_REPORTS = 2


@cache
def event_topics() -> dict[str, dict[str, Any]]:
    """Return the topics that events make, by slug; see ``topics.toml``."""
    text = resources.files(__package__).joinpath("topics.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@transaction.atomic
def find_topics() -> None:
    """Replace the topics of all stories."""
    StoryTopic.objects.all().delete()
    found = {(row.story_id, row.slug): row for row in (*_by_tags(), *_by_events())}
    StoryTopic.objects.bulk_create(found.values(), BATCH)


def _by_events() -> Iterator[StoryTopic]:
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = Statement.objects.public().filter(stories__isnull=False).exclude(record__events=[])
    columns = ("stories", "article_id", "record__events")
    for story, article, events in rows.values_list(*columns).iterator(BATCH):
        for event in events or ():
            for slug in _topics_of(event):
                told[story, slug].add(article)
    for (story, slug), articles in told.items():
        if len(articles) >= LEAST_REPORTS:
            yield StoryTopic(
                story_id=story,
                slug=slug,
                name=words(__package__, "wording", "en")[slug]["name"],
                reason=StoryTopic.Reason.EVENT,
                reports=len(articles),
            )


def _topics_of(event: dict[str, Any]) -> Iterator[str]:
    for slug, topic in event_topics().items():
        if event["category"] == topic["category"]:
            modes = topic.get("modes")
            if modes is None or event["mode"] in modes:
                yield slug


def _by_tags() -> Iterator[StoryTopic]:
    filed: dict[tuple[str, str], set[str]] = defaultdict(set)
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    rows = Article.objects.told().exclude(record__tags=[])
    columns = ("pk", "stories", "publisher", "record__tags")
    for key, story, publisher, tags in rows.values_list(*columns).iterator(BATCH):
        for tag in tags or ():
            if slug := name_slug(tag):
                # Of one outlet all reports count once: it files by habit.
                filed[story, slug].add(publisher or key)
                spelled[slug][tag] += 1
    for (story, slug), outlets in filed.items():
        if len(outlets) >= LEAST_REPORTS:
            names = spelled[slug]
            yield StoryTopic(
                story_id=story,
                slug=slug,
                name=max(names, key=lambda each: (names[each], each)),
                reason=StoryTopic.Reason.TAG,
                reports=len(outlets),
            )
