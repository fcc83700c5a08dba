"""Articles and Statements to Stories."""

from collections.abc import Sequence

from onrecord.records import Article, Statement, Story


def group_stories(
    articles: Sequence[Article], statements: Sequence[Statement], known: Sequence[Story] = ()
) -> list[Story]:
    raise NotImplementedError
