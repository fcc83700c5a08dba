"""Slows down whoever asks for mails to set a new password.

Counted are the mails to an account, wherever they were asked for, and what one network asks for.
Asked too often, the site answers as ever and sends nothing: neither that an account is there nor
that it was asked for before can be learnt. Nobody is locked out: the links in the mails that were
sent hold.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from wagtail.admin.forms.auth import PasswordResetForm

from onrecord_site.mail.throttle import allowed, network_of

ACCOUNT_LIMIT, NETWORK_LIMIT = 3, 20
WINDOW = timedelta(hours=1)


class SlowPasswordResetForm(PasswordResetForm):
    """Writes to an account, and at the wish of a network, so often and no more."""

    def get_users(self, email: str) -> Iterator[AbstractBaseUser]:
        """Yield whom to write to; each time counts."""
        for user in super().get_users(email):
            if allowed("reset account", str(user.pk), ACCOUNT_LIMIT, WINDOW):
                yield user

    def save(self, *, request: HttpRequest, **given: Any) -> None:
        """Send the mails, unless too many were asked for from there; this time counts."""
        if allowed("reset network", network_of(request), NETWORK_LIMIT, WINDOW):
            super().save(request=request, **given)
