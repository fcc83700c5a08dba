"""Follow something, confirm it, see all one follows, end it."""

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onrecord_site.comments.answers import leave_thread, threads_followed
from onrecord_site.feeds.formats import FORMATS
from onrecord_site.follow.alerts import LEAVE_VIEW
from onrecord_site.follow.models import MailFollow, Subject
from onrecord_site.follow.subjects import find, last_change
from onrecord_site.mail.asking import TooOftenError, ask, ask_for_choices
from onrecord_site.mail.forms import AddressForm
from onrecord_site.mail.guards import one_click, own_site_only
from onrecord_site.mail.letters import CHOICES_VIEW, drop_waiting
from onrecord_site.mail.links import CHOICES_FOR, CONFIRM_FOR, LEAVE_FOR, link, read_token
from onrecord_site.mail.models import Address
from onrecord_site.mail.pages import asked_too_often, expired
from onrecord_site.newsletter.models import Newsletter
from onrecord_site.newsletter.send import end_subscription

CONFIRM_VIEW = "follow-confirm"
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What can be followed here, and how."""
    context = {
        "formats": list(FORMATS),
        "newsletters": Newsletter.objects.all() if settings.MAIL_FROM else (),
        "form": AddressForm() if settings.MAIL_FROM else None,
    }
    return render(request, "follow/index.html", context)


@own_site_only
@form_methods
def subject(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Follow one thing: its feeds, and a form for alerts by mail."""
    found = find(kind, key)
    if found is None:
        raise Http404(key)
    form = AddressForm(request.POST or None) if settings.MAIL_FROM else None
    if request.method == "POST" and form and form.is_valid():
        try:
            ask(request, form, CONFIRM_VIEW, f"{kind}/{key}", found.label)
        except TooOftenError:
            return asked_too_often(request)
        return redirect("mail-asked")
    return render(request, "follow/subject.html", {"found": found, "form": form})


@own_site_only
@form_methods
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The second half of double opt-in. Opening the page does nothing: mail scanners do that."""
    held = read_token(CONFIRM_VIEW, token, CONFIRM_FOR)
    found = find(*held[1].split("/", 1)) if held else None
    if not held or not found:
        return expired(request)
    if request.method == "POST":
        _follow(held[0], found.kind, found.key, found.label)
        context = {"heading": _("You follow this now"), "thing": found.label, "url": found.url,
                   "choices": link(CHOICES_VIEW, held[0])}  # fmt: skip
        return render(request, "mail/done.html", context)
    context = {"heading": _("Follow by mail?"), "thing": found.label, "url": found.url,
               "email": held[0].email, "button": _("Yes, send me alerts")}  # fmt: skip
    return render(request, "mail/decide.html", context)


@own_site_only
@form_methods
def choices(request: HttpRequest, token: str) -> HttpResponse:
    """Everything an address gets from here, each with a button that ends it."""
    held = read_token(CHOICES_VIEW, token, CHOICES_FOR)
    if not held:
        return expired(request)
    address, _nothing = held
    if request.method == "POST":
        _end(address, request.POST)
        return redirect(CHOICES_VIEW, token)
    follows = address.follows.select_related("subject")
    context = {
        "address": address,
        "follows": [(each, find(each.subject.kind, each.subject.key)) for each in follows],
        "subscriptions": address.subscriptions.select_related("newsletter"),
        "comments": threads_followed(address),
    }
    return render(request, "follow/choices.html", context)


@own_site_only
@form_methods
def ask_choices(request: HttpRequest) -> HttpResponse:
    """Mail the link to one's own page."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and settings.MAIL_FROM and form.is_valid():
        try:
            ask_for_choices(request, form)
        except TooOftenError:
            return asked_too_often(request)
        return redirect("mail-asked")
    return render(request, "follow/ask_choices.html", {"form": form if settings.MAIL_FROM else ""})


@one_click
@form_methods
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """End all alerts of an address, at one click (RFC 8058)."""
    held = read_token(LEAVE_VIEW, token, LEAVE_FOR)
    if not held:
        return expired(request)
    if request.method == "POST":
        held[0].follows.all().delete()
        drop_waiting(held[0], LEAVE_VIEW)
        return render(request, "mail/done.html", {"heading": _("No more alerts are sent to you")})
    context = {"heading": _("End all alerts?"), "email": held[0].email,
               "button": _("End all alerts"), "choices": link(CHOICES_VIEW, held[0])}  # fmt: skip
    return render(request, "mail/decide.html", context)


@transaction.atomic
def _follow(address: Address, kind: str, key: str, label: str) -> None:
    """Doing it twice is doing it once. Who confirms can be delivered to."""
    made, _ = Subject.objects.update_or_create(kind=kind, key=key, defaults={"label": label})
    MailFollow.objects.get_or_create(
        address=address, subject=made, defaults={"told_through": last_change()}
    )
    Address.objects.filter(pk=address.pk).update(undeliverable_at=None, problem="")


def _end(address: Address, asked: QueryDict) -> None:
    """End what the pressed button names: a follow, a newsletter, a thread, or everything."""
    if "everything" in asked:
        address.follows.all().delete()
        address.subscriptions.all().delete()
        address.comments.update(wants_answers=False)
        drop_waiting(address)
    if (key := asked.get("follow", "")).isdecimal():
        address.follows.filter(pk=key).delete()
        if not address.follows.exists():
            drop_waiting(address, LEAVE_VIEW)
    if (key := asked.get("thread", "")).isdecimal():
        leave_thread(address, int(key))
    if (key := asked.get("newsletter", "")).isdecimal():
        for subscription in address.subscriptions.filter(pk=key).select_related("newsletter"):
            end_subscription(address, subscription.newsletter.slug)
