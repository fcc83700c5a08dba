"""What is not kept: comments nobody confirmed, and whence a comment came."""

from django.utils import timezone

from onrecord_site.comments.models import Ban, Comment, Report
from onrecord_site.comments.who import CLIENT_KEPT
from onrecord_site.mail.links import CONFIRM_FOR


def forget_commenters() -> None:
    """Delete what was not confirmed in time, and digests of networks after `CLIENT_KEPT`."""
    now = timezone.now()
    Comment.objects.filter(confirmed_at=None, submit_date__lt=now - CONFIRM_FOR).delete()
    old = now - CLIENT_KEPT
    Comment.objects.filter(submit_date__lt=old).exclude(client="").update(client="")
    Report.objects.filter(made_at__lt=old, client__isnull=False).update(client=None)
    Ban.objects.filter(holds_until__lt=now).delete()
