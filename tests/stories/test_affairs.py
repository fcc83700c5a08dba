"""Threads that are kept up as stories change: the same as those found among all stories."""

import itertools

import pytest

from onrecord.stories.similarity import describe
from onrecord.stories.stream import Stream
from onrecord.stories.threads import link_threads, outline

STORIES = {
    "trial opens": "The trial of banker Anders Vinkel opened in Tarnholm on Monday. Anders Vinkel "
    "denied fraud at Solvang Bank.",
    "witness": "A witness told the trial of Anders Vinkel in Tarnholm how Solvang Bank hid losses.",
    "verdict": "Anders Vinkel was convicted of fraud at Solvang Bank, a court in Tarnholm ruled.",
    "storm": "A storm cut off the power in Cape Merrow, and the ferry Aurelia stayed in port.",
}


@pytest.fixture
def groups(newsroom):
    for number, (name, text) in enumerate(STORIES.items(), 1):
        newsroom.article(name, text, day=f"2025-03-0{number}")
    return {article.id: [describe(article, ())] for article in newsroom.articles}


def put(affairs, groups, name):
    affairs.put(name, outline(groups[name]), groups[name][0].day)


def threads(affairs, names):
    found = [affairs.thread(name) for name in names]
    return [thread and found.index(thread) for thread in found]


def test_threads_are_those_found_among_all_whatever_the_order(groups):
    names = list(groups)
    expected = link_threads(list(groups.values()), names, ())
    assert [thread is not None for thread in expected] == [True, True, True, False]
    for order in itertools.permutations(names):
        with Stream() as stream:
            affairs = stream.shelf.affairs
            for name in order:
                put(affairs, groups, name)
                affairs.relink([name])
            assert threads(affairs, names) == [t and expected.index(t) for t in expected]


def test_thread_keeps_its_name_and_ends_with_its_last_but_one_story(groups):
    with Stream() as stream:
        affairs = stream.shelf.affairs
        for name in groups:
            put(affairs, groups, name)
        assert affairs.relink(list(groups)) == ["trial opens", "verdict", "witness"]
        thread = affairs.thread("witness")
        put(affairs, groups, "trial opens")
        assert affairs.relink(["trial opens"]) == []
        assert affairs.relink([], ["trial opens"]) == []
        assert affairs.thread("verdict") == thread
        assert affairs.relink([], ["verdict"]) == ["witness"]
        assert affairs.thread("witness") is None


def test_other_story_joins_when_its_neighbour_comes(groups):
    with Stream() as stream:
        affairs = stream.shelf.affairs
        put(affairs, groups, "witness")
        assert affairs.relink(["witness"]) == []
        put(affairs, groups, "verdict")
        assert affairs.relink(["verdict"]) == ["verdict", "witness"]


def test_restored_story_is_in_the_thread_that_is_known(groups):
    with Stream() as stream:
        affairs = stream.shelf.affairs
        for name in ("witness", "verdict"):
            put(affairs, groups, name)
            affairs.restore(name, "thread-known")
        put(affairs, groups, "trial opens")
        assert affairs.relink(["trial opens"]) == ["trial opens"]
        assert affairs.thread("trial opens") == "thread-known"
