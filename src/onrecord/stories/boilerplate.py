"""Sentences that an outlet prints on its pages whatever the story: furniture that reading kept."""

from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlsplit

from onrecord.records import Article, Statement

#: A sentence in all of an outlet's pages is furniture from this many pages on.
_LEAST_PAGES = 3


def drop_furniture(
    groups: Sequence[Sequence[Article]], threads: Sequence[str | None], stated: Sequence[Statement]
) -> list[Statement]:
    """Return the statements without those whose sentence is no news of its story.

    That is a sentence which one outlet prints in several stories, or in each of three or more
    pages of its own. What it repeats within a running affair is background and stays.

    Args:
        groups: The reports of each story.
        threads: The thread of each story, None for one that stands alone.
        stated: The statements of the reports, in any order.
    """
    texts = {article.id: article for group in groups for article in group}
    affairs = {
        article.id: thread or f"story {number}"
        for number, (group, thread) in enumerate(zip(groups, threads, strict=True))
        for article in group
    }
    pages: dict[str, set[str]] = defaultdict(set)
    for article in texts.values():
        pages[_outlet(article)].add(article.id)
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for statement in stated:
        holders[_key(statement, texts[statement.article])].add(statement.article)

    def is_furniture(statement: Statement) -> bool:
        outlet, sentence = _key(statement, texts[statement.article])
        found = holders[outlet, sentence]
        everywhere = len(found) == len(pages[outlet]) >= _LEAST_PAGES
        return everywhere or len({affairs[name] for name in found}) > 1

    return [statement for statement in stated if not is_furniture(statement)]


def _key(statement: Statement, article: Article) -> tuple[str, str]:
    words = statement.sentence.of(article.text).casefold().split()
    return _outlet(article), " ".join(words)


def _outlet(article: Article) -> str:
    """The publisher, else the host of the address; an article without either stands alone."""
    host = urlsplit(article.url).hostname if article.url else None
    return article.publisher or host or article.id
