"""Which of a page's dates is that of the publication, and which that of a change."""

from datetime import UTC, datetime

import pytest

from onrecord.articles.printed_dates import dates_in, is_label_of_date, parse_printed
from onrecord.articles.published import search_date
from onrecord.articles.read import read

PARAGRAPH = (
    "The town council agreed on Monday to mend the old bridge over the river, after a winter in "
    "which two of its piers had moved by a hand's width, the mayor said."
)


def page(line: str, head: str = "") -> str:
    body = f"<h1>Council agrees to mend bridge</h1>{line}{f'<p>{PARAGRAPH}</p>' * 4}"
    return f"<html><head>{head}</head><body><main>{body}</main></body></html>"


def declaring(moment: str) -> str:
    return f'<meta property="article:published_time" content="{moment}">'


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("13/04/2025", day(2025, 4, 13)),
        ("04.13.2025", day(2025, 4, 13)),
        ("12.12.2025", day(2025, 12, 12)),
        ("03/04/2025", None),
        ("2025/04/13", day(2025, 4, 13)),
        ("Ana RuizMay 4, 2024", day(2024, 5, 4)),
        ("18-Dec-2024", day(2024, 12, 18)),
    ],
)
def test_numbers_and_glued_dates(text, moment):
    assert parse_printed(text) == moment


def test_dates_of_a_line_say_what_they_are_of():
    line = "Posted May 4, 2024Updated on: June 6, 2025 by Ana Ruiz, May 7, 2025"
    assert [date.label for date in dates_in(line)] == ["published", "changed", ""]
    assert [date.label for date in dates_in("May 4, 2024", "Last updated:")] == ["changed"]


@pytest.mark.parametrize(
    ("text", "is_label"),
    [("Last updated:", True), ("Published", True), ("Updated by the town council", False)],
)
def test_label_of_date(text, is_label):
    assert is_label_of_date(text) is is_label


def test_day_printed_at_the_headline_wins_over_a_later_declared_one():
    article = read(page("<p>May 4, 2024</p>", declaring("2025-06-06T10:00:00Z")))
    assert article.published_at == day(2024, 5, 4)


@pytest.mark.parametrize(
    "line", ["Updated May 4, 2026", "May 4, 2026", "May 3, 2024", "The flood of May 4, 1999"]
)
def test_declared_day_wins_over_later_changes_zones_and_other_days(line):
    article = read(page(f"<p>{line}</p>", declaring("2024-05-04T01:00:00Z")))
    assert article.published_at == datetime(2024, 5, 4, 1, tzinfo=UTC)


def test_printed_change_is_told_as_one():
    article = read(page("<p>Published May 4, 2024. Updated June 6, 2024</p>"))
    assert (article.published_at, article.updated_at) == (day(2024, 5, 4), day(2024, 6, 6))


def test_change_before_the_publication_is_none():
    head = declaring("2024-05-04") + '<meta property="og:updated_time" content="2020-01-02">'
    assert read(page("", head)).updated_at is None


def test_day_in_the_address_wins_over_a_far_one_and_takes_the_time_of_a_near_one():
    url = "https://courier.example/2024/05/04/bridge"
    assert read(page("<p>July 1, 2025</p>"), url=url).published_at == day(2024, 5, 4)
    line = "<p>May 4, 2024, 14:05 GMT</p>"
    assert read(page(line), url=url).published_at == datetime(2024, 5, 4, 14, 5, tzinfo=UTC)
    assert read(page(""), url="https://courier.example/2024/99/99/x").published_at is None


def test_date_printed_beats_the_first_time_element():
    line = '<p>January 28, 2025</p><article><time datetime="2025-04-14">Other</time></article>'
    assert read(page(line)).published_at == day(2025, 1, 28)


def test_first_of_january_needs_more_than_a_copyright_notice():
    assert search_date("<p>Plan</p><footer>© 2024 Courier</footer>", None) is None
