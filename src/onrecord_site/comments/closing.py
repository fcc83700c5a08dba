"""Whether a page takes comments, and why not."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onrecord_site.comments.commentable import Target
from onrecord_site.comments.models import Closing, CommentRules
from onrecord_site.page_cache.shared import shared


def why_closed(target: Target, rules: CommentRules, request: HttpRequest | None = None) -> str:
    """Return in words why a page takes no comments, "" where it does."""
    by_hand = shared("closed by hand", _read_closed, request)
    if target.url in by_hand:
        return by_hand[target.url] or _("Comments on this page are closed.")
    days = rules.close_after_days
    if days and target.dated and target.dated < timezone.now() - timedelta(days=days):
        words = ngettext(
            "Comments close %(days)s day after the last news.",
            "Comments close %(days)s days after the last news.",
            days,
        )
        return words % {"days": days}
    return ""


def _read_closed() -> dict[str, str]:
    """Return the paths of the pages that somebody closed, with the reason given last."""
    return dict(Closing.objects.order_by("closed_at").values_list("path", "reason"))
