"""Views for people; the records themselves go out as JSON Lines."""

from onrecord.cli.tables.articles import show_articles, show_statements
from onrecord.cli.tables.explanations import show_explanation
from onrecord.cli.tables.placements import show_placements
from onrecord.cli.tables.settings import show_settings
from onrecord.cli.tables.stories import show_stories

__all__ = [
    "show_articles",
    "show_explanation",
    "show_placements",
    "show_settings",
    "show_statements",
    "show_stories",
]
