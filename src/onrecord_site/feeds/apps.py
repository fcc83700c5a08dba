"""Registers the app."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """Feeds, and pings that tell of them."""

    name = "onrecord_site.feeds"
    label = "feeds"

    def ready(self) -> None:
        """Ask for pings whenever something changed."""
        from onrecord_site.changes.signals import changes_recorded
        from onrecord_site.feeds.pings import ask_for_pings

        changes_recorded.connect(ask_for_pings)
