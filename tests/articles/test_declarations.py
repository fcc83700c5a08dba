"""What a page says about itself: names, dates, titles, tags."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from onrecord.articles.bylines import clean_names, declared_names
from onrecord.articles.metadata import read_metadata
from onrecord.articles.phrases import head_kind, is_caption, line_kind
from onrecord.articles.printed_dates import is_date_line, parse_declared, parse_printed
from onrecord.articles.publishers import strip_site
from onrecord.articles.signatures import (
    dated_names,
    leading_name,
    names_with_degrees,
    signs_collectively,
)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ana Ruiz", ("Ana Ruiz",)),
        ("By ANA RUIZ and Tom Okafor", ("Ana Ruiz", "Tom Okafor")),
        ("Written by Marie-Claude de la Tour, Senior Editor", ("Marie-Claude de la Tour",)),
        ("Ana Ruiz for The Courier | Tom O'Neill in Kyiv", ("Ana Ruiz", "Tom O'Neill")),
        ("ByAna Ruiz", ("Ana Ruiz",)),
        ("Ana Ruiz, Ana Ruiz", ("Ana Ruiz",)),
        ("By Ana Ruiz March 4, 2024", ("Ana Ruiz",)),
        ("Courier staff", ()),
        ("Reuters", ()),
        ("News Desk", ()),
        ("Ana Ruiz, MD, PhD and Tom Okafor CPP", ("Ana Ruiz", "Tom Okafor")),
        ("By Ana Ruiz And Tom Okafor For The Courier", ("Ana Ruiz", "Tom Okafor")),
        ("Ana Ruiz Senior Business Reporter", ("Ana Ruiz",)),
        ("Ana Ruiz + Tom Okafor", ("Ana Ruiz", "Tom Okafor")),
        ("By Ana RuizPublished: Jan 29, 2025", ("Ana Ruiz",)),
        ("Jan Novak", ("Jan Novak",)),
        ("https://courier.example/people/ana", ()),
        ("", ()),
    ],
)
def test_clean_names_are_persons_only(byline, names):
    assert clean_names([byline], "The Courier") == names


def test_clean_names_leave_the_outlet_out():
    assert clean_names(["Alpine Valley"], "Alpine Valley") == ()


def test_clean_names_keep_a_person_whose_name_the_outlet_has():
    assert clean_names(["Hannah Hill"], "Hannah Hill") == ("Hannah Hill",)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Susan", ("Susan",)),
        ("Maria &amp; Katerina", ("Maria", "Katerina")),
        ("ana ruiz", ("Ana Ruiz",)),
        ("Nayane", ("Nayane",)),
        ("Courier", ()),
        ("Daily", ()),
        ("admin", ()),
        ("sruiz", ()),
        ("Staff", ()),
        ("ACME", ()),
    ],
)
def test_declared_names_may_be_one_word_but_no_login_and_no_outlet(byline, names):
    assert declared_names([byline], "The Daily Courier", "https://courier.example") == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ana Ruiz · 4 March 2024", ("Ana Ruiz",)),
        ("March 4, 2024 by Susan 5 Comments", ("Susan",)),
        ("March 4, 2024March 5, 2024Ana Ruiz", ("Ana Ruiz",)),
        ("Dec. 19, 2025 · Ana Ruiz on behalf of the working group", ("Ana Ruiz",)),
        ("Ana Ruiz", ()),
        ("March 4, 2024", ()),
    ],
)
def test_dated_names(line, names):
    assert dated_names(line) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ana Ruiz, MD, FAAP; Tom Okafor, PhD", ("Ana Ruiz", "Tom Okafor")),
        ("Ana Ruiz, Tom Okafor", ()),
        ("USA, NATO, EU", ()),
    ],
)
def test_names_with_degrees(line, names):
    assert names_with_degrees(line) == names


@pytest.mark.parametrize(
    ("line", "signs"), [("By Courier Staff", True), ("By Ana Ruiz", False), ("Our staff", False)]
)
def test_signs_collectively(line, signs):
    assert signs_collectively(line) is signs


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Amy Gibbon Political Correspondent", "Amy Gibbon"),
        ("Amy Gibbon", "Amy Gibbon"),
        ("Amy Gibbon said on Monday", None),
        ("Bridge Street", "Bridge Street"),
    ],
)
def test_leading_name(line, name):
    assert leading_name(line) == name


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("11 September 2025, 14:05 CEST", datetime(2025, 9, 11, 12, 5, tzinfo=UTC)),
        ("Thu 11th Sept 2025 at 9.30pm BST", datetime(2025, 9, 11, 20, 30, tzinfo=UTC)),
        ("March 4, 2024", datetime(2024, 3, 4, tzinfo=UTC)),
        ("2024-03-04 10:20 +0530", datetime(2024, 3, 4, 4, 50, tzinfo=UTC)),
        ("31 February 2024", None),
        ("03/04/2024", None),
        ("May 2024", None),
        ("3 May 1066", None),
        ("3 May 2999", None),
        ("", None),
    ],
)
def test_parse_printed(text, moment):
    assert parse_printed(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-08-03T07:40:00+02:00", datetime(2025, 8, 3, 5, 40, tzinfo=UTC)),
        ("2025-08-03T07:40:00.1234567Z", datetime(2025, 8, 3, 7, 40, 0, 123000, tzinfo=UTC)),
        ("2025-08-03", datetime(2025, 8, 3, tzinfo=UTC)),
        ("Sun, 03 Aug 2025 07:40:00 +0200", datetime(2025, 8, 3, 5, 40, tzinfo=UTC)),
        ("August 3, 2025", datetime(2025, 8, 3, tzinfo=UTC)),
        ("yesterday", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_parse_declared(text, moment):
    assert parse_declared(text) == moment


@given(st.text(max_size=60))
def test_dates_of_any_text_are_in_utc_or_none(text):
    for parse in (parse_printed, parse_declared):
        moment = parse(text)
        assert moment is None or moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published 11 September 2025 at 14:05", True),
        ("14:05 GMT", True),
        ("Updated 2 hours ago", True),
        ("On 11 September 2025 the council agreed on a plan for the bridge", False),
        ("The bridge", False),
    ],
)
def test_is_date_line(line, expected):
    assert is_date_line(line) is expected


@pytest.mark.parametrize(
    ("title", "publisher", "url", "headline"),
    [
        ("Plan agreed | The Alpine Post", "The Alpine Post", None, "Plan agreed"),
        ("Plan agreed - Courier", None, "https://www.courier.example/x", "Plan agreed"),
        ("Courier: Plan agreed", None, "https://www.courier.example/x", "Courier: Plan agreed"),
        ("Courier | Plan agreed", "Courier", None, "Plan agreed"),
        ("Talks – a first step", "Courier", None, "Talks – a first step"),
    ],
)
def test_strip_site(title, publisher, url, headline):
    assert strip_site(title, publisher, url) == headline


def test_metadata_prefers_json_ld_and_survives_broken_scripts():
    html = """<html lang="en_GB"><head><title>t</title>
    <meta property="article:tag" content="Rivers"><meta name="author" content="Tom Okafor">
    <script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>
    <script type="application/ld+json">[{"@graph": [{"@type": "Article", "headline": "Plan",
    "author": {"name": ["Ana Ruiz"]}, "datePublished": "2025-01-02T03:04:05Z",
    "isAccessibleForFree": "False"}]}]</script></head></html>"""
    found = read_metadata(LexborHTMLParser(html), None)
    assert found.headlines[0] == "Plan"
    assert found.bylines == ("Ana Ruiz",)
    assert found.published_at == datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert (found.tags, found.language, found.free) == (("Rivers",), "en-GB", False)


def test_metadata_reads_microdata_and_ignores_a_front_page_as_canonical():
    html = """<link rel="canonical" href="/"><meta property="og:url" content="/news/plan">
    <span itemprop="author">Ana Ruiz</span><time itemprop="datePublished" datetime="2025-01-02">"""
    found = read_metadata(LexborHTMLParser(html), "https://a.example/news/plan?x=1")
    assert found.url == "https://a.example/news/plan"
    assert found.bylines == ("Ana Ruiz",)
    assert found.published_at == datetime(2025, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Comments (12)", "comments"),
        ("DON’T MISS", "teaser"),
        ("29 responses to “Plan agreed”", "comments"),
        ("The plan", None),
        ("Related stories were told by all who took part in the meeting of the council", None),
    ],
)
def test_head_kind(text, kind):
    assert head_kind(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Read more: How the flood changed the river", "teaser"),
        ("Correction: The mayor's name is Holt.", "correction"),
        ("• This article was amended on 4 March", "correction"),
        ("TO CONTINUE READING, choose a plan", "paywall"),
        ("Corrections officers found the door open, the mayor said.", None),
        ("© 2025 Courier", "legal"),
        ("Correction: " + "word " * 100, None),
    ],
)
def test_line_kind(text, kind):
    assert line_kind(text) == kind


def test_is_caption():
    assert is_caption("The bridge in March. Photograph: Lea Brandt/Reuters")
    assert is_caption("Photo by Lea Brandt")
    assert not is_caption("The council agreed on a plan for the bridge.")


PLEA = (
    "The River Mail has no owner but its readers. You can read all of it for nothing because "
    "people like you support our work: if it is of use to you, please think of a donation, once "
    "or every month, so that we can go on asking the questions that nobody else asks in town."
)


def test_plea_for_money_is_told_at_any_length():
    assert line_kind(PLEA) == "advert"


def test_quoted_plea_is_no_plea():
    said = (
        "“You can help us with a donation, since our readers pay for all of our work,” said the "
        "editor of the paper, who has asked the town to save it from its owners, and who hopes "
        "that the council will decide before the end of the month whether it gives a loan."
    )
    assert line_kind(said) is None


def test_cookie_notice_is_told_at_any_length():
    assert line_kind(f"This website uses cookies. {PLEA}") == "legal"


WALL = (
    "To continue reading, choose one of the plans below. All of them open the archive, the puzzles "
    "and the letters that our writers send from the river. The first month costs nothing, and who "
    "moves away is given back what was paid too much."
)
LATE_WALL = (
    "Good evening from the river. You have come to the end of what is free to all: a subscription "
    "opens the rest of this story and the whole archive. Sign in if your household has one, or ask "
    "at the kiosk by the bridge on any day of the week."
)
TEASER = (
    "Read more: The mill that the flood took away. For a hundred years it had ground the corn of "
    "the valley, until one night in May the wheel went past the church, with the miller's hat on "
    "it, and was never seen again by anybody."
)
OF_SUBSCRIBERS = (
    "The paper sold a subscription to every second household in the valley before the flood, and "
    "asked them to sign in with a code that was printed on the front page, so that the council "
    "could see who had been warned and who had not."
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [(WALL, "paywall"), (LATE_WALL, "paywall"), (TEASER, "teaser"), (OF_SUBSCRIBERS, None)],
)
def test_wall_and_teaser_of_several_sentences_are_told(text, kind):
    assert line_kind(text) == kind
