"""The commands `demo` and `serve`, as a person runs them: in a process of their own."""

import contextlib
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from onrecord_site.commands import EXAMPLES_FOLDER
from tests.site.processes import (
    ONRECORD,
    WAIT_SECONDS,
    answer,
    clean_environment,
    free_port,
    started,
)
from tests.site.records_factory import COAST, VALLEY


@pytest.fixture
def environment(tmp_path):
    """A clean environment whose newsroom lies in a folder of the test's own."""
    return clean_environment(tmp_path / "data")


@pytest.fixture
def ready(environment, set_up_newsroom):
    """A clean environment whose newsroom is set up."""
    shutil.copytree(set_up_newsroom, environment["ONRECORD_DATA_DIR"])
    return environment


@pytest.fixture
def pages(tmp_path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "1.txt").write_text(VALLEY.replace("\n", "\n\n"), encoding="utf-8")
    (folder / "2.txt").write_text(COAST.replace("\n", "\n\n"), encoding="utf-8")
    return folder


def onrecord(environment, *arguments, cwd) -> subprocess.CompletedProcess:
    return subprocess.run(
        [*ONRECORD, *arguments],
        env=environment,
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=WAIT_SECONDS,
        check=False,
    )


def counts(database: Path) -> dict[str, int]:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        tables = ("capture", "article", "statement", "story", "mention")
        return {
            table: connection.execute(f"SELECT count(*) FROM newsroom_{table}").fetchone()[0]  # noqa: S608
            for table in tables
        }


def rows(database: Path) -> list[tuple]:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return [
            row
            for table in ("article", "statement", "story")
            for row in connection.execute(f"SELECT id, record FROM newsroom_{table} ORDER BY id")  # noqa: S608
        ]


def test_serve_starts_an_empty_newsroom_and_stops_at_ctrl_c(environment, tmp_path):
    with started(environment, "serve", cwd=tmp_path) as process:
        assert "No story yet" in answer(environment)
        assert "Sign in" in answer(environment, "/admin/login/")
        assert ".skip" in answer(environment, "/static/site/onrecord.css")
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate(timeout=WAIT_SECONDS)
        assert process.returncode == 0
        assert "Traceback" not in output + errors
        assert re.search(r"password: \S{20}", output)
    assert [file.name for file in tmp_path.iterdir()] == ["data"]


@pytest.mark.parametrize("arguments", [("serve",), ("demo",)])
def test_taken_port_is_told_at_once(environment, tmp_path, arguments):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environment["ONRECORD_PORT"])))
        taken.listen()
        run = onrecord(environment, *arguments, cwd=tmp_path)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert f"127.0.0.1:{environment['ONRECORD_PORT']}" in run.stderr
    assert "ONRECORD_PORT=" in run.stderr
    assert not (tmp_path / "data").exists()


def test_unreachable_database_is_told(environment, tmp_path):
    environment["ONRECORD_DATABASE_URL"] = f"postgres://nobody@127.0.0.1:{free_port()}/none"
    run = onrecord(environment, "serve", cwd=tmp_path)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "ONRECORD_DATABASE_URL" in run.stderr


def test_folder_that_cannot_be_made_is_told(environment, tmp_path):
    (tmp_path / "file").write_text("")
    environment["ONRECORD_DATA_DIR"] = str(tmp_path / "file" / "data")
    run = onrecord(environment, "serve", cwd=tmp_path)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "ONRECORD_DATA_DIR" in run.stderr


def test_demo_twice_is_the_same_as_once(ready, tmp_path, pages):
    database = tmp_path / "data" / "onrecord.sqlite3"
    first = onrecord(ready, "demo", "pages", "--no-serve", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    kept, records = counts(database), rows(database)
    assert kept["capture"] == kept["article"] == 2
    assert kept["statement"] > 0
    assert kept["story"] > 0
    assert "password: " in first.stdout
    # From another folder the same pages are the same pages.
    second = onrecord(ready, "demo", str(pages), "--no-serve", cwd=pages)
    assert second.returncode == 0
    assert "password" not in second.stdout
    assert counts(database) == kept
    assert rows(database) == records
    again = onrecord(ready, "demo", "pages", "--again", "--no-serve", cwd=tmp_path)
    assert again.returncode == 0
    assert rows(database) == records


def test_bad_page_is_named_and_stops_nothing(ready, tmp_path, pages):
    (pages / "0-empty.txt").write_bytes(b"")
    (pages / "0-picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    missing = str(tmp_path / "missing.html")
    run = onrecord(ready, "demo", missing, "pages", "--no-serve", cwd=tmp_path)
    assert run.returncode == 1
    for name in ("0-empty.txt", "0-picture.html", "missing.html"):
        assert name in run.stderr
    assert "Traceback" not in run.stderr
    assert counts(tmp_path / "data" / "onrecord.sqlite3")["article"] == 2


def test_demo_serves_the_pages_own_stories(ready, tmp_path, pages):
    with started(ready, "demo", "pages", cwd=tmp_path) as process:
        front = answer(ready)
        address = re.search(r'href="(/stories/[^"]+)"', front)[1]
        story = answer(ready, address)
        report = re.search(r'href="(/reports/[^"#]+)', story)[1]
        assert "On record from this report" in answer(ready, report)
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=WAIT_SECONDS)
        assert process.returncode == 0


def test_killed_demo_is_finished_by_the_next(ready, set_up_newsroom, tmp_path, pages):
    """SIGKILL after the first page was kept and before the stories were published."""
    for number in range(3, 9):
        text = VALLEY.replace("\n", "\n\n").replace("40 families", f"4{number} families")
        (pages / f"{number}.txt").write_text(text, encoding="utf-8")
    whole = {**ready, "ONRECORD_DATA_DIR": str(tmp_path / "whole")}
    shutil.copytree(set_up_newsroom, tmp_path / "whole")
    assert onrecord(whole, "demo", "pages", "--no-serve", cwd=tmp_path).returncode == 0
    database = tmp_path / "data" / "onrecord.sqlite3"
    with started(ready, "demo", "pages", "--no-serve", cwd=tmp_path) as process:
        while not _kept(database) and process.poll() is None:
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert process.returncode == -signal.SIGKILL
    left = counts(database)
    assert 0 < left["capture"] < 8
    assert left["story"] == 0
    finished = onrecord(ready, "demo", "pages", "--no-serve", cwd=tmp_path)
    assert finished.returncode == 0, finished.stderr
    assert counts(database)["capture"] == 8
    assert rows(database) == rows(tmp_path / "whole" / "onrecord.sqlite3")


def test_examples_are_kept_apart(ready, set_up_newsroom, tmp_path):
    """They go into a newsroom of their own, and the pages given stay by themselves."""
    shutil.copytree(set_up_newsroom, tmp_path / "data" / EXAMPLES_FOLDER)
    run = onrecord(ready, "demo", "--no-serve", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert counts(tmp_path / "data" / "onrecord.sqlite3")["article"] == 0
    examples = counts(tmp_path / "data" / EXAMPLES_FOLDER / "onrecord.sqlite3")
    assert examples["article"] >= 16
    assert 4 <= examples["story"] < examples["article"]


def _kept(database: Path) -> bool:
    if not database.exists():
        return False
    try:
        return counts(database)["capture"] > 0
    except sqlite3.OperationalError:
        return False
