"""Runs the site under Granian until it is told to stop."""

import socket
from pathlib import Path

from django.conf import settings as django_settings
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from onrecord import settings as onrecord_settings
from onrecord.errors import AddressError

#: Requests answered at a time in each process; each thread holds one connection to the database.
#: More of them only take turns: eight made half as many pages a second as four.
THREADS = 4
#: Seconds that running requests get to finish after Ctrl-C.
STOP_SECONDS = 10


def check_address() -> None:
    """Make sure that the server can listen.

    Granian shares a port with another Granian without a word, so the port is tried here.

    Raises:
        AddressError: The port is taken, not allowed, or the host is not this machine's.
    """
    host, port = str(onrecord_settings.get("HOST")), int(onrecord_settings.get("PORT"))
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for family, kind, protocol, _, address in found[:1]:
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = (
            f"Cannot listen on {host}:{port}: {reason}. Stop what runs there, or choose another "
            f"port: ONRECORD_PORT={port + 1}"
        )
        raise AddressError(message) from error


def run_server() -> None:
    """Answer requests on HOST and PORT until Ctrl-C or SIGTERM, then return."""
    media = Path(django_settings.MEDIA_ROOT)
    media.mkdir(parents=True, exist_ok=True)
    # The worker process must not inherit open connections.
    connections.close_all()
    Granian(
        "onrecord_site.wsgi:application",
        address=str(onrecord_settings.get("HOST")),
        port=int(onrecord_settings.get("PORT")),
        interface=Interfaces.WSGI,
        workers=int(onrecord_settings.get("WORKERS")),
        blocking_threads=THREADS,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.error,
        static_path_route=["/media"],
        static_path_mount=[media],
    ).serve()
