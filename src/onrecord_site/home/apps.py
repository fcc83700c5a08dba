"""Registers the app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Front page and standing pages."""

    name = "onrecord_site.home"
    label = "home"
