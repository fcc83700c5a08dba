"""Time reading of pages made to break a reader, each in a process of its own.

    python benchmarks/mangled.py [--megabytes 10]

Printed are the seconds and the most memory held for each page, the interpreter and the labeller
included, and what became of it: the number of its blocks, or the error that refused it.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable

from onrecord.articles.read import read
from onrecord.errors import InputError

PARAGRAPH = "The council of the river town met on Monday and agreed on a plan for the bridge. "
WARM_UP = f"<h1>Plan agreed</h1><p>{PARAGRAPH * 3}</p><p>{PARAGRAPH * 2}</p>"


def fill(piece: str, size: int) -> str:
    """Return `piece` as often as fits in `size` characters."""
    return piece * (size // len(piece))


#: Each makes a page of so many characters.
PAGES: dict[str, Callable[[int], str]] = {
    "open elements": lambda size: fill("<div>", size),
    "open elements, few": lambda size: "<div>" * 14_000 + fill(PARAGRAPH, size - 450_000),
    "nested elements": lambda size: "<div>" * 49_000 + fill(PARAGRAPH, size) + "</div>" * 49_000,
    "nested elements, few": lambda size: "<div>" * 14_000 + "x" * size + "</div>" * 14_000,
    "open formatting": lambda size: fill("<b>", size),
    "open formatting, few": lambda size: fill(f"<b>{PARAGRAPH}", size),
    "named and nested": lambda size: "<i class='a b'>x" * 14_000 + fill("y ", size - 400_000),
    "crossed tags": lambda size: fill(f"<b><p><i></b>{PARAGRAPH * 2}</p></i>", size),
    "links": lambda size: fill("<a href='/council/plan'>Council agrees on plan</a> ", size),
    "paragraphs": lambda size: fill(f"<p>{PARAGRAPH * 3}</p>", size),
    "one paragraph": lambda size: f"<p>{fill(PARAGRAPH, size)}",
    "one word": lambda size: f"<p>{'x' * size}",
    "table": lambda size: "<table>" + fill(f"<tr><td>{PARAGRAPH}<td>1,234", size),
    "huge attributes": lambda size: f"<div class='{fill('related ', size)}'>{WARM_UP}",
    "entities": lambda size: f"<p>{fill('&amp;lt;&#x41;&nosuch;', size)}",
    "script only": lambda size: f"<script>{fill('if (a < b) { c(bridge, 12); }', size)}</script>",
    "comments": lambda size: f"{fill('<!-- a -->', size)}{WARM_UP}",
    "JSON-LD": lambda size: f"<script type='application/ld+json'>{'[' * size}</script>{WARM_UP}",
    "line breaks": lambda size: fill(f"{PARAGRAPH}<br><br>", size),
    "cut off": lambda size: fill(f"<p>{PARAGRAPH}</p>", size) + "<p class='rel",
    "pasted lines": lambda size: fill(f"{PARAGRAPH}\n", size),
    "pasted short lines": lambda size: fill("News\n", size),
}  # fmt: skip


def read_one(name: str, size: int) -> None:
    """Read one page and print what it cost."""
    read(WARM_UP)
    page = PAGES[name](size)
    page = page if name.startswith("pasted") else f"<html><body>{page}"
    started = time.perf_counter()
    try:
        outcome = f"{len(read(page).blocks)} blocks"
    except InputError as error:
        outcome = type(error).__name__
    seconds = time.perf_counter() - started
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:22} {seconds:6.2f} s  {held:6.0f} MB  {outcome}")


def main() -> int:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=float, default=9.9)
    parser.add_argument("--only", choices=PAGES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        read_one(options.only, int(options.megabytes * 1e6))
        return 0
    for name in PAGES:
        size = str(options.megabytes)
        command = [sys.executable, __file__, "--megabytes", size, "--only", name]
        subprocess.run(command, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
