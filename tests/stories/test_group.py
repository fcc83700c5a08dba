"""From articles and statements to whole stories."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import wire
from onrecord.stories.group import group_stories

RELEASE = {
    "trigger": "released", "category": "RETREAT", "mode": "release", "actors": ["Belarus"],
}  # fmt: skip


def belarus(newsroom):
    """Three reports of one release of prisoners, and one of a storm."""
    newsroom.article(
        "north",
        {
            "text": "Belarus released 52 prisoners on Thursday after talks with a U.S. delegation.",
            "figures": [("52", 52.0, "prisoners")],
            "events": [RELEASE | {"time": "2025-09-11"}],
        },
        {
            "text": "Sviatlana Tsikhanouskaya said the release covers about 4% of all recognised"
            " political prisoners.",
            "content": "the release covers about 4% of all recognised political prisoners",
            "source": "Sviatlana Tsikhanouskaya",
            "figures": [("4%", 4.0, None, "~", 3.5, 4.5)],
            "events": [{"trigger": "release", "category": "RETREAT", "mode": "release"}],
        },
        {
            "text": "Ihar Losik, a journalist, was released with them.",
            "events": [
                {
                    "trigger": "released", "category": "RETREAT", "mode": "release",
                    "recipients": ["Ihar Losik"],
                }
            ],
        },
        headline="Belarus frees 52 prisoners after talks with U.S.",
        people=["Sviatlana Tsikhanouskaya", "Ihar Losik"],
    )  # fmt: skip
    newsroom.article(
        "south",
        {
            "text": "Some 50 prisoners were released by Belarus on Thursday and crossed into"
            " Lithuania.",
            "figures": [("50", 50.0, "prisoners", "~")],
            "events": [RELEASE | {"actors": [], "time": "2025-09-11"}],
        },
        {
            "text": "Alexander Lukashenko insists there are no political prisoners in Belarus.",
            "content": "there are no political prisoners in Belarus",
            "source": "Alexander Lukashenko",
        },
        headline="Prisoners leave Belarus for Lithuania",
        people=["Alexander Lukashenko"],
    )
    newsroom.article(
        "storm",
        "A tropical storm tore roofs off houses along the coast of Madagascar overnight.",
        headline="Storm hits Madagascar",
    )


@pytest.fixture
def told(newsroom):
    belarus(newsroom)
    return group_stories(newsroom.articles, newsroom.statements)


def test_group_stories_keeps_happenings_apart(told):
    assert [story.articles for story in told] == [("north", "south"), ("storm",)]
    assert told[0].independent_reports == 2
    assert told[0].first_at == datetime(2025, 9, 11, tzinfo=UTC)


def test_group_stories_agrees_on_the_rounder_figure(told, newsroom):
    point = next(point for point in told[0].points if point.agreement == "agreed")
    assert {name.split(".")[0] for name in point.statements} == {"north", "south"}
    assert point.summary.startswith("Belarus released 52 prisoners on Thursday")


def test_group_stories_finds_the_dispute_over_existence(told):
    disputed = [point for point in told[0].points if point.agreement == "disputed"]
    assert len(disputed) == 1
    assert len(disputed[0].sides) == 2
    assert "Lukashenko insists" in disputed[0].summary


def test_group_stories_summary_is_words_of_the_reports(told, newsroom):
    texts = {article.id: article.text for article in newsroom.articles}
    for story in told:
        for point in story.points:
            assert any(point.summary in texts[name] for name in story.articles)
        for sentence in story.summary:
            assert any(sentence.text in texts[name] for name in story.articles)
            assert sentence.statements


def test_group_stories_tells_who_was_released(told):
    losik = next(person for person in told[0].people if person.name == "Ihar Losik")
    assert [(status.status, status.certainty) for status in losik.statuses] == [
        ("released", "stated")
    ]


def test_group_stories_takes_articles_without_statements(newsroom):
    for name in ("eins", "zwei"):
        newsroom.article(
            name,
            "Der Bundestag hat in Berlin das Heizungsgesetz der Ampelkoalition verabschiedet.",
            f"Die Abgeordneten der Ampelkoalition stimmten in Berlin zu, sagte Habeck {name}.",
            headline="Bundestag verabschiedet Heizungsgesetz",
            language="de",
        )
    newsroom.article(
        "drei",
        "Der FC Bayern hat in der Allianz Arena das Spiel gegen den Rivalen verloren.",
        headline="Bayern verliert das Spiel",
        language="de",
    )
    stories = group_stories(newsroom.articles, [])
    assert {story.articles for story in stories} == {("eins", "zwei"), ("drei",)}


def test_group_stories_without_articles_is_empty():
    assert group_stories([], []) == []


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_group_stories_ignores_input_order(newsroom, data):
    newsroom.articles.clear()
    newsroom.statements.clear()
    belarus(newsroom)
    expected = [
        wire.to_json(story) for story in group_stories(newsroom.articles, newsroom.statements)
    ]
    newsroom.articles[:] = data.draw(st.permutations(newsroom.articles))
    newsroom.statements[:] = data.draw(st.permutations(newsroom.statements))
    assert [
        wire.to_json(story) for story in group_stories(newsroom.articles, newsroom.statements)
    ] == expected
