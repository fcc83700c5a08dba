"""From a filled-in form to a comment that waits for its author, for a moderator, or for nobody."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django_comments.signals import comment_was_posted, comment_will_be_posted

from onrecord_site.comments import who
from onrecord_site.comments.forms import NAME_CHARS, CommentForm
from onrecord_site.comments.models import DEEPEST, Comment, CommentRules
from onrecord_site.comments.moderation import place, settle_new, why_wait
from onrecord_site.identity.models import current_identity
from onrecord_site.mail import throttle
from onrecord_site.mail.addresses import address_of
from onrecord_site.mail.letters import post, render_letter
from onrecord_site.mail.links import CONFIRM_FOR, link

CONFIRM_VIEW, OWN_VIEW = "comment-confirm", "comment-own"
MODERATE = "comments.can_moderate"


class TooOftenError(Exception):
    """This client, or somebody with this address, commented too often."""


@transaction.atomic
def post_comment(
    request: HttpRequest, form: CommentForm, rules: CommentRules, parent: Comment | None
) -> Comment | None:
    """Keep the comment of a valid form.

    Args:
        request: Whose comment it is; counted.
        form: Valid.
        rules: Those in force.
        parent: What it answers.

    Returns:
        The comment, or ``None`` where it was taken and forgotten: it came from a program or
        from somebody banned, was sent a second time, or a listener to django-contrib-comments'
        signals refused it. The answer to the reader is the same.

    Raises:
        TooOftenError: Too many comments came from there.
    """
    email = form.cleaned_data.get("email", "")
    if form.is_from_a_program or who.is_banned(request, email):
        return None
    _count(request, email)
    comment = _made(request, form, parent)
    if _was_sent_before(comment) or _is_refused(comment, request):
        return None
    place(comment, parent, DEEPEST)
    if comment.address:
        _ask_author(comment, form)
    else:
        settle_new(comment, _why_wait(comment, rules))
    comment_was_posted.send(sender=Comment, comment=comment, request=request)
    return comment


def _count(request: HttpRequest, email: str) -> None:
    client = who.client_digest(request)
    if not throttle.allowed("comments-of", client, *who.COMMENTS_OF_A_CLIENT):
        raise TooOftenError
    address = who.email_digest(email) if email else ""
    if address and not throttle.allowed("comments-of", address, *who.COMMENTS_OF_AN_ADDRESS):
        raise TooOftenError


def _made(request: HttpRequest, form: CommentForm, parent: Comment | None) -> Comment:
    given: dict[str, Any] = form.cleaned_data
    target = form.target
    user = request.user if "name" not in form.fields else None
    return Comment(
        content_type=target.content_type,
        # An answer stays with what it answers, should a story come apart again.
        object_pk=parent.object_pk if parent else target.object_pk,
        parent=parent,
        user=user,
        user_name=given.get("name") or _name_of(user),
        comment=given["comment"],
        statement=given.get("statement", ""),
        submit_date=timezone.now(),
        is_public=False,
        address=address_of(given["email"]) if given.get("email") else None,
        client="" if user else who.client_digest(request),
        wants_answers=given.get("wants_answers", False),
    )


def _name_of(user: Any) -> str:
    """The name of an account that readers see; not the one that is signed in with."""
    return (user.get_full_name() or current_identity().shown_name)[:NAME_CHARS]


def _was_sent_before(new: Comment) -> bool:
    """Whether the same stands there already: a button is easily pressed twice."""
    same = Comment.objects.of(new.target) if new.target else Comment.objects.none()
    return same.filter(
        parent=new.parent, user=new.user, user_name=new.user_name, address=new.address,
        comment=new.comment, is_removed=False,
    ).exists()  # fmt: skip


def _is_refused(comment: Comment, request: HttpRequest) -> bool:
    answers = comment_will_be_posted.send(sender=Comment, comment=comment, request=request)
    return any(answer is False for _receiver, answer in answers)


def _why_wait(comment: Comment, rules: CommentRules) -> str:
    """Moderators look at no comment of their own; an author whom nothing confirmed has to wait."""
    if not comment.user:
        return _("Nobody confirmed who wrote it: this site sends no mail.")
    return "" if comment.user.has_perm(MODERATE) else why_wait(comment, rules)


def _ask_author(comment: Comment, form: CommentForm) -> None:
    """Mail the links to confirm and to remove it. Its words are not in the mail.

    Otherwise anybody could have the site send words of theirs to anybody.
    """
    label = form.target.label
    asked = _("Somebody, perhaps you, wrote a comment with this address, at %(site)s on: %(what)s.")
    letter = render_letter(
        "comments/confirm_letter",
        _("Please confirm your comment: %(what)s") % {"what": label},
        {
            "asked": asked % {"site": current_identity().shown_name, "what": label},
            "link": link(CONFIRM_VIEW, comment.address, comment.pk),
            "own_link": link(OWN_VIEW, comment.address, comment.pk),
            "holds": _("The link to confirm holds for %(days)s days.") % {"days": CONFIRM_FOR.days},
        },
    )
    letter.save()
    post(letter, [comment.address])
