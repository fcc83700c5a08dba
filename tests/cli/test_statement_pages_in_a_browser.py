"""The page of statements in a real browser, on a phone and on a desk, light and dark."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from onrecord.cli.pages import statement_page
from tests.browsers import CHROMIUM, DESK, PHONE, contrast, faint_texts, spills
from tests.cli.test_statement_pages import reading

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]
Open = Callable[..., Page]

#: Numbers are drawn by the style: no text of the document holds them.
_DRAWN = """
[...document.querySelectorAll('.blocks .to-note, .blocks .mark[data-number]')].map(element => {
  const link = element.matches('.to-note');
  const drawn = getComputedStyle(element, link ? '::before' : '::after');
  let behind = element, ground = link ? drawn.backgroundColor : 'rgba(0, 0, 0, 0)';
  while (ground === 'rgba(0, 0, 0, 0)') {
    ground = getComputedStyle(behind).backgroundColor;
    behind = behind.parentElement;
  }
  return [drawn.color, ground];
})
"""


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open the document without scripts; afterwards nothing may have been asked for."""
    file = tmp_path / "statements.html"
    file.write_text(statement_page([reading()]), encoding="utf-8")
    contexts, asked = [], []

    def open_(size: tuple[int, int] = DESK, scheme: str = "light", anchor: str = "") -> Page:
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri() + anchor)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert {url.partition("#")[0] for url in asked} == {file.as_uri()}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("anchor", ["", "#page-1-statement-5"])
def test_all_is_legible_and_nothing_wider_than_the_screen(
    open_page: Open, size: tuple[int, int], scheme: str, anchor: str
) -> None:
    page = open_page(size, scheme, anchor)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert spills(page, size) == []
    assert faint_texts(page) == []
    assert [pair for pair in page.evaluate(_DRAWN) if contrast(*pair) < 4.5] == []


def test_pointing_at_words_shows_what_is_told_of_them_and_moves_nothing(open_page: Open) -> None:
    page = open_page()
    places = "[...document.querySelectorAll('.block')].map(each => each.offsetTop)"
    before = page.evaluate(places)
    more = page.locator("#page-1-statement-3 .more")
    expect(more).to_be_hidden()
    page.locator(".words .cue.inmost", has_text="told us").hover()
    expect(more).to_be_visible()
    expect(page.locator("#page-1-statement-2 .more")).to_be_hidden()
    assert page.evaluate(places) == before


def test_the_keyboard_reaches_a_number_and_what_is_told(open_page: Open) -> None:
    page = open_page()
    page.locator("#page-1-words-3").focus()
    expect(page.locator("#page-1-statement-3 .more")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#page-1-words-3"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") == "summary"


def test_a_link_to_a_statement_opens_it_on_a_phone(open_page: Open) -> None:
    page = open_page(PHONE, anchor="#page-1-statement-3")
    expect(page.locator("#page-1-statement-3 .more")).to_be_visible()
    expect(page.locator("#page-1-statement-2 .more")).to_be_hidden()


def test_all_is_told_in_print(open_page: Open) -> None:
    page = open_page()
    page.emulate_media(media="print")
    told = page.locator(".note .more")
    assert [each.is_visible() for each in told.all()] == [True] * 6
