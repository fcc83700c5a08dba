"""Pages of ours, and the command line in this process."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main

PAGE = """<!doctype html>
<html lang="en">
<head><title>Harbour strike ends</title></head>
<body><article>
<h1>Harbour strike ends</h1>
<p>The dock workers of Port Alder went back to work on Monday after a strike of 12 days.</p>
<p>“We got what we asked for,” said Mara Lind, who leads the dock workers’ union.</p>
<p>The port authority confirmed that 340 workers had returned. It said that two of the four
cranes would stay out of use until the end of the week.</p>
</article></body></html>
"""
PASTED = """Harbour strike ends after 12 days

The dock workers of Port Alder went back to work on Monday.

“We got what we asked for,” said Mara Lind, who leads the dock workers’ union.

The port authority said that 340 workers had returned, and that two of the four cranes would stay
out of use until the end of the week.
"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with one good HTML page, one pasted text and one file that is no page."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_text(PAGE, encoding="utf-8")
    (folder / "b.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (folder / "c.txt").write_text(PASTED, encoding="utf-8")
    return folder


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run the command line on these arguments, with standard error kept apart."""

    def call(*arguments: object, stdin: bytes | str | None = None) -> Result:
        return CliRunner().invoke(main, [str(each) for each in arguments], input=stdin)

    return call
