"""The entry: what becomes of each input, and what an article is identified by."""

import hashlib
from datetime import UTC, datetime

import pytest

from onrecord.articles.read import read
from onrecord.block_kinds import BODY_KINDS
from onrecord.records import Capture

PARAGRAPH = (
    "The council of the river town met on Monday evening and agreed on a plan for the old "
    "bridge, which has been closed since the flood of last spring."
)
TEXT = f"Council agrees plan for old bridge\n\n{PARAGRAPH}\n\n{PARAGRAPH} It opens in May."
HTML = (
    f"<html><body><h1>Council agrees plan</h1><p>{PARAGRAPH}</p>"
    "<p>It opens in May, the mayor said.</p></body></html>"
)
#: One headline and paragraph a language, as somebody who reads it would write them.
LANGUAGES = {
    "ar": (
        "عودة المجلس إلى العمل",
        "قال المجلس يوم الاثنين إنه وافق على خطة لإصلاح الجسر القديم الذي أغلق منذ الفيضان.",
    ),
    "he": (
        "מועצת העיר אישרה את התוכנית",
        "מועצת העיר התכנסה ביום שני בערב ואישרה תוכנית לתיקון הגשר הישן שנסגר מאז השיטפון.",
    ),
    "de": (
        "Stadtrat beschließt Plan",
        (
            "Der Stadtrat hat am Montagabend einen Plan für die alte Brücke beschlossen, die seit "
            "dem Hochwasser gesperrt ist."
        ),
    ),
    "zh": (
        "市议会同意修桥",
        "市议会星期一晚上开会，同意了一项修理旧桥的计划，这座桥自去年春天的洪水以来一直关闭。",
    ),
}
ERROR = (
    "<html><title>Page not found</title><body><h1>Page not found</h1><p>The page you are looking "
    "for could not be found on this site. It may have been moved, or it was taken away by its "
    "authors; try the search, or begin again at the front page.</p></body></html>"
)
CARDS = "".join(
    f'<div class="card"><h2><a href="/a{number}">Council number {number} agrees on a plan for the '
    "bridge</a></h2><p>The council agreed on a plan to mend the bridge, says the mayor.</p></div>"
    for number in range(30)
)
FRONT = f"<html><body><h1>The Daily</h1>{CARDS}</body></html>"
MENU = "News\nSport\nOpinion\nWeather\nLog in\nSubscribe\nAbout us\nContact"


def test_read_pasted_text_keeps_it_as_it_is():
    text = f"\n\n  {TEXT}\t\n"
    assert read(text).text == text


def test_read_html_joins_blocks_by_newlines():
    article = read(HTML)
    assert article.text.split("\n")[0] == "Council agrees plan"
    assert article.headline == "Council agrees plan"


def test_read_body_makes_every_block_body():
    text = "Share this\n\nOn Monday the council met.\n\nComments\n\nIt agreed on a plan."
    article = read(Capture(name="body", content=text.encode(), media="body"))
    assert article.text == text
    assert len(article.blocks) == 4
    assert {block.kind for block in article.blocks} <= BODY_KINDS
    assert article.completeness == "full"


def test_read_body_finds_a_printed_title_again():
    text = "Council agrees plan\n\nOn Monday the council met and agreed on a plan."
    capture = Capture(name="b", content=text.encode(), media="body", title="Council agrees plan")
    article = read(capture)
    assert article.headline == "Council agrees plan"
    assert [block.kind for block in article.blocks] == ["headline", "paragraph"]


def test_read_takes_what_the_giver_knows_before_what_the_page_says():
    moment = datetime(2025, 1, 2, tzinfo=UTC)
    article = read(HTML, url="https://a.example/x", published_at=moment, language="cy")
    assert (article.url, article.published_at, article.language) == (
        "https://a.example/x",
        moment,
        "cy",
    )
    assert article.publisher == "a.example"


def test_read_given_id_comes_back():
    capture = Capture(name="x", content=HTML.encode(), media="html", id="mine")
    assert read(capture).id == "mine"


def test_read_same_address_is_the_same_article_in_another_version():
    first = read(HTML, url="https://a.example/x")
    second = read(HTML.replace("May", "June"), url="https://a.example/x")
    assert first.id == second.id
    assert first.version != second.version


def test_read_canonical_address_identifies_a_page():
    page = HTML.replace(
        "<body>", '<head><link rel="canonical" href="https://a.example/x"></head><body>'
    )
    one = read(page, url="https://a.example/x?from=mail")
    two = read(page, url="https://a.example/x?from=feed")
    assert one.id == two.id


def test_read_page_without_address_is_identified_by_its_bytes():
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    article = read(TEXT)
    assert article.id == f"a-{digest[:12]}"
    assert article.version == digest[:12]


def test_read_first_line_address_is_the_page_address():
    article = read(f"https://www.courier.example/bridge\n{TEXT}")
    assert article.url == "https://www.courier.example/bridge"
    assert article.publisher == "courier.example"
    assert article.blocks[0].kind == "other"


def test_read_given_address_wins_over_the_first_line():
    article = read(f"https://www.courier.example/bridge\n{TEXT}", url="https://b.example/y")
    assert article.url == "https://b.example/y"
    assert article.blocks[0].kind == "other"


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("11 September 2025, 14:05 CEST", datetime(2025, 9, 11, 12, 5, tzinfo=UTC)),
        ("Sept. 11, 2025", datetime(2025, 9, 11, tzinfo=UTC)),
        ("Published 8:05 p.m. EST on Jan 3, 2025", datetime(2025, 1, 4, 1, 5, tzinfo=UTC)),
    ],
)
def test_read_printed_date_is_when_it_was_published(line, moment):
    assert read(TEXT.replace("\n\n", f"\n\n{line}\n\n", 1)).published_at == moment


def test_read_two_breaks_split_a_paragraph_and_one_does_not():
    lines = f"{PARAGRAPH}<br><br>{PARAGRAPH}<br>It opens in May."
    article = read(f"<html><body><h1>Plan agreed</h1><div>{lines}</div></body></html>")
    assert article.body.split("\n\n") == [PARAGRAPH, f"{PARAGRAPH} It opens in May."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_read_other_languages_and_directions(language):
    headline, paragraph = LANGUAGES[language]
    article = read("\n\n".join([headline, paragraph, paragraph, paragraph]))
    assert article.language == language
    assert article.completeness == "full"
    assert article.headline == headline
    assert article.body.split("\n\n") == [paragraph] * 3


@pytest.mark.parametrize("page", [ERROR, FRONT, MENU], ids=["error", "front page", "menu"])
def test_read_page_without_article_keeps_blocks_but_no_body(page):
    article = read(page)
    assert article.completeness == "none"
    assert article.blocks
    assert not {block.kind for block in article.blocks} & BODY_KINDS
    assert article.body == ""
    assert article.headline is None


def test_read_text_that_breaks_off_is_partial():
    article = read(f"{TEXT}\n\n{PARAGRAPH} The mayor of the town, Ingrid Holt, said that…")
    assert article.completeness == "partial"


def test_read_journalists_in_the_news_are_no_authors():
    text = (
        "Reporter freed after two years\n\nBy Ana Ruiz\n\n"
        f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n"
        "Ihar Losko is a journalist who was arrested in 2021. He was freed on Thursday.\n\n"
        f"{PARAGRAPH}"
    )
    article = read(text)
    assert [author.name for author in article.authors] == ["Ana Ruiz"]
    assert "Ihar Losko is a journalist" in article.body


@pytest.mark.parametrize(
    ("above", "below", "authors"),
    [
        ("<p class=byline>Ana Ruiz</p>", "", ["Ana Ruiz"]),
        ("<p class=byline>Healthy Living</p>", "", []),
        ("<p><a href='/author/imke-ostrom'>Imke Ostrom</a></p>", "", ["Imke Ostrom"]),
        ("<p class=byline>By Courier Staff</p>", "<p>By Tom Okafor</p>", []),
        ("", "<p>By Tom Okafor</p>", ["Tom Okafor"]),
        ("", "<p>By Tom Okafor</p><p>By Ana Ruiz</p>", []),
        ("", "<div class=related><p>By Tom Okafor</p></div>", []),
    ],
)
def test_read_printed_authors_are_those_of_the_article(above, below, authors):
    below = f"<footer><ul>{'<li>Town</li>' * 12}</ul>{below}</footer>"
    text = f"<h1>Plan agreed for the bridge</h1>{above}{f'<p>{PARAGRAPH}</p>' * 4}{below}"
    article = read(f"<html><body><main>{text}</main></body></html>")
    assert [author.name for author in article.authors] == authors


@pytest.mark.parametrize(
    ("declared", "language"), [("en-GB", "en-GB"), ("EN-us", "en-US"), ("de-DE", "en"), ("", "en")]
)
def test_declared_language_is_kept_with_its_region_where_the_words_agree(declared, language):
    assert read(HTML.replace("<html>", f'<html lang="{declared}">')).language == language


def test_newsletter_between_paragraphs_is_not_in_the_body():
    promo = "Our editors choose the five stories of the town, every weekday at seven."
    box = f'<aside class="newsletter-inline"><h3>Town Letter</h3><p>{promo}</p></aside>'
    paragraphs = f"<p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>"
    article = read(
        f"<html><h1>Council agrees plan</h1><article>{paragraphs}{box}{paragraphs}</article></html>"
    )
    assert promo not in article.body
    assert "Town Letter" not in article.body
    assert article.body.count(PARAGRAPH) == 4


def test_line_under_the_word_advertisement_is_an_advert():
    advert = "River ferry deals: weekend breaks from £49 per person"
    article = read(f"Council agrees plan\n\n{PARAGRAPH}\n\nAdvertisement\n{advert}\n\n{PARAGRAPH}")
    kinds = {article.text[block.start : block.end]: block.kind for block in article.blocks}
    assert kinds[advert] == kinds["Advertisement"] == "advert"
    assert article.body == f"{PARAGRAPH}\n\n{PARAGRAPH}"
