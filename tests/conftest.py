"""What tests of every part share."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browsers import ARGUMENTS, CHROMIUM

#: How long an example takes depends on what else the machine does, and is not what tests test.
settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")
#: Nor is how long a page takes to answer a click: a busy machine gets half a minute.
expect.set_options(timeout=30_000)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no core waits for them in the end."""
    slow = {item.path for item in items if item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium. It ends with its module: Django refuses the database while one is driven."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()
