"""Tells what the desk published: the log of changes, and the sitemap of news."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onrecord_site.changes.models import Change
from onrecord_site.changes.signals import changes_recorded
from onrecord_site.changes.tell import ToldChange, whole
from onrecord_site.desk.listings import newest
from onrecord_site.desk.models import ArticlePage, AuthorPage, Byline
from onrecord_site.identity.models import current_identity
from onrecord_site.metadata.news import MOST_NEWS, NewsItem


@transaction.atomic
def record_article(instance: ArticlePage, **_given: Any) -> None:
    """Log a publication that readers are to be told of; anything else is a change of words.

    `Change.after` counts the corrections the article had, so that a new one is seen.
    """
    corrections = str(instance.corrections.count())
    logged = Change.objects.filter(kind=Change.Kind.ARTICLE, subject=str(instance.pk))
    before = logged.order_by("pk").values_list("after", flat=True).last()
    if before is not None and int(corrections) <= int(before):
        return
    change = Change.objects.create(
        kind=Change.Kind.ARTICLE,
        subject=str(instance.pk),
        before=before or "",
        after=corrections,
        at=timezone.now(),
    )
    changes_recorded.send(Change, changes=[change])


def new_articles(since: datetime) -> Iterator[NewsItem]:
    """Yield the articles that came out since a moment, for the sitemap of news."""
    language = current_identity().main_language
    came_out = newest(ArticlePage.objects.filter(first_published_at__gte=since))[:MOST_NEWS]
    for each in came_out:
        yield NewsItem(each.get_url() or "/", each.title, each.first_published_at, language)


def author_of(slug: str) -> AuthorPage | None:
    """Return the author of this slug, or ``None`` where readers see none."""
    return AuthorPage.objects.live().public().filter(slug=slug).first()


def article_keys(author_slug: str) -> list[str]:
    """Return the articles of an author as `Change.subject` names them."""
    keys = Byline.objects.filter(author__slug=author_slug).values_list("article", flat=True)
    return [str(key) for key in keys]


def author_slugs(change: Change) -> Iterable[str]:
    """Return who wrote the article of a change."""
    written = Byline.objects.filter(article=int(change.subject))
    return written.values_list("author__slug", flat=True)


def tell_articles(changes: Sequence[Change]) -> list[ToldChange]:
    """Return the changes of articles that readers can open, in the order given."""
    live = ArticlePage.objects.live().public().in_bulk([int(each.subject) for each in changes])
    return [
        _told(change, live[int(change.subject)])
        for change in changes
        if int(change.subject) in live
    ]


def _told(change: Change, page: ArticlePage) -> ToldChange:
    url = whole(page.get_url() or "/")
    words = _("Corrected: %(title)s") if change.before else _("New article: %(title)s")
    return ToldChange(
        pk=change.pk,
        kind=change.kind,
        label=words % {"title": page.title},
        story="",
        story_url="",
        url=url,
        at=change.at,
        lines=(),
    )
