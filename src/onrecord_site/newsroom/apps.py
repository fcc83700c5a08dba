"""Registers the app."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Captures, articles, statements and stories, and what editors decide on them."""

    name = "onrecord_site.newsroom"
    label = "newsroom"
