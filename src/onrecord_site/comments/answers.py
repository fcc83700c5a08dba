"""Mails to those who wished to know of answers to their comment."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from onrecord_site.changes.tell import whole
from onrecord_site.comments.models import Comment
from onrecord_site.mail.letters import drop_waiting, post, render_letter
from onrecord_site.mail.models import Address

LEAVE_VIEW = "comment-leave"


def tell_answer(answer: Comment) -> None:
    """Write to the authors of what an answer stands below, the first time that it is shown.

    Called in the transaction that shows it, so that nobody is told twice or of nothing.
    """
    if answer.parent_id is None or answer.answers_told_at or not settings.MAIL_FROM:
        return
    answer.answers_told_at = timezone.now()
    answer.save(update_fields=["answers_told_at"])
    addresses = _listeners(answer)
    target = answer.target
    if not addresses or target is None:
        return
    subject = _("%(name)s answered: %(what)s")
    letter = render_letter(
        "comments/answer_letter",
        subject % {"name": answer.user_name, "what": target.label},
        {"answer": answer, "target": target, "url": whole(answer.get_absolute_url())},
    )
    letter.leave_view, letter.list_name = LEAVE_VIEW, list_name(answer.thread)
    letter.save()
    post(letter, addresses)


def list_name(thread: int) -> str:
    """Return the name of the mails about one thread."""
    return f"comments-{thread}"


def leave_thread(address: Address, thread: int) -> None:
    """End the mails about one thread, those that wait among them."""
    address.comments.filter(thread=thread).update(wants_answers=False)
    drop_waiting(address, LEAVE_VIEW, list_name(thread))


def threads_followed(address: Address) -> list[Comment]:
    """Return of each thread that an address is told of, one comment of its own."""
    asked = address.comments.filter(wants_answers=True, confirmed_at__isnull=False)
    return list({comment.thread: comment for comment in asked}.values())


def _listeners(answer: Comment) -> list[Address]:
    """The addresses of the comments above that asked for it; nobody hears of their own."""
    above: list[int] = []
    parent = answer.parent
    while parent is not None:
        above.append(parent.pk)
        parent = parent.parent
    asked = Address.objects.filter(
        comments__in=above,
        comments__wants_answers=True,
        comments__is_removed=False,
        undeliverable_at=None,
    )
    return list(asked.exclude(pk=answer.address_id).distinct())
