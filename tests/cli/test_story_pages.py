"""`onrecord stories --html`: a page for each story, every word of it with its words behind it."""

import dataclasses
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import Result
from selectolax.lexbor import LexborHTMLParser, LexborNode

from onrecord.cli.pages import story_pages
from onrecord.cli.pages.plots import Dot, plot_series
from onrecord.stories.group import group_stories
from onrecord.stories.news import news_since
from tests.cli.stories import HOSTILE, ONE, THREE, TWO, told
from tests.stories.conftest import Newsroom

Run = Callable[..., Result]


def tree(name: str = "Alder", page: str = "story-1.html") -> LexborHTMLParser:
    return LexborHTMLParser(story_pages(*told(name))[page])


def words(node: LexborNode | LexborHTMLParser) -> str:
    return " ".join(node.text(separator=" ").split())


def behind(opened: LexborNode) -> list[str]:
    """The exact sentences that stand behind words."""
    return [each.text() for each in opened.css(".evidence .exact")]


# -- What is told, and the words behind it --------------------------------------------------------
def test_every_sentence_opens_its_words_with_outlet_and_time() -> None:
    page = tree()
    opened = page.css("details.said")
    assert len(opened) > 10
    for each in opened:
        assert behind(each), words(each)
        for item in each.css(".evidence li"):
            assert item.css_first(".exact").text() in {*ONE, *TWO, *THREE}
            assert re.search(r"(Wire Alder|Post|Copyist) , \d Mar 2025 \. ", words(item))
    assert not page.css("p.said")


def test_the_statement_a_sentence_was_taken_from_comes_first() -> None:
    (summary,) = tree().css("#summary details.said")
    assert summary.css_first("summary").text().strip() == ONE[0]
    assert behind(summary) == [ONE[0], THREE[0]]


def test_source_cue_and_content_are_marked_and_lead_nowhere() -> None:
    exact = tree().css_first("#summary .exact")
    assert exact.css_first(".mark.source").text() == "Mara Lind"
    assert exact.css_first(".mark.content").text() == "40 boats sank off Alder on Monday"
    assert not exact.css("a, [data-number]")


def test_a_dispute_shows_each_side_and_who_stands_behind_it() -> None:
    sides = tree().css("#point-1 .sides > li")
    assert [side.css_first("summary").text().strip() for side in sides] == ONE[:2]
    assert [words(side.css_first("ul.by")) for side in sides] == [
        "Mara Lind , in Wire Alder , Copyist",
        "Harbour office , in Wire Alder",
    ]


def test_a_change_shows_its_steps_with_their_dates() -> None:
    steps = tree().css("#point-2 .steps > li")
    assert [words(step.css_first(".when")) for step in steps] == ["3 Mar 2025", "5 Mar 2025"]
    assert [step.css_first("summary").text().strip() for step in steps] == [ONE[2], TWO[0]]


def test_points_stand_by_state_and_what_one_tells_is_folded() -> None:
    page = tree()
    heads = [words(each) for each in page.css("#points h3")]
    assert heads == ["≠ Disputed 1", "→ Changed 1", "= Agreed 1", "1 Told by one alone 1"]
    assert "open" not in page.css_first(".fold").attributes
    assert words(page.css_first(".fold #point-4 summary")) == THREE[1]


def test_a_figure_has_its_values_and_a_plot_that_leads_to_them() -> None:
    page = tree()
    items = page.css("#figures article:first-of-type .values > li")
    assert [words(item.css_first("summary")) for item in items] == [
        "40 3 Mar 2025 Mara Lind",
        "at least 43 5 Mar 2025 Post",
        (
            "1,075 (956 to 1,229) Mar 2025 computed , not reported: it follows from what Alder "
            "says; it fits what Post reported; it does not fit what Mara Lind reported"
        ),
    ]
    plot = page.css_first("#figures svg")
    ids = {item.attributes["id"] for item in items}
    assert {link.attributes["href"] for link in plot.css("a")} == {f"#{each}" for each in ids}
    assert words(page.css_first("#figures article:last-of-type summary")).startswith(
        "about 4 % fleet 5 Mar 2025"
    )


def test_people_have_dated_statuses() -> None:
    page = tree()
    (person,) = page.css(".person")
    assert words(person.css_first("h3")) == "Mara Lind"
    assert words(person.css_first("summary")) == "detained (believed) 4 Mar 2025 Copyist"
    assert "Also named, without a word of what became of them: AnaAlder ." in words(
        page.css_first("#people")
    )


def test_what_is_planned_stands_ahead_with_what_came_of_it() -> None:
    page = tree()
    done, ahead = page.css("#timeline .events")
    assert [words(each) for each in done.css(".when")] == ["3 Mar 2025", "4 Mar 2025"]
    (pier,) = ahead.css("li[id]")
    assert words(pier.css_first(".when")) == "1 May 2025 planned"
    assert words(pier.css_first(".since .when")) == "Since then:"
    assert pier.css_first(".since summary").text().strip() == TWO[0]


def test_a_plan_says_whether_it_came_about_where_the_record_does() -> None:
    stories, statements, articles = told()
    plan = stories[0].timeline[-1]
    off = dataclasses.replace(plan, outcome=dataclasses.replace(plan.outcome, came_about=False))
    story = dataclasses.replace(stories[0], timeline=(off,))
    page = LexborHTMLParser(story_pages([story], statements, articles)["story-1.html"])
    assert words(page.css_first(".since .when")) == "It did not come about:"


def test_reports_tell_copies_and_origins() -> None:
    assert [words(each) for each in tree().css("#reports .by")] == [
        "independent ; from APAlder",
        "copy of Wire Alder",
        "independent",
    ]


def test_the_index_leads_to_every_story_and_a_story_to_its_thread() -> None:
    pages = story_pages(*told())
    assert list(pages) == ["index.html", "story-1.html", "story-2.html"]
    index = tree(page="index.html")
    assert [link.attributes["href"] for link in index.css("main a")] == list(pages)[1:]
    assert "3 reports, 2 independent, 3 Mar 2025 to 5 Mar 2025" in words(index)
    assert [link.attributes["href"] for link in tree().css(".related a")] == ["story-2.html"]


def test_a_story_of_which_nothing_is_known_has_a_page() -> None:
    page = tree(page="story-2.html")
    assert words(page.css_first("h1")) == "An earlier storm"
    assert not page.css("#points, #figures, #people, #timeline, svg")


# -- The documents --------------------------------------------------------------------------------
@pytest.mark.parametrize("page", ["index.html", "story-1.html", "story-2.html"])
def test_headings_are_in_order_and_links_lead_somewhere(page: str) -> None:
    document = tree(page=page)
    levels = [int(each.tag[1]) for each in document.css("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= level + 1 for level, later in pairwise(levels))
    ids = [each.attributes["id"] for each in document.css("[id]")]
    assert len(ids) == len(set(ids))
    links = [each.attributes["href"] for each in document.css('[href^="#"]')]
    assert {link[1:] for link in links} <= set(ids)
    for each in document.css("[aria-labelledby]"):
        assert set(each.attributes["aria-labelledby"].split()) <= set(ids)


def test_names_cannot_get_out_of_their_text() -> None:
    for page in story_pages(*told(HOSTILE)).values():
        document = LexborHTMLParser(page)
        assert not document.css("script, img, link, iframe, object")
        assert "\x07" not in page
        for element in document.css("*"):
            assert not any(name.startswith("on") for name in element.attributes)
        for link in document.css("a[href]"):
            assert not link.attributes["href"].startswith("javascript:")
        assert "default-src 'none'" in document.css_first("meta[http-equiv]").attributes["content"]


# -- Plots ----------------------------------------------------------------------------------------
def test_a_plot_is_light_told_in_words_and_in_the_colours_of_the_page() -> None:
    plots = [each.html for each in tree().css("svg")]
    assert len(plots) == 2
    for plot in plots:
        assert plot is not None
        assert len(plot) < 15_000
        assert "#0" not in re.sub(r'(?:href|id)="[^"]*"|url\([^)]*\)', "", plot)
        assert "font-family" not in plot
    figure = LexborHTMLParser(plots[0])
    assert figure.css_first("svg > title").text() == "boatsAlder"
    assert figure.css_first("svg > desc").text() == (
        "40, 3 Mar 2025, Mara Lind; at least 43, 5 Mar 2025, Post; "
        "1,075 (956 to 1,229), Mar 2025, Alder, computed"
    )
    assert figure.css_first("a title").text() == "40, 3 Mar 2025, Mara Lind"


def test_a_plot_of_very_many_values_stays_light_and_says_what_it_leaves_out() -> None:
    stories, statements, articles = told()
    series = stories[0].figures[0]
    many = tuple(
        dataclasses.replace(series.series[0], as_of=str(date(2025, 3, 3) + timedelta(n)), value=n)
        for n in range(150)
    )
    story = dataclasses.replace(
        stories[0], figures=(dataclasses.replace(series, series=many),), timeline=()
    )
    page = LexborHTMLParser(story_pages([story], statements, articles)["story-1.html"])
    assert len(page.css_first("svg").html or "") < 15_000
    assert "The plot shows 38 of 150 values; the list has all." in words(page.css_first("figure"))
    assert len(page.css(".values > li")) == 151


def test_values_of_one_day_stand_below_each_other() -> None:
    day = date(2025, 3, 3)
    dots = [
        Dot(first=day, last=day, label=f"Source {n}", told=str(n), href=f"#v{n}", value=n)
        for n in (40, 43)
    ]
    plot = LexborHTMLParser(plot_series("one", "Boats", dots))
    labels = [each.text() for each in plot.css("text")]
    assert {"Source 40", "Source 43"} <= set(labels)
    assert not any("." in label for label in labels), "whole numbers have whole ticks"
    upper, lower = (each.css_first("use").attributes["y"] for each in plot.css("a"))
    assert float(upper) < float(lower)


# -- The command ----------------------------------------------------------------------------------
def test_the_command_writes_a_folder(run: Run, pages: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "site"
    for _ in range(2):  # what it wrote itself it may write again
        result = run("stories", "--html", folder, pages / "a.html", pages / "c.txt")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.strip() == str(folder / "index.html")
    index = LexborHTMLParser((folder / "index.html").read_text(encoding="utf-8"))
    (link,) = index.css("main a")
    page = LexborHTMLParser((folder / link.attributes["href"]).read_text(encoding="utf-8"))
    assert "Mara Lind" in words(page)


def test_the_command_writes_over_nothing_that_is_not_its_own(run: Run, pages: Path) -> None:
    (pages / "index.html").write_text("<p>Mine</p>", encoding="utf-8")
    result = run("stories", "--html", pages, pages / "a.html")
    assert result.exit_code == 1
    assert "index.html was not written by Onrecord" in result.stderr
    assert sorted(path.name for path in pages.iterdir()) == [
        "a.html",
        "b.html",
        "c.txt",
        "index.html",
    ]
    assert (pages / "index.html").read_text(encoding="utf-8") == "<p>Mine</p>"


def test_a_folder_that_cannot_be_made_is_told(run: Run, pages: Path) -> None:
    result = run("stories", "--html", pages / "a.html" / "site", pages / "a.html")
    assert result.exit_code == 1
    assert "site" in result.stderr
    assert "Traceback" not in result.stderr


def test_web_pages_are_all_that_html_gives(run: Run, pages: Path, tmp_path: Path) -> None:
    result = run("stories", "--html", tmp_path, "--format", "json", pages / "a.html")
    assert result.exit_code == 2
    assert "--html" in result.stderr


# -- Versions -------------------------------------------------------------------------------------
def revised(*more: str, dated: bool = True) -> LexborHTMLParser:
    """The page of a story whose one report was read twice, at times that are known if `dated`."""
    newsroom = Newsroom()
    for hour, number in ((10, 50), (12, 52)):
        words = f"The ferry Orla sank and {number} people are missing."
        newsroom.article(
            "one",
            {"text": words, "figures": [(str(number), number, "people")]},
            *(more if hour > 10 else ()),
            version=str(hour),
            fetched_at=datetime(2025, 3, 3, hour, tzinfo=UTC) if dated else None,
            day="2025-03-03",
        )
    stories = group_stories(newsroom.articles, newsroom.statements)
    pages = story_pages(stories, newsroom.statements, newsroom.articles)
    return LexborHTMLParser(pages[f"{stories[0].id}.html"])


def test_a_corrected_figure_has_both_versions_behind_it() -> None:
    page = revised()
    steps = page.css("#points .steps > li")
    assert [words(step.css_first(".when")) for step in steps] == [
        "3 Mar 2025",
        "3 Mar 2025, 12:00 UTC",
    ]
    assert ["No longer in the report." in words(step) for step in steps] == [True, False]
    assert [behind(step)[0].split()[5] for step in steps] == ["50", "52"]


@pytest.mark.parametrize(
    ("more", "note", "kind"),
    [
        ((), "The outlet does not say so.", "Another figure, not mentioned by the outlet"),
        (
            ("Correction: It is 52.",),
            "The outlet says: Correction: It is 52.",
            "Another figure",
        ),
    ],
)
def test_what_was_changed_in_a_report_is_shown_and_whether_it_says_so(
    more: tuple[str, ...], note: str, kind: str
) -> None:
    (revision,) = revised(*more).css("#revisions .revision")
    assert words(revision.css_first("h3")) == "Outlet one , 3 Mar 2025, 12:00 UTC"
    assert words(revision.css_first(".note")) == note
    assert words(revision.css_first(".corrections > li > .when")) == kind
    (edit,) = revision.css(".edits > li")
    assert (edit.css_first("del").text(), edit.css_first("ins").text()) == ("50", "52")
    assert "2 versions" in words(revised(*more).css_first("#reports"))


def test_versions_of_which_nothing_tells_which_came_first_are_told_as_such() -> None:
    (revision,) = revised(dated=False).css("#revisions .revision")
    assert words(revision.css_first(".note")).startswith("Nothing tells which of the two versions")
    assert not revision.css(".corrections")
    assert words(revision.css_first("summary")) == "1 sentence not the same"
    assert words(revision.css_first(".edits .when")) == "differs"


def test_a_report_read_once_has_nothing_changed_in_it() -> None:
    assert not tree().css("#revisions")


# -- What is new ----------------------------------------------------------------------------------
def test_what_is_new_leads_to_its_point_and_opens_its_words() -> None:
    stories, statements, articles = told()
    found = news_since(stories, datetime(2025, 3, 4, 12, tzinfo=UTC), articles, statements)
    assert [story.id for story in found] == ["story-1"]
    page = LexborHTMLParser(story_pages(found, statements, articles)["story-1.html"])
    assert words(page.css_first("#news h2")) == "New since 4 Mar 2025, 12:00 UTC"
    items = page.css("#news > .news > li")
    assert [words(item.css_first(".when")) for item in items] == [
        "was told by one alone, now changed",
        "was told by one alone, now agreed",
        "figure, changed",
        "figure, new",
    ]
    assert [item.css_first("a").attributes["href"] for item in items[:2]] == [
        "#point-2",
        "#point-3",
    ]
    assert behind(items[0]) == [TWO[0]]
    assert "at least 43 boats" in words(items[2])
    assert not tree().css("#news")


def test_the_command_shows_what_is_new_since_a_time(run: Run, tmp_path: Path) -> None:
    lines = [
        {"id": str(day), "published_at": f"2025-03-0{day}", "body": body}
        for day, body in (
            (1, "The fire on pier nine of Port Alder destroyed 40 boats, police said."),
            (3, "The fire on pier nine of Port Alder destroyed 60 boats, the mayor said."),
        )
    ]
    pages = tmp_path / "pages.jsonl"
    pages.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (story,) = map(json.loads, run("stories", "--since", "2025-03-02", pages).stdout.splitlines())
    assert story["news"]["since"] == "2025-03-02T00:00:00Z"
    assert story["news"]["reports"] == ["3"]
    assert story["news"]["points"]
    shown = run("stories", "--since", "2025-03-02", "--format", "table", pages).stdout
    assert "New since 2 Mar 2025, 00:00 UTC" in shown
    late = run("stories", "--since", "2025-03-03T02:00+01:00", pages)
    assert (late.exit_code, late.stdout) == (0, "")
    assert "nothing is new since 2025-03-03 01:00 UTC" in late.stderr
    (story,) = map(json.loads, run("stories", pages).stdout.splitlines())
    assert story["news"] is None


@pytest.mark.parametrize("time", ["yesterday", "2025-13-01", "1757601000", "12:00", ""])
def test_a_bad_time_is_told_with_the_way_to_write_one(run: Run, pages: Path, time: str) -> None:
    result = run("stories", "--since", time, pages)
    assert result.exit_code == 2
    told_ = " ".join(result.stderr.split())
    assert f"{time!r} is not a time" in told_
    assert "2026-01-02T10:00" in told_
