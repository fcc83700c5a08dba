"""Everything that changes what readers see of comments, each in one transaction."""

import re
from collections import Counter
from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from onrecord_site.comments.answers import tell_answer
from onrecord_site.comments.models import Comment, CommentRules, Report
from onrecord_site.comments.rendering import count_links
from onrecord_site.comments.signals import shown_changed

RemovedBy = Comment.RemovedBy
#: Width of one comment's id in a path.
STEP = 12


def place(comment: Comment, parent: Comment | None, deepest: int) -> None:
    """Save a new comment where it belongs in its thread."""
    comment.parent = parent
    comment.save()
    step = f"{comment.pk:0{STEP}d}"
    if parent is None:
        comment.thread, comment.path, comment.depth = comment.pk, step, 0
    else:
        above = parent.path[: deepest * STEP]
        comment.thread, comment.path = parent.thread, above + step
        comment.depth = min(parent.depth + 1, deepest)
    comment.save(update_fields=["thread", "path", "depth"])


def why_wait(comment: Comment, rules: CommentRules) -> str:
    """Return why a moderator has to look at a comment before readers do, "" for no reason."""
    if rules.mode != CommentRules.Mode.LOOK_AFTER:
        return _("Every comment is looked at first.")
    text = " ".join(f"{comment.user_name} {comment.comment}".casefold().split())
    for words in rules.listed("words"):
        if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            return _("It has words of the list: %(words)s") % {"words": words}
    if (links := count_links(comment.comment)) > rules.links_at_most:
        return _("It has %(count)s links.") % {"count": links}
    return ""


@transaction.atomic
def settle_new(comment: Comment, why: str) -> None:
    """Show a new comment, or let it wait where there is a reason; twice is once."""
    if comment.confirmed_at:
        return
    comment.confirmed_at = timezone.now()
    comment.held_because = why
    comment.save(update_fields=["confirmed_at", "held_because"])
    if not why:
        _show(comment)


@transaction.atomic
def approve(comments: Iterable[Comment], user: AbstractBaseUser | None) -> int:
    """Show comments, whatever was decided or reported before, and return how many.

    What its author has not confirmed or has removed stays as it is.
    """
    count = 0
    for comment in _fresh(comments):
        if comment.confirmed_at is None or comment.removed_by == RemovedBy.AUTHOR:
            continue
        _decide(comment, user)
        _show(comment)
        count += 1
    return count


@transaction.atomic
def reject(comments: Iterable[Comment], user: AbstractBaseUser | None) -> int:
    """Remove comments, and return how many; where answers are shown, the place stays."""
    count = 0
    for comment in _fresh(comments):
        if comment.is_removed:
            continue
        _decide(comment, user)
        _remove(comment, RemovedBy.MODERATOR)
        count += 1
    return count


@transaction.atomic
def remove_own(comment: Comment) -> None:
    """Remove a comment for its author: the words, the name and the address are gone for good."""
    comment.comment = comment.user_name = comment.statement = comment.client = ""
    comment.address = None
    comment.wants_answers = False
    comment.save(
        update_fields=["comment", "user_name", "statement", "client", "address", "wants_answers"]
    )
    _settle_reports(comment)
    _remove(comment, RemovedBy.AUTHOR)


@transaction.atomic
def report(comment: Comment, reason: str, note: str, client: str) -> None:
    """Keep a reader's report; enough of them hide the comment until somebody looked at it.

    A network counts once. What a moderator let stand in spite of reports is not hidden again.
    """
    Report.objects.get_or_create(
        comment=comment, client=client, defaults={"reason": reason, "note": note}
    )
    reports = comment.reports.all()
    if reports.filter(settled_at__isnull=False).exists():
        return
    if reports.count() >= CommentRules.in_force().hide_after_reports:
        hidden = Comment.objects.shown().filter(pk=comment.pk)
        if hidden.update(is_public=False, held_because=_("Readers reported it.")):
            _settle_thread(comment.thread)
            _tell_changed(comment)


def _fresh(comments: Iterable[Comment]) -> QuerySet[Comment]:
    return Comment.objects.filter(pk__in=[each.pk for each in comments]).order_by("thread", "path")


def _decide(comment: Comment, user: AbstractBaseUser | None) -> None:
    comment.decided_by, comment.decided_at, comment.held_because = user, timezone.now(), ""
    comment.save(update_fields=["decided_by", "decided_at", "held_because"])
    _settle_reports(comment)


def _settle_reports(comment: Comment) -> None:
    comment.reports.filter(settled_at=None).update(settled_at=timezone.now())


def _show(comment: Comment) -> None:
    comment.is_public, comment.is_removed, comment.removed_by = True, False, ""
    comment.save(update_fields=["is_public", "is_removed", "removed_by"])
    _settle_thread(comment.thread)
    tell_answer(comment)
    _tell_changed(comment)


def _remove(comment: Comment, by: str) -> None:
    comment.is_public, comment.is_removed, comment.removed_by = False, True, by
    comment.save(update_fields=["is_public", "is_removed", "removed_by"])
    _settle_thread(comment.thread)
    _tell_changed(comment)


def _settle_thread(thread: int) -> None:
    """Count anew what is shown below each comment of a thread."""
    rows = list(Comment.objects.filter(thread=thread).only(
        "path", "shown_below", "is_public", "is_removed"
    ))  # fmt: skip
    below: Counter[str] = Counter()
    for row in rows:
        if row.is_public and not row.is_removed:
            below.update(row.path[:end] for end in range(STEP, len(row.path), STEP))
    for row in rows:
        if row.shown_below != below[row.path]:
            row.shown_below = below[row.path]
            row.save(update_fields=["shown_below"])


def _tell_changed(comment: Comment) -> None:
    target = comment.target
    transaction.on_commit(
        lambda: shown_changed.send_robust(sender=Comment, target=target), robust=True
    )
