"""E-mail addresses as they are kept."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from onrecord_site.mail.models import Address, Attempt, Delivery

#: An address that confirmed nothing is forgotten after this time.
FORGET_AFTER = timedelta(days=7)
#: A letter that was delivered is forgotten after this time.
LETTERS_KEPT = timedelta(days=90)


def plain(email: str) -> str:
    """Return the form in which two spellings of an address are the same.

    Capitals do not count: no provider in use tells them apart, and two rows for one person would
    mean mailing them twice.
    """
    return email.strip().lower()


def address_of(email: str) -> Address:
    """Return the row of an address, made where there is none."""
    return Address.objects.get_or_create(email=plain(email))[0]


def forget() -> None:
    """Delete what is no longer needed: unconfirmed addresses, old letters, old attempts.

    Who follows or subscribes to something or has comments is kept; so is an address that cannot
    be delivered to.
    """
    now = timezone.now()
    wanted = Q(follows__isnull=False) | Q(subscriptions__isnull=False) | Q(comments__isnull=False)
    Attempt.objects.filter(at__lt=now - FORGET_AFTER).delete()
    old = Delivery.objects.exclude(state__in=[Delivery.State.WAITING, Delivery.State.CLAIMED])
    old.filter(letter__made_at__lt=now - LETTERS_KEPT).delete()
    unwanted = Address.objects.exclude(wanted).filter(
        created_at__lt=now - FORGET_AFTER, undeliverable_at__isnull=True
    )
    unwanted.delete()
