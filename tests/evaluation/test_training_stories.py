"""The stories that the matching of points is learnt from, in their notation."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "training"))

import stories  # noqa: E402

TOLD = """\
= bridge-falls
? a changed How many died?
? b agreed Why was the road closed?
@ harbour.example.org 2025-03-04T07:10Z
a1 | Bridge falls, nine dead
a1 | A bridge gave way and killed nine people,
+ b1 | and a lane had been shut because of cracks.

- | Shops opened as usual.
@ gazette.example.net 2025-03-05T18:00Z
- | A town mourns
a2 b1 | Eleven died on the bridge, where cracks had closed one lane.
"""


def words(item, place):
    texts = {report["id"]: report["text"] for report in item["reports"]}
    return texts[place["report"]][place["start"] : place["end"]]


def test_notation_is_read_as_text_with_places():
    (item,) = stories.read_notation(TOLD)
    first, second = item["reports"]
    assert first["text"] == (
        "Bridge falls, nine dead\n\nA bridge gave way and killed nine people, and a lane had been "
        "shut because of cracks.\n\nShops opened as usual."
    )
    assert second["url"] == "https://gazette.example.net/bridge-falls-2"
    died, closed = item["points"]
    assert [[words(item, place) for place in side] for side in died["sides"]] == [
        ["Bridge falls, nine dead", "A bridge gave way and killed nine people,"],
        ["Eleven died on the bridge, where cracks had closed one lane."],
    ]
    assert [words(item, place) for place in closed["sides"][0]] == [
        "and a lane had been shut because of cracks.",
        "Eleven died on the bridge, where cracks had closed one lane.",
    ]
    assert (died["state"], closed["state"]) == ("changed", "agreed")


def test_relations_follow_the_sides():
    (item,) = stories.read_notation(TOLD)
    assert sorted(stories.relations(item).values()) == [0, 0, 2, 2]


def test_a_line_of_no_notation_is_named():
    with pytest.raises(ValueError, match="line 2 is no line of a story: 'b1 Shops'"):
        stories.read_notation("= a\nb1 Shops")


def test_every_story_that_is_learnt_from_can_be_read():
    found = [*stories.noted(), *stories.weighed()]
    assert len(found) == 311
    assert len({item["name"] for item in found}) == len(found)
    for item in found:
        for point in item["points"]:
            sides = [[words(item, place) for place in side] for side in point["sides"]]
            assert all(all(side) for side in sides)
            assert (len(sides) > 1) == (point["state"] != "agreed"), item["name"]


def test_none_of_them_is_scored():
    learnt = {item["name"] for item in [*stories.careful(), *stories.noted(), *stories.weighed()]}
    scored = {item["name"] for item in stories.gold_points.stories(is_held=True)}
    assert not learnt & scored
