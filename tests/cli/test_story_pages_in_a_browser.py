"""The pages of stories in a real browser, on a phone and on a desk, light, dark and on paper."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from onrecord.cli.pages import story_pages
from tests.browsers import CHROMIUM, DESK, PHONE, contrast, faint_texts, spills
from tests.cli.stories import ONE, told

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]
Open = Callable[..., Page]

#: The ink of the letters of a plot is their fill.
_PLOT_INKS = """
[...document.querySelectorAll('svg text')].map(text => [
  getComputedStyle(text).fill, getComputedStyle(document.body).backgroundColor])
"""


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a page without scripts; afterwards nothing but the pages may have been asked for."""
    for name, page in story_pages(*told()).items():
        (tmp_path / name).write_text(page, encoding="utf-8")
    contexts, asked = [], []

    def open_(
        size: tuple[int, int] = DESK, scheme: str = "light", name: str = "story-1.html"
    ) -> Page:
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto((tmp_path / name).as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert all(url.startswith(tmp_path.as_uri()) for url in asked)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", ["index.html", "story-1.html"])
def test_all_is_legible_and_nothing_wider_than_the_screen(
    open_page: Open, size: tuple[int, int], scheme: str, name: str
) -> None:
    page = open_page(size, scheme, name)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert spills(page, size) == []
    assert faint_texts(page) == []
    assert [pair for pair in page.evaluate(_PLOT_INKS) if contrast(*pair) < 4.5] == []


def test_letters_of_a_plot_are_legible_on_a_phone(open_page: Open) -> None:
    page = open_page(PHONE)
    heights = page.evaluate(
        "[...document.querySelectorAll('svg text')].map(t => t.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 10


def test_a_mark_of_a_plot_leads_to_its_value_and_opens_its_words(open_page: Open) -> None:
    page = open_page()
    exact = page.locator("#figure-1-1 .exact")
    expect(exact).to_be_hidden()
    page.locator('#figures svg a[href="#figure-1-1"]').click()
    expect(exact).to_be_visible()
    expect(exact).to_have_text(ONE[0])


def test_the_keyboard_opens_a_sentence(open_page: Open) -> None:
    page = open_page()
    exact = page.locator("#summary .exact").first
    expect(exact).to_be_hidden()
    page.locator("#summary summary").focus()
    page.keyboard.press("Enter")
    expect(exact).to_be_visible()
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"


def test_the_index_leads_to_a_story_and_back(open_page: Open) -> None:
    page = open_page(name="index.html")
    page.get_by_role("link", name="Storm at Alder").click()
    expect(page.locator("h1")).to_have_text("Storm at Alder")
    page.get_by_role("link", name="all stories").click()
    expect(page.locator("h1")).to_have_text("2 stories")


def test_all_is_told_in_print(open_page: Open) -> None:
    page = open_page()
    page.emulate_media(media="print")
    told_ = page.locator(".evidence .exact")
    assert told_.count() > 10
    assert all(each.is_visible() for each in told_.all())
