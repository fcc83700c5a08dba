"""Registers the app."""

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    """The readers' pages."""

    name = "onrecord_site.stories"
    label = "stories"
