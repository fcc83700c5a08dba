"""How often one client may ask, and how often one address is written to on request."""

import hashlib
import hmac
import ipaddress
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from onrecord_site.mail.models import Attempt

CLIENT_LIMIT, CLIENT_WINDOW = 20, timedelta(hours=1)
ADDRESS_LIMIT, ADDRESS_WINDOW = 5, timedelta(hours=24)


def client_may_ask(request: HttpRequest) -> bool:
    """Whether this client asked less often than allowed; this time counts."""
    return allowed("client", network_of(request), CLIENT_LIMIT, CLIENT_WINDOW)


def may_write_to(email: str) -> bool:
    """Whether this address was written to less often than allowed; this time counts."""
    return allowed("address", email, ADDRESS_LIMIT, ADDRESS_WINDOW)


def client_ip(request: HttpRequest) -> str:
    """Return the client's IP address.

    A site served over HTTPS has a web server in front, which adds the client last in
    ``X-Forwarded-For``; what stands before that, the client may have made up.
    """
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SERVED_OVER_HTTPS and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def network_of(request: HttpRequest) -> str:
    """Return what a client is counted by: a person has a whole /64 of IPv6, and one of IPv4."""
    try:
        address = ipaddress.ip_address(client_ip(request))
    except ValueError:
        return ""
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network(f"{address}/64", strict=False))


def digest(kind: str, who: str) -> str:
    """Return 64 digits that stand for somebody, and that only this site's key can make."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"{kind}:{who}".encode(), hashlib.sha256).hexdigest()


def allowed(kind: str, who: str, limit: int, window: timedelta) -> bool:
    """Whether `who` did this kind of thing less often than `limit`; this time counts then."""
    mark = digest(kind, who)
    now = timezone.now()
    if Attempt.objects.filter(who=mark, at__gt=now - window).count() >= limit:
        return False
    Attempt.objects.create(who=mark, at=now)
    return True
