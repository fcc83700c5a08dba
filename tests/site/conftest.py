"""The newsroom's tests run on a real SQLite file, outside the repository."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from onrecord_site.home.pages import make_pages
from onrecord_site.newsroom.publisher import NewsroomPublisher
from onrecord_site.newsroom.signals import stories_published
from onrecord_site.page_cache.parts import forget_parts
from onrecord_site.page_cache.shared import forget_shared
from onrecord_site.users.models import User
from tests.browsers import DESK
from tests.site.processes import clean_environment
from tests.site.records_factory import coast_reading, make_story, valley_reading


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        folder = tmp_path_factory.mktemp("newsroom")
        database["TEST"]["NAME"] = str(folder / "onrecord.sqlite3")
    else:
        # Two modules that test on one server may run at once.
        database["TEST"]["NAME"] = f"test_onrecord_{os.getpid()}"


@pytest.fixture(autouse=True)
def grouping_file(tmp_path, monkeypatch):
    """A file of its own for each test."""
    monkeypatch.setattr(settings, "GROUPING_FILE", tmp_path / "grouping.sqlite3")


@pytest.fixture(autouse=True)
def every_page_is_made_anew(settings):
    """A kept page would hide what making one costs; `test_page_cache.py` turns it on."""
    settings.PAGE_CACHE_BYTES = 0
    forget_parts()
    forget_shared()


@pytest.fixture
def publisher(db) -> NewsroomPublisher:
    return NewsroomPublisher()


@pytest.fixture
def flood(publisher) -> NewsroomPublisher:
    """A newsroom with one story of two reports, and its standing pages."""
    make_pages()
    publisher.save_reading(valley_reading())
    publisher.save_reading(coast_reading())
    publisher.publish([make_story()])
    return publisher


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture
def editor(db) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.create_superuser("editor", password="not-a-secret"))
    return client


@pytest.fixture(scope="session")
def set_up_newsroom(tmp_path_factory) -> Path:
    """A newsroom that was set up and holds nothing: to be copied, since setting up is slow."""
    data = tmp_path_factory.mktemp("set-up") / "data"
    code = "from onrecord_site.set_up import set_up; set_up()"
    subprocess.run([sys.executable, "-c", code], env=clean_environment(data), check=True)
    return data


@pytest.fixture
def told_flood(flood) -> NewsroomPublisher:
    """The same, with all that is worked out once a publication is committed."""
    stories_published.send(NewsroomPublisher)
    return flood


@pytest.fixture
def open_page(browser, site):
    """Open an address of the module's `site`; afterwards nothing may have gone wrong or off it."""
    contexts, complaints, asked = [], [], []

    def open_(path, size=DESK, scheme="light", script=True):
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
            locale="en-GB",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(site + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not complaints
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(site).netloc}
