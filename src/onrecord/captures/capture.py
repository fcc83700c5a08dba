"""Inputs to captures: files, folders, URLs, JSON Lines and standard input."""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from onrecord.captures.json_lines import longest_line, read_records
from onrecord.captures.limits import join_chunks, read_page
from onrecord.captures.media import guess_media
from onrecord.errors import InputError, MissingInputError
from onrecord.records import Capture, Media

if TYPE_CHECKING:
    from onrecord.captures.fetch import Fetcher

STDIN = "-"
STDIN_NAME = "standard input"
_MEDIA: dict[str, Media] = {".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text"}
_RECORDS = ".jsonl"
_LEADING = b"\xef\xbb\xbf \t\r\n"
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)

OnProblem = Callable[[str, InputError], None]


def capture(inputs: Iterable[str], on_problem: OnProblem) -> Iterator[Capture]:
    """Take in each input, in the order given, one page in memory at a time.

    Args:
        inputs: Paths of pages (``.html``, ``.htm``, ``.xhtml``, ``.txt``; any other file is
            taken for what it looks like), folders (all such pages and ``.jsonl`` files below
            them, in the order of their names; hidden files are left out), ``.jsonl`` files,
            http and https URLs, or ``-`` for standard input.
        on_problem: Told the name of an input that cannot be had, and why; the rest goes on.

    Yields:
        A capture for each page. An empty or binary page is a capture too: reading it finds out.
    """
    with ExitStack() as stack:
        fetcher: Fetcher | None = None
        for name in inputs:
            try:
                if _URL.match(name):
                    fetcher = fetcher or stack.enter_context(_fetcher())
                    yield fetcher.fetch(name)
                elif name == STDIN:
                    yield from _capture_stream(sys.stdin.buffer, on_problem)
                else:
                    yield from _capture_path(Path(name), on_problem)
            except InputError as error:
                on_problem(name, error)


def _fetcher() -> "Fetcher":
    # Files need no HTTP library; it is loaded for the first URL.
    from onrecord.captures.fetch import Fetcher

    return Fetcher()


def count_pages(inputs: Iterable[str]) -> int | None:
    """Count the pages that `capture` would take in, or None where only reading would tell."""
    total = 0
    for name in inputs:
        if name == STDIN:
            return None
        if _URL.match(name) or not Path(name).is_dir():
            paths = [Path(name)]
        else:
            paths = list(_walk(Path(name), lambda _name, _error: None))
        if any(path.suffix.lower() == _RECORDS for path in paths):
            return None
        total += len(paths)
    return total


def _capture_path(path: Path, on_problem: OnProblem) -> Iterator[Capture]:
    if not path.exists():
        raise MissingInputError(f"{path}: no such file or folder")
    if not path.is_dir():
        yield from _capture_file(path, on_problem)
        return
    found = False
    for file in _walk(path, on_problem):
        found = True
        try:
            yield from _capture_file(file, on_problem)
        except InputError as error:
            on_problem(str(file), error)
    if not found:
        suffixes = ", ".join([*_MEDIA, _RECORDS])
        raise MissingInputError(f"{path}: no pages in this folder (files ending in {suffixes})")


def _walk(folder: Path, on_problem: OnProblem) -> Iterator[Path]:
    """Yield the pages below a folder by name, files and folders mixed. Links are not followed."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        on_problem(str(folder), _unreadable(folder, error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), on_problem)
        elif Path(entry.name).suffix.lower() in (*_MEDIA, _RECORDS) and entry.is_file():
            yield Path(entry.path)


def _capture_file(path: Path, on_problem: OnProblem) -> Iterator[Capture]:
    try:
        with path.open("rb") as stream:
            if path.suffix.lower() == _RECORDS:
                yield from read_records(stream, str(path), on_problem)
                return
            # The size is asked for first, so that a huge file is refused without reading it.
            content = read_page(stream, str(path), os.fstat(stream.fileno()).st_size)
    except OSError as error:
        raise _unreadable(path, error) from error
    media = _MEDIA.get(path.suffix.lower()) or guess_media(content)
    yield Capture(name=str(path), content=content, media=media)


def _capture_stream(stream: BinaryIO, on_problem: OnProblem) -> Iterator[Capture]:
    """Take in standard input: JSON Lines where it begins with ``{``, else one page."""
    first = stream.readline(longest_line() + 1)
    if first.lstrip(_LEADING).startswith(b"{"):
        yield from read_records(stream, STDIN_NAME, on_problem, first=first)
    else:
        content = join_chunks((first, read_page(stream, STDIN_NAME)), STDIN_NAME)
        yield Capture(name=STDIN_NAME, content=content, media=guess_media(content))


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(f"{path} cannot be read: {error.strerror or error}")
