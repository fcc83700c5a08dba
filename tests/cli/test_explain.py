"""`--explain` and `read --html`: why blocks have their kinds, and articles their stories."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from selectolax.lexbor import LexborHTMLParser

from onrecord import wire
from onrecord.articles.read import read
from tests.cli.conftest import PAGE

Run = Callable[..., Result]

#: A page that tries to get out of the text it is shown in.
HOSTILE = """Strike "over" <b>now</b> & $title

</p></li><script>alert(1)</script><img src="https://evil.example/x.png" onerror="alert(2)">

The dock workers of Port Alder went back to work on Monday after a strike of 12 days, they \x07said.

\u202eThe port authority confirmed that 340 workers had returned, and that two cranes stand still.
"""


def shown(result: Result) -> list[list[str]]:
    """Return the words of the blocks of each article of a document."""
    tree = LexborHTMLParser(result.stdout)
    return [
        [block.css_first(".words").text() for block in page.css("li.block")]
        for page in tree.css("article.page")
    ]


def test_each_block_is_one_line(run: Run, pages: Path) -> None:
    result = run("read", "--explain", pages / "a.html", pages / "c.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    articles = [read((pages / name).read_bytes()) for name in ("a.html", "c.txt")]
    assert [(each["article"], each["kind"], each["start"], each["end"]) for each in lines] == [
        (article.id, block.kind, block.start, block.end)
        for article in articles
        for block in article.blocks
    ]
    for line in lines:
        assert set(line) == {"article", "kind", "start", "end", "score", "reasons"}
        for reason in line["reasons"]:
            assert set(reason) == {"what", "weight", "evidence"}
            assert reason["evidence"]
        assert wire.EXPLAINED_BLOCK.validate_python(line)


def test_a_table_tells_reasons_in_words(run: Run, pages: Path) -> None:
    result = run("read", "--explain", "--format", "table", pages / "a.html")
    assert "paragraph" in result.stdout
    assert "words +" in result.stdout
    assert "shape +" in result.stdout
    assert "The dock" in result.stdout


def test_one_bad_page_never_stops_the_rest(run: Run, pages: Path) -> None:
    lines = run("read", "--explain", pages)
    assert lines.exit_code == 1
    assert len({json.loads(line)["article"] for line in lines.stdout.splitlines()}) == 2
    document = run("read", "--html", pages)
    assert document.exit_code == 1
    assert len(shown(document)) == 2
    assert "not text" in document.stderr


def test_no_page_is_no_document(run: Run, pages: Path) -> None:
    result = run("read", "--html", pages / "b.html")
    assert (result.exit_code, result.stdout) == (1, "")


@pytest.mark.parametrize("options", [["--explain"], ["--format", "json"]])
def test_a_web_page_is_all_that_html_gives(run: Run, pages: Path, options: list[str]) -> None:
    result = run("read", "--html", *options, pages / "a.html")
    assert result.exit_code == 2
    assert "--html" in result.stderr


def test_every_block_is_shown_in_page_order(run: Run, pages: Path) -> None:
    result = run("read", "--html", pages / "a.html", pages / "c.txt")
    articles = [read((pages / name).read_bytes()) for name in ("a.html", "c.txt")]
    assert shown(result) == [
        [article.text[block.start : block.end] for block in article.blocks] for article in articles
    ]
    tree = LexborHTMLParser(result.stdout)
    kinds = [each.text() for each in tree.css("li.block .kind")]
    assert kinds == [block.kind for article in articles for block in article.blocks]
    assert all(re.fullmatch(r"[01]\.\d\d", each.text()) for each in tree.css(".score"))
    assert all(each.css("li") for each in tree.css(".reasons"))
    assert all(each.attributes["title"] for each in tree.css("summary"))
    assert [each.text() for each in tree.css("nav a")] == [
        "Harbour strike ends",
        "Harbour strike ends after 12 days",
    ]


def test_the_top_says_what_was_found(run: Run, tmp_path: Path) -> None:
    head = (
        '<meta property="og:site_name" content="Alder Post"><meta name="author" content="Ana Ruiz">'
        '<meta property="article:published_time" content="2025-03-04T10:30:00Z">'
    )
    (tmp_path / "a.html").write_text(PAGE.replace("<head>", f"<head>{head}"), encoding="utf-8")
    tree = LexborHTMLParser(run("read", "--html", tmp_path / "a.html").stdout)
    facts = tree.css_first(".facts").text(separator=" ")
    for fact in ("Alder Post", "Ana Ruiz", "4 Mar 2025, 10:30 UTC", "en", "full"):
        assert fact in facts
    assert tree.css_first("h1").text() == "Harbour strike ends"
    counts = [int(each.text()) for each in tree.css(".legend .count")]
    assert sum(counts) == len(tree.css("li.block"))


def test_a_page_cannot_get_out_of_its_text(run: Run) -> None:
    result = run("read", "--html", "-", stdin=HOSTILE)
    assert result.exit_code == 0
    tree = LexborHTMLParser(result.stdout)
    assert not tree.css("script, img, b, link, iframe, object")
    (blocks,) = shown(result)
    article = read(HOSTILE)
    assert [each.replace("\u2407", "\x07") for each in blocks] == [
        article.text[block.start : block.end] for block in article.blocks
    ]
    for element in tree.css("*"):
        assert not any(name.startswith("on") for name in element.attributes)
    assert "\x07" not in result.stdout


def test_a_document_asks_nobody_for_anything(run: Run, pages: Path) -> None:
    document = run("read", "--html", pages / "a.html").stdout
    tree = LexborHTMLParser(document)
    assert "default-src 'none'" in tree.css_first("meta[http-equiv]").attributes["content"]
    assert not tree.css("script, link, [src]")
    assert "url(" not in document
    assert "@import" not in document


@pytest.mark.parametrize(
    ("address", "links"), [("https://news.example/a", 1), ("javascript:alert(1)", 0)]
)
def test_only_web_addresses_are_links(run: Run, address: str, links: int) -> None:
    line = json.dumps({"body": "The strike is over, the union said.", "url": address})
    tree = LexborHTMLParser(run("read", "--html", "-", stdin=line).stdout)
    assert len(tree.css(f'a[href="{address}"]')) == links


def test_each_article_is_told_why_it_is_in_its_story(run: Run, pages: Path) -> None:
    result = run("stories", "--explain", pages / "a.html", pages / "c.txt")
    assert result.exit_code == 0
    told = [wire.STORY_EXPLANATION.validate_json(line) for line in result.stdout.splitlines()]
    assert len({each.article for story in told for each in story.placements}) == 2
    table = run("stories", "--explain", "--format", "table", pages / "a.html", pages / "a.html")
    assert "Shared with the other" in table.stdout


def test_only_stories_with_something_new_are_explained(run: Run, pages: Path) -> None:
    result = run("stories", "--explain", "--since", "2999-01-01", pages / "a.html")
    assert (result.exit_code, result.stdout) == (0, "")


REPORTS = {
    "one": "Rescuers evacuated 52 passengers from the ferry Halvorsen, which was stranded.",
    "two": "Rescuers evacuated 71 passengers from the ferry Halvorsen, which was stranded.",
    "three": "Rescuers evacuated 71 passengers from the ferry Halvorsen, which was stranded.",
}


def test_a_table_tells_why_a_point_stands_as_it_does_and_which_reports_count(run: Run) -> None:
    lines = [
        {
            "id": name, "title": "Ferry Halvorsen aground off Tromso", "published_at": day,
            "body": f"{text}\nFog hid the coast off Tromso, and a helicopter circled overhead.",
        }
        for (name, text), day in zip(
            REPORTS.items(), ("2025-09-11", "2025-09-12", "2025-09-13"), strict=True
        )
    ]  # fmt: skip
    given = "\n".join(map(json.dumps, lines))
    table = " ".join(
        run("stories", "--explain", "--format", "table", "-", stdin=given).stdout.split()
    )
    assert "a copy of “Ferry Halvorsen aground off Tromso”" in table
    assert "one matter" in table
    assert "for it: " in table
    (line,) = run("stories", "--explain", "-", stdin=given).stdout.splitlines()
    story = wire.STORY_EXPLANATION.validate_json(line)
    assert [report.counts_as for report in story.reports] == ["independent", "copy", "copy"]
    assert any(point.links for point in story.points)
