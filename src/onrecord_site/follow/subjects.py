"""What can be followed: where each kind of thing is found, and what changed in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, QuerySet
from django.urls import reverse

from onrecord_site.changes.models import Change
from onrecord_site.changes.tell import ToldChange, tell_changes
from onrecord_site.desk.publishing import article_keys, author_of, tell_articles
from onrecord_site.feeds.formats import FORMATS
from onrecord_site.follow.models import Subject
from onrecord_site.newsroom.models import Story
from onrecord_site.stories.figure_pages import build_figure_page
from onrecord_site.stories.name_pages import name_of

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
    """Return what is followed under this kind and key, or ``None`` where there is none now."""
    story_slug, _, figure = key.partition("/")
    if kind == Kind.NAME and (name := name_of(key)):
        return _followable(kind, key, name, reverse("name", args=[key]), "name-feed", key)
    if kind == Kind.AUTHOR and (author := author_of(key)):
        return _followable(kind, key, author.title, author.get_url() or "/", "author-feed", key)
    story = Story.objects.filter(slug=story_slug).first()
    if kind == Kind.STORY and story and not figure:
        return _followable(kind, key, str(story), story.get_absolute_url(), "story-feed", key)
    if kind == Kind.FIGURE and story and (page := build_figure_page(story, figure)):
        url = reverse("figure", args=[story_slug, figure])
        return _followable(kind, key, page.series.counts, url, "figure-feed", story_slug, figure)
    return None


def last_change() -> int:
    """Return the id of the newest change, 0 where there is none."""
    return Change.objects.aggregate(last=Max("pk"))["last"] or 0


def changes_after(subject: Subject, pk: int) -> Sequence[ToldChange]:
    """Return what changed in a thing after the change of this id, oldest first."""
    changes = Change.objects.filter(pk__gt=pk).select_related("story")
    story_slug, _, figure = subject.key.partition("/")
    if subject.kind == Kind.NAME:
        said = changes.filter(kind=Change.Kind.STATEMENTS)
        return tell_changes(_oldest_first(said), about=subject.key)
    if subject.kind == Kind.AUTHOR:
        return tell_articles(
            _oldest_first(
                changes.filter(subject__in=article_keys(subject.key), kind=Change.Kind.ARTICLE)
            )
        )
    changes = changes.filter(story__slug=story_slug).exclude(kind=Change.Kind.STATEMENTS)
    if subject.kind == Kind.FIGURE:
        changes = changes.filter(kind=Change.Kind.FIGURE, subject=figure)
    return tell_changes(_oldest_first(changes))


def _oldest_first(changes: QuerySet[Change]) -> list[Change]:
    return list(changes.order_by("-pk")[:CHANGES_LOOKED_AT])[::-1]


def _followable(kind: str, key: str, label: str, url: str, feed: str, *names: str) -> Followable:
    feeds = {each: reverse(feed, args=(*names, each)) for each in FORMATS}
    return Followable(kind, key, label, url, feeds)
