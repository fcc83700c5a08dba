"""Registers the app."""

from typing import Any

from django.apps import AppConfig


class OutletsConfig(AppConfig):
    """The outlets whose reports were read."""

    name = "onrecord_site.outlets"
    label = "outlets"

    def ready(self) -> None:
        """Count anew each time the stories were published."""
        from onrecord_site.newsroom.signals import stories_published

        stories_published.connect(_count)


def _count(**_: Any) -> None:
    from onrecord_site.outlets.counting import count_outlets

    count_outlets()
