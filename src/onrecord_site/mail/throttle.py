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
    return _allowed("client", _network(client_ip(request)), CLIENT_LIMIT, CLIENT_WINDOW)


def may_write_to(email: str) -> bool:
    """Whether this address was written to less often than allowed; this time counts."""
    return _allowed("address", email, ADDRESS_LIMIT, ADDRESS_WINDOW)


def client_ip(request: HttpRequest) -> str:
    """Return the client's IP address.

    A site served over HTTPS has a web server in front, which adds the client last in
    ``X-Forwarded-For``; what stands before that, the client may have made up.
    """
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SERVED_OVER_HTTPS and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _network(ip: str) -> str:
    """A person has a whole /64 of IPv6 addresses, and one address of IPv4."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return ""
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network(f"{address}/64", strict=False))


def _allowed(kind: str, who: str, limit: int, window: timedelta) -> bool:
    key = settings.SECRET_KEY.encode()
    digest = hmac.new(key, f"{kind}:{who}".encode(), hashlib.sha256).hexdigest()
    now = timezone.now()
    if Attempt.objects.filter(who=digest, at__gt=now - window).count() >= limit:
        return False
    Attempt.objects.create(who=digest, at=now)
    return True
