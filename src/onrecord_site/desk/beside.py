"""What stands beside an article: where else to read on, each with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from onrecord_site.desk.listings import newest
from onrecord_site.desk.models import ArticlePage
from onrecord_site.page_cache.shared import shared

FROM_THE_SECTION = 3


@dataclass(frozen=True, slots=True)
class Pick:
    """Something to read on, and why it is shown."""

    title: str
    url: str
    reason: str


def picks_beside(page: ArticlePage, section: Page, request: HttpRequest) -> Sequence[Pick]:
    """Return the story an article is about, and the newest articles beside it in its section.

    Those of the section are shared by all its articles.
    """
    picks = []
    if story := page.related_story:
        reason = _("The story this article is about")
        picks.append(Pick(str(story), story.get_absolute_url(), reason))
    rows = newest(ArticlePage.objects.child_of(section))[: FROM_THE_SECTION + 1]
    newest_in = shared(f"newest in {section.pk}", lambda: list(rows), request)
    others = [each for each in newest_in if each.pk != page.pk]
    reason = _("New in %(section)s") % {"section": section.title}
    return picks + [
        Pick(each.title, each.get_url() or "", reason) for each in others[:FROM_THE_SECTION]
    ]
