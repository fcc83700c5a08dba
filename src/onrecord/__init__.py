"""Onrecord: puts every statement of a news page on record with its exact words.

>>> import onrecord
>>> article = onrecord.read("The embassy in Vilnius confirmed that 52 prisoners were freed.")
>>> statement = onrecord.find_statements(article)[0]
>>> statement.source.name, statement.certainty, statement.content.text
('embassy in Vilnius', 'confirmed', 'that 52 prisoners were freed')
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.articles.read import read
    from onrecord.errors import OnrecordError
    from onrecord.records import Article, Capture, Statement, Story
    from onrecord.statements.find import find_entities, find_statements
    from onrecord.stories.group import group_stories
    from onrecord.stories.news import news_since

__all__ = [
    "Article",
    "Capture",
    "OnrecordError",
    "Statement",
    "Story",
    "find_entities",
    "find_statements",
    "group_stories",
    "news_since",
    "read",
]
__version__ = "0.1.0"

# A stage is imported when it is first used: the command line answers `--help` without loading a
# language library, and who only reads articles never loads one.
_HOMES = {
    "Article": "onrecord.records",
    "Capture": "onrecord.records",
    "OnrecordError": "onrecord.errors",
    "Statement": "onrecord.records",
    "Story": "onrecord.records",
    "find_entities": "onrecord.statements.find",
    "find_statements": "onrecord.statements.find",
    "group_stories": "onrecord.stories.group",
    "news_since": "onrecord.stories.news",
    "read": "onrecord.articles.read",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
