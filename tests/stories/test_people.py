"""The people of a story, what became of them, and which names are one."""

import dataclasses

import pytest
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


def named(newsroom, article, text, **kinds):
    """Add a report that names things of these kinds."""
    names = {name: kind for kind, names in kinds.items() for name in names}
    found = newsroom.article(article, text, people=list(names))
    entities = tuple(
        dataclasses.replace(entity, kind=names[entity.name]) for entity in found.entities
    )
    newsroom.articles[-1] = dataclasses.replace(found, entities=entities)
    for name in names:
        newsroom.state(found, text, source=name, content=text)


def test_find_people_leaves_out_agencies_towns_and_parts_of_other_names(newsroom):
    text = "Belta, Minsk, Orbit, Deep Orbit Authority, Lunar Authority and Anna Zhuk spoke."
    named(newsroom, "one", text, person=["Belta", "Minsk", "Orbit", "Lunar Authority", "Anna Zhuk"],
          organisation=["Deep Orbit Authority"])  # fmt: skip
    named(newsroom, "two", "Minsk and the Authority spoke of Anna Zhuk.",
          organisation=["Authority"], person=["Minsk", "Anna Zhuk"])  # fmt: skip
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert [person.name for person in story.people] == ["Anna Zhuk"]


def test_find_people_leaves_out_outlets_by_what_reports_call_them(newsroom):
    newsroom.article(
        "one", "Le Phare and Meridian told of it, Anna Zhuk said.", publisher="meridian.example",
        people=["Le Phare", "Meridian", "Anna Zhuk"],
    )  # fmt: skip
    for name in ("Le Phare", "Meridian", "Anna Zhuk"):
        newsroom.state(newsroom.articles[-1], newsroom.articles[-1].text, source=name)
    first = newsroom.statements[0]
    described = dataclasses.replace(first.source, attribute="daily newspaper in the capital")
    newsroom.statements[0] = dataclasses.replace(first, source=described)
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert [person.name for person in story.people] == ["Anna Zhuk"]


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


PEOPLE = [
    "Mikola Statkevich", "Mikalai Statkevich", "Siarhei Tsikhanouski", "Sviatlana Tsikhanouskaya",
    "Hua Chunying", "Hua", "Maria Ivanova", "Marina Ivanova",
]  # fmt: skip


def register(*names, **more):
    """A register of names, each of an article of its own."""
    pairs = [(str(number), name) for number, name in enumerate(names)]
    return Register(pairs, PEOPLE, **more)


def are_one(known, *names):
    return len({known.resolve(name) for name in names}) == 1


def test_register_joins_surnames_and_spellings():
    known = register(
        "Mikola Statkevich", "Statkevich", "Mikalai Statkevich", "Siarhei Tsikhanouski",
        "Sviatlana Tsikhanouskaya",
    )  # fmt: skip
    assert are_one(known, "Mikola Statkevich", "Statkevich", "Mikalai Statkevich")
    assert not are_one(known, "Siarhei Tsikhanouski", "Sviatlana Tsikhanouskaya")


def test_register_keeps_apart_names_that_one_article_uses():
    known = Register([("a", "Maria Ivanova"), ("a", "Marina Ivanova"), ("b", "Ivanova")], PEOPLE)
    assert not are_one(known, "Maria Ivanova", "Marina Ivanova")
    assert known.resolve("Ivanova") == "ivanova"


def test_register_joins_no_two_bodies_for_a_likeness_of_names():
    known = register("Harbour Defence Ministry", "Harbour Foreign Ministry")
    assert not are_one(known, "Harbour Defence Ministry", "Harbour Foreign Ministry")


@pytest.mark.parametrize(
    ("word", "phrase"),
    [
        ("Minsk", "authorities in Minsk"),
        ("Statkevich", "relatives of Mikola Statkevich"),
        ("official", "senior harbour official"),
        ("World", "fans from all the world"),
        ("UN", "Kim Jong Un"),
    ],
)
def test_register_takes_no_last_word_for_a_phrase_that_it_does_not_name(word, phrase):
    known = register(word, phrase, "Mikola Statkevich")
    assert not are_one(known, word, phrase)


def test_register_reads_the_words_before_a_person_as_a_description():
    known = register("Mikola Statkevich", "opposition politician Mikola Statkevich")
    assert are_one(known, "Mikola Statkevich", "opposition politician Mikola Statkevich")


def test_register_joins_a_first_word_that_is_a_person_with_the_one_person_so_called():
    assert are_one(register("Hua Chunying", "Hua"), "Hua Chunying", "Hua")


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("EU", "European Union"),
        ("U.N.", "United Nations"),
        ("CUPE", "Canadian Union of Public Employees"),
        ("TfL", "Transport for London"),
    ],
)
def test_register_takes_initials_for_the_body_whose_they_are(short, name):
    known = register(short, name, introduced=[("TfL", "Transport for London")])
    assert are_one(known, short, name)
    assert known.show(known.resolve(short)) == name
    assert are_one(register(short, name, f"{short} Council", f"{name} Council",
                            introduced=[("TfL", "Transport for London")]),
                   f"{short} Council", f"{name} Council")  # fmt: skip


def test_register_leaves_initials_open_that_two_bodies_have_or_a_phrase():
    known = register("CA", "Coast Authority", "Canal Agency", "US", "us sanctions")
    assert known.resolve("CA") == "ca"
    assert known.resolve("US") == "us"


def test_a_body_and_its_short_form_are_one_voice(newsroom):
    line = "The union of harbours met at dawn, the {} said."
    for name, source in (("one", "European Union (EU)"), ("two", "EU")):
        text = line.format(source)
        newsroom.article(name, text, f"Envoys of the {source} left.", headline="Harbours met")
        told = source.removesuffix(" (EU)")
        newsroom.state(newsroom.articles[-1], text, source=told, kind="organisation",
                       content="The union of harbours met at dawn")  # fmt: skip
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert [(len(point.statements), point.agreement) for point in story.points] == [(2, "single")]


@given(st.text())
def test_fold_is_stable(name):
    assert fold(fold(name)) == fold(name)


HELD = {"trigger": "arrested", "category": "COERCE", "mode": "arrest"}
ASKED = {"category": "ACCUSE", "mode": "investigate"}
KILLED = {"trigger": "killed", "category": "ASSAULT"}


def people_of(newsroom, *lines, people=("Ana Ruiz", "Jon Berg")):
    """The statuses of each person of one report, by name."""
    newsroom.article("one", *lines, people=people)
    story = tell_story("story", newsroom.articles, newsroom.statements)
    return {
        person.name: [status.status for status in person.statuses]
        for person in story.people
        if person.statuses
    }


def of(event, words, name):
    """An event that befell whom these words mean."""
    return event | {"recipients": [words], "means": name}


@pytest.mark.parametrize(
    ("before", "text", "word", "is_told"),
    [
        ("Ana Ruiz came home in May.", "Police arrested her at dawn.", "her", True),
        # the page may mean either of them
        ("Ana Ruiz came with Jon Berg.", "Police arrested her at dawn.", "her", False),
        ("Ana Ruiz spoke first.", "She asked why police arrested him.", "him", False),
        ("The town slept.", "Police arrested her, Ana Ruiz said.", "her", False),
    ],
)
def test_a_pronoun_makes_a_status_only_where_one_person_is_meant(
    newsroom, before, text, word, is_told
):
    told = people_of(newsroom, before, {"text": text, "events": [of(HELD, word, "Ana Ruiz")]})
    assert told == ({"Ana Ruiz": ["detained"]} if is_told else {})


@pytest.mark.parametrize(
    ("text", "trigger", "is_told"),
    [
        ("The court investigates Ana Ruiz.", "investigates", True),
        ("Ana Ruiz is being investigated.", "investigated", True),
        ("The court investigates the murder of Ana Ruiz.", "investigates", False),
        ("The investigation into Ana Ruiz's death goes on.", "investigation", False),
        ("The court investigates whether Ana Ruiz knew.", "investigates", False),
    ],
)
def test_who_is_investigated_is_not_whom_it_befell(newsroom, text, trigger, is_told):
    event = of(ASKED | {"trigger": trigger}, "Ana Ruiz", "Ana Ruiz")
    told = people_of(newsroom, {"text": text, "events": [event]})
    assert told == ({"Ana Ruiz": ["investigated"]} if is_told else {})


def test_who_leaves_a_hospital_was_not_held(newsroom):
    event = of(FREED | {"trigger": "released"}, "Ana Ruiz", "Ana Ruiz")
    text = "Ana Ruiz was released from a hospital in Oslo."
    assert people_of(newsroom, {"text": text, "events": [event]}) == {}


def test_who_accuses_is_not_accused(newsroom):
    event = of(
        {"trigger": "accusation", "category": "ACCUSE", "mode": "allege"}, "Ana Ruiz", "Ana Ruiz"
    )
    text = "Ana Ruiz's accusation came at a bad time."
    assert people_of(newsroom, {"text": text, "events": [event]}) == {}


@pytest.mark.parametrize(("factuality", "told"), [(2.8, {"Ana Ruiz": ["killed"]}), (0.4, {})])
def test_what_the_reader_takes_for_undone_makes_no_status(newsroom, factuality, told):
    line = {
        "text": "Ana Ruiz was killed.", "events": [of(KILLED, "Ana Ruiz", "Ana Ruiz")],
        "happenings": [("killed", factuality)],
    }  # fmt: skip
    assert people_of(newsroom, line) == told


def test_a_headline_that_ran_on_makes_no_status(newsroom):
    text = "Ana Ruiz to wed this spring ROAD HORROR Faces of five killed in crash."
    line = {"text": text, "events": [of(KILLED, "Ana Ruiz", "Ana Ruiz")]}
    assert people_of(newsroom, line) == {}


def test_a_plan_in_the_sentence_leaves_what_was_done_stated(newsroom):
    line = {
        "text": "Ana Ruiz, who was arrested in May, will testify.", "certainty": "planned",
        "events": [of(HELD, "Ana Ruiz", "Ana Ruiz")],
    }  # fmt: skip
    newsroom.article("one", line, people=["Ana Ruiz"])
    assert status_of(tell_story("story", newsroom.articles, newsroom.statements), "Ana Ruiz") == [
        ("detained", "2025-09-11", "stated")
    ]
