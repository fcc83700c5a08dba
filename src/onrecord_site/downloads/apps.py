"""Registers the app."""

from django.apps import AppConfig


class DownloadsConfig(AppConfig):
    """Downloads of stories."""

    name = "onrecord_site.downloads"
    label = "downloads"
