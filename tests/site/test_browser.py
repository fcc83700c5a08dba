"""The story page in a real browser, on a phone and on a desk, light and dark."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browsers import CHROMIUM, DESK, PHONE, faint_texts, spills
from tests.site.processes import answer, clean_environment, started

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]

REPOSITORY = Path(__file__).parents[2]
FILL = """
from onrecord_site.set_up import set_up
set_up()
from onrecord_site.newsroom.publisher import NewsroomPublisher
from tests.site.records_factory import coast_reading, make_story, valley_reading
publisher = NewsroomPublisher()
publisher.save_reading(valley_reading())
publisher.save_reading(coast_reading())
publisher.publish([make_story()])
"""


@pytest.fixture(scope="module")
def site(set_up_newsroom, tmp_path_factory):
    """The address of a site with one story, served as `onrecord serve` does it."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(set_up_newsroom, folder / "data")
    environment = clean_environment(folder / "data")
    environment["ONRECORD_MAIL_FROM"] = "news@example.org"
    subprocess.run([sys.executable, "-c", FILL], env=environment, cwd=REPOSITORY, check=True)
    with started(environment, "serve", cwd=folder):
        answer(environment)
        yield f"http://127.0.0.1:{environment['ONRECORD_PORT']}"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_statement_opens_the_words_behind_it(open_page, size, scheme, script):
    page = open_page("/stories/flood/", size, scheme, script)
    point = page.locator("#p-p2")
    words = point.locator("blockquote", has_text="Engineer Tomas Brandt")
    expect(words).to_be_hidden()
    point.locator("summary").first.click()
    expect(words).to_be_visible()
    marked = words.locator("mark")
    expect(marked).to_have_text("Engineer Tomas Brandt is believed to be missing")
    link = point.get_by_role("link", name="these words at Valley Courier").first
    assert link.get_attribute("href").startswith("https://valley.example.org/news/1#:~:text=")
    assert spills(page, size) == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(
    "path",
    [
        "/", "/stories/flood/", "/stories/flood/record/", "/reports/coast/", "/people/",
        "/people/mara-ilves/", "/about/", "/search/", "/search/?q=dam+denied",
        "/search/?certainty=denied", "/archive/", "/archive/2025/9/", "/archive/2025/9/10/",
        "/places/", "/topics/", "/outlets/", "/outlets/coast-herald/", "/corrections/",
        "/stories/flood/figures/families-who-left/",
        "/follow/", "/follow/story/flood/", "/follow/mine/", "/follow/asked/", "/api/",
    ],
)  # fmt: skip
def test_no_page_is_wider_than_the_screen_even_with_all_open(open_page, path, size):
    page = open_page(path, size)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert spills(page, size) == []


def test_page_is_used_with_the_keyboard(open_page):
    page = open_page("/stories/flood/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Skip to the content")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Follow this story")
    page.keyboard.press("Tab")
    first = page.locator(":focus")
    assert first.evaluate("element => element.localName") == "summary"
    assert first.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("blockquote").first).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_reader_agrees_to_be_remembered_and_takes_it_back(open_page, script):
    page = open_page("/stories/flood/", PHONE, script=script)
    page.get_by_text("What is new since you last looked").click()
    page.get_by_role("button", name="Remember my visits").click()
    expect(page.locator("[name=remember][value=no]")).to_be_attached()
    assert [each["name"] for each in page.context.cookies()] == ["visits"]
    page.get_by_text("What is new since you last looked").click()
    page.get_by_role("button", name="Forget them").click()
    expect(page.locator("[name=remember][value=yes]")).to_be_attached()
    assert not page.context.cookies()


def test_reader_asks_what_is_new_since_a_day(open_page):
    page = open_page("/stories/flood/")
    page.get_by_text("What is new since you last looked").click()
    page.get_by_label("New since", exact=True).fill("2025-09-10")
    page.get_by_role("button", name="Mark").click()
    expect(page.locator(".since.has-news")).to_be_visible()
    expect(page.locator("#p-p2 .new").first).to_be_visible()


def test_value_of_a_chart_leads_to_its_words(open_page):
    page = open_page("/stories/flood/")
    page.locator(".chart a").last.click()
    expect(page.locator("details[open] #s-coast-s1")).to_be_visible()
    expect(page.locator("#s-coast-s1 mark")).to_be_visible()


def test_contents_stay_in_sight_and_lead_to_their_sections(open_page):
    page = open_page("/stories/flood/", PHONE)
    page.locator(".contents a", has_text="What changed").click()
    expect(page.locator("#changed")).to_be_in_viewport()
    bar = page.locator(".contents").bounding_box()
    assert bar["y"] == pytest.approx(0, abs=1)
    assert page.locator("#changed").bounding_box()["y"] >= bar["height"]


def test_contents_lead_to_sections_that_were_not_laid_out_yet(open_page):
    page = open_page("/stories/flood/", PHONE)
    for link in page.locator(".contents a").all():
        page.evaluate("window.scrollTo(0, 0)")
        link.click()
        section = page.locator(link.get_attribute("href"))
        expect(section).to_be_in_viewport()
        bottom = page.evaluate("innerHeight + scrollY >= document.body.scrollHeight - 2")
        assert bottom or 0 < section.bounding_box()["y"] < 120


def test_link_to_a_statement_opens_it(open_page):
    page = open_page("/stories/flood/#s-coast-s3")
    expect(page.locator("details[open] #s-coast-s3")).to_be_visible()
    expect(page.locator("#s-coast-s3 mark")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "/", "/stories/flood/?since=2025-09-09", "/stories/flood/record/", "/reports/coast/",
        "/people/", "/follow/story/flood/", "/search/?q=dam&certainty=denied", "/search/",
        "/outlets/coast-herald/", "/archive/2025/9/",
    ],
)  # fmt: skip
def test_text_stands_out_from_its_ground(open_page, path, scheme):
    """WCAG 2.2, success criterion 1.4.3: 4.5 to 1, measured on every text of the page."""
    page = open_page(path, DESK, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert faint_texts(page) == []


@pytest.mark.parametrize("path", ["/", "/stories/flood/", "/people/", "/search/?source=ilves"])
def test_targets_are_large_enough(open_page, path):
    """WCAG 2.2, success criterion 2.5.8: 24 px, links within a line of text excepted."""
    page = open_page(path, PHONE)
    heights = page.evaluate(
        "[...document.querySelectorAll('nav a, summary')].map("
        "each => [each.innerText, each.getBoundingClientRect().height])"
    )
    assert [each for each in heights if 0 < each[1] < 24] == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_search_leads_from_the_masthead_to_the_words(open_page, size, script):
    page = open_page("/stories/flood/", size, script=script)
    page.get_by_label("Search stories and statements").fill("who denied the dam cracked?")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/search/?q=who+denied+the+dam+cracked%3F")
    found = page.get_by_role("region", name="Statements")
    found.locator("mark").first.wait_for()
    assert found.locator("mark").all_inner_texts() == ["denied", "dam", "cracked"]
    found.get_by_role("link", name="on record from this report").click()
    expect(page.locator("#s-coast-s2 mark")).to_be_visible()


def test_search_is_narrowed_down_with_the_keyboard(open_page):
    page = open_page("/search/")
    page.get_by_text("Narrow it down").focus()
    page.keyboard.press("Enter")
    page.get_by_label("How surely").select_option("denied")
    page.get_by_label("Said by").fill("Ilves")
    page.keyboard.press("Enter")
    page.wait_for_url("**certainty=denied**")
    expect(page.locator(".said")).to_have_count(1)
    page.get_by_role("link", name="Search without the filter How surely: Denied").click()
    page.get_by_role("heading", name="Reports").wait_for()
    expect(page.locator(".said")).to_have_count(2)


def test_figure_is_saved(open_page):
    page = open_page("/stories/flood/figures/families-who-left/")
    with page.expect_download() as saved:
        page.get_by_role("link", name="CSV").click()
    assert saved.value.suggested_filename == "families-who-left.csv"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_story_is_followed_by_mail(open_page, size, script):
    """The form is the site's own: what a browser says of where it comes from lets it pass."""
    page = open_page("/stories/flood/", size, script=script)
    page.get_by_role("link", name="Follow this story").click()
    assert page.locator(".trap").bounding_box()["width"] <= 1
    page.get_by_label("Your e-mail address").fill("reader@example.org")
    page.get_by_role("button", name="Follow by mail").click()
    expect(page.get_by_role("heading", name="Please look into your mail")).to_be_visible()
    assert not page.context.cookies()


def test_printed_page_shows_the_words_and_no_menu(open_page):
    page = open_page("/stories/flood/")
    page.emulate_media(media="print")
    expect(page.locator(".masthead nav")).to_be_hidden()
    expect(page.get_by_text("Families flee Orlen valley")).to_be_visible()
