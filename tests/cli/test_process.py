"""The command as a process: pipes, terminals, signals, what it imports."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PASTED

COMMAND = [sys.executable, "-m", "onrecord.cli"]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONWARNINGS": "default", "PYTHONIOENCODING": "utf-8", **more}


def test_the_help_loads_no_language_library() -> None:
    code = (
        "import sys; sys.argv = ['onrecord', '--help']\n"
        "from onrecord.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        "heavy = {'spacy', 'numpy', 'django', 'httpx', 'selectolax'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_a_reader_that_goes_away_ends_it_without_a_word(pages: Path) -> None:
    (pages / "many.jsonl").write_text(
        (json.dumps({"body": PASTED * 20}) + "\n") * 200, encoding="utf-8"
    )
    with subprocess.Popen(
        [*COMMAND, "read", "--no-entities", str(pages / "many.jsonl")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_an_interrupt_ends_it_without_a_word() -> None:
    with subprocess.Popen(
        [*COMMAND, "read", "--no-entities", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
        # A job in the background of a script inherits that it is to ignore the interrupt.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b'{"body": "The strike is over."}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 130


def test_a_pipe_gets_lines_and_no_colour(pages: Path) -> None:
    result = subprocess.run(
        [*COMMAND, "read", "--no-entities", str(pages)], capture_output=True, env=environment()
    )
    assert result.returncode == 1
    assert [json.loads(line)["language"] for line in result.stdout.splitlines()] == ["en", "en"]
    assert b"\x1b" not in result.stdout + result.stderr


def on_terminal(arguments: list[str], **variables: str) -> tuple[bytes, bytes]:
    """Run the command with standard error on a terminal; return what each stream got."""
    import pty

    terminal, end = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *arguments],
        stdout=subprocess.PIPE, stderr=end, env=environment(TERM="xterm-256color", **variables),
    ) as process:  # fmt: skip
        os.close(end)
        assert process.stdout is not None
        shown = b""
        try:
            while chunk := os.read(terminal, 4096):
                shown += chunk
        except OSError:
            # How Linux tells that the other end of a terminal was closed.
            pass
        finally:
            os.close(terminal)
        return process.stdout.read(), shown


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="terminals are POSIX")
def test_a_terminal_shows_progress_and_the_records_stay_apart(pages: Path) -> None:
    records, shown = on_terminal(["read", "--no-entities", str(pages)])
    assert len([json.loads(line) for line in records.splitlines()]) == 2
    assert b"Reading" in shown
    assert b"/3" in shown
    assert b"not text" in shown


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="terminals are POSIX")
def test_no_colour_where_none_is_wanted(pages: Path) -> None:
    _, shown = on_terminal(["read", "--no-entities", str(pages)], NO_COLOR="1")
    assert b"not text" in shown
    assert b"\x1b[3" not in shown


def test_statements_load_nothing_that_reading_does_not_use(pages: Path) -> None:
    code = (
        f"import sys; sys.argv = ['onrecord', 'statements', {str(pages / 'a.html')!r}]\n"
        "from onrecord.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        "assert 'spacy' in sys.modules\n"
        "unused = {'torch', 'cupy', 'scipy', 'datasketch', 'weasel', 'jinja2', 'httpx', 'rich'}\n"
        "loaded = unused & set(sys.modules)\n"
        "sys.exit(f'loaded: {loaded}' if loaded else 0)\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_imports_of_the_process_are_whole_again_after_a_command() -> None:
    code = (
        "import sys\n"
        "from onrecord.cli.imports import lean_imports\n"
        "with lean_imports():\n    import spacy\n"
        "assert 'torch' not in sys.modules\n"
        "import spacy.cli\n"
        "assert callable(spacy.cli.download)\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
