"""Articles that arrive one at a time, and what an editor decides about their stories."""

import itertools

import pytest

from onrecord.stories.similarity import describe
from onrecord.stories.stream import Stream

FIRE = (
    "A fire destroyed the Halvorsen paper mill in Nordvik on Tuesday, the fire brigade said.",
    "Flames at the Halvorsen paper mill in Nordvik were put out on Tuesday after nine hours.",
    "The Halvorsen paper mill in Nordvik lost its roof in the fire, mayor Ingrid Solheim said.",
)
FERRY = (
    "The ferry Aurelia ran aground off Cape Merrow with 61 passengers aboard, the coastguard said.",
    "All 61 passengers of the ferry Aurelia were taken off near Cape Merrow by the coastguard.",
)


@pytest.fixture
def profiles(newsroom):
    for number, text in enumerate(FIRE, 1):
        newsroom.article(f"fire{number}", text, headline="Fire at Nordvik paper mill")
    for number, text in enumerate(FERRY, 1):
        newsroom.article(f"ferry{number}", text, headline="Ferry Aurelia aground at Cape Merrow")
    return {article.id: describe(article, ()) for article in newsroom.articles}


def groups(stream):
    return {frozenset(names) for names in stream.stories().values()}


BOTH = {frozenset({"fire1", "fire2", "fire3"}), frozenset({"ferry1", "ferry2"})}


def test_stories_are_the_same_whatever_the_order_of_arrival(profiles):
    for order in itertools.permutations(profiles):
        with Stream() as stream:
            for name in order:
                stream.add(profiles[name])
            assert groups(stream) == BOTH


def test_an_article_joins_a_story_or_opens_one(profiles):
    with Stream() as stream:
        first = stream.add(profiles["fire1"])
        assert first.opened == (first.story,)
        joined = stream.add(profiles["fire2"])
        assert (joined.story, joined.opened, joined.ended) == (first.story, (), ())
        assert stream.add(profiles["ferry1"]).story != first.story


def test_an_article_in_between_makes_two_stories_one(newsroom):
    newsroom.article(
        "mill", "Flames destroyed the Halvorsen paper mill overnight.", headline="Halvorsen mill"
    )
    newsroom.article("mayor", "Mayor Ingrid Solheim spoke in Nordvik of a black day.")
    newsroom.article(
        "both",
        "Flames destroyed the Halvorsen paper mill, and mayor Ingrid Solheim spoke in Nordvik of a"
        " black day.",
    )
    mill, mayor, both = (describe(article, ()) for article in newsroom.articles)
    with Stream() as stream:
        old = [stream.add(mill).story, stream.add(mayor).story]
        assert len(set(old)) == 2
        change = stream.add(both)
        assert len(groups(stream)) == 1
        assert change.ended
        assert {stream.current(story) for story in old} == {change.story}


def test_a_story_keeps_its_id_as_it_grows_and_when_its_first_report_is_read_again(profiles):
    with Stream() as stream:
        story = stream.add(profiles["fire1"]).story
        stream.add(profiles["fire2"])
        assert stream.add(profiles["fire1"]).story == story
        assert stream.stories() == {story: ["fire1", "fire2"]}


def test_an_editors_split_is_kept(profiles):
    with Stream() as stream:
        for name in ("fire1", "fire2"):
            story = stream.add(profiles[name]).story
        change = stream.split(["fire2"])
        assert len(change.opened) == 1
        stream.add(profiles["fire3"])
        stream.add(profiles["fire2"])
        home = {name: each for each, names in stream.stories().items() for name in names}
        assert home["fire1"] == story
        assert home["fire2"] != story


def test_an_editors_merge_is_kept_and_the_last_word_counts(profiles):
    with Stream() as stream:
        old = [stream.add(profiles[name]).story for name in ("fire1", "ferry1")]
        change = stream.merge(old)
        assert {change.story, *change.ended} == set(old)
        stream.add(profiles["ferry2"])
        stream.add(profiles["fire1"])
        assert groups(stream) == {frozenset({"fire1", "ferry1", "ferry2"})}
        stream.split(["fire1"])
        stream.add(profiles["ferry1"])
        assert groups(stream) == {frozenset({"fire1"}), frozenset({"ferry1", "ferry2"})}


def test_a_story_made_of_unlike_ones_takes_in_what_is_like_either(profiles):
    with Stream() as stream:
        for name in ("fire1", "fire2", "ferry1"):
            stream.add(profiles[name])
        stream.merge(list(stream.stories()))
        for name in ("ferry2", "fire3"):
            stream.add(profiles[name])
        assert groups(stream) == {frozenset(profiles)}


def test_what_is_taken_out_opens_a_story_whichever_part_is_larger(profiles):
    with Stream() as stream:
        for name in ("fire1", "fire2", "fire3"):
            story = stream.add(profiles[name]).story
        change = stream.split(["fire1", "fire2"])
        assert stream.stories()[story] == ["fire3"]
        assert stream.stories()[change.opened[0]] == ["fire1", "fire2"]
        assert set(change.changed) == {story, *change.opened}


def test_what_is_put_back_is_where_it_was(profiles):
    with Stream() as stream:
        for name in ("fire1", "fire2", "ferry1"):
            stream.add(profiles[name])
        before = stream.stories()
        (gone,) = stream.merge(list(before)).ended
        stream.shelf.forget_pins()
        changes = stream.put_back(before)
        assert stream.stories() == before
        assert stream.current(gone) == gone
        assert {story for change in changes for story in change.changed} == set(before)


def test_a_report_of_unlike_words_leaves_its_story(profiles, newsroom):
    newsroom.article("fire1", FERRY[0], headline="Ferry Aurelia aground at Cape Merrow")
    with Stream() as stream:
        for name in profiles:
            stream.add(profiles[name])
        fire = stream.current(stream.add(profiles["fire1"]).story)
        change = stream.add(describe(newsroom.articles[-1], ()))
        assert {fire, change.story} == set(change.changed)
        assert groups(stream) == {
            frozenset({"fire2", "fire3"}), frozenset({"fire1", "ferry1", "ferry2"}),
        }  # fmt: skip


def test_what_is_saved_goes_on_later(profiles, tmp_path):
    path = tmp_path / "stories.sqlite"
    with Stream(path) as stream:
        story = stream.add(profiles["fire1"]).story
        stream.add(profiles["fire2"])
        stream.split(["fire2"])
        stream.save()
        stream.add(profiles["ferry1"])
    with Stream(path) as stream:
        assert groups(stream) == {frozenset({"fire1"}), frozenset({"fire2"})}
        stream.add(profiles["fire1"])
        assert story in stream.stories()
        assert frozenset({"fire1", "fire2"}) not in groups(stream)


def test_time_between_two_reports_counts(newsroom):
    text = (
        "A storm tore roofs off houses in Sandoval overnight. Nobody was hurt, mayor Pilar Otero"
        " said, but the harbour lost its crane."
    )
    other = (
        "Strong winds cut off the power for 4,000 homes around Sandoval. Engineers of the grid"
        " company Lumena hope to mend the line by Friday."
    )
    newsroom.article("now", text, day="2025-03-01")
    newsroom.article("next day", other, day="2025-03-02")
    newsroom.article("years later", other, day="2029-03-02")
    now, soon, late = (describe(article, ()) for article in newsroom.articles)
    with Stream() as stream:
        assert stream.add(now).story == stream.add(soon).story
    with Stream() as stream:
        assert stream.add(now).story != stream.add(late).story
