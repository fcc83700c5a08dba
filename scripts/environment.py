"""Make or bring up to date the virtual environment `.venv` of this checkout.

    python3 scripts/environment.py requirements/run.txt

Needs Python 3.11 or newer and nothing else: where the system's Python comes without ensurepip
(Debian and Ubuntu package it apart), pip itself is fetched as a pinned wheel. Everything that
is installed is checked against a SHA-256 in the requirements. The index is pip's own
(PIP_INDEX_URL, pip.conf), by default the public one.

This file is read by whatever `python3` is, so it keeps to the syntax of Python 3.7.
"""

from __future__ import annotations

import configparser
import hashlib
import html.parser
import importlib.util
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import venv
from pathlib import Path

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"

PIP_WHEEL = "pip-25.3-py3-none-any.whl"
PIP_SHA256 = "9655943313a94722b7774661c21049070f6bbb0a1516bf02f7c8d5d9201514cd"
DEFAULT_INDEX = "https://pypi.org/simple"
TIMEOUT_SECONDS = 60


class SetupError(Exception):
    """Something only the person at the keyboard can mend."""


def main() -> int:
    """Run from the command line."""
    if len(sys.argv) != 2:
        print("usage: environment.py REQUIREMENTS", file=sys.stderr)
        return 2
    if sys.version_info < OLDEST:
        return run_with_newer_python()
    try:
        if not has_pip():
            make_environment()
        install(Path(sys.argv[1]))
    except SetupError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        # What failed has told why itself.
        return error.returncode
    return 0


def run_with_newer_python() -> int:
    """Hand over to a newer Python of this machine, if it has one."""
    check = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    for name in NEWER:
        path = shutil.which(name)
        # A shim of a version manager may be there without the Python behind it.
        if path and subprocess.run([path, "-c", check], capture_output=True).returncode == 0:
            return subprocess.run([path, *sys.argv]).returncode
    wanted = ".".join(map(str, OLDEST))
    print(
        f"Error: Onrecord needs Python {wanted} or newer; this is {sys.version.split()[0]} "
        f"and none of {', '.join(NEWER)} is there. Install a newer Python and run make again.",
        file=sys.stderr,
    )
    return 1


def has_pip() -> bool:
    """Whether the environment is whole: a killed set-up may have left half of one."""
    if not PYTHON.exists():
        return False
    check = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
    return subprocess.run([str(PYTHON), "-c", check], capture_output=True).returncode == 0


def make_environment() -> None:
    """Make the environment with pip in it."""
    print(f"Making {ENVIRONMENT} with Python {sys.version.split()[0]}", flush=True)
    with_pip = importlib.util.find_spec("ensurepip") is not None
    venv.EnvBuilder(clear=True, with_pip=with_pip, symlinks=True).create(ENVIRONMENT)
    if with_pip:
        return
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(folder) / PIP_WHEEL
        wheel.write_bytes(fetch_pip())
        # A wheel is a zip file, and Python runs packages out of zip files.
        command = [str(PYTHON), f"{wheel}/pip", "install", "--quiet", "--no-index", str(wheel)]
        subprocess.run(command, check=True)


def install(requirements: Path) -> None:
    """Install the pinned requirements, then this checkout itself."""
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    print(f"Installing {requirements}: a few minutes the first time", flush=True)
    subprocess.run(
        # Wheels only: building one would run code and fetch tools that no hash covers.
        [*pip, "--require-hashes", "--only-binary=:all:", "-r", str(requirements)],
        check=True,
    )
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True)


def fetch_pip() -> bytes:
    """Fetch the pinned wheel of pip from the index and check it."""
    index = configured("index-url") or DEFAULT_INDEX
    listing = index.rstrip("/") + "/pip/"
    print(f"This Python has no ensurepip; fetching {PIP_WHEEL}", flush=True)
    links = Links(listing)
    links.feed(fetch(listing).decode())
    if PIP_WHEEL not in links.found:
        raise SetupError(f"The package index does not list {PIP_WHEEL}. {WAY_OUT}")
    wheel = fetch(links.found[PIP_WHEEL])
    if hashlib.sha256(wheel).hexdigest() != PIP_SHA256:
        raise SetupError(f"{PIP_WHEEL} has another SHA-256 than {PIP_SHA256}; it is not used.")
    return wheel


WAY_OUT = "Or install your system's package for venv (Debian, Ubuntu: python3-venv)."


def fetch(url: str) -> bytes:
    """Fetch one file of the index."""
    context = ssl.create_default_context(cafile=configured("cert"))
    # The index is the one that pip is set to, whatever its scheme.
    request = urllib.request.Request(url, headers={"Accept": "text/html"})  # noqa: S310
    try:
        with urllib.request.urlopen(  # noqa: S310
            request, timeout=TIMEOUT_SECONDS, context=context
        ) as answer:
            return answer.read()
    except (OSError, ValueError) as error:
        raise SetupError(f"pip could not be fetched: {error}. {WAY_OUT}") from error


class Links(html.parser.HTMLParser):
    """The files that a page of the index links to, by name (PEP 503)."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in one link."""
        target = dict(attrs).get("href") if tag == "a" else None
        if target:
            url = urllib.parse.urldefrag(urllib.parse.urljoin(self.base, target)).url
            name = urllib.parse.unquote(urllib.parse.urlparse(url).path.rpartition("/")[2])
            self.found[name] = url


def configured(option: str) -> str | None:
    """Return an option of pip as pip finds it: the environment first, then its files."""
    value = os.environ.get("PIP_" + option.upper().replace("-", "_"))
    if value:
        return value
    home = Path.home()
    files = configparser.ConfigParser(interpolation=None)
    files.read(
        [
            "/etc/pip.conf",
            home / ".pip" / "pip.conf",
            home / "Library" / "Application Support" / "pip" / "pip.conf",
            Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "pip" / "pip.conf",
            os.environ.get("PIP_CONFIG_FILE", os.devnull),
        ]
    )
    return files.get("global", option, fallback=None)


if __name__ == "__main__":
    sys.exit(main())
