"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import ngettext_lazy


class DeskConfig(AppConfig):
    """Articles, authors and sections."""

    name = "onrecord_site.desk"
    label = "desk"

    def ready(self) -> None:
        """Tell of articles in feeds, alerts and the sitemap of news; open them for comments."""
        from wagtail.signals import page_published

        from onrecord_site.comments.commentable import Ageing, Kind, register
        from onrecord_site.desk.listings import newest
        from onrecord_site.desk.models import ArticlePage
        from onrecord_site.desk.publishing import new_articles, record_article
        from onrecord_site.metadata import news
        from onrecord_site.newsroom.models import Statement

        page_published.connect(record_article, sender=ArticlePage)
        news.SOURCES.append(new_articles)
        register(
            Kind(
                name="article",
                model=ArticlePage,
                # Unlike "pk", a column of its own, to which a number that is too large is no row.
                key="id",
                ages=Ageing(
                    "first_published_at",
                    ngettext_lazy(
                        "Comments close %(days)s day after an article came out.",
                        "Comments close %(days)s days after an article came out.",
                        "days",
                    ),
                ),
                rows=lambda: newest(ArticlePage.objects.all()),
                # Those that stand beside the text have an anchor there.
                statements=lambda article: Statement.objects.public().filter(
                    pk__in=article.supports.values("statement")
                ),
            )
        )
