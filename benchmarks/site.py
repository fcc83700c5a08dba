"""Time the readers' site beside a plain Wagtail site and WordPress, all in one run with wrk.

    python benchmarks/site.py [--stories 10000] [--seconds 8] [--keep FOLDER]

Needs Debian's wrk, wordpress, php8.2-fpm, php8.2-mysql, nginx-light and mariadb-server. Everything
runs on loopback, on free ports and in a folder of its own, which is removed afterwards; --keep
uses it again. All get one process tree on this machine, one after another, and the same load.
A story has ten reports, sixty statements and twenty points; what it reads as is the text of the
plain Wagtail page and of the post in WordPress.

"Cached" are pages that nothing changed since. "Parts kept" are pages made anew around the parts of
a story that did not change, which is the first page of each after a change elsewhere. "Wholly anew"
is a story that changed itself: of a page whose address has a question, no part is kept.
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from peers.plain_wagtail import write_plain_site
from peers.wordpress import wordpress

HERE = Path(__file__).resolve().parent
CONNECTIONS = 8
WARM_SECONDS = 2
ONRECORD = [sys.executable, "-c", "from onrecord.cli import main; main()"]
#: What is measured of the site; the first paragraphs of the module say it in full.
CACHED, PARTS_KEPT, ANEW = ("Onrecord, cached", "Onrecord, parts kept", "Onrecord, wholly anew")
#: Addresses that are asked in turn; as many different stories as a minute has readers.
LUA = """
local paths = {}
for line in io.lines(os.getenv("WRK_PATHS")) do paths[#paths + 1] = line end
local at = 0
request = function() at = at % #paths + 1; return wrk.format("GET", paths[at]) end
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format('{"rate": %f, "p99": %f, "failed": %d}\\n',
    summary.requests / summary.duration * 1e6, latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


class Row(NamedTuple):
    """One line of the table."""

    site: str
    page: str
    rate: float
    p99: float
    failed: int
    size: int


def main() -> None:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--keep", type=Path, help="folder that keeps the data for the next run")
    parser.add_argument("--without", nargs="*", default=[], choices=["wagtail", "wordpress"])
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="onrecord-site-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        report(run(folder.resolve(), options))
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


def run(folder: Path, options: argparse.Namespace) -> list[Row]:
    """Return one row for each page of each site."""
    data = folder / "onrecord"
    if not (data / "filled").exists():
        fill(data, options.stories)
    slugs = [
        f"story-{number}" for number in range(0, options.stories, max(1, options.stories // 500))
    ]
    everywhere = [f"/stories/{slug}/" for slug in slugs]
    front, searches = ["/"], [f"/search/?q={word}" for word in ("flood", "minister", "denied")]
    pages = [
        (CACHED, "front", front),
        (CACHED, "one story", everywhere[:1]),
        (CACHED, "500 stories", everywhere),
        (CACHED, "search", searches),
        (PARTS_KEPT, "500 stories", everywhere),
        (ANEW, "front", front),
        (ANEW, "500 stories", [f"{path}?anew" for path in everywhere]),
        (ANEW, "search", searches),
    ]
    rows = []
    for megabytes, names in ((256, (CACHED,)), (0, (PARTS_KEPT, ANEW))):
        with onrecord(data, megabytes) as address:
            text = visible_text(fetch(address + everywhere[0]))
            rows += [
                measure(name, page, address, paths, options.seconds, folder)
                for name, page, paths in pages
                if name in names
            ]
    if "wagtail" not in options.without:
        with plain_wagtail(folder / "plain", text) as address:
            rows.append(measure("plain Wagtail", "one story", address, ["/story/"],
                                options.seconds, folder))  # fmt: skip
    if "wordpress" not in options.without:
        with wordpress(folder / "wordpress", text) as address:
            rows.append(measure("WordPress", "one story", address, ["/?p=1"],
                                options.seconds, folder))  # fmt: skip
    return rows


def report(rows: list[Row]) -> None:
    """Print the table and what the bars ask for."""
    print(f"\n{'':28}{'':14}requests/s   p99 ms   kB sent   failed")
    for row in rows:
        print(
            f"{row.site:28}{row.page:14}{row.rate:10.0f} {row.p99:8.1f} {row.size / 1000:9.1f}"
            f" {row.failed:8}"
        )
    rate = {(row.site, row.page): row.rate for row in rows}
    for peer in ("plain Wagtail", "WordPress"):
        if (peer, "one story") in rate:
            for name in (CACHED, PARTS_KEPT, ANEW):
                times = rate[name, "500 stories"] / rate[peer, "one story"]
                print(f"{name}, 500 stories: {times:.1f} times {peer}")


def measure(
    site: str, page: str, address: str, paths: list[str], seconds: int, folder: Path
) -> Row:  # fmt: skip
    """Ask for the paths in turn, first to warm up, then for the clock."""
    size = len(fetch(address + paths[0], packed=True))
    for path in paths:
        fetch(address + path)
    script, listed = folder / "paths.lua", folder / "paths.txt"
    script.write_text(LUA)
    listed.write_text("\n".join(paths) + "\n")
    found = {}
    for duration in (WARM_SECONDS, seconds):
        command = [
            "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{duration}s", "-H", "Accept-Encoding: gzip",
            "--timeout", "20s", "-s", script, address,
        ]  # fmt: skip
        environment = {**os.environ, "WRK_PATHS": str(listed)}
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        found = json.loads(done.stdout.splitlines()[-1])
    row = Row(site, page, found["rate"], found["p99"], int(found["failed"]), size)
    print(*row, file=sys.stderr, flush=True)
    return row


def fill(data: Path, stories: int) -> None:
    """Make a newsroom of so many stories, in a process of its own."""
    started = time.monotonic()
    shutil.rmtree(data, ignore_errors=True)
    environment = {**os.environ, "ONRECORD_DATA_DIR": str(data)}
    filler = HERE / "peers" / "fill_newsroom.py"
    subprocess.run([sys.executable, filler, str(stories)], env=environment, check=True)
    (data / "filled").touch()
    print(f"filled in {time.monotonic() - started:.0f} s", file=sys.stderr)


@contextlib.contextmanager
def onrecord(data: Path, megabytes: int) -> Iterator[str]:
    """The site, served as `onrecord serve` does it; yields its address."""
    port = free_port()
    environment = {
        **os.environ,
        "ONRECORD_DATA_DIR": str(data),
        "ONRECORD_PORT": str(port),
        "ONRECORD_PAGE_CACHE": str(megabytes),
    }
    with running([*ONRECORD, "serve"], environment, data):
        yield wait_for(f"http://127.0.0.1:{port}")


@contextlib.contextmanager
def plain_wagtail(folder: Path, text: str) -> Iterator[str]:
    """A plain Wagtail site under the same server; yields its address."""
    write_plain_site(folder, text)
    port = free_port()
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    subprocess.run([sys.executable, "make.py"], cwd=folder, env=environment, check=True)
    # As many threads as `onrecord_site.server` has; eight serve it no faster.
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port",
        str(port), "--blocking-threads", "4", "--log-level", "error", "plain:application",
    ]  # fmt: skip
    with running(command, environment, folder):
        yield wait_for(f"http://127.0.0.1:{port}")


@contextlib.contextmanager
def running(command: list[str], environment: dict[str, str], folder: Path) -> Iterator[None]:
    """A server that is told to stop in the end."""
    process = subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


def wait_for(address: str) -> str:
    """Return the address as soon as it answers."""
    deadline = time.monotonic() + 120
    while not answers(f"{address}/"):
        if time.monotonic() > deadline:
            raise TimeoutError(address)
        time.sleep(0.2)
    return address


def answers(url: str) -> bool:
    try:
        fetch(url)
    except OSError:
        return False
    return True


def fetch(url: str, *, packed: bool = False) -> bytes:
    """Return the body as it is sent."""
    headers = {"Accept-Encoding": "gzip"} if packed else {}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - on loopback
    with urllib.request.urlopen(request, timeout=120) as page:  # noqa: S310
        body: bytes = page.read()
        return body


def visible_text(page: bytes) -> str:
    """Return what stands in the main part, a paragraph a line."""
    main_part = re.search(r"<main.*?</main>", page.decode(), re.DOTALL)
    assert main_part
    lines = re.sub(r"<[^>]+>", "\n", main_part[0]).splitlines()
    words = [" ".join(line.split()) for line in lines]
    return "\n".join(line for line in words if len(line) > 2)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
