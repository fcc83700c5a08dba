"""Registers the app."""

from typing import Any

from django.apps import AppConfig


class FollowConfig(AppConfig):
    """Follows by mail; the feeds are `onrecord_site.feeds`."""

    name = "onrecord_site.follow"
    label = "follow"

    def ready(self) -> None:
        """Move followers of stories that ended each time the stories were published."""
        from onrecord_site.newsroom.signals import stories_published

        stories_published.connect(_move)


def _move(**_: Any) -> None:
    from onrecord_site.follow.moving import move_followers

    move_followers()
