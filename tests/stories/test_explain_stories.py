"""Why an article is in its story."""

from onrecord.stories.explain import explain_stories
from onrecord.stories.group import group_stories


def test_explanation_tells_what_is_shared(newsroom):
    for name in ("north", "south"):
        newsroom.article(
            name,
            {
                "text": f"Rescuers freed 33 miners from the Kestrel pit near Aldbury, {name} said.",
                "figures": [("33", 33.0, "miners")],
                "times": ["2025-09-10"],
                "events": [{"trigger": "freed", "category": "RETREAT", "mode": "release"}],
            },
            headline="Miners freed from Kestrel pit",
            people=["Aldbury"],
        )
    newsroom.article("other", "Voters in Tarland elected a new parliament.", headline="Tarland")
    stories = group_stories(newsroom.articles, newsroom.statements)
    placements = {
        each.article: each
        for each in explain_stories(stories, newsroom.articles, newsroom.statements)
    }
    north = placements["north"]
    assert north.story == next(story.id for story in stories if "north" in story.articles)
    assert north.likeness is not None
    assert north.likeness > 0.5
    assert north.shared.dates == ("2025-09-10",)
    assert north.shared.events == ("RETREAT-release",)
    assert north.shared.counts == ("33 miner",)
    assert north.shared.people == ("Aldbury",)
    assert "Kestrel" in north.shared.words
    assert placements["other"].likeness is None
    assert placements["other"].next_story is None
