"""Every kind of public page against axe-core's rules for WCAG 2.2 AA, and against HTML itself."""

import shutil
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browsers import CHROMIUM, DESK, PHONE
from tests.site.processes import answer, clean_environment, started
from tests.site.public_pages import PUBLIC_PAGES
from tests.site.test_browser import FILL, REPOSITORY

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
#: Elements that a form is filled in with; each needs a label.
FILLED_IN = {"input", "select", "textarea"}


@pytest.fixture(scope="module")
def site(set_up_newsroom, tmp_path_factory):
    """The address of a site as `onrecord serve` serves it."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(set_up_newsroom, folder / "data")
    environment = clean_environment(folder / "data")
    environment["ONRECORD_MAIL_FROM"] = "news@example.org"
    subprocess.run([sys.executable, "-c", FILL], env=environment, cwd=REPOSITORY, check=True)
    with started(environment, "serve", cwd=folder):
        answer(environment)
        yield f"http://127.0.0.1:{environment['ONRECORD_PORT']}"


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")
@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone-light", "desk-dark"]
)
def test_axe_finds_nothing(browser, site, size, scheme):
    """With everything opened: what is hidden is not looked at."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=True
    )
    page, axe, found = context.new_page(), Axe(), []
    for address in PUBLIC_PAGES:
        page.goto(site + address)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        for violation in axe.run(page, options=RULES).response["violations"]:
            found += [(address, violation["id"], node["html"]) for node in violation["nodes"]]
    context.close()
    assert found == []


class _Page(HTMLParser):
    """Collects ids, what they are pointed at by, and what is filled in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids, self.pointed_at, self.labelled, self.unlabelled = Counter(), set(), set(), []
        self._in_label = 0
        self._wanting = []
        self.feed(text)
        self.unlabelled = [each for each in self._wanting if each not in self.labelled]

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "id" in given:
            self.ids[given["id"]] += 1
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "headers"):
            self.pointed_at.update(given.get(name, "").split())
        if tag == "label":
            self._in_label += 1
            self.labelled.add(given.get("for"))
        hidden = given.get("type") in ("hidden", "submit")
        if tag in FILLED_IN and not hidden and not self._in_label and "aria-label" not in given:
            self._wanting.append(given.get("id"))

    def handle_endtag(self, tag):
        self._in_label -= tag == "label"


@pytest.fixture
def with_mail(told_flood, settings):
    settings.MAIL_FROM = "news@example.org"


def test_html_is_valid_and_its_names_are_unique(with_mail, reader):
    for address in PUBLIC_PAGES:
        text = reader.get(address).text
        html5lib.HTMLParser(strict=True).parse(text)
        page = _Page(text)
        assert [each for each, count in page.ids.items() if count > 1] == [], address
        assert page.pointed_at <= set(page.ids), address
        assert page.unlabelled == [], address
