"""What stands beside an article: where else to read on, each with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Page

from onrecord_site.desk.listings import newest
from onrecord_site.desk.models import ArticlePage

FROM_THE_SECTION = 3


@dataclass(frozen=True, slots=True)
class Pick:
    """Something to read on, and why it is shown."""

    title: str
    url: str
    reason: str


def picks_beside(page: ArticlePage, section: Page) -> Sequence[Pick]:
    """Return the story an article is about, and the newest articles beside it in its section."""
    picks = []
    if story := page.related_story:
        reason = _("The story this article is about")
        picks.append(Pick(str(story), story.get_absolute_url(), reason))
    others = newest(ArticlePage.objects.child_of(section).exclude(pk=page.pk))
    reason = _("New in %(section)s") % {"section": section.title}
    return picks + [
        Pick(each.title, each.get_url() or "", reason) for each in others[:FROM_THE_SECTION]
    ]
