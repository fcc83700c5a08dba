"""`onrecord read`: pages in, articles out, by the output contract."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.block_kinds import RUNNING_KINDS

Run = Callable[..., Result]

CONTRACT = {
    "id", "url", "headline", "standfirst", "authors", "publisher", "published_at", "updated_at",
    "language", "tags", "completeness", "text", "body", "blocks", "entities",
}  # fmt: skip


def test_each_page_is_one_line_in_the_order_given(run: Run, pages: Path) -> None:
    result = run("read", "--no-entities", pages / "c.txt", pages / "a.html")
    assert result.exit_code == 0
    assert result.stderr == ""
    pasted, page = [json.loads(line) for line in result.stdout.splitlines()]
    assert page["headline"] == "Harbour strike ends"
    assert pasted["headline"] == "Harbour strike ends after 12 days"
    assert set(page) >= CONTRACT
    assert page["language"] == "en"


def test_spans_are_the_words(run: Run, pages: Path) -> None:
    result = run("read", "--no-entities", pages / "a.html")
    article = json.loads(result.stdout)
    blocks = [
        article["text"][block["start"] : block["end"]]
        for block in article["blocks"]
        if block["kind"] in RUNNING_KINDS
    ]
    assert article["body"] == "\n\n".join(blocks)
    assert "“We got what we asked for,” said Mara Lind" in article["body"]


def test_one_bad_page_never_stops_the_rest(run: Run, pages: Path) -> None:
    result = run("read", "--no-entities", pages, pages / "gone.html")
    assert result.exit_code == 1
    assert [json.loads(line)["headline"] for line in result.stdout.splitlines()] == [
        "Harbour strike ends",
        "Harbour strike ends after 12 days",
    ]
    first, second = result.stderr.splitlines()
    assert str(pages / "b.html") in first
    assert "not text" in first
    assert str(pages / "gone.html") in second


def test_problems_are_log_entries_for_programs(
    run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_LOG_FORMAT", "json")
    result = run("read", "--no-entities", pages)
    entry = json.loads(result.stderr)
    assert entry["input"] == str(pages / "b.html")
    assert entry["id"] == "input:binary"
    assert entry["level"] == "error"
    assert entry["timestamp"]


def test_standard_input_is_a_page(run: Run) -> None:
    result = run("read", "--no-entities", "-", stdin="Harbour strike ends\n\nThe strike is over.\n")
    assert json.loads(result.stdout)["text"] == "Harbour strike ends\n\nThe strike is over.\n"


def test_an_id_that_came_in_goes_out(run: Run) -> None:
    lines = [
        {"id": "one", "body": "The strike is over.\n\nWork goes on.", "title": "Strike over"},
        {"id": "two", "text": ["not words"]},
        {"id": "three", "body": "Cranes stand still.", "url": "https://news.example/3"},
    ]
    result = run("read", "--no-entities", "-", stdin="\n".join(map(json.dumps, lines)))
    first, last = [json.loads(line) for line in result.stdout.splitlines()]
    assert (first["id"], first["text"]) == ("one", "The strike is over.\n\nWork goes on.")
    assert (last["id"], last["url"]) == ("three", "https://news.example/3")
    assert "standard input:2" in result.stderr
    assert "'text'" in result.stderr
    assert result.exit_code == 1


def test_a_table_shows_every_page(run: Run, pages: Path) -> None:
    result = run("read", "--no-entities", "--format", "table", pages / "a.html", pages / "c.txt")
    assert "Harbour strike" in result.stdout
    assert "Language" in result.stdout


def test_one_page_is_shown_with_its_blocks(run: Run, pages: Path) -> None:
    result = run("read", "--no-entities", "--format", "table", pages / "a.html")
    assert "paragraph" in result.stdout
    assert "said Mara Lind" in result.stdout


def test_a_page_cannot_send_codes_to_the_terminal(run: Run) -> None:
    page = "Strike over\n\nThe \x1b[2Jstrike \u202eis over\u202c, the union said on Monday.\n"
    result = run("read", "--no-entities", "--format", "table", "-", stdin=page)
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert "strike is over" in result.stdout


def test_entities_come_with_their_mentions(run: Run, pages: Path) -> None:
    article = json.loads(run("read", pages / "a.html").stdout)
    (lind,) = [entity for entity in article["entities"] if "Lind" in entity["name"]]
    assert lind["kind"] == "person"
    assert all("Lind" in article["text"][start:end] for start, end in lind["mentions"])


@pytest.mark.parametrize("content", [b"", b" \n\t"])
def test_an_empty_page_is_named(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "empty.html").write_bytes(content)
    result = run("read", "--no-entities", tmp_path / "empty.html")
    assert result.exit_code == 1
    assert str(tmp_path / "empty.html") in result.stderr
