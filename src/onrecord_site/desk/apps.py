"""Registers the app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Articles, authors and sections."""

    name = "onrecord_site.desk"
    label = "desk"

    def ready(self) -> None:
        """Log articles as they are published, for feeds and alerts."""
        from wagtail.signals import page_published

        from onrecord_site.desk.models import ArticlePage
        from onrecord_site.desk.publishing import record_article

        page_published.connect(record_article, sender=ArticlePage)
