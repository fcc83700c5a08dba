"""Slows down whoever guesses passwords.

Failed tries are counted for an account from one network, and for a network over all accounts.
Nobody can lock an editor out from elsewhere. While it holds, a right password is refused like a
wrong one, so that guessing tells nothing. It covers every form that signs in, because it is asked
before any password is looked at.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from onrecord_site.mail.models import Attempt
from onrecord_site.mail.throttle import digest, network_of

ACCOUNT_LIMIT, NETWORK_LIMIT = 10, 50
WINDOW = timedelta(minutes=15)


class SlowBackend:
    """Comes first, signs nobody in, and refuses where too much failed.

    It knows no users (`get_user`), so that no session is ever said to be of its making.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, **_: Any
    ) -> None:
        """Refuse, or leave it to the next backend.

        Raises:
            PermissionDenied: Too many tries failed; no further backend is asked.
        """
        if request is not None and _failed_too_often(request, username or ""):
            raise PermissionDenied


def count_failure(
    *, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any
) -> None:
    """Keep that a try failed; refused tries count no more, so that the refusal ends."""
    username = credentials.get("username") or ""
    if request is None or _failed_too_often(request, username):
        return
    now = timezone.now()
    Attempt.objects.bulk_create(
        [Attempt(who=who, at=now) for who, _ in _counted(request, username)]
    )


user_login_failed.connect(count_failure)


def _failed_too_often(request: HttpRequest, username: str) -> bool:
    since = timezone.now() - WINDOW
    return any(
        Attempt.objects.filter(who=who, at__gt=since).count() >= limit
        for who, limit in _counted(request, username)
    )


def _counted(request: HttpRequest, username: str) -> list[tuple[str, int]]:
    network = network_of(request)
    account = username.strip().casefold()
    return [
        (digest("sign-in account", f"{network}\0{account}"), ACCOUNT_LIMIT),
        (digest("sign-in network", network), NETWORK_LIMIT),
    ]
