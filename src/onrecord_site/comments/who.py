"""Who comments, as far as the site knows: digests that tell nobody's name."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from onrecord_site.comments.models import Ban, Comment
from onrecord_site.mail import throttle
from onrecord_site.mail.addresses import plain

#: How long the digest of a network address is kept, and a ban of it holds.
CLIENT_KEPT = timedelta(days=30)
COMMENTS_OF_A_CLIENT = (20, timedelta(hours=1))
COMMENTS_OF_AN_ADDRESS = (8, timedelta(hours=24))
REPORTS_OF_A_CLIENT = (20, timedelta(hours=1))


def client_digest(request: HttpRequest) -> str:
    """Return the keyed digest of a client's network."""
    return throttle.digest("comment", throttle.network_of(request))


def email_digest(email: str) -> str:
    """Return the keyed digest of a mail address, or of a domain as ``@example.org``."""
    return throttle.digest("comment-address", plain(email))


def is_banned(request: HttpRequest, email: str) -> bool:
    """Whether this network, this address or its whole domain is banned."""
    digests = [client_digest(request)]
    if email:
        digests += [email_digest(email), email_digest("@" + email.rpartition("@")[2])]
    holds = Q(holds_until=None) | Q(holds_until__gt=timezone.now())
    return Ban.objects.filter(holds, who__in=digests).exists()


def ban_email(email: str, label: str, **given: object) -> Ban:
    """Ban a mail address, or a domain as ``@example.org``; what it wrote stays as it is."""
    return _ban(email_digest(email), label, None, given)


def ban_author(comment: Comment, **given: object) -> None:
    """Ban who wrote a comment, by mail address and, for a while, by network."""
    label = f"{comment.user_name}, {comment.submit_date:%Y-%m-%d}"
    if comment.address:
        ban_email(comment.address.email, label, **given)
    if comment.client:
        _ban(comment.client, label, timezone.now() + CLIENT_KEPT, given)


def _ban(who: str, label: str, until: datetime | None, given: dict[str, object]) -> Ban:
    made = {"label": label[:200], "holds_until": until, **given}
    return Ban.objects.update_or_create(who=who, defaults=made)[0]
