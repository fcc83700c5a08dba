"""Comments in a real browser with a real mail server, from the form to the moderator."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browsers import CHROMIUM, DESK, PHONE, faint_texts, spills
from tests.site.processes import ONRECORD, answer, clean_environment, started
from tests.site.smtp_server import mail_server, parts

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]

REPOSITORY = Path(__file__).parents[2]
PASSWORD = "not-a-secret-at-all"
FILL = f"""
from onrecord_site.set_up import set_up
set_up()
from django.contrib.auth.models import Group
from django.utils import timezone
from onrecord_site.newsroom.models import Story
from onrecord_site.newsroom.publisher import NewsroomPublisher
from onrecord_site.users.models import User
from tests.site.records_factory import coast_reading, make_story, valley_reading
from tests.site.test_comments import said
publisher = NewsroomPublisher()
publisher.save_reading(valley_reading())
publisher.save_reading(coast_reading())
publisher.publish([make_story()])
Story.objects.update(last_at=timezone.now())
user = User.objects.create_user("mo", password="{PASSWORD}")
user.groups.add(Group.objects.get(name="Comment moderators"))
first = said("The dam is old. https://dam.example/" + "long" * 40, statement="coast-s2", name="Ada")
second = said("Who says so?", first, name="Maïté Auguste de la Fontaine-Rouge-et-Noire")
said("هذا ليس صحيحا على الإطلاق.", second, name="Rami")
said("Word" * 60, name="W" * 50)
"""


@pytest.fixture(scope="module")
def newsroom(set_up_newsroom, tmp_path_factory):
    """Its address, its mailbox, and a function that delivers what is due."""
    folder = tmp_path_factory.mktemp("commented")
    shutil.copytree(set_up_newsroom, folder / "data")
    environment = clean_environment(folder / "data")
    address = f"http://127.0.0.1:{environment['ONRECORD_PORT']}"
    with mail_server() as mailbox:
        environment |= {
            "ONRECORD_MAIL_FROM": "news@example.org",
            "ONRECORD_SITE_URL": address,
            "ONRECORD_SMTP_HOST": "127.0.0.1",
            "ONRECORD_SMTP_PORT": str(mailbox.port),
        }
        subprocess.run([sys.executable, "-c", FILL], env=environment, cwd=REPOSITORY, check=True)

        def deliver():
            subprocess.run([*ONRECORD, "deliver"], env=environment, cwd=folder, check=True)

        with started(environment, "serve", cwd=folder):
            answer(environment)
            yield address, mailbox, deliver


@pytest.fixture
def open_page(browser, newsroom):
    """Open an address of the site; afterwards no page may have complained."""
    contexts, complaints = [], []

    def open_(path, size=DESK, *, script=True, scheme="light", **given):
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=script,
            color_scheme=scheme, **given,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(newsroom[0] + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not [each for each in complaints if "Failed to load resource" not in each]


def link_in(mailbox, email, name):
    return re.search(rf"http\S+/comments/{name}/\S+", parts(mailbox.to(email))[0])[0]


def approve(browser, address, text):
    """A moderator signs in, opens the queue and shows the comment."""
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]})
    page = context.new_page()
    page.goto(f"{address}/admin/login/?next=/admin/snippets/comments/comment/?state=waiting")
    page.get_by_label("Username").fill("mo")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Comments (1)").wait_for()
    row = page.locator("tbody tr", has_text=text)
    row.hover()
    row.locator("input[type=checkbox]").check()
    page.get_by_role("link", name="Show the selected comments").click()
    page.get_by_role("button", name="Show it").click()
    page.get_by_text("Show it: 1 comment.").wait_for()
    context.close()


@pytest.mark.parametrize(
    ("size", "script"), [(PHONE, False), (DESK, True)], ids=["phone-no-script", "desk-script"]
)
def test_comment_goes_its_whole_way(open_page, browser, newsroom, size, script):
    address, mailbox, deliver = newsroom
    email, text = f"reader{size[0]}@example.org", f"A thought at {size[0]} pixels."
    page = open_page("/stories/flood/", size, script=script)
    page.get_by_role("link", name="Write a comment").click()
    assert page.locator(".trap").bounding_box()["width"] <= 1
    page.get_by_label("Your comment").fill(text)
    page.get_by_label("It is about this statement").select_option(value="coast-s2")
    page.get_by_label("Your name").fill("Reader")
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_label("Mail me when somebody answers").check()
    page.get_by_role("button", name="Send the comment").click()
    page.get_by_role("heading", name="Please look into your mail").wait_for()
    deliver()
    plain, html = parts(mailbox.to(email))
    assert "pixels" not in plain + html
    page.goto(link_in(mailbox, email, "confirm"))
    page.get_by_text(text).wait_for()
    page.get_by_role("button", name="Yes, this is mine").click()
    page.get_by_role("heading", name="Your comment waits for a moderator").wait_for()
    assert spills(page, size) == []
    approve(browser, address, text)

    page.goto(f"{address}/stories/flood/")
    comment = page.locator(".said li", has_text=text)
    expect(comment.get_by_text("the dam had cracked")).to_be_visible()
    assert email not in page.content()
    comment.get_by_role("link", name="Answer Reader").click()
    page.get_by_label("Your comment").fill(f"An answer to {size[0]}.")
    page.get_by_label("Your name").fill("Other")
    page.get_by_label("Your e-mail address").fill(f"other{size[0]}@example.org")
    page.get_by_role("button", name="Send the comment").click()
    page.get_by_role("heading", name="Please look into your mail").wait_for()
    deliver()
    page.goto(link_in(mailbox, f"other{size[0]}@example.org", "confirm"))
    page.get_by_role("button", name="Yes, this is mine").click()
    page.get_by_role("heading", name="Your comment waits for a moderator").wait_for()
    approve(browser, address, f"An answer to {size[0]}.")
    before = mailbox.counts[email]
    deliver()
    deliver()
    assert mailbox.counts[email] == before + 1
    told = mailbox.to(email)
    assert f"An answer to {size[0]}." in parts(told)[0]
    assert "/comments/leave/" in told["List-Unsubscribe"]
    page.goto(re.search(r"http\S+/comments/story/\S+", parts(told)[0])[0])
    page.get_by_text(f"An answer to {size[0]}.").wait_for()

    page.locator(".said li", has_text=f"An answer to {size[0]}.").get_by_role(
        "link", name="Report the comment"
    ).click()
    page.get_by_label("It is not true").check()
    page.get_by_label("More about it").fill("I was there.")
    page.get_by_role("button", name="Send the report").click()
    page.get_by_role("heading", name="Thank you").wait_for()

    confirm_mail = next(each for got, each in mailbox.mails if got == email)
    page.goto(re.search(r"http\S+/comments/own/\S+", parts(confirm_mail)[0])[0])
    page.get_by_role("button", name="Remove my comment").click()
    page.get_by_role("heading", name="Your comment is removed").wait_for()
    page.goto(f"{address}/stories/flood/")
    page.get_by_text("Removed by its author.").first.wait_for()
    expect(page.get_by_text(text)).to_be_hidden()
    assert not page.context.cookies()


def test_form_is_filled_in_with_the_keyboard_and_problems_take_the_focus(open_page):
    page = open_page("/comments/story/flood/write/", script=False)
    comment = page.get_by_label("Your comment")
    comment.focus()
    page.keyboard.type("Typed.")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Kay")
    page.keyboard.press("Tab")
    page.keyboard.type("nonsense")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("This has to be put right").wait_for()
    assert "To be put right" in page.title()
    problems = page.locator(":focus")
    assert problems.get_attribute("class") == "problems"
    assert comment.input_value() == "Typed."
    assert page.get_by_label("Mail me when somebody answers").is_checked()
    assert page.get_by_label("It is about this statement").input_value()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(":focus, :target").first.get_attribute("id") == "id_email"
    email = page.get_by_label("Your e-mail address")
    assert email.get_attribute("aria-invalid") == "true"
    email.fill("kay@example.org")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Please look into your mail").wait_for()


PAGES = [
    "/stories/flood/", "/comments/story/flood/", "/comments/story/flood/write/?reply=1",
    "/comments/report/1/", "/comments/sent/",
]  # fmt: skip


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_the_screen(open_page, path, size):
    assert spills(open_page(path, size), size) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES[1:4])
def test_page_is_accessible_and_stands_out(open_page, path, scheme):
    """WCAG 2.2 AA as far as axe can see it, with the problems of an empty form in view."""
    # The page's own policy would keep axe out.
    page = open_page(path, scheme=scheme, bypass_csp=True)
    if page.locator("form.ask").count():
        page.locator("form.ask button").click()
        page.locator(".problems").wait_for()
    assert faint_texts(page) == []
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == []


def test_links_of_a_comment_are_large_enough(open_page):
    page = open_page("/stories/flood/", PHONE)
    heights = page.evaluate(
        "[...document.querySelectorAll('.acts a')].map(each => each.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 24
