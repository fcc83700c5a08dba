"""Makes letters, and of a letter the mail to one address."""

from collections.abc import Iterable
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from onrecord_site.identity.models import current_identity
from onrecord_site.mail.links import link
from onrecord_site.mail.models import Address, Delivery, Letter

#: Stand in a letter where each reader's own links come: to end it, and to see what one gets.
LEAVE_LINK, CHOICES_LINK = "onrecord:leave", "onrecord:choices"
CHOICES_VIEW = "choices"
BATCH = 500


def render_letter(template: str, subject: str, context: dict[str, Any]) -> Letter:
    """Return a letter, not saved: ``template`` as ``.txt`` and as ``.html``."""
    identity = current_identity()
    given = {
        **context,
        "subject": subject,
        "site_name": identity.shown_name,
        "site_url": settings.SITE_URL,
        "imprint": identity.mail_imprint,
        "leave_link": LEAVE_LINK,
        "choices_link": CHOICES_LINK,
    }
    return Letter(
        subject=" ".join(subject.split()),
        text=render_to_string(f"{template}.txt", given).strip() + "\n",
        html=render_to_string(f"{template}.html", given),
    )


def post(letter: Letter, addresses: Iterable[Address]) -> None:
    """Make a delivery, due now, for each address that has none of this letter yet."""
    now = timezone.now()
    is_of_a_list = bool(letter.leave_view)
    made = [
        Delivery(letter=letter, address=address, is_of_a_list=is_of_a_list, due_at=now)
        for address in addresses
    ]
    Delivery.objects.bulk_create(made, batch_size=BATCH, ignore_conflicts=True)


def drop_waiting(address: Address, leave_view: str = "", list_name: str = "") -> None:
    """Take back what waits for an address: of one list, or all of its lists."""
    waiting = Delivery.objects.filter(address=address, state=Delivery.State.WAITING)
    waiting = waiting.filter(is_of_a_list=True)
    if leave_view:
        waiting = waiting.filter(letter__leave_view=leave_view, letter__list_name=list_name)
    waiting.update(state=Delivery.State.DROPPED)


def make_message(delivery: Delivery, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """Return the mail of a delivery, with the links of its address."""
    letter, address = delivery.letter, delivery.address
    headers = {"Message-ID": message_id(delivery.pk), "Auto-Submitted": "auto-generated"}
    text, html = letter.text, letter.html
    if letter.leave_view:
        leave = link(letter.leave_view, address, letter.list_name)
        choices = link(CHOICES_VIEW, address)
        text, html = (
            part.replace(LEAVE_LINK, leave).replace(CHOICES_LINK, choices) for part in (text, html)
        )
        headers |= _list_headers(letter, leave)
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=text,
        from_email=formataddr((current_identity().shown_name, settings.MAIL_FROM)),
        to=[address.email],
        headers=headers,
        connection=connection,
    )
    message.attach_alternative(html, "text/html")
    return message


def _list_headers(letter: Letter, leave: str) -> dict[str, str]:
    """The fields of RFC 2919, RFC 2369 and, where the link is HTTPS as it asks, RFC 8058."""
    name = letter.list_name or letter.leave_view
    headers = {
        "List-Id": f"<{name}.{_host()}>",
        "List-Unsubscribe": f"<{leave}>",
        "List-Help": f"<{settings.SITE_URL}/follow/>",
        "List-Post": "NO",
    }
    if leave.startswith("https://"):
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def message_id(delivery: int) -> str:
    """Return the Message-ID of a delivery: the same each time, and nobody else can make it."""
    return f"<{delivery}.{_mark(delivery)}@{_host()}>"


def delivery_of(message_id: str) -> int | None:
    """Return the id of the delivery that has this Message-ID, or ``None`` for any other."""
    number, _, rest = message_id.strip(" <>\t\r\n").partition(".")
    mark, _, _host_name = rest.partition("@")
    if number.isdecimal() and constant_time_compare(mark, _mark(int(number))):
        return int(number)
    return None


def _mark(delivery: int) -> str:
    return salted_hmac("onrecord.mail.message-id", str(delivery)).hexdigest()[:20]


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
