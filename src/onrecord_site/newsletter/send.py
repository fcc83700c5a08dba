"""Turns an issue into a letter, and posts it to everybody who subscribed."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from onrecord_site.mail.addresses import address_of
from onrecord_site.mail.letters import drop_waiting, post, render_letter
from onrecord_site.mail.models import Address, Letter
from onrecord_site.newsletter.models import Issue
from onrecord_site.newsroom.models import Statement

LEAVE_VIEW = "newsletter-leave"


def issue_letter(issue: Issue) -> Letter:
    """Return the letter of an issue as it stands now, not saved."""
    given = {"issue": issue, "items": standing_items(issue)}
    letter = render_letter("newsletter/issue", issue.subject, given)
    letter.leave_view, letter.list_name = LEAVE_VIEW, issue.newsletter.slug
    return letter


def standing_items(issue: Issue) -> list[dict[str, Any]]:
    """Return what an issue tells now.

    What an editor rejected since it was composed is left out, and so is an item of which
    nothing is left.
    """
    items = list(issue.items.all())
    ids = {line["statement"] for item in items for line in item.lines}
    public = set(Statement.objects.public().named(ids).values_list("pk", flat=True))
    return [
        {"story": item.story, "story_url": item.story_url, "label": item.label, "url": item.url,
         "lines": lines}
        for item in items
        if (lines := item.standing_lines(public))
    ]  # fmt: skip


def post_approved() -> int:
    """Post every issue that is approved and not sent; return how many."""
    waiting = Issue.objects.filter(approved_at__isnull=False, sent_at=None)
    return sum(post_issue(key) for key in waiting.values_list("pk", flat=True))


@transaction.atomic
def post_issue(issue_key: int) -> bool:
    """Make a delivery for each subscriber, all of them or none; an issue is posted once.

    An issue of which nothing stands any more goes to nobody.
    """
    issue = Issue.objects.select_for_update().get(pk=issue_key)
    if issue.sent_at or not issue.approved_at:
        return False
    issue.sent_at = timezone.now()
    if tells := bool(standing_items(issue)):
        issue.letter = issue_letter(issue)
        issue.letter.save()
        post(issue.letter, subscribers(issue).iterator())
    issue.save(update_fields=["letter", "sent_at"])
    return tells


def post_test(issue: Issue, email: str) -> None:
    """Post the issue as it stands now to one address, marked as a test."""
    letter = issue_letter(issue)
    letter.subject = _("[Test] %(subject)s") % {"subject": letter.subject}
    letter.save()
    post(letter, [address_of(email)])


def subscribers(issue: Issue) -> QuerySet[Address]:
    """Return who gets an issue."""
    return Address.objects.filter(subscriptions__newsletter=issue.newsletter, undeliverable_at=None)


def end_subscription(address: Address, slug: str) -> None:
    """Send this newsletter to this address no more, what waits already included."""
    address.subscriptions.filter(newsletter__slug=slug).delete()
    drop_waiting(address, LEAVE_VIEW, slug)
