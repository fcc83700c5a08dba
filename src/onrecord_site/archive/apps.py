"""Registers the app."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The archive by day."""

    name = "onrecord_site.archive"
    label = "archive"
