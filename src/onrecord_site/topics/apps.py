"""Registers the app."""

from typing import Any

from django.apps import AppConfig


class TopicsConfig(AppConfig):
    """The topics of stories."""

    name = "onrecord_site.topics"
    label = "topics"

    def ready(self) -> None:
        """Find the topics anew each time the stories were published."""
        from onrecord_site.newsroom.signals import stories_published

        stories_published.connect(_find)


def _find(**_: Any) -> None:
    from onrecord_site.topics.finding import find_topics

    find_topics()
