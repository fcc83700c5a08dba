"""Tables for people, on a terminal."""

import io

import pytest
from rich.console import Console

from onrecord.cli.behind import Behind
from onrecord.cli.tables import show_stories
from tests.cli.stories import told


@pytest.fixture
def shown():
    written = io.StringIO()
    show_stories(Console(file=written, width=200), *told())
    return written.getvalue()


def test_what_a_source_denies_is_not_told_as_what_it_says(shown):
    assert "- denied: that any boat sank (Harbour office, in Wire Alder)" in shown


def test_a_plan_is_told_as_a_plan_and_what_is_stated_as_it_is(shown):
    assert "- planned: Port Alder plans to open its new pier on 1 May" in shown
    assert "- 40 boats sank off Alder on Monday (Mara Lind, in " in shown


def test_a_source_is_called_by_the_whole_name_that_the_story_knows():
    stories, statements, articles = told()
    share = next(each for each in statements if each.source and each.source.name == "Lind")
    behind = Behind(statements, articles, stories)
    assert behind.speaker(share) == "Mara Lind"
    assert Behind(statements, articles).speaker(share) == "Lind"
