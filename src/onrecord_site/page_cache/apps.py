"""Registers the app."""

from django.apps import AppConfig
from django.db import connections
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class PageCacheConfig(AppConfig):
    """Finished pages, kept until something changes."""

    name = "onrecord_site.page_cache"
    label = "page_cache"

    def ready(self) -> None:
        """Watch every connection for writes, those that are open already too."""
        from onrecord_site.page_cache.edition import (
            rest_while_migrating,
            watch_migrated,
            watch_writes,
        )

        pre_migrate.connect(rest_while_migrating, sender=self)
        post_migrate.connect(watch_migrated, sender=self)
        connection_created.connect(watch_writes)
        for connection in connections.all(initialized_only=True):
            watch_writes(connection=connection)
