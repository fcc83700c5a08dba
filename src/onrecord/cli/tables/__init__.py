"""Views for people; the records themselves go out as JSON Lines."""

from onrecord.cli.tables.articles import show_articles, show_statements
from onrecord.cli.tables.explanations import show_explanation
from onrecord.cli.tables.settings import show_settings
from onrecord.cli.tables.stories import show_stories
from onrecord.cli.tables.story_reasons import show_explanations

__all__ = [
    "show_articles",
    "show_explanation",
    "show_explanations",
    "show_settings",
    "show_statements",
    "show_stories",
]
