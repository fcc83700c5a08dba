"""Keeps a page of the public internet from sending the fetcher into a private network.

Whoever runs Onrecord may fetch pages of their own intranet. A public page may not lead there by a
redirect: it would read, in the name of that user, what it cannot reach itself.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence

from onrecord.errors import FetchError

#: Gives the IP addresses of a host, none where it has none.
Resolve = Callable[[str], Sequence[str]]


def addresses_of(host: str) -> list[str]:
    """Return the IP addresses that this machine knows for a host name or address."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [str(each[4][0]) for each in found]


def check_redirect(origin: str, target: str, resolve: Resolve) -> None:
    """Check that a redirect does not lead from a public host to a private one.

    A host is private where any of its addresses is, and a host without an address is left to
    the request, which fails. The names are looked up again for the request: a name server
    that answers otherwise a moment later is not guarded against.

    Args:
        origin: The host that redirects.
        target: The host that it redirects to.
        resolve: Gives the IP addresses of a host.

    Raises:
        FetchError: The target is private, and the origin is not.
    """
    if origin == target or not _is_private(target, resolve) or _is_private(origin, resolve):
        return
    raise FetchError(f"{origin} redirects to {target}, which is in a private network: not followed")


def _is_private(host: str, resolve: Resolve) -> bool:
    return any(_is_private_address(each) for each in resolve(host))


def _is_private_address(text: str) -> bool:
    """Whether an address is none of the public internet, whichever way it is written."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            address = inner
    return not address.is_global


#: IPv4 addresses behind a translator (RFC 6052).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
