"""Registers the app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The read API."""

    name = "onrecord_site.api"
    label = "api"
