"""Earlier versions of articles: what a page said before its outlet changed it."""

from collections.abc import Collection, Sequence
from operator import itemgetter

from onrecord import records, wire
from onrecord.stories.versions import made_order, order_of_making, tell_order
from onrecord_site.newsroom.models import Article, ArticleVersion, Statement


def is_older(article: records.Article, kept: Article) -> bool:
    """Whether another version came before the one that is kept.

    Where nothing tells, as where a page is read again by a better reader, it did not.
    """
    if made_order(article) != made_order(kept):
        return made_order(article) < made_order(kept)
    return tell_order(article, kept.to_record())


def keep_version(article: records.Article, statements: Sequence[records.Statement]) -> None:
    """Keep a version that was read and is not the latest one."""
    _keep(article.id, article.version, wire.to_data(article), [wire.to_data(s) for s in statements])


def keep_replaced(kept: Article, article: records.Article) -> None:
    """Keep what is about to be replaced, where the words are other ones.

    Args:
        kept: As it was read last.
        article: What takes its place.
    """
    if kept.version != article.version:
        statements = Statement.objects.filter(article=kept).values_list("record", flat=True)
        _keep(kept.id, kept.version, kept.record, list(statements))


def earlier_versions(
    articles: Collection[str],
) -> tuple[list[records.Article], list[records.Statement]]:
    """Return the earlier versions of articles, the oldest first, and all that they state."""
    found = [
        (version, row.statement_records())
        for row in ArticleVersion.objects.filter(article__in=articles)
        for version in [row.to_record()]
    ]
    found.sort(key=lambda each: (each[0].id, order_of_making(each[0])))
    versions = list(map(itemgetter(0), found))
    return versions, [statement for _, stated in found for statement in stated]


def _keep(
    article: str, version: str, record: dict[str, object], statements: Sequence[object]
) -> None:
    ArticleVersion.objects.update_or_create(
        article_id=article,
        version=version,
        defaults={"record": record, "statements": list(statements)},
    )
