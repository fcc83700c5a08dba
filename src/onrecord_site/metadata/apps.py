"""Registers the app."""

from django.apps import AppConfig


class MetadataConfig(AppConfig):
    """Metadata of pages, sitemaps, and the terms of use for machines."""

    name = "onrecord_site.metadata"
    label = "metadata"
