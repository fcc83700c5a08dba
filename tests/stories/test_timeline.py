"""What happened when, what was planned, and what became of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_figures import FREED, tell

from onrecord.stories.dates import bounds
from onrecord.stories.group import tell_story
from onrecord.stories.negation import is_undone


def test_find_timeline_is_in_order_of_the_happenings(newsroom):
    newsroom.article(
        "one",
        {
            "text": "Talks are to follow in October.", "certainty": "planned",
            "events": [{"trigger": "Talks", "category": "CONSULT", "time": "2025-10"}],
        },
        {
            "text": "Minsk freed prisoners on Thursday.",
            "events": [FREED | {"time": "2025-09-11"}],
        },
        {
            "text": "Others may be freed in November.", "certainty": "possible",
            "events": [FREED | {"time": "2025-11"}],
        },
    )  # fmt: skip
    timeline = [(entry.time, entry.planned) for entry in tell(newsroom).timeline]
    assert timeline == [("2025-09-11", False), ("2025-10", True)]


def test_find_timeline_takes_what_is_over_for_no_plan(newsroom):
    left = {"trigger": "stepped down", "category": "RETREAT", "mode": "resign"}
    heard = {"trigger": "testify", "category": "CONSULT"}
    newsroom.article(
        "one",
        {
            "text": "Ana Ruiz, who stepped down on Monday, is to testify on Friday.",
            "certainty": "planned",
            "events": [left | {"time": "2025-09-08"}, heard | {"time": "2025-09-12"}],
        },
    )
    timeline = [(entry.time, entry.planned) for entry in tell(newsroom).timeline]
    assert timeline == [("2025-09-08", False), ("2025-09-12", True)]


def test_find_timeline_marks_what_is_still_ahead_of_its_report_as_planned(newsroom):
    text = "The union stops the imports from 2028."
    stop = {"trigger": "stops", "category": "SANCTION", "time": "2028"}
    newsroom.article("one", {"text": text, "events": [stop]})
    assert [(entry.time, entry.planned) for entry in tell(newsroom).timeline] == [("2028", True)]


@given(st.dates())
def test_bounds_of_a_day_are_the_day(day):
    assert bounds(day.isoformat()) == (day, day)


@given(st.text(max_size=20))
def test_bounds_of_any_text_are_ordered_or_unknown(text):
    found = bounds(text)
    assert found is None or found[0] <= found[1]


def test_bounds_understands_months_and_intervals():
    assert [day.isoformat() for day in bounds("2024-02~")] == ["2024-02-01", "2024-02-29"]
    assert [day.isoformat() for day in bounds("2025-09-08/2025-09")] == ["2025-09-08", "2025-09-30"]
    assert bounds("2025/..") is None


OPENING = {"trigger": "open", "category": "COOPERATE", "mode": "trade", "time": "2025-09-20"}


def plan_and(newsroom, text, opening=True, **facts):
    """Tell of the plan to open a bridge, and two days after its day one thing more."""
    newsroom.article(
        "before",
        {
            "text": "The mayor will open the Varna bridge on 20 September.",
            "certainty": "planned", "events": [OPENING],
        },
        headline="Varna bridge to open",
    )  # fmt: skip
    events = [OPENING | {"trigger": "open", "time": None}] if opening else []
    newsroom.article(
        "after", {"text": text, "events": events, **facts},
        headline="Varna bridge", day="2025-09-22",
    )  # fmt: skip
    story = tell_story("story", newsroom.articles, newsroom.statements)
    (outcome,) = (entry.outcome for entry in story.timeline if entry.planned)
    return outcome


def test_timeline_tells_that_a_plan_came_about(newsroom):
    outcome = plan_and(newsroom, "The mayor opened the Varna bridge on Saturday.")
    assert (outcome.statements, outcome.came_about) == (("after.002",), True)


@pytest.mark.parametrize(
    "text",
    [
        "The opening of the Varna bridge by the mayor was called off.",
        "The mayor did not open the Varna bridge on Saturday.",
    ],
)
def test_timeline_tells_that_a_plan_did_not_come_about(newsroom, text):
    outcome = plan_and(newsroom, text)
    assert (outcome.statements, outcome.came_about) == (("after.002",), False)


def test_timeline_tells_nothing_of_a_plan_of_which_no_report_tells(newsroom):
    assert plan_and(newsroom, "Pilgrims came to the shrine on the hill.", opening=False) is None


def test_timeline_takes_no_later_plan_for_an_outcome(newsroom):
    later = ["2025-09-29"]
    assert plan_and(newsroom, "The mayor opens the Varna bridge on Monday.", times=later) is None


@pytest.mark.parametrize(
    ("content", "undone"),
    [
        ("The talks were postponed until May", True),
        ("The vote, which had been postponed from May, was held", False),
        ("the postponed match was played", False),
        ("a twice-cancelled show opened", False),
    ],
)
def test_only_what_is_called_off_now_is_undone(content, undone):
    assert is_undone(content) is undone
