"""Live blogs: the entries, and what their times are."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser

from onrecord.articles.clocks import Clock
from onrecord.articles.entries import find_entries
from onrecord.articles.html_blocks import read_html_blocks
from onrecord.articles.live import find_offset
from onrecord.articles.live_times import Days, resolve
from onrecord.articles.metadata import Metadata, read_metadata
from onrecord.articles.published import Dates
from onrecord.articles.read import read
from onrecord.articles.text_blocks import read_text_blocks

TEXTS = [
    "The river has risen by a metre since the morning, the fire brigade says, and rises still.",
    "Schools in the lower town are closed, and the old bridge is closed to cars and walkers.",
    "The mayor, Ingrid Holt, asks everybody who lives below the weir to leave their houses now.",
    "The weir has held. The fire brigade says that the water begins to fall in the upper town.",
]
HOUR = timedelta(hours=1)
NOON = datetime(2024, 5, 3, 12, 0, tzinfo=UTC)
DATES = Dates(published_at=datetime(2024, 5, 3, 6, 0, tzinfo=UTC))


def kinds_of(page):
    return [
        "paragraph" if block.text.endswith(".") else "subhead" if "#" in block.text else "date"
        for block in page.blocks
    ]


def entries_of(lines, dates=DATES, declared=None, title="Flood in the river town"):
    page = read_text_blocks("\n\n".join(lines))
    found = find_entries(page, kinds_of(page), declared or Metadata(), dates, title)
    return [
        (each.span.of(page.text), each.posted_at, each.headline and each.headline.of(page.text))
        for each in found
    ]


def test_times_with_a_zone_part_the_text():
    lines = [TEXTS[0], "10:42 BST", TEXTS[1], "11.05am BST", TEXTS[2], TEXTS[3], "1pm BST", "End."]
    assert entries_of(lines) == [
        (TEXTS[1], NOON.replace(hour=9, minute=42), None),
        (f"{TEXTS[2]}\n\n{TEXTS[3]}", NOON.replace(hour=10, minute=5), None),
        ("End.", NOON, None),
    ]


@pytest.mark.parametrize("is_above", [True, False])
def test_headings_stand_above_or_below_the_times(is_above):
    lines = []
    for number, text in enumerate(TEXTS):
        pair = [f"What is new #{number}", f"1{number}:00 UTC"]
        lines += [*(pair if is_above else reversed(pair)), text]
    found = entries_of(lines)
    assert [each[2] for each in found] == [f"What is new #{number}" for number in range(4)]
    assert [each[1].hour for each in found] == [10, 11, 12, 13]
    assert all(each[0].endswith(text) for each, text in zip(found, TEXTS, strict=True))


def test_bare_times_are_none_unless_the_page_tells_its_zone():
    lines = [
        line for pair in zip(["10:42", "11:00", "12:00"], TEXTS, strict=False) for line in pair
    ]
    assert [each[1] for each in entries_of(lines)] == [None] * 3
    known = entries_of(lines, declared=Metadata(offset=2 * HOUR))
    assert known[0][1] == NOON.replace(hour=8, minute=42)
    lines[0] = "10:42 CEST"
    assert [each[1].hour for each in entries_of(lines)] == [8, 9, 10]


def test_ages_part_the_text_and_are_no_time():
    lines = ["2 hours ago", TEXTS[0], "3 hours ago", TEXTS[1], "4 hours ago", TEXTS[2]]
    assert [each[1] for each in entries_of(lines)] == [None] * 3


def test_two_times_make_no_live_blog():
    assert entries_of(["10:42 BST", TEXTS[0], "11:00 BST", TEXTS[1]]) == []


def test_days_without_times_make_no_live_blog():
    lines = ["3 May 2024", TEXTS[0], "4 May 2024", TEXTS[1], "5 May 2024", TEXTS[2]]
    assert entries_of(lines) == []


def test_text_that_begins_with_a_time_is_an_entry_on_a_live_page_only():
    lines = [f"1{hour}:00 BST: {text}" for hour, text in enumerate(TEXTS)]
    assert entries_of(lines) == []
    live = entries_of(lines, title="Flood in the river town – live")
    assert [each[0] for each in live] == lines
    assert live[0][1] == NOON.replace(hour=9)


@pytest.mark.parametrize(
    ("hour", "published", "updated", "day"),
    [
        (9, NOON.replace(hour=6), None, 3),
        (2, NOON.replace(hour=6), None, None),
        (23, NOON.replace(hour=6), NOON.replace(hour=14), None),
        (2, NOON.replace(hour=6), NOON.replace(day=4, hour=3), 4),
        (9, NOON.replace(hour=6), NOON.replace(day=4, hour=14), None),
        (2, NOON.replace(hour=0), None, 3),
        (2, None, None, None),
    ],
)
def test_a_time_of_day_counts_where_only_one_day_fits(hour, published, updated, day):
    found = resolve(Clock(hour, 0, timedelta()), Days(published, updated, None))
    assert found == (day and NOON.replace(day=day, hour=hour))


@pytest.mark.parametrize(
    ("date", "offset"),
    [
        ("2024-05-03T10:00:00+02:00", 2 * HOUR),
        ("2024-05-03T10:00:00-0430", -4.5 * HOUR),
        ("2024-05-03T10:00:00Z", None),
        ("2024-05-03T10:00:00+00:00", None),
        ("2024-05-03", None),
    ],
)
def test_a_zone_is_told_by_an_offset_that_is_not_that_of_machines(date, offset):
    assert find_offset([date]) == offset


def blog(entry, *, declared):
    updates = [
        {
            "@type": "BlogPosting",
            "headline": f"News of the flood, number {number}",
            "datePublished": f"2024-05-03T1{number}:30:00+02:00",
            "articleBody": f"<p>{text}</p>",
        }
        for number, text in enumerate(TEXTS)
    ]
    data = {"@type": "LiveBlogPosting", "headline": "Flood", "liveBlogUpdate": updates}
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>" if declared else ""
    entries = "".join(entry.format(number=n, text=t) for n, t in enumerate(TEXTS))
    return (
        f"<html><head>{script}</head><body><h1>Flood</h1><p>Follow it.</p>{entries}</body></html>"
    )


def found_in(html):
    tree = LexborHTMLParser(html)
    declared = read_metadata(tree, None)
    page = read_html_blocks(tree)
    kinds = [
        {"h1": "headline", "h2": "subhead", "p": "paragraph"}.get(page.tag_of(block), "date")
        for block in page.blocks
    ]
    return page, find_entries(page, kinds, declared, DATES, "Flood")


HEADED = (
    "<div>1{number}.30</div><h2>News of the flood, number {number}</h2><p>{text}</p><p>More.</p>"
)
PLAIN = "<p>{text}</p><p>More.</p>"
TIMED = (
    "<div><time datetime='2024-05-03T1{number}:30:00+02:00'>1{number}.30</time></div><p>{text}</p>"
)


@pytest.mark.parametrize("entry", [HEADED, PLAIN])
def test_declared_entries_are_those_that_the_page_prints(entry):
    page, entries = found_in(blog(entry, declared=True))
    assert [each.posted_at.hour for each in entries] == [8, 9, 10, 11]
    assert all(
        f"{text}\nMore." in each.span.of(page.text)
        for each, text in zip(entries, TEXTS, strict=True)
    )
    assert all((each.headline is not None) == (entry == HEADED) for each in entries)


def test_declared_entries_that_the_page_does_not_print_are_none():
    assert found_in(blog("", declared=True))[1] == ()


def test_time_elements_tell_the_moment():
    _, entries = found_in(blog(TIMED, declared=False))
    assert [each.posted_at.hour for each in entries] == [8, 9, 10, 11]


def test_a_live_page_is_read_whole():
    article = read(blog(HEADED, declared=True))
    assert [each.posted_at.hour for each in article.entries] == [8, 9, 10, 11]
    for entry, text in zip(article.entries, TEXTS, strict=True):
        assert text in entry.span.of(article.text)


def test_an_article_has_no_entries():
    lines = ["Flood in the river town", *TEXTS, "The bridge was closed at 10:42 on Friday."]
    assert read("\n\n".join(lines)).entries == ()
