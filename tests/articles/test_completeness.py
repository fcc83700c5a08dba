"""Whether a page holds an article, all of it, a part, or none."""

import pytest

from onrecord.articles.read import read
from onrecord.block_kinds import BODY_KINDS
from tests.articles.completeness_pages import (
    BANNER,
    CHALLENGE,
    CONSENT,
    ERROR,
    FORBIDDEN,
    HEADLINE,
    HOME,
    LINKS,
    METER,
    PARAGRAPHS,
    RELATED,
    SEARCH,
    SECTION,
    TAG,
    WALLS,
    WEBSITE,
    article,
    linked_data,
    page,
)

WITHOUT_ARTICLE = {
    "home": HOME,
    "section": SECTION,
    "tag": TAG,
    "search": SEARCH,
    "links": LINKS,
    "error": ERROR,
    "forbidden": FORBIDDEN,
    "challenge": CHALLENGE,
    "consent": f"<html><title>River Courier</title><body><main>{CONSENT}</main></body></html>",
    "consent, framed": page(CONSENT, title="Your privacy"),
}
LOCKED = linked_data(headline=HEADLINE, isAccessibleForFree=False)
PART = {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".paid"}
LOCKED_PART = linked_data(headline=HEADLINE, isAccessibleForFree=False, hasPart=PART)
PAID = "<div class=paid>{}</div>"
LONG = [*PARAGRAPHS, *(f"{each} So it is with the weir below it." for each in PARAGRAPHS)]
BRIEF = ["A man was hurt on Monday when his boat hit the old bridge.", "He is well, police said."]


@pytest.mark.parametrize("name", WITHOUT_ARTICLE)
def test_a_page_without_an_article_says_so(name):
    found = read(WITHOUT_ARTICLE[name])
    assert found.completeness == "none"
    assert found.headline is None
    assert found.body == ""
    assert not {block.kind for block in found.blocks} & BODY_KINDS


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_first_paragraphs_above_a_wall_are_a_part(wall, count):
    found = read(article(PARAGRAPHS[:count], below=WALLS[wall]))
    assert found.completeness == "partial"
    assert found.headline == HEADLINE
    assert found.body == "\n\n".join(PARAGRAPHS[:count])


def test_a_sentence_that_a_wall_cuts_off_is_a_part_however_long_the_text():
    cut = [*LONG, "The engineer, who has looked after the bridge since 1998, said that the"]
    assert read(article(cut, below=WALLS["subscribe"])).completeness == "partial"


@pytest.mark.parametrize(
    "below", [METER, RELATED, BANNER, METER + RELATED + BANNER], ids=["meter", "rel", "cmp", "all"]
)
@pytest.mark.parametrize("paragraphs", [PARAGRAPHS, LONG], ids=["short", "long"])
def test_an_article_that_is_there_is_whole(paragraphs, below):
    found = read(article(paragraphs, below=below))
    assert found.completeness == "full"
    assert found.body == "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    ("paragraphs", "head", "below", "completeness"),
    [
        (LONG, LOCKED, "", "full"),
        (LONG, LOCKED, WALLS["subscribe"], "partial"),
        (PARAGRAPHS[:2], LOCKED, "", "partial"),
        (PARAGRAPHS[:2], LOCKED_PART, "", "partial"),
        (PARAGRAPHS[:2], LOCKED_PART, PAID.format(""), "partial"),
        (PARAGRAPHS[:2], LOCKED_PART, PAID.format(WALLS["subscribe"]), "partial"),
        (
            PARAGRAPHS[:2],
            LOCKED_PART,
            PAID.format("".join(f"<p>{each}</p>" for each in PARAGRAPHS[2:])),
            "full",
        ),
        (PARAGRAPHS[:2], linked_data(headline=HEADLINE, isAccessibleForFree=True), "", "full"),
    ],
)
def test_what_the_page_declares_of_its_wall(paragraphs, head, below, completeness):
    assert read(article(paragraphs, head=head, below=below)).completeness == completeness


@pytest.mark.parametrize("head", ["", WEBSITE, linked_data(headline=HEADLINE)])
@pytest.mark.parametrize("below", ["", RELATED])
@pytest.mark.parametrize("brief", [BRIEF, [" ".join(BRIEF)]], ids=["two", "one"])
def test_a_brief_is_whole(brief, below, head):
    found = read(article(brief, head=head, below=below))
    assert found.completeness == "full"
    assert found.body == "\n\n".join(brief)


def test_a_declared_article_of_one_unfinished_line_is_there():
    line = "Ten barges wait above the lock while divers look for the gate"
    found = read(article([line], head=linked_data(headline=HEADLINE)))
    assert found.completeness == "full"
    assert found.body == line


def test_an_article_whose_parts_are_headed_by_links_is_no_list():
    parts = "".join(
        f'<h2><a href="/a{number}">Part {number} of the plan</a></h2><p>{paragraph}</p>'
        for number, paragraph in enumerate(PARAGRAPHS)
    )
    intro = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"
    found = read(page(f"<article><h1>{HEADLINE}</h1>{intro}{parts}</article>"))
    assert found.completeness == "full"


def test_pasted_first_paragraphs_above_a_wall_are_a_part():
    lines = [HEADLINE, "By Ana Ruiz", *PARAGRAPHS[:2], "Subscribe to continue reading", "Log in"]
    assert read("\n\n".join(lines)).completeness == "partial"


def test_pasted_consent_notice_is_no_article():
    lines = ["We value your privacy", "We and our partners use cookies to store information."]
    assert read("\n\n".join([*lines, "Accept all", "Reject all"])).completeness == "none"
