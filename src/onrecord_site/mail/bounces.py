"""Mail that came back: addresses that cannot be delivered to get no more letters.

Bounces come in two ways: as mails in the format of RFC 3464, which `onrecord bounces` reads, and
as reports of a mail provider, which django-anymail receives. A mail can be forged, so one counts
only if it holds the Message-ID of a delivery to the very address it complains of.
"""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import Any

from anymail.signals import AnymailTrackingEvent
from django.utils import timezone

from onrecord_site.mail.addresses import plain
from onrecord_site.mail.letters import delivery_of, drop_waiting
from onrecord_site.mail.models import Address, Delivery

#: A provider's words for: there is no use, or no wish, in writing to this address again.
FINAL_EVENTS = frozenset({"bounced", "complained", "unsubscribed"})
FINAL_REASONS = frozenset({"invalid", "bounced", "spam", "unsubscribed"})


def mark_undeliverable(address: Address, problem: str) -> None:
    """Send no more letters of any list to an address, until it confirms something anew."""
    address.undeliverable_at, address.problem = timezone.now(), problem
    address.save(update_fields=["undeliverable_at", "problem"])
    drop_waiting(address)


def heed_bounce(mail: bytes) -> list[str]:
    """Mark the addresses that a bounce says cannot be delivered to, and return them.

    Anything else, and bounces of mail that is not of this site, give an empty list.
    """
    message = message_from_bytes(mail, policy=policy.default)
    deliveries = {key for part in message.walk() if (key := _returned(part)) is not None}
    marked = []
    for recipient, problem in _failures(message):
        sent = Delivery.objects.filter(pk__in=deliveries, address__email=plain(recipient))
        for delivery in sent.select_related("address"):
            mark_undeliverable(delivery.address, problem)
            marked.append(delivery.address.email)
    return marked


def heed_report(event: AnymailTrackingEvent, **_: Any) -> None:
    """Mark the address of a provider's report where the report is final."""
    rejected = event.event_type == "rejected" and event.reject_reason in FINAL_REASONS
    if event.event_type in FINAL_EVENTS or rejected:
        address = Address.objects.filter(email=plain(event.recipient or "")).first()
        if address:
            problem = event.description or event.mta_response or event.event_type
            mark_undeliverable(address, problem)


def _returned(part: Message) -> int | None:
    """Return which delivery this part of a bounce quotes, if it quotes one."""
    if part.get_content_type() == "text/rfc822-headers":
        quoted = message_from_bytes(part.get_payload(decode=True) or b"", policy=policy.default)
        return delivery_of(str(quoted.get("Message-ID", "")))
    return delivery_of(str(part.get("Message-ID", "")))


def _failures(message: EmailMessage) -> Iterator[tuple[str, str]]:
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            for block in part.get_payload():
                status = str(block.get("Status", "")).strip()
                action = str(block.get("Action", "")).strip().lower()
                recipient = block.get("Original-Recipient") or block.get("Final-Recipient") or ""
                if action == "failed" and status.startswith("5"):
                    words = block.get("Diagnostic-Code") or f"{action} {status}"
                    yield str(recipient).rpartition(";")[2].strip(), str(words)
