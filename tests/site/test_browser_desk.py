"""The desk's articles and the settings of the site in a real browser."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsers import CHROMIUM, DESK, PHONE, faint_texts, spills
from tests.site.processes import answer, clean_environment, started

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]

REPOSITORY = Path(__file__).parents[2]
EDITOR = ("editor", "not-a-secret-1")
FILL = f"""
from onrecord_site.set_up import set_up
set_up()
from onrecord_site.newsroom.publisher import NewsroomPublisher
from onrecord_site.identity.models import Identity
from onrecord_site.users.models import User
from tests.site.records_factory import coast_reading, make_story, valley_reading
from tests.site.desk_factory import make_author, make_desk_article, make_image, make_section
publisher = NewsroomPublisher()
publisher.save_reading(valley_reading())
publisher.save_reading(coast_reading())
publisher.publish([make_story()])
section, author = make_section(), make_author(with_photo=True)
make_desk_article(section, author, image=make_image(), corrections=[("It said 25.", "It is 52.")])
identity = Identity.objects.get()
identity.accent, identity.link, identity.languages = "#005f5f", "#5f005f", ["en", "de"]
identity.save()
User.objects.create_superuser({EDITOR[0]!r}, password={EDITOR[1]!r})
"""
ARTICLE = "/rivers/who-counted-the-families/"
PAGES = [ARTICLE, "/authors/noor-haddad/", "/rivers/", "/authors/", "/corrections/desk/"]


@pytest.fixture(scope="module")
def site(set_up_newsroom, tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk-served")
    shutil.copytree(set_up_newsroom, folder / "data")
    environment = clean_environment(folder / "data")
    subprocess.run([sys.executable, "-c", FILL], env=environment, cwd=REPOSITORY, check=True)
    with started(environment, "serve", cwd=folder):
        answer(environment)
        yield f"http://127.0.0.1:{environment['ONRECORD_PORT']}"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_page_fits_and_axe_finds_nothing(open_page, path, size):
    page = open_page(path, size)
    assert spills(page, size) == []
    rules = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options={"runOnly": rules})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_the_colours_of_the_site(open_page, scheme):
    page = open_page(ARTICLE, DESK, scheme)
    assert faint_texts(page) == []
    colour = page.locator(".kicker").evaluate("each => getComputedStyle(each).color")
    assert (colour == "rgb(0, 95, 95)") == (scheme == "light")


def test_statements_stand_beside_the_text_on_a_desk_and_below_it_on_a_phone(open_page):
    page = open_page(ARTICLE, (1280, 800))
    text, margin = (page.locator(each).bounding_box() for each in (".text", ".supports"))
    assert margin["x"] >= text["x"] + text["width"]
    page = open_page(ARTICLE, PHONE)
    text, margin = (page.locator(each).bounding_box() for each in (".text", ".supports"))
    assert margin["y"] >= text["y"] + text["height"]


def test_nothing_moves_while_images_load(open_page):
    page = open_page(ARTICLE, PHONE)
    shift = page.evaluate(
        "new Promise(done => { let sum = 0; new PerformanceObserver(list => { for (const each of"
        " list.getEntries()) sum += each.value }).observe({type: 'layout-shift', buffered: true});"
        " setTimeout(() => done(sum), 300) })"
    )
    assert shift < 0.01
    assert page.locator(".picture img").evaluate("each => each.complete && each.naturalWidth > 0")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_reader_goes_from_article_to_author_and_follows(open_page, script):
    page = open_page(ARTICLE, PHONE, script=script)
    page.get_by_role("link", name="Noor Haddad").first.click()
    page.get_by_role("link", name="Follow this author").click()
    expect(page.get_by_role("heading", name="Noor Haddad")).to_be_visible()
    expect(page.get_by_role("link", name="Atom")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_reader_chooses_a_language_and_stays_on_the_page(open_page, script):
    page = open_page(ARTICLE, PHONE, script=script)
    assert not page.context.cookies()
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Worauf das beruht")).to_be_visible()
    assert urlsplit(page.url).path == ARTICLE
    assert [each["name"] for each in page.context.cookies()] == ["language"]


def test_editor_writes_an_article_and_readers_read_it(browser, site):
    """The whole way through Wagtail's form, with a statement picked from the record."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="en-GB")
    page = context.new_page()
    page.goto(f"{site}/admin/")
    page.fill("[name=username]", EDITOR[0])
    page.fill("[name=password]", EDITOR[1])
    page.click("button[type=submit]")
    page.wait_for_url(f"{site}/admin/")
    page.goto(f"{site}/admin/pages/add/desk/articlepage/{section_key(page, site)}/")
    page.fill("[name=title]", "What the list says")
    page.fill("[name=standfirst]", "A list is out.")
    page.locator("#panel-child-content-bylines-section, [id*=bylines]").get_by_role(
        "button", name=re.compile("Choose", re.I)
    ).first.click()
    page.locator(".modal-content").get_by_role("link", name="Noor Haddad").click()
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Heading").or_(
        page.get_by_role("button", name="Heading")
    ).first.click()
    page.locator("[name=body-0-value]").fill("Names and numbers")
    page.get_by_role("button", name=re.compile("^Add statement", re.I)).click()
    dialog = page.locator(".modal-content")
    with page.expect_response(re.compile(r"[?&]q=cracked")):
        dialog.get_by_label("Search term").fill("cracked")
    dialog.get_by_role("row").filter(has_text="the dam had cracked").get_by_role("checkbox").check()
    dialog.get_by_role("button", name="Confirm selection").click()
    expect(page.get_by_text("Denied: the dam had cracked").first).to_be_visible()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))
    page.goto(f"{site}/rivers/what-the-list-says/")
    expect(page.get_by_role("heading", name="Names and numbers")).to_be_visible()
    expect(page.locator(".supports mark")).to_have_text("the dam had cracked")
    context.close()


def section_key(page, site) -> str:
    page.goto(f"{site}/admin/pages/search/?q=Rivers")
    return re.search(r"/admin/pages/(\d+)/edit/", page.content())[1]
