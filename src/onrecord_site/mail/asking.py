"""The first half of double opt-in: an address is asked, by mail, whether it meant it.

What is answered on the page is the same whatever is known of the address, and no mail server is
spoken to meanwhile: neither words nor time tell whether somebody follows something here.
"""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from onrecord_site.identity.models import current_identity
from onrecord_site.mail.addresses import address_of, plain
from onrecord_site.mail.forms import AddressForm
from onrecord_site.mail.letters import CHOICES_VIEW, post, render_letter
from onrecord_site.mail.links import CHOICES_FOR, CONFIRM_FOR, link
from onrecord_site.mail.models import Address
from onrecord_site.mail.throttle import client_may_ask, may_write_to


class TooOftenError(Exception):
    """This client asked too often. It says nothing about any address."""


def ask(request: HttpRequest, form: AddressForm, view: str, what: str, label: str) -> None:
    """Mail a link that confirms, to the address of a valid form.

    Args:
        request: Who asks; counted.
        form: Valid. What a program sends is taken and forgotten.
        view: The view that confirms; it is given the address and `what`.
        what: The thing to be followed, as the view knows it.
        label: The thing's name for people.

    Raises:
        TooOftenError: The client asked too often.
    """
    asked = _("Somebody, perhaps you, asked at %(site)s to get this by mail: %(what)s.")
    holds = _("The link holds for %(days)s days.") % {"days": CONFIRM_FOR.days}
    _write(
        request, form, _("Please confirm: %(what)s") % {"what": label},
        lambda address: {
            "asked": asked % {"site": _site(request), "what": label},
            "link": link(view, address, what),
            "button": _("Yes, send it to me"),
            "holds": holds,
        },
    )  # fmt: skip


def ask_for_choices(request: HttpRequest, form: AddressForm) -> None:
    """Mail the link to an address's own page; see `ask`."""
    holds = _("The link holds for %(days)s days.") % {"days": CHOICES_FOR.days}
    asked = _("Somebody, perhaps you, asked at %(site)s what this address follows there.")
    _write(
        request, form, _("What you follow at %(site)s") % {"site": _site(request)},
        lambda address: {
            "asked": asked % {"site": _site(request)},
            "link": link(CHOICES_VIEW, address),
            "button": _("See and change what I follow"),
            "holds": holds,
        },
    )  # fmt: skip


def _site(request: HttpRequest) -> str:
    return current_identity(request).shown_name


@transaction.atomic
def _write(
    request: HttpRequest,
    form: AddressForm,
    subject: str,
    context_for: Callable[[Address], dict[str, str]],
) -> None:
    if not client_may_ask(request):
        raise TooOftenError
    email = plain(form.cleaned_data["email"])
    if form.is_from_a_program or not may_write_to(email):
        return
    address = address_of(email)
    letter = render_letter("mail/confirm", subject, context_for(address))
    letter.save()
    post(letter, [address])
