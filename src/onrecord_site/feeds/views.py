"""Serves a feed in the format its address ends in."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from onrecord_site.changes.tell import whole
from onrecord_site.feeds.channels import CHANNELS, Channel
from onrecord_site.feeds.entries import Entry
from onrecord_site.feeds.formats import FORMATS
from onrecord_site.newsroom.models import Story

#: Feeds whose first slug is that of a story.
OF_A_STORY = ("story-feed", "figure-feed")


class _ChannelFeed(Feed):
    """Hands a channel to Django, which makes the feed and says when it changed last."""

    item_guid_is_permalink = False

    def __init__(self, channel: Channel, kind: str) -> None:
        self.channel, self.feed_type = channel, FORMATS[kind]
        self.title, self.description = channel.title, channel.description
        self.link = channel.url

    def get_object(self, request: HttpRequest) -> str:
        return request.path

    def feed_url(self, path: str) -> str:
        return whole(path)

    def feed_extra_kwargs(self, _path: str) -> dict[str, str]:
        return {"hub": settings.WEBSUB_HUB}

    def items(self) -> Sequence[Entry]:
        return self.channel.entries

    def item_title(self, item: Entry) -> str:
        return item.title

    def item_link(self, item: Entry) -> str:
        return item.url

    def item_guid(self, item: Entry) -> str:
        return item.id

    def item_description(self, item: Entry) -> str:
        return item.html

    def item_pubdate(self, item: Entry) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Entry) -> datetime | None:
        return item.updated_at


@require_safe
def feed(request: HttpRequest, channel: str, kind: str, **named: str) -> HttpResponse:
    """Answer with a channel in the format `kind`, and say in the headers where the hub is.

    What was asked of a story that went into another one is asked of that one.
    """
    try:
        told = CHANNELS[channel](**named)
    except Http404:
        story = Story.objects.standing(named["slug"]) if channel in OF_A_STORY else None
        if story is None or story.slug == named["slug"]:
            raise
        return redirect(channel, **{**named, "slug": story.slug}, kind=kind, permanent=True)
    response: HttpResponse = _ChannelFeed(told, kind)(request)
    links = [f'<{whole(request.path)}>; rel="self"']
    if settings.WEBSUB_HUB:
        links.append(f'<{settings.WEBSUB_HUB}>; rel="hub"')
    response["Link"] = ", ".join(links)
    response["Cache-Control"] = "public, max-age=60"
    # Feeds are read by programs of other sites too, and hold nothing but what is public.
    response["Access-Control-Allow-Origin"] = "*"
    return response
