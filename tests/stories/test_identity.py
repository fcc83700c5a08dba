"""Ids that stay while stories grow, and threads that link and do not swallow."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Story
from onrecord.stories.group import group_stories
from onrecord.stories.identity import name_groups


def test_name_groups_keeps_the_id_through_the_largest_overlap():
    known = [Story(id="old", headline="", articles=("a", "b", "c"))]
    assert name_groups([["c", "d"], ["a", "b"]], known)[1] == "old"


def test_name_groups_gives_each_id_once():
    known = [Story(id="old", headline="", articles=("a", "b"))]
    names = name_groups([["a"], ["b"]], known)
    assert names[0] == "old"
    assert names[1] != "old"


def test_name_groups_does_not_hand_the_old_id_to_a_part():
    (first,) = name_groups([["a", "b", "c"]], ())
    known = [Story(id=first, headline="", articles=("a", "b", "c"))]
    assert name_groups([["a"], ["b", "c"]], known)[1] == first
    assert len(set(name_groups([["a"], ["b", "c"]], known))) == 2


@given(
    st.lists(st.integers(0, 5), min_size=1, max_size=12),
    st.lists(st.integers(0, 5), min_size=1, max_size=12),
)
def test_name_groups_names_are_different(before, after):
    def groups(labels):
        found = {}
        for number, label in enumerate(labels):
            found.setdefault(label, []).append(f"article {number}")
        return list(found.values())

    names = name_groups(groups(before), ())
    known = [
        Story(id=name, headline="", articles=tuple(group))
        for name, group in zip(names, groups(before), strict=True)
    ]
    again = name_groups(groups(after), known)
    assert len(set(again)) == len(again)
    assert name_groups(groups(before), known) == names


def test_group_stories_keeps_ids_when_a_report_is_added_before_the_others(newsroom):
    text = "A comet named Orla passed the observatory of Nuuk and shed a bright tail."
    newsroom.article("second", text, day="2025-03-04")
    (known,) = group_stories(newsroom.articles, [])
    newsroom.article("first", f"{text} Observers in Nuuk cheered.", day="2025-03-03")
    (story,) = group_stories(newsroom.articles, [], [known])
    assert story.id == known.id
    assert story.articles == ("first", "second")


def test_group_stories_takes_the_latest_version_of_an_article(newsroom):
    old = newsroom.article("one", "A comet passed Nuuk.", version="a")
    new = newsroom.article("one", "A comet named Orla passed Nuuk.", headline="Orla", version="b")
    for order in ([old, new], [new, old]):
        (story,) = group_stories(order, [])
        assert (story.articles, story.headline) == (("one",), "Orla")


SPRING = """\
The volcano Skarvatn on the island of Hrisey erupted, spilling lava over the northern road. Lava ran
towards the fishing village of Dalvik, and families were taken off by boat while the coastguard
watched the harbour."""
AUTUMN = """\
Ash from Skarvatn fell on the southern farms of Hrisey, seven months after the last eruption. Sheep
were brought in from the hills, vets handed out masks, and flights between Reykholt and Stavanger
were called off. Professor Runa Eik of the weather office expects the column of ash to stand nine
kilometres high until Friday."""
EARLIER = """\
Tremors under Skarvatn cracked the old quay of Dalvik on Hrisey, before any lava was seen. Divers
looked at the piles, and the eruption alarm was tried out at the fish market."""
ERUPTIONS = {
    "spring": ("2025-03-01", "Volcano Skarvatn erupts on Hrisey", SPRING),
    "autumn": ("2025-10-05", "Ash grounds flights between Reykholt and Stavanger", AUTUMN),
    "earlier": ("2024-08-01", "Quay of Dalvik cracks as Skarvatn stirs", EARLIER),
}


def eruption(newsroom, name):
    day, headline, text = ERUPTIONS[name]
    newsroom.article(name, text.replace("\n", " "), headline=headline, day=day)


def test_group_stories_links_happenings_of_one_affair_and_keeps_them_apart(newsroom):
    eruption(newsroom, "spring")
    eruption(newsroom, "autumn")
    newsroom.article("chess", "A chess player from Riga won the open of Tallinn.")
    stories = {story.articles[0]: story for story in group_stories(newsroom.articles, [])}
    assert len(stories) == 3
    assert stories["spring"].thread is not None
    assert stories["spring"].thread == stories["autumn"].thread
    assert stories["chess"].thread is None


def test_group_stories_keeps_the_thread_of_a_known_story(newsroom):
    eruption(newsroom, "spring")
    eruption(newsroom, "autumn")
    known = group_stories(newsroom.articles, [])
    eruption(newsroom, "earlier")
    threads = {story.thread for story in group_stories(newsroom.articles, [], known)}
    assert threads == {known[0].thread}
