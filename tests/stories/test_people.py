"""The people of a story, what became of them, and which names are one."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st
from test_figures import FREED, tell

from onrecord.stories.group import tell_story
from onrecord.stories.names import Register, fold


def status_of(story, name):
    person = next(person for person in story.people if person.name == name)
    return [(status.status, status.as_of, status.certainty) for status in person.statuses]


def test_find_people_dates_what_became_of_them(newsroom):
    arrest = {"trigger": "arrested", "category": "COERCE", "mode": "arrest"}
    newsroom.article(
        "one",
        {
            "text": "Police arrested Ihar Losik in 2020.",
            "events": [arrest | {"recipients": ["Ihar Losik"], "time": "2020"}],
        },
        {
            "text": "Minsk freed Ihar Losik.",
            "events": [FREED | {"recipients": ["Ihar Losik"]}],
        },
        people=["Ihar Losik"],
    )  # fmt: skip
    assert status_of(tell(newsroom), "Ihar Losik") == [
        ("detained", "2020", "stated"),
        ("released", "2025-09-11", "stated"),
    ]


def test_find_people_dates_no_background_by_the_day_of_its_report(newsroom):
    arrest = {"trigger": "arrested", "category": "COERCE", "mode": "arrest"}
    of_him = {"recipients": ["Ihar Losik"]}
    newsroom.article(
        "one", {"text": "Police arrested Ihar Losik in 2020.",
                "events": [arrest | of_him | {"time": "2020"}]}, people=["Ihar Losik"],
    )  # fmt: skip
    newsroom.article(
        "two", "Ihar Losik is free.",
        {"text": "Ihar Losik was arrested before the vote.", "events": [arrest | of_him]},
        people=["Ihar Losik"], day="2025-09-12",
    )  # fmt: skip
    # what opens a report is its news, and may be another arrest
    newsroom.article(
        "three", {"text": "Police arrested Ihar Losik once more.", "events": [arrest | of_him]},
        people=["Ihar Losik"], day="2025-09-20",
    )  # fmt: skip
    story = tell_story("story", newsroom.articles, newsroom.statements)
    (person,) = story.people
    assert [status.as_of for status in person.statuses] == ["2020", "2025-09-20"]


def test_find_people_leaves_out_whom_most_reports_take_for_something_else(newsroom):
    freed = FREED | {"recipients": ["Selwyn Lines"]}
    newsroom.article("one", {"text": "Minsk freed Selwyn Lines.", "events": [freed]},
                     people=["Selwyn Lines"])  # fmt: skip
    assert [person.name for person in tell(newsroom).people] == ["Selwyn Lines"]
    for name in ("two", "three"):
        still = {"text": f"The {name} ferries of Selwyn Lines lie still."}
        newsroom.article(name, still, people=["Selwyn Lines"])
        entity = dataclasses.replace(newsroom.articles[-1].entities[0], kind="organisation")
        newsroom.articles[-1] = dataclasses.replace(newsroom.articles[-1], entities=(entity,))
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert story.people == ()


def test_find_people_takes_no_status_from_demands_and_negations(newsroom):
    newsroom.article(
        "one",
        {
            "text": "Oslo urged Minsk to see Ihar Losik freed.", "certainty": "demanded",
            "events": [FREED | {"recipients": ["Ihar Losik"]}],
        },
        {
            "text": "Anna Zhuk was not freed.",
            "events": [FREED | {"recipients": ["Anna Zhuk"]}],
        },
        people=["Ihar Losik", "Anna Zhuk"],
    )  # fmt: skip
    assert all(not person.statuses for person in tell(newsroom).people)


def test_register_joins_surnames_and_spellings():
    register = Register(
        [
            ("a", "Mikola Statkevich"), ("a", "Statkevich"), ("b", "Mikalai Statkevich"),
            ("b", "Siarhei Tsikhanouski"), ("b", "Sviatlana Tsikhanouskaya"),
        ]
    )  # fmt: skip
    names = ["Mikola Statkevich", "Statkevich", "Mikalai Statkevich"]
    assert len({register.resolve(name) for name in names}) == 1
    assert register.resolve("Siarhei Tsikhanouski") != register.resolve("Sviatlana Tsikhanouskaya")


def test_register_keeps_apart_names_that_one_article_uses():
    register = Register([("a", "Maria Ivanova"), ("a", "Marina Ivanova"), ("b", "Ivanova")])
    assert register.resolve("Maria Ivanova") != register.resolve("Marina Ivanova")
    assert register.resolve("Ivanova") == "ivanova"


@given(st.text())
def test_fold_is_stable(name):
    assert fold(fold(name)) == fold(name)
