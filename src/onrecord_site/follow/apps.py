"""Registers the app."""

from django.apps import AppConfig


class FollowConfig(AppConfig):
    """Follows by mail; the feeds are `onrecord_site.feeds`."""

    name = "onrecord_site.follow"
    label = "follow"
