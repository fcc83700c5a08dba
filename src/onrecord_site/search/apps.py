"""Registers the app."""

from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_delete, post_save


class SearchConfig(AppConfig):
    """The readers' search."""

    name = "onrecord_site.search"
    label = "search"

    def ready(self) -> None:
        """Keep the index up to date: after a publication, and after each decision of an editor."""
        from wagtail.signals import page_published, page_unpublished

        from onrecord_site.desk.models import ArticlePage
        from onrecord_site.newsroom.models import Decision
        from onrecord_site.newsroom.signals import stories_published

        stories_published.connect(_published)
        post_save.connect(_decided, sender=Decision)
        post_delete.connect(_decided, sender=Decision)
        for signal in (page_published, page_unpublished, post_delete):
            signal.connect(_told, sender=ArticlePage)


def _published(**_: Any) -> None:
    from onrecord_site.search.indexing import update_index

    update_index()


def _told(instance: Any, **_: Any) -> None:
    from onrecord_site.search.indexing import update_article

    key = str(instance.pk)
    transaction.on_commit(lambda: update_article(key), robust=True)


def _decided(instance: Any, **_: Any) -> None:
    from onrecord_site.search.indexing import update_words

    transaction.on_commit(lambda: update_words(instance.words_key), robust=True)
