"""What can be followed: where each kind of thing is found, and what changed in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Max, QuerySet
from django.urls import reverse

from onrecord_site.changes.models import Change
from onrecord_site.changes.tell import ToldChange, tell_changes
from onrecord_site.desk.publishing import article_keys, author_of, tell_articles
from onrecord_site.feeds.formats import FORMATS
from onrecord_site.follow.models import Subject
from onrecord_site.newsroom.models import Story
from onrecord_site.outlets.models import Outlet
from onrecord_site.stories.figure_pages import build_figure_page
from onrecord_site.stories.name_pages import name_of
from onrecord_site.topics.models import StoryTopic

Kind = Subject.Kind
#: Changes that one alert looks at; a thing that changed more often is told by the newest.
CHANGES_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Followable:
    """A thing on the site that can be followed; `url` is its page."""

    kind: str
    key: str
    label: str
    url: str
    feeds: dict[str, str]


def find(kind: str, key: str) -> Followable | None:
    """Return what is followed under this kind and key, or ``None`` where there is none now.

    A story that went into another one is followed there, under the key of that one.
    """
    finder = _FINDERS.get(kind)
    found = finder(key) if finder else None
    if found is None:
        return None
    feeds = {each: reverse(found.feed, args=(*found.names, each)) for each in FORMATS}
    return Followable(kind, "/".join(found.names), found.label, found.url, feeds)


def last_change() -> int:
    """Return the id of the newest change, 0 where there is none."""
    return Change.objects.aggregate(last=Max("pk"))["last"] or 0


def changes_after(subject: Subject, pk: int) -> Sequence[ToldChange]:
    """Return what changed in a thing after the change of this id, oldest first."""
    changes = Change.objects.filter(pk__gt=pk).select_related("story")
    if subject.kind == Kind.AUTHOR:
        written = changes.filter(subject__in=article_keys(subject.key), kind=Change.Kind.ARTICLE)
        return tell_articles(_oldest_first(written))
    said = changes.filter(kind=Change.Kind.STATEMENTS)
    if subject.kind == Kind.NAME:
        return tell_changes(_oldest_first(said), about=subject.key)
    if subject.kind == Kind.OUTLET:
        reported = Story.objects.filter(articles__read_of__outlet__slug=subject.key)
        said = said.filter(story__in=reported.values("pk"))
        return tell_changes(_oldest_first(said), outlet=subject.key)
    changes = changes.exclude(kind=Change.Kind.STATEMENTS)
    story_slug, _, figure = subject.key.partition("/")
    if subject.kind == Kind.TOPIC:
        changes = changes.filter(story__topics__slug=subject.key)
    else:
        changes = changes.filter(story__slug=story_slug)
    if subject.kind == Kind.FIGURE:
        changes = changes.filter(kind=Change.Kind.FIGURE, subject=figure)
    return tell_changes(_oldest_first(changes))


def _oldest_first(changes: QuerySet[Change]) -> list[Change]:
    return list(changes.order_by("-pk")[:CHANGES_LOOKED_AT])[::-1]


class _Found(NamedTuple):
    """What a finder finds: its label, page and feed, and the slugs that are its key."""

    label: str
    url: str
    feed: str
    names: Sequence[str]


def _find_story(key: str) -> _Found | None:
    story = Story.objects.standing(key)
    return story and _Found(str(story), story.get_absolute_url(), "story-feed", [story.slug])


def _find_name(key: str) -> _Found | None:
    name = name_of(key)
    return _Found(name, reverse("name", args=[key]), "name-feed", [key]) if name else None


def _find_figure(key: str) -> _Found | None:
    story_slug, _, figure = key.partition("/")
    story = Story.objects.standing(story_slug)
    page = build_figure_page(story, figure) if story else None
    if page is None:
        return None
    names = [page.story.slug, figure]
    return _Found(page.title, reverse("figure", args=names), "figure-feed", names)


def _find_author(key: str) -> _Found | None:
    author = author_of(key)
    return author and _Found(author.title, author.get_url() or "/", "author-feed", [key])


def _find_topic(key: str) -> _Found | None:
    topic = StoryTopic.objects.filter(slug=key).first()
    return topic and _Found(topic.name, topic.get_absolute_url(), "topic-feed", [key])


def _find_outlet(key: str) -> _Found | None:
    outlet = Outlet.objects.filter(slug=key).first()
    return outlet and _Found(outlet.name, outlet.get_absolute_url(), "outlet-feed", [key])


_FINDERS: dict[str, Callable[[str], _Found | None]] = {
    Kind.STORY: _find_story,
    Kind.NAME: _find_name,
    Kind.FIGURE: _find_figure,
    Kind.AUTHOR: _find_author,
    Kind.TOPIC: _find_topic,
    Kind.OUTLET: _find_outlet,
}
