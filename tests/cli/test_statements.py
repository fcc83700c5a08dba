"""`onrecord statements` and `onrecord stories`: the whole way by the command line."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]

UKRAINIAN = """Страйк у порту завершено

Докери порту повернулися до роботи в понеділок після дванадцяти днів страйку. Профспілка
повідомила, що всі її вимоги виконано, а керівництво порту підтвердило, що два крани
залишатимуться зупиненими до кінця тижня через ремонт.
"""


def test_each_statement_is_one_line(run: Run, pages: Path) -> None:
    result = run("statements", pages / "a.html")
    assert result.exit_code == 0
    statements = [json.loads(line) for line in result.stdout.splitlines()]
    article = json.loads(run("read", "--no-entities", pages / "a.html").stdout)
    assert {statement["article"] for statement in statements} == {article["id"]}
    (lind,) = [
        statement
        for statement in statements
        if statement["source"] and statement["source"]["name"] == "Mara Lind"
    ]
    assert lind["form"] == "quotation"
    assert lind["content"]["text"].strip("“”,") == "We got what we asked for"
    for statement in statements:
        words = [article["text"][start:end] for start, end in statement["content"]["spans"]]
        assert " ".join(words) == statement["content"]["text"]


def test_a_table_tells_who_says_what(run: Run, pages: Path) -> None:
    shown = run("statements", "--format", "table", pages / "a.html").stdout
    assert "Mara Lind" in shown
    assert "quotation" in shown
    assert "confirmed" in shown


def test_a_table_begins_with_the_main_event(run: Run, pages: Path) -> None:
    lines = run("statements", "--format", "table", pages / "a.html").stdout.splitlines()
    answers = [" ".join(line.split()) for line in lines[1:3]]
    assert answers == ["who dock workers of Port Alder", "what Harbour strike ends"]


def test_an_unsupported_language_is_a_note_and_no_failure(run: Run, tmp_path: Path) -> None:
    (tmp_path / "uk.txt").write_text(UKRAINIAN, encoding="utf-8")
    result = run("statements", tmp_path)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "'uk'" in result.stderr


def test_a_story_has_both_reports(run: Run, pages: Path) -> None:
    result = run("stories", pages)
    assert result.exit_code == 1
    assert "b.html" in result.stderr
    (story,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(story["articles"]) == len(story["reports"]) == 2
    assert story["points"]


def test_a_story_for_people_has_points_and_people(run: Run, pages: Path) -> None:
    shown = run("stories", "--format", "table", pages / "a.html", pages / "c.txt").stdout
    for title in ("Reports", "Points", "People quoted"):
        assert f"\n{title}\n" in shown
    assert "Mara Lind" in shown
    assert shown.rstrip().endswith("1 story, 2 reports")
