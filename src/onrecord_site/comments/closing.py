"""Whether a page takes comments, and why not."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onrecord_site.comments.commentable import Target
from onrecord_site.comments.models import Closing, CommentRules


@dataclass(frozen=True, slots=True)
class Opening:
    """`closed` says in words why nothing is taken; "" where comments are open."""

    closed: str

    @property
    def is_open(self) -> bool:
        """Whether a comment can be written."""
        return not self.closed


def opening_of(target: Target, rules: CommentRules) -> Opening:
    """Return whether a page takes comments: one query."""
    by_hand = Closing.objects.filter(path=target.url).first()
    if by_hand:
        return Opening(by_hand.reason or _("Comments on this page are closed."))
    days = rules.close_after_days
    if days and target.dated and target.dated < timezone.now() - timedelta(days=days):
        words = ngettext(
            "Comments close %(days)s day after the last news.",
            "Comments close %(days)s days after the last news.",
            days,
        )
        return Opening(words % {"days": days})
    return Opening("")
