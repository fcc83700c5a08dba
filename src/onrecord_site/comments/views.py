"""Read comments, write one, confirm it, remove it, report another's."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onrecord_site.comments import who
from onrecord_site.comments.answers import LEAVE_VIEW, leave_thread
from onrecord_site.comments.closing import why_closed
from onrecord_site.comments.commentable import Target, find
from onrecord_site.comments.forms import CommentForm, ReportForm
from onrecord_site.comments.models import Comment, CommentRules
from onrecord_site.comments.moderation import remove_own, report, settle_new, why_wait
from onrecord_site.comments.posting import (
    CONFIRM_VIEW,
    OWN_VIEW,
    TooOftenError,
    post_comment,
)
from onrecord_site.comments.section import build_comments_page, show_one
from onrecord_site.mail import throttle
from onrecord_site.mail.guards import one_click, own_site_only
from onrecord_site.mail.links import CONFIRM_FOR, LEAVE_FOR, link, read_token
from onrecord_site.mail.models import Address
from onrecord_site.mail.pages import expired

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def comments(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """All comments of a page."""
    target = _target(kind, key)
    if target.key != key:
        return _moved(request, target.comments_url)
    at, after = (_number(request.GET.get(name, "")) for name in ("at", "after"))
    page = build_comments_page(target, request, at=at, after=after)
    if page is None:
        raise Http404(key)
    response = render(request, "comments/all.html", {"page": page})
    # The page commented on is the one to be found.
    response["X-Robots-Tag"] = "noindex"
    return response


@own_site_only
@form_methods
def write(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The form for a comment or an answer."""
    target = _target(kind, key)
    if target.key != key and request.method != "POST":
        return _moved(request, target.write_url)
    rules = CommentRules.in_force()
    if rules.mode == CommentRules.Mode.OFF:
        raise Http404(key)
    closed = why_closed(target, rules)
    if closed:
        return render(request, "comments/closed.html", {"target": target, "closed": closed},
                      status=403 if request.method == "POST" else 200)  # fmt: skip
    parent = _parent(request, target)
    form = _form(request, target, rules)
    status = 200
    if request.method == "POST":
        if form.is_from_a_program:
            return redirect("comment-sent")
        if form.is_valid():
            try:
                made = post_comment(request, form, rules, parent)
            except TooOftenError:
                form.add_error(None, _("Many comments came from you. Please try again later."))
                status = 429
            else:
                return redirect(made if made and made.is_public else "comment-sent")
        if form.security_errors():
            form.add_error(None, _("The page was open for long. Please send the comment again."))
        form.sign_anew()
    context = {
        "target": target, "form": form, "rules": rules, "problems": _problems(form),
        "answers": show_one(parent, target) if parent else None,
    }  # fmt: skip
    return render(request, "comments/write.html", context, status=status)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What everybody is told whose comment does not show at once."""
    context = {"asks_mail": bool(settings.MAIL_FROM) and not request.user.is_authenticated}
    response = render(request, "comments/sent.html", context)
    response["Cache-Control"] = "no-store"
    return response


@own_site_only
@form_methods
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm a comment. Opening the page does nothing: mail scanners do that."""
    held = read_token(CONFIRM_VIEW, token, CONFIRM_FOR)
    comment = _own_comment(held)
    if not held or not comment or not comment.target:
        return expired(request)
    if request.method == "POST":
        banned = who.is_banned(request, held[0].email)
        why = _("Its author was banned meanwhile.") if banned else ""
        settle_new(comment, why or why_wait(comment, CommentRules.in_force()))
        Address.objects.filter(pk=held[0].pk).update(undeliverable_at=None, problem="")
    if comment.confirmed_at:
        return redirect(urlsplit(link(OWN_VIEW, held[0], comment.pk)).path)
    context = {"target": comment.target, "comment": show_one(comment, comment.target)}
    return render(request, "comments/confirm.html", context)


@own_site_only
@form_methods
def own(request: HttpRequest, token: str) -> HttpResponse:
    """An author's own comment: what became of it, and the button that removes it."""
    held = read_token(OWN_VIEW, token, LEAVE_FOR)
    comment = _own_comment(held)
    if not comment:
        return expired(request)
    if request.method == "POST":
        remove_own(comment)
        return render(request, "comments/done.html", {"heading": _("Your comment is removed"),
                                                      "target": comment.target})  # fmt: skip
    shown = show_one(comment, comment.target) if comment.target else None
    context = {"target": comment.target, "row": comment, "comment": shown}
    return render(request, "comments/own.html", context)


@one_click
@form_methods
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """End the mails about one thread, at one click (RFC 8058)."""
    held = read_token(LEAVE_VIEW, token, LEAVE_FOR)
    thread = str(held[1]).rpartition("-")[2] if held else ""
    if not held or not thread.isdecimal():
        return expired(request)
    if request.method == "POST":
        leave_thread(held[0], int(thread))
        context = {"heading": _("No more mails about these answers are sent to you")}
        return render(request, "comments/done.html", context)
    context = {"heading": _("End mails about answers?"), "email": held[0].email,
               "button": _("End these mails")}  # fmt: skip
    return render(request, "mail/decide.html", context)


@own_site_only
@form_methods
def report_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a comment."""
    comment = get_object_or_404(Comment.objects.shown().select_related("parent"), pk=pk)
    rules = CommentRules.in_force()
    if rules.mode == CommentRules.Mode.OFF or not comment.target:
        raise Http404(pk)
    form = ReportForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        client = who.client_digest(request)
        if form.is_from_a_program:
            return _reported(request, comment)
        if throttle.allowed("reports-of", client, *who.REPORTS_OF_A_CLIENT):
            report(comment, form.cleaned_data["reason"], form.cleaned_data["note"], client)
            return _reported(request, comment)
        form.add_error(None, _("Many reports came from you. Please try again later."))
        status = 429
    context = {"target": comment.target, "form": form, "problems": _problems(form),
               "comment": show_one(comment, comment.target)}  # fmt: skip
    return render(request, "comments/report.html", context, status=status)


def _reported(request: HttpRequest, comment: Comment) -> HttpResponse:
    context = {"heading": _("Thank you. Moderators will look at it."), "target": comment.target}
    return render(request, "comments/done.html", context)


def _target(kind: str, key: str) -> Target:
    target = find(kind, key)
    if target is None:
        raise Http404(key)
    return target


def _moved(request: HttpRequest, url: str) -> HttpResponse:
    """Lead to where a page is now, with what was asked of it."""
    query = request.META["QUERY_STRING"]
    return redirect(f"{url}?{query}" if query else url, permanent=True)


def _form(request: HttpRequest, target: Target, rules: CommentRules) -> CommentForm:
    statement = request.GET.get("about", "").removeprefix("s-")
    return CommentForm(
        target,
        rules,
        knows_author=request.user.is_authenticated,
        asks_mail=bool(settings.MAIL_FROM),
        data=request.POST if request.method == "POST" else None,
        initial={"statement": statement},
    )


def _parent(request: HttpRequest, target: Target) -> Comment | None:
    """What is answered: a comment that readers see on this very page."""
    if "reply" not in request.GET:
        return None
    shown = Comment.objects.of(target).shown().select_related("parent")
    return get_object_or_404(shown, pk=_number(request.GET["reply"]))


def _problems(form: CommentForm | ReportForm) -> list[tuple[str, str, str]]:
    """What has to be put right: the field's id, its label, and what is wrong."""
    found = [("", "", error) for error in form.non_field_errors()]
    fields = [field for field in form.visible_fields() if field.name not in ("honeypot", "website")]
    return found + [
        (field.id_for_label or field.auto_id, field.label, error)
        for field in fields
        for error in field.errors
    ]


def _own_comment(held: tuple[Address, int] | None) -> Comment | None:
    if not held or not str(held[1]).isdecimal():
        return None
    address, pk = held
    return Comment.objects.filter(pk=pk, address=address).select_related("parent").first()


def _number(text: str) -> int:
    """An id from an address; what is none, or greater than any, finds nothing."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0
