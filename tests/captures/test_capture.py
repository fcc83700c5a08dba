"""Files, folders and standard input become captures; a bad one never stops the rest."""

import io
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from onrecord.captures.capture import capture, count_pages
from onrecord.errors import FetchError, InputError, MissingInputError, PageTooLargeError
from onrecord.records import Capture


def taken(inputs: Iterable[object]) -> tuple[list[Capture], list[tuple[str, InputError]]]:
    problems: list[tuple[str, InputError]] = []
    captures = list(
        capture([str(each) for each in inputs], lambda name, error: problems.append((name, error)))
    )
    return captures, problems


class Stdin(io.TextIOWrapper):
    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "media"),
    [("a.html", "html"), ("a.HTM", "html"), ("a.xhtml", "html"), ("a.txt", "text")],
)
def test_the_suffix_says_what_a_file_is(tmp_path: Path, name: str, media: str) -> None:
    (tmp_path / name).write_bytes(b"<p>Minsk</p>")
    captures, problems = taken([tmp_path / name])
    assert not problems
    assert [(page.media, page.content, page.name) for page in captures] == [
        (media, b"<p>Minsk</p>", str(tmp_path / name))
    ]


def test_a_file_with_another_suffix_is_taken_for_what_it_looks_like(tmp_path: Path) -> None:
    (tmp_path / "story.php").write_text("<!doctype html><p>Minsk</p>")
    (tmp_path / "story").write_text("Minsk")
    captures, _ = taken([tmp_path / "story.php", tmp_path / "story"])
    assert [page.media for page in captures] == ["html", "text"]


def test_a_folder_is_read_below_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/deep/one.txt", "c.htm", "photo.jpg", ".hidden.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "d.jsonl").write_text('{"text": "from d"}\n')
    captures, problems = taken([tmp_path])
    assert not problems
    assert [page.content.decode() for page in captures] == [
        "a/deep/one.txt", "a/z.html", "b.txt", "c.htm", "from d",
    ]  # fmt: skip


def test_a_link_back_to_its_own_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("once")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    captures, _ = taken([tmp_path])
    assert len(captures) == 1


def test_a_folder_without_pages_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    captures, problems = taken([tmp_path])
    assert not captures
    assert [(name, type(error)) for name, error in problems] == [(str(tmp_path), MissingInputError)]
    assert "no pages" in str(problems[0][1])


def test_the_others_are_read_when_one_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Minsk")
    captures, problems = taken([tmp_path / "none.txt", tmp_path / "a.txt", "ftp://a.example/b"])
    assert [page.content for page in captures] == [b"Minsk"]
    assert [type(error) for _, error in problems] == [MissingInputError, FetchError]
    assert str(tmp_path / "none.txt") in str(problems[0][1])


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Minsk")
    (tmp_path / "a.txt").chmod(0)
    _, problems = taken([tmp_path])
    assert "Permission denied" in str(problems[0][1])


def test_a_file_over_the_limit_is_refused_without_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_MAX_PAGE_BYTES", "1000")
    huge = tmp_path / "huge.html"
    with huge.open("wb") as stream:
        # A hole of a terabyte: only asking for the size can refuse this one in time.
        stream.truncate(1 << 40)
    (tmp_path / "small.html").write_text("<p>Minsk")
    captures, problems = taken([tmp_path])
    assert [page.content for page in captures] == [b"<p>Minsk"]
    assert isinstance(problems[0][1], PageTooLargeError)
    assert "ONRECORD_MAX_PAGE_BYTES" in str(problems[0][1])


def test_a_page_of_just_the_limit_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MAX_PAGE_BYTES", "5")
    (tmp_path / "a.txt").write_text("Minsk")
    (tmp_path / "b.txt").write_text("Minsk!")
    captures, problems = taken([tmp_path])
    assert len(captures) == len(problems) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX")
def test_a_pipe_is_read_within_the_limit(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    os.write(write_end, b"Minsk")
    os.close(write_end)
    try:
        captures, _ = taken([f"/dev/fd/{read_end}"])
    finally:
        os.close(read_end)
    assert [page.content for page in captures] == [b"Minsk"]


@pytest.mark.parametrize(
    ("content", "media"),
    [(b"Minsk\n\nBelarus", "text"), (b"\n<html><p>Minsk", "html"), (b"", "text")],
)
def test_standard_input_is_one_page(
    monkeypatch: pytest.MonkeyPatch, content: bytes, media: str
) -> None:
    stdin = Stdin(content)
    monkeypatch.setattr(sys, "stdin", stdin)
    captures, problems = taken(["-"])
    assert not problems
    assert [(page.content, page.media, page.name) for page in captures] == [
        (content, media, "standard input")
    ]
    assert not stdin.buffer.closed


def test_standard_input_of_records_is_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(b'{"text": "one"}\n{"body": "two"}\n{"text"\n'))
    captures, problems = taken(["-"])
    assert [(page.media, page.content) for page in captures] == [("text", b"one"), ("body", b"two")]
    assert [name for name, _ in problems] == ["standard input:3"]


def test_pages_are_counted_where_a_look_tells(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Minsk")
    (tmp_path / "b.html").write_text("Minsk")
    assert count_pages([str(tmp_path), "https://a.example/b", "gone.txt"]) == 4
    assert count_pages(["-"]) is None
    (tmp_path / "c.jsonl").write_text("{}")
    assert count_pages([str(tmp_path)]) is None


def test_one_page_is_in_memory_at_a_time(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(str(number))
    captures = capture([str(tmp_path)], lambda name, error: pytest.fail(f"{name}: {error}"))
    assert next(captures).content == b"0"
    (tmp_path / "1.txt").write_text("written after the first was taken")
    assert next(captures).content.startswith(b"written after")
