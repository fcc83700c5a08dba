"""Registers the app, and what can be commented on."""

from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import ngettext_lazy


def name_site(using: str, **_given: Any) -> None:
    """Keep the one row of `django.contrib.sites` as the settings name the site.

    django-contrib-comments imports that app. Nothing here reads the row, but others would.
    """
    from django.conf import settings

    domain = urlsplit(settings.SITE_URL).netloc
    apps.get_model("sites", "Site").objects.using(using).update_or_create(
        pk=settings.SITE_ID, defaults={"domain": domain, "name": settings.SITE_NAME[:50]}
    )


class CommentsConfig(AppConfig):
    """Comments of readers."""

    name = "onrecord_site.comments"
    label = "comments"

    def ready(self) -> None:
        """Open stories for comments; another kind of page registers itself the same way."""
        from onrecord_site.comments.commentable import Ageing, Kind, register
        from onrecord_site.newsroom.models import EndedStory, Statement, Story

        register(
            Kind(
                name="story",
                model=Story,
                key="slug",
                ages=Ageing(
                    "last_at",
                    ngettext_lazy(
                        "Comments close %(days)s day after the last news.",
                        "Comments close %(days)s days after the last news.",
                        "days",
                    ),
                ),
                rows=lambda: Story.objects.defer("record"),
                statements=lambda story: Statement.objects.public().filter(stories=story),
                ended=EndedStory.objects.all,
            )
        )
        post_migrate.connect(name_site, sender=apps.get_app_config("sites"))
