"""Onrecord in a process of its own, as a person runs it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ONRECORD = [sys.executable, "-c", "from onrecord.cli import main; main()"]
WAIT_SECONDS = 120


def clean_environment(data: Path) -> dict[str, str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    return {
        **given,
        "ONRECORD_DATA_DIR": str(data),
        "ONRECORD_PORT": str(free_port()),
        "NO_COLOR": "1",
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def started(environment, *arguments, cwd):
    """A command that goes on running; it is ended in the end whatever happens."""
    process = subprocess.Popen(
        [*ONRECORD, *arguments],
        env=environment,
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def answer(environment, path="/") -> str:
    """The page, as soon as the server answers."""
    address = f"http://127.0.0.1:{environment['ONRECORD_PORT']}{path}"
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as response:
                return response.read().decode()
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
