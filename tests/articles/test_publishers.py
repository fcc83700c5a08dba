"""The outlet of a page whose markup does not declare it."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from onrecord.articles.html_blocks import read_html_blocks
from onrecord.articles.publishers import find_publisher
from onrecord.articles.text_blocks import read_text_blocks

TOWN = "The town council has agreed on a plan to mend the old bridge, the mayor said on Monday."


def in_text(*lines: str, url: str | None = None) -> str | None:
    return find_publisher(read_text_blocks("\n".join(lines)), (), url)


def in_html(body: str, *titles: str, url: str | None = None) -> str | None:
    return find_publisher(read_html_blocks(LexborHTMLParser(body)), titles, url)


@pytest.mark.parametrize(
    "notice",
    [
        "© 2025 The River Mail",
        "Copyright 2025 The River Mail. This material may not be rewritten.",
        "Proudly independent. © The River Mail 2025",
        "Copyright © 2019-2025 The River Mail Ltd. All rights reserved.",
        "(c) 2025 The River Mail | Imprint",
    ],
)
def test_first_line_and_copyright_line_agree(notice):
    assert in_text("The River Mail", "Search", TOWN, notice) == "The River Mail"


def test_first_line_is_cut_at_the_gap_before_the_menu():
    page = ("River Mail   For clients   Log in", TOWN, "© River Mail 2025")
    assert in_text(*page) == "River Mail"


def test_host_speaks_for_the_first_line():
    url = "https://www.rivermail.example/news/1"
    assert in_text(url, "The River Mail", TOWN, url=url) == "The River Mail"


def test_copyright_alone_may_be_the_owner():
    assert in_text("Search", TOWN, "© 2025 Bigmedia Holdings", "Follow Bigmedia on X") is None


def test_section_at_the_top_is_no_outlet():
    assert in_text("World", "Politics", TOWN, "© 2025 World") is None


def test_link_to_the_front_page_and_title_agree():
    page = f'<div><a href="/">River Mail</a></div><p>{TOWN}</p>'
    assert in_html(page, "Council agrees plan - River Mail") == "River Mail"


def test_logo_and_phrase_agree():
    page = f'<div class="site-logo">River Mail</div><p>{TOWN}</p><p>Subscribe to River Mail</p>'
    assert in_html(page) == "River Mail"


def test_section_in_the_title_is_no_outlet():
    page = f'<a href="/">Home</a><p>{TOWN}</p><p>© 2025 River Mail</p>'
    assert in_html(page, "Council agrees plan | Local affairs") is None


def test_page_that_names_nobody():
    assert in_text(TOWN) is None
    assert in_text("") is None
    assert in_html("<a href='http://[bad'>River Mail</a>", url="http://[bad") is None
