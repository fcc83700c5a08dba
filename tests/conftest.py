"""What tests of every part share."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.browsers import ARGUMENTS, CHROMIUM

#: How long an example takes depends on what else the machine does, and is not what tests test.
settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium. It ends with its module: Django refuses the database while one is driven."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()
