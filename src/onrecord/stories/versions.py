"""Versions of one article: the same page read again with other words."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from onrecord.records import Article, Statement

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def order_versions(articles: Iterable[Article]) -> dict[str, list[Article]]:
    """Return the versions of each article, by its id, the oldest first.

    They stand in the order in which they were fetched; one of which that is unknown, such as a
    saved file, stands where its own page says that it was updated or published. A page read
    again with the same words is no other version.
    """
    found: dict[str, list[Article]] = defaultdict(list)
    for article in sorted(articles, key=_age):
        versions = found[article.id]
        if not versions or versions[-1].text != article.text:
            versions.append(article)
    return dict(found)


def _age(article: Article) -> tuple[str, datetime, datetime, str, str]:
    own = article.updated_at or article.published_at or _LONG_AGO
    return article.id, article.fetched_at or own, own, article.version, article.text


def latest_versions(articles: Iterable[Article]) -> dict[str, Article]:
    """Return the latest version of each article, by its id, in order of the ids."""
    return {name: versions[-1] for name, versions in order_versions(articles).items()}


def stands_in(article: Article | None, statement: Statement) -> bool:
    """Whether the article says so: its earlier versions may have said it elsewhere, or not."""
    if article is None:
        return False
    words = statement.content
    return words.text == " ".join(span.of(article.text) for span in words.spans)
