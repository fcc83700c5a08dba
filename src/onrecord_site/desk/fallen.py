"""Statements that articles rest on and that no longer stand: rejected, or gone from their page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from onrecord_site.desk.article_pages import body_statements
from onrecord_site.desk.models import ArticlePage, Support
from onrecord_site.newsroom.models import State, Statement

GONE = "gone"


@dataclass(frozen=True, slots=True)
class Fallen:
    """One statement that does not stand; `words` is empty where it is not kept any more."""

    words: str
    why: str


def fallen_in(page: ArticlePage) -> list[Fallen]:
    """Return what an article rests on and should not, in the order of the page."""
    ids = [support.statement_id for support in page.supports.all()]
    ids += body_statements(page)
    rows = Statement.objects.defer("record").in_bulk([each for each in ids if each])
    return [
        Fallen(str(rows[each]), State.REJECTED) if each in rows else Fallen("", GONE)
        for each in ids
        if each not in rows or rows[each].state == State.REJECTED
    ]


def articles_with_fallen() -> Sequence[ArticlePage]:
    """Return the published articles that rest on a statement which does not stand."""
    references = ReferenceIndex.objects.filter(
        content_type=ContentType.objects.get_for_model(ArticlePage),
        to_content_type=ContentType.objects.get_for_model(Statement),
    ).values_list("object_id", "to_object_id")
    ids = {statement for _article, statement in references}
    standing = set(
        Statement.objects.named(ids).exclude(state=State.REJECTED).values_list("pk", flat=True)
    )
    keys = {int(article) for article, statement in references if statement not in standing}
    emptied = Support.objects.filter(statement=None).values_list("article", flat=True)
    return list(ArticlePage.objects.live().filter(pk__in=keys.union(emptied)).order_by("title"))
