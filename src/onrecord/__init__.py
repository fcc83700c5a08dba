"""Onrecord: puts every statement of a news page on record with its exact words.

>>> import onrecord
>>> article = onrecord.read("Minsk\\n\\nThe embassy confirmed that 52 prisoners were freed.")
>>> [statement.certainty for statement in onrecord.find_statements(article)]
['confirmed']
"""

from onrecord.articles.read import read
from onrecord.errors import OnrecordError
from onrecord.records import Article, Capture, Statement, Story
from onrecord.statements.find import find_entities, find_statements
from onrecord.stories.group import group_stories

__all__ = [
    "Article",
    "Capture",
    "OnrecordError",
    "Statement",
    "Story",
    "find_entities",
    "find_statements",
    "group_stories",
    "read",
]
__version__ = "0.1.0"
