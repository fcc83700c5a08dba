"""Whether a page takes comments, and why not."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from onrecord_site.comments.commentable import Target
from onrecord_site.comments.models import Closing, CommentRules
from onrecord_site.page_cache.shared import shared


def why_closed(target: Target, rules: CommentRules, request: HttpRequest | None = None) -> str:
    """Return in words why a page takes no comments, "" where it does.

    For a request what was closed by hand is shared; otherwise it is asked of the database.
    """
    by_hand = shared("closed-by-hand", _closed_by_hand, request) if request else _closed_by_hand()
    if target.url in by_hand:
        return by_hand[target.url] or _("Comments on this page are closed.")
    days = rules.close_after_days
    if days and target.dated and target.dated < timezone.now() - timedelta(days=days):
        return target.kind.ages.words % {"days": days}
    return ""


def _closed_by_hand() -> dict[str, str]:
    """Return the paths of the pages that somebody closed, each with the reason given."""
    return dict(Closing.objects.values_list("path", "reason"))
