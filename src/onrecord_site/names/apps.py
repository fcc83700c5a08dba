"""Registers the app."""

from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_delete, post_save


class NamesConfig(AppConfig):
    """The lists of names."""

    name = "onrecord_site.names"
    label = "names"

    def ready(self) -> None:
        """Count anew after a publication, and after each decision of an editor."""
        from onrecord_site.newsroom.models import Decision
        from onrecord_site.newsroom.signals import stories_published

        stories_published.connect(_published)
        post_save.connect(_decided, sender=Decision)
        post_delete.connect(_decided, sender=Decision)


def _published(**_: Any) -> None:
    from onrecord_site.names.counting import count_names

    count_names()


def _decided(instance: Any, **_: Any) -> None:
    from onrecord_site.names.counting import count_names_of

    transaction.on_commit(lambda: count_names_of(instance.words_key), robust=True)
