"""Registers the app."""

from django.apps import AppConfig


class ImagesConfig(AppConfig):
    """The newsroom's own image model."""

    name = "onrecord_site.images"
    label = "images"
