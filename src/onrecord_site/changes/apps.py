"""Registers the app."""

from typing import Any

from django.apps import AppConfig


class ChangesConfig(AppConfig):
    """The log of changes."""

    name = "onrecord_site.changes"
    label = "changes"

    def ready(self) -> None:
        """Look at the stories each time they were published."""
        from onrecord_site.newsroom.signals import stories_published

        stories_published.connect(_record)


def _record(**_: Any) -> None:
    from onrecord_site.changes.record import record_changes

    record_changes()
