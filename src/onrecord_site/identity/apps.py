"""Registers the app."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """The settings of the site that editors make."""

    name = "onrecord_site.identity"
    label = "identity"
