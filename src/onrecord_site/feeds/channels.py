"""The feeds there are: of the front page, and of each thing that can be followed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from onrecord_site.changes.tell import whole
from onrecord_site.desk.models import ArticlePage, AuthorPage, SectionPage
from onrecord_site.feeds import entries
from onrecord_site.feeds.entries import Entry
from onrecord_site.identity.models import current_identity
from onrecord_site.newsroom.models import Story
from onrecord_site.outlets.models import Outlet
from onrecord_site.stories.figure_pages import build_figure_page
from onrecord_site.stories.name_pages import name_of
from onrecord_site.topics.models import StoryTopic


@dataclass(frozen=True, slots=True)
class Channel:
    """One feed in whatever format; `url` is its page."""

    title: str
    description: str
    url: str
    entries: Sequence[Entry]


def front_channel() -> Channel:
    """Return the stories, newest first."""
    description = _("The stories, newest first, and when each changed last.")
    return Channel(
        current_identity().shown_name,
        description,
        whole("/"),
        entries.stories_entries(Story.objects.all()),
    )


def story_channel(slug: str) -> Channel:
    """Return what changes in one story."""
    story = get_object_or_404(Story, slug=slug)
    return Channel(
        _title(str(story)),
        _("New points, points that stand differently, and figures that moved."),
        whole(story.get_absolute_url()),
        entries.story_entries(story),
    )


def name_channel(slug: str) -> Channel:
    """Return what is on record by and about a name."""
    name = name_of(slug)
    if not name:
        raise Http404(slug)
    return Channel(
        _title(name),
        _("What is on record by and about %(name)s.") % {"name": name},
        whole(reverse("name", args=[slug])),
        entries.name_entries(slug),
    )


def figure_channel(slug: str, figure: str) -> Channel:
    """Return how one figure of a story moves."""
    story = get_object_or_404(Story, slug=slug)
    page = build_figure_page(story, figure)
    if page is None:
        raise Http404(figure)
    return Channel(
        _title(page.title),
        _("How this figure moves in the story: %(story)s") % {"story": story},
        whole(reverse("figure", args=[slug, figure])),
        entries.figure_entries(story, figure),
    )


def author_channel(slug: str) -> Channel:
    """Return what an author writes."""
    author = get_object_or_404(AuthorPage.objects.live().public(), slug=slug)
    return Channel(
        _title(author.title),
        _("Articles by %(name)s.") % {"name": author.title},
        whole(author.get_url() or "/"),
        entries.article_entries(ArticlePage.objects.filter(bylines__author=author)),
    )


def section_channel(slug: str) -> Channel:
    """Return what is written in a section."""
    section = get_object_or_404(SectionPage.objects.live().public(), slug=slug)
    return Channel(
        _title(section.title),
        _("Articles in the section %(name)s.") % {"name": section.title},
        whole(section.get_url() or "/"),
        entries.article_entries(ArticlePage.objects.child_of(section)),
    )


def topic_channel(slug: str) -> Channel:
    """Return the stories under a topic, newest first."""
    topic = StoryTopic.objects.filter(slug=slug).first()
    if topic is None:
        raise Http404(slug)
    description = _("Stories under the topic “%(topic)s”, and when each changed last.")
    return Channel(
        _title(topic.name),
        description % {"topic": topic.name},
        whole(topic.get_absolute_url()),
        entries.stories_entries(Story.objects.filter(topics__slug=slug)),
    )


def outlet_channel(slug: str) -> Channel:
    """Return what is on record from an outlet."""
    outlet = get_object_or_404(Outlet, slug=slug)
    return Channel(
        _title(outlet.name),
        _("What is on record from %(outlet)s.") % {"outlet": outlet.name},
        whole(outlet.get_absolute_url()),
        entries.outlet_entries(outlet),
    )


def _title(of: str) -> str:
    return f"{of} · {current_identity().shown_name}"


#: By the name of the address; see `onrecord_site.feeds.urls`.
CHANNELS: dict[str, Callable[..., Channel]] = {
    "front-feed": front_channel,
    "story-feed": story_channel,
    "name-feed": name_channel,
    "figure-feed": figure_channel,
    "author-feed": author_channel,
    "section-feed": section_channel,
    "topic-feed": topic_channel,
    "outlet-feed": outlet_channel,
}
