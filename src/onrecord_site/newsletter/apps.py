"""Registers the app."""

from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    """Daily and weekly newsletters."""

    name = "onrecord_site.newsletter"
    label = "newsletter"
