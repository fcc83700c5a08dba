"""Links that stand in mails: signed, and good for one purpose and a time.

Whoever holds such a link may do what it is for, and needs no account. The signature is made with
the site's key (`django.core.signing`); the purpose is part of it, so that a link to confirm one
thing is of no use for another.
"""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.urls import reverse

from onrecord_site.changes.tell import whole
from onrecord_site.mail.models import Address

#: How long a link to confirm holds.
CONFIRM_FOR = timedelta(days=3)
#: How long the link to one's own page holds; a new one can be asked for.
CHOICES_FOR = timedelta(days=30)
#: Links to end something hold long: all they can do is stop mail (RFC 8058 asks for no login).
LEAVE_FOR = timedelta(days=3650)


def link(view: str, address: Address, what: str | int = "") -> str:
    """Return the whole address of `view` with a token for this address and thing."""
    token = signing.dumps([address.pk, address.nonce, what], salt=view)
    return whole(reverse(view, args=[token]))


def read_token(view: str, token: str, holds: timedelta) -> tuple[Address, Any] | None:
    """Return the address and the thing of a token, or ``None`` where it does not hold."""
    try:
        key, nonce, what = signing.loads(token, salt=view, max_age=holds)
    except signing.BadSignature:
        return None
    address = Address.objects.filter(pk=key, nonce=nonce).first()
    return (address, what) if address else None
