"""Subscribe to a newsletter, confirm it, end it."""

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onrecord_site.mail.asking import TooOftenError, ask
from onrecord_site.mail.forms import AddressForm
from onrecord_site.mail.guards import one_click, own_site_only
from onrecord_site.mail.letters import CHOICES_VIEW
from onrecord_site.mail.links import CONFIRM_FOR, LEAVE_FOR, link, read_token
from onrecord_site.mail.models import Address
from onrecord_site.mail.pages import asked_too_often, expired
from onrecord_site.newsletter.models import Newsletter, Subscription
from onrecord_site.newsletter.send import LEAVE_VIEW, end_subscription

CONFIRM_VIEW = "newsletter-confirm"
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@own_site_only
@form_methods
def newsletter(request: HttpRequest, slug: str) -> HttpResponse:
    """What a newsletter brings, and a form to subscribe."""
    if not settings.MAIL_FROM:
        raise Http404(slug)
    row = get_object_or_404(Newsletter, slug=slug)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask(request, form, CONFIRM_VIEW, row.slug, row.name)
        except TooOftenError:
            return asked_too_often(request)
        return redirect("mail-asked")
    return render(request, "newsletter/newsletter.html", {"newsletter": row, "form": form})


@own_site_only
@form_methods
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The second half of double opt-in; opening the page does nothing."""
    held = read_token(CONFIRM_VIEW, token, CONFIRM_FOR)
    row = Newsletter.objects.filter(slug=held[1]).first() if held else None
    if not held or not row:
        return expired(request)
    address = held[0]
    context = {"thing": row.name, "url": row.get_absolute_url()}
    if request.method == "POST":
        _subscribe(address, row)
        context |= {"heading": _("You are subscribed"), "choices": link(CHOICES_VIEW, address)}
        return render(request, "mail/done.html", context)
    context |= {"heading": _("Subscribe?"), "email": address.email, "button": _("Yes, subscribe")}
    return render(request, "mail/decide.html", context)


@one_click
@form_methods
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """End a subscription at one click (RFC 8058)."""
    held = read_token(LEAVE_VIEW, token, LEAVE_FOR)
    if not held:
        return expired(request)
    address, slug = held
    row = Newsletter.objects.filter(slug=slug).first()
    context = {"thing": row.name if row else ""}
    if request.method == "POST":
        end_subscription(address, slug)
        return render(request, "mail/done.html", {"heading": _("You are unsubscribed"), **context})
    context |= {"heading": _("Unsubscribe?"), "email": address.email, "button": _("Unsubscribe"),
                "choices": link(CHOICES_VIEW, address)}  # fmt: skip
    return render(request, "mail/decide.html", context)


@transaction.atomic
def _subscribe(address: Address, row: Newsletter) -> None:
    """Doing it twice is doing it once. Who confirms can be delivered to."""
    Subscription.objects.get_or_create(address=address, newsletter=row)
    Address.objects.filter(pk=address.pk).update(undeliverable_at=None, problem="")
