"""One run of a command: where its records, its progress and its problems go."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

import click

from onrecord import settings
from onrecord.cli.plain import plain
from onrecord.errors import InputError, OutputError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from onrecord.wire import Record

Format = Literal["json", "table"]
Item = TypeVar("Item")

_REFRESHES_PER_SECOND = 5
#: The name of the program stands in the first lines of its pages.
_HEAD_CHARS = 1000


class Run:
    """Counts what failed, tells of it on standard error, and writes the records.

    Args:
        pages: The inputs, as given.
        output_format: ``json``, ``table``, or None for what suits standard output.
    """

    def __init__(self, pages: Sequence[str], output_format: Format | None) -> None:
        self.pages = pages
        self.failed = 0
        terminal = sys.stdout.isatty()
        self.output_format: Format = output_format or ("table" if terminal else "json")
        self._draws = (
            sys.stderr.isatty()
            and "-" not in pages
            # Lines and a bar on one terminal would overwrite each other.
            and not (terminal and self.output_format == "json")
        )
        self._progress: Progress | None = None

    @property
    def shows_tables(self) -> bool:
        """Whether people read the output."""
        return self.output_format == "table"

    def write(self, record: "Record") -> None:
        """Write one record to standard output as a line of JSON in UTF-8."""
        from onrecord import wire

        sys.stdout.buffer.write(wire.to_json(record).encode() + b"\n")
        sys.stdout.buffer.flush()

    def write_page(self, page: str) -> None:
        """Write one web page to standard output in UTF-8."""
        # What no text can hold, half of a surrogate pair, must not end the run.
        sys.stdout.buffer.write(page.encode(errors="replace"))
        sys.stdout.buffer.flush()

    def write_folder(self, folder: Path, documents: Mapping[str, str]) -> None:
        """Write web pages into a folder, by file name, and say where the first one is.

        Args:
            folder: Made if it is not there.
            documents: The first one leads to the others.

        Raises:
            OutputError: The folder cannot be written to, or has a file of that name that is no
                page of ours; then nothing is written.
        """
        taken = [name for name in documents if not _is_ours(folder / name)]
        if taken:
            raise OutputError(
                f"{folder / taken[0]} was not written by Onrecord and would be lost. "
                "Give another folder."
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, document in documents.items():
                (folder / name).write_text(document, encoding="utf-8", errors="replace")
        except OSError as error:
            raise OutputError(f"Cannot write to the folder {folder}: {error.strerror}") from error
        click.echo(folder / next(iter(documents)))

    def console(self) -> "Console":
        """Return the console of standard output, for tables."""
        from rich.console import Console

        return Console(file=sys.stdout, highlight=False, emoji=False)

    def on_problem(self, name: str, error: InputError) -> None:
        """Name one input that failed, with the reason; the run goes on."""
        self.failed += 1
        message = str(error)
        if name not in message:
            message = f"{name}: {message}"
        self._tell("Error", message, input=name, id=error.id)
        if error.__cause__ is not None:
            from onrecord.logs import get_logger

            get_logger(__name__).debug("what caused it", input=name, exc_info=error.__cause__)

    def note(self, message: str) -> None:
        """Say something about an input that is no failure."""
        self._tell("Note", message)

    def _tell(self, label: Literal["Error", "Note"], message: str, **fields: str) -> None:
        """Write one line for people, or one log entry for programs."""
        if settings.get("LOG_FORMAT") == "json":
            from onrecord.logs import get_logger

            log = get_logger(__name__)
            (log.error if label == "Error" else log.warning)(message, **fields)
            return
        colour = "red" if label == "Error" else "yellow"
        if self._progress is None:
            click.echo(f"{click.style(label + ':', fg=colour)} {plain(message)}", err=True)
        else:
            from rich.text import Text

            line = Text.assemble((f"{label}:", colour), f" {plain(message)}")
            self._progress.console.print(line, soft_wrap=True)

    def track(self, items: Iterable[Item], action: str, total: int | None = None) -> Iterator[Item]:
        """Pass the items through, with a bar on standard error while they take their time."""
        if not self._draws:
            yield from items
            return
        with _progress() as self._progress:
            task = self._progress.add_task(action, total=total)
            for item in items:
                yield item
                self._progress.advance(task)
        self._progress = None

    def finish(self) -> None:
        """End the command: exit code 1 where an input failed."""
        if self.failed:
            click.get_current_context().exit(1)


def _is_ours(path: Path) -> bool:
    """Whether a file may be written over: it is not there, or a page that Onrecord wrote."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return 'name="generator" content="Onrecord' in file.read(_HEAD_CHARS)
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _progress() -> "Progress":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        SpinnerColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Items a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "", style="progress.data.speed")

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
        console=Console(file=sys.stderr),
        transient=True,
        refresh_per_second=_REFRESHES_PER_SECOND,
        # Records go to standard output; the bar must not take them along to standard error.
        redirect_stdout=False,
        redirect_stderr=False,
    )
