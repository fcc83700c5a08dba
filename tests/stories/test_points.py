"""Statements on one matter: agreed, disputed, changed, or left alone."""

from dataclasses import replace

import pytest

from onrecord.records import Place, Span
from onrecord.stories import points
from onrecord.stories.accounts import make_accounts, register_names
from onrecord.stories.comparison import compare
from onrecord.stories.group import group_stories, tell_story
from onrecord.stories.sides import Sides, _measure_alike
from onrecord.stories.weights import Weights

FREED = {"trigger": "freed", "category": "RETREAT", "mode": "release"}


FILLERS = (
    "The Halvorsen ran aground off Tromso in Norway before dawn, with rescue boats alongside.",
    "Rescue boats from Tromso reached the ferry Halvorsen while it was still dark in Norway.",
    "In Norway, all eyes are on Tromso, where the Halvorsen lies on the rocks near rescue boats.",
)


def tell(newsroom):
    stories = group_stories(newsroom.articles, newsroom.statements)
    assert len(stories) == 1
    return stories[0]


def point_of(story, statement):
    return next(point for point in story.points if statement in point.statements)


def report(newsroom, name, *lines, **fields):
    filler = FILLERS[len(newsroom.articles) % len(FILLERS)]
    newsroom.article(name, *lines, filler, headline="Ferry Halvorsen aground", **fields)


def accounts_of(newsroom):
    register = register_names(newsroom.articles, newsroom.statements)
    voices = {article.id: f"outlet:{article.id}" for article in newsroom.articles}
    return make_accounts(newsroom.articles, newsroom.statements, voices, register)


def count(value, words, change="=", **more):
    return {"figures": [(words, value, "passengers", change)], **more}


def test_points_take_a_rounder_figure_for_agreement(newsroom):
    first = "Rescuers evacuated 52 passengers from the stranded ferry."
    second = "Rescuers evacuated about 50 passengers from the ferry, which was stranded."
    report(newsroom, "one", {"text": first, **count(52.0, "52")})
    report(newsroom, "two", {"text": second, **count(50.0, "50", "~")})
    point = point_of(tell(newsroom), "one.001")
    assert point.agreement == "agreed"
    assert point.sides == (("one.001", "two.002"),)
    assert point.summary == first


def test_points_call_another_figure_of_the_same_day_disputed(newsroom):
    first = "Rescuers evacuated 52 passengers from the stranded ferry."
    second = "Rescuers evacuated 71 passengers from the stranded ferry."
    report(newsroom, "one", {"text": first, **count(52.0, "52")})
    report(newsroom, "two", {"text": second, **count(71.0, "71")})
    point = point_of(tell(newsroom), "one.001")
    assert point.agreement == "disputed"
    assert point.sides == (("one.001",), ("two.002",))


def test_points_let_no_source_dispute_itself(newsroom):
    words = "the ferry had ignored repeated storm warnings"
    for name, verb, certainty in (("one", "said", "stated"), ("two", "denied", "denied")):
        text = f"The captain {verb} that {words}."
        own = {"text": text, "source": "The captain", "content": words, "certainty": certainty}
        report(newsroom, name, own)
    assert all(point.agreement != "disputed" for point in tell(newsroom).points)
    both = [
        replace(
            statement,
            source=replace(statement.source, text=name, name=name),
        )
        for statement, name in zip(newsroom.statements, ("The captain", "The owner"), strict=True)
    ]
    story = tell_story("story", newsroom.articles, both)
    assert point_of(story, "one.001").agreement == "disputed"


def test_points_call_another_figure_of_a_later_day_changed(newsroom):
    first = "Rescuers evacuated 52 passengers from the stranded ferry."
    second = "Rescuers evacuated 71 passengers from the stranded ferry."
    report(newsroom, "one", {"text": first, **count(52.0, "52")})
    report(newsroom, "two", {"text": second, **count(71.0, "71")}, day="2025-09-13")
    point = point_of(tell(newsroom), "one.001")
    assert point.agreement == "changed"
    assert point.sides == (("one.001",), ("two.002",))


@pytest.mark.parametrize(
    ("other", "figure"),
    [
        ("Rescuers evacuated 14 Danish passengers from the stranded ferry.", ("14", 14.0)),
        ("Among them, rescuers evacuated 9 passengers from the stranded ferry.", ("9", 9.0)),
        (
            "Since January rescuers evacuated 300 passengers in total from a stranded ferry.",
            ("300", 300.0),
        ),
    ],
)
def test_points_do_not_dispute_a_part_or_a_running_total(newsroom, other, figure):
    first = "Rescuers evacuated 52 passengers from the stranded ferry."
    counts = "Danish passengers" if "Danish" in other else "passengers"
    report(newsroom, "one", {"text": first, **count(52.0, "52")})
    report(newsroom, "two", {"text": other, "figures": [(*figure, counts)]})
    assert all(point.agreement != "disputed" for point in tell(newsroom).points)


def test_points_do_not_dispute_other_days(newsroom):
    first = "The ferry line evacuated 52 passengers from a stranded ferry."
    second = "The ferry line evacuated 71 passengers from a stranded ferry."
    report(newsroom, "one", {"text": first, **count(52.0, "52"), "times": ["2025-09-11"]})
    report(newsroom, "two", {"text": second, **count(71.0, "71"), "times": ["2019-02-03"]})
    assert all(point.agreement == "single" for point in tell(newsroom).points)


@pytest.mark.parametrize("denier", ["The captain", "He"])
def test_points_put_a_claim_and_its_denial_on_two_sides(newsroom, denier):
    claim = "The harbour master said the captain had ignored repeated storm warnings."
    denial = f"{denier} denied that he had ignored storm warnings."
    report(
        newsroom, "one",
        {
            "text": claim, "source": "The harbour master",
            "content": "the captain had ignored repeated storm warnings",
        },
    )  # fmt: skip
    report(
        newsroom, "two",
        {
            "text": denial, "source": "The captain", "spoken": denier, "certainty": "denied",
            "content": "he had ignored storm warnings",
        },
    )  # fmt: skip
    point = point_of(tell(newsroom), "two.002")
    assert point.agreement == "disputed"
    assert point.sides == (("one.001",), ("two.002",))
    # a reader of the point alone has to see who denies it
    assert point.summary == (claim if denier == "He" else denial)


def test_points_leave_a_denial_alone_that_nobody_opposes(newsroom):
    denial = "The captain denied that he had been drinking."
    report(
        newsroom, "one",
        {
            "text": denial, "source": "The captain", "certainty": "denied",
            "content": "he had been drinking",
        },
    )  # fmt: skip
    report(newsroom, "two", {"text": "The ferry line opened an inquiry into the captain."})
    assert point_of(tell(newsroom), "one.001").agreement == "single"


def test_points_count_one_source_once_whoever_prints_it(newsroom):
    for name in ("one", "two", "three"):
        text = f"The coast guard told {name} reporters that the hull had been torn open by rocks."
        report(
            newsroom, name,
            {
                "text": text, "source": "The coast guard", "kind": "organisation",
                "content": "the hull had been torn open by rocks",
            },
        )  # fmt: skip
    point = tell(newsroom).points[0]
    assert len(point.statements) == 3
    assert point.agreement == "single"


def test_points_agree_when_two_voices_say_the_same(newsroom):
    report(newsroom, "one", {"text": "The hull of the ferry had been torn open by rocks."})
    report(
        newsroom, "two",
        {
            "text": "The hull had been torn open by rocks, the coast guard said.",
            "source": "the coast guard", "content": "The hull had been torn open by rocks",
        },
    )  # fmt: skip
    assert point_of(tell(newsroom), "one.001").agreement == "agreed"


def test_points_tell_a_plan_that_came_true_as_changed(newsroom):
    report(
        newsroom, "one",
        {
            "text": "Tugs will tow the damaged ferry to a shipyard.", "certainty": "planned",
            "happenings": [("tow", 2.0)],
        },
    )  # fmt: skip
    report(
        newsroom, "two",
        {"text": "Tugs towed the damaged ferry to a shipyard.", "happenings": [("towed", 3.0)]},
        day="2025-09-12",
    )  # fmt: skip
    point = point_of(tell(newsroom), "one.001")
    assert point.agreement == "changed"
    assert point.sides == (("one.001",), ("two.002",))


def test_points_tell_a_plan_that_is_told_again_as_agreed(newsroom):
    text = "The harbour {} closed to ferries until further notice."
    report(newsroom, "one", {"text": text.format("will be"), "certainty": "planned"})
    report(newsroom, "two", {"text": text.format("is")}, day="2025-09-12")
    assert point_of(tell(newsroom), "one.001").agreement == "agreed"


def test_points_do_not_join_what_different_people_did(newsroom):
    people = ["Nora Berg", "Emil Dahl"]
    for name, person in zip(("one", "two"), people, strict=True):
        report(
            newsroom, name,
            {"text": f"{person} jumped from the burning deck into the icy water."}, people=people,
        )  # fmt: skip
    assert all(len(point.statements) == 1 for point in tell(newsroom).points)


def test_points_keep_every_statement(newsroom):
    lines = ["The engine had failed.", "Fog hid the coast.", "A helicopter circled overhead."]
    for number, line in enumerate(lines):
        report(newsroom, f"outlet {number}", {"text": line})
    story = tell(newsroom)
    kept = {name for point in story.points for name in point.statements}
    assert kept == {statement.id for statement in newsroom.statements}
    for point in story.points:
        assert sorted(name for side in point.sides for name in side) == sorted(point.statements)


def toll(newsroom, first, second):
    report(newsroom, "one", {"text": first[0], "figures": [first[1:]]}, day="2025-09-11")
    report(newsroom, "two", {"text": second[0], "figures": [second[1:]]}, day="2025-09-13")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            ("At least 23 people died when the ferry burned.", "23", 23.0, "people", ">"),
            ("The disaster has claimed 61 lives.", "61", 61.0, "lives"),
        ),
        (
            ("At least 40 people died when the ferry burned.", "40", 40.0, "people", ">"),
            ("His death takes the number of dead to 54.", "54", 54.0, "dead"),
        ),
        (
            ("Twenty-three killed in ferry fire.", "Twenty-three", 23.0, None),
            ("By now 61 bodies were found in the burned ferry.", "61", 61.0, "bodies"),
        ),
    ],
)
def test_points_put_a_later_toll_on_the_matter_of_the_first(newsroom, first, second):
    toll(newsroom, first, second)
    point = point_of(tell(newsroom), "one.001")
    assert point.agreement == "changed"
    assert point.sides == (("one.001",), ("two.002",))


def test_points_that_changed_are_headed_by_what_is_latest(newsroom):
    toll(
        newsroom,
        ("At least 23 people died when the ferry burned.", "23", 23.0, "people", ">"),
        ("The fire on the ferry killed 61 people.", "61", 61.0, "people"),
    )
    assert point_of(tell(newsroom), "one.001").summary == "The fire on the ferry killed 61 people."


@pytest.mark.parametrize(
    ("content", "is_told"), [("that", False), ("it that way", False), ("that plan", True)]
)
def test_points_leave_out_what_only_points_back(newsroom, content, is_told):
    said = {"text": f"The union disputes {content}.", "content": content, "source": "The union"}
    newsroom.article("one", said, {"text": "The ferry Halvorsen ran aground off Tromso."})
    story = tell_story("story", newsroom.articles, newsroom.statements)
    told = {name for point in story.points for name in point.statements}
    assert ("one.001" in told) is is_told


def test_points_do_not_mix_the_tolls_of_two_countries(newsroom):
    toll(
        newsroom,
        ("Floods in Norway killed 23 people.", "23", 23.0, "people"),
        ("In Sweden 61 people died.", "61", 61.0, "people"),
    )
    for number, land in enumerate(("NO", "SE")):
        told = newsroom.statements[number]
        place = Place(span=Span(0, 1), name=land, country=land)
        newsroom.statements[number] = replace(told, places=(place,))
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert point_of(story, "one.001") != point_of(story, "two.002")


def test_points_put_a_headline_on_the_matter_of_its_first_sentence(newsroom):
    article = newsroom.article(
        "one",
        {"text": "Anna Zhuk walked out of prison on Friday."},
        {"text": "It rained all morning in the town."},
        headline="Blogger home at last",
    )
    newsroom.state(article, article.headline)
    story = tell_story("story", newsroom.articles, newsroom.statements)
    point = point_of(story, "one.003")
    assert point.statements == ("one.003", "one.001")
    assert point.agreement == "single"


def test_points_put_a_headline_on_one_of_the_two_matters_that_its_lead_tells_of(newsroom):
    approved = "The European Union approved its 18th package of sanctions against Russia on Friday"
    stops = "it would stop blocking the measures"
    lead = f"{approved}, a day after Slovakia said {stops}."
    article = newsroom.article(
        "one", lead, headline="EU approves 18th sanctions package on Russia after Slovakia gives in"
    )
    newsroom.state(article, article.headline)
    newsroom.state(article, lead, content=approved)
    newsroom.state(article, lead, content=stops, source="Slovakia")
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert [point.statements for point in story.points] == [("one.001", "one.002"), ("one.003",)]


def test_points_show_what_is_told_in_a_sentence_of_its_own(newsroom):
    aside = "the captain had been warned of the storm"
    long = (
        "Thirty-one passengers were brought ashore at Tromso on Thursday morning, with the coast "
        f"guard still at sea, an hour before the owner said {aside}."
    )
    own = "The captain had been warned of the storm by radio, the owner said."
    for name, text, content in (("one", long, aside), ("two", own, "The" + aside[3:])):
        newsroom.state(newsroom.article(name, text), text, content=content, source="the owner")
    assert points.best_account(accounts_of(newsroom)).sentence == own


def test_a_story_can_be_told_of_articles_that_would_not_be_grouped(newsroom):
    newsroom.article("one", {"text": "The ferry sank off Norway."}, day="2025-01-02")
    newsroom.article("two", {"text": "Its captain was sentenced."}, day="2025-11-02")
    assert len(group_stories(newsroom.articles, newsroom.statements)) == 2
    story = tell_story("ferry", newsroom.articles, newsroom.statements)
    assert (story.id, story.articles) == ("ferry", ("one", "two"))


def test_points_keep_apart_what_no_figure_fits(newsroom):
    counts = (("37", 37.0, "crates"), ("112", 112.0, "containers"))
    lines = ("Divers found 37 crates near the wreck.", "Divers found 112 containers there.")
    for name, text, figure in zip(("one", "two"), lines, counts, strict=True):
        report(newsroom, name, {"text": text, "figures": [figure]})
    assert all(point.agreement == "single" for point in tell(newsroom).points)


def test_points_join_a_headline_with_that_of_another_report_by_their_first_sentences(newsroom):
    for name, text in (("one", "Two women were rescued."), ("two", "Rescuers saved two women.")):
        article = newsroom.article(name, {"text": text}, headline="Rescuers save two women")
        newsroom.state(article, article.headline)
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert len(point_of(story, "one.001").statements) == 4


def test_points_join_tolls_of_places_whose_country_is_unknown(newsroom):
    tolls = ("At least 14 people drowned off Marovo.", "The toll off Marovo is 17 people drowned.")
    for number, text in enumerate(tolls):
        figure = [(text[9:11] if number == 0 else "17", 14.0 + 3 * number, "people killed")]
        report(newsroom, f"no{number}", {"text": text, "figures": figure}, day=f"2025-09-1{number}")
        place = Place(span=Span(0, 6), name="Marovo")
        last = newsroom.statements[-1]
        newsroom.statements[-1] = replace(last, places=(place,))
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert len(point_of(story, "no0.001").statements) == 2


def test_points_let_one_voice_at_one_time_change_nothing(newsroom):
    spoken = {"source": "Aleksander Berg", "kind": "person"}
    first, second = "Berg denied that he leaned on the bank.", "Berg spoke of the bank budget only."
    report(
        newsroom, "one", {"text": first, "content": "he leaned on the bank", "certainty": "denied",
                          "spoken": "Berg", **spoken},
        {"text": second, "content": "of the bank budget only", "spoken": "Berg", **spoken},
    )  # fmt: skip
    story = tell(newsroom)
    assert all(point.agreement == "single" for point in story.points)


def test_points_set_no_denial_against_what_is_not_said_to_be_so(newsroom):
    accounts = {}
    for name, text, certainty, factuality in (
        ("one", "Rates were discussed in the call.", "denied", -3.0),
        ("two", "Rates were not discussed in the call.", "stated", -3.0),
        ("three", "Rates were discussed in the call.", "stated", 3.0),
    ):
        report(newsroom, name, {"text": text, "certainty": certainty})
        newsroom.statements[-1] = replace(newsroom.statements[-1], factuality=factuality)
    found = accounts_of(newsroom)
    accounts = {account.article.id: account for account in found}
    weights = Weights(found)
    assert compare(accounts["one"], accounts["two"], weights) != "opposes"
    assert compare(accounts["one"], accounts["three"], weights) == "opposes"


@pytest.mark.parametrize(
    ("is_doubtful", "odds", "reports", "parts"),
    [
        (False, 1.7, 2, 1),
        (False, 0.9, 2, 2),
        (False, 0.9, 3, 1),  # one report more is on it
        (False, 0.1, 3, 2),
        (False, 1.7, 1, 1),  # two sources of one report
        (True, 9.0, 3, 2),
    ],
)
def test_a_matter_that_is_doubtful_is_parted(
    newsroom, monkeypatch, is_doubtful, odds, reports, parts
):
    for number in range(3):
        report(newsroom, f"no{number % reports}", {"text": f"A ferry ran aground, {number}."})
    group = accounts_of(newsroom)
    taken = Sides([group[:1], group[1:]], "changed", is_doubtful)
    monkeypatch.setattr(points, "take_sides", lambda *_: taken)
    assert len(points._settle(group, odds, None)) == parts


def test_a_length_told_again_is_no_change(newsroom):
    years = {"figures": [("18 years", 18.0, "prison sentence", "=")]}
    report(newsroom, "one", {"text": "Adam Novak was sentenced to 18 years in prison.", **years})
    report(
        newsroom,
        "two",
        {"text": "Novak was given 18 years for the wreck.", **years},
        day="2025-09-14",
    )
    figured = [
        replace(one, figures=tuple(replace(figure, unit="year") for figure in one.figures))
        for one in newsroom.statements
    ]
    register = register_names(newsroom.articles, figured)
    voices = {article.id: article.id for article in newsroom.articles}
    first, second = make_accounts(newsroom.articles, figured, voices, register)
    assert _measure_alike(first, second)
    assert not _measure_alike(
        first,
        replace(
            second,
            statement=replace(
                second.statement,
                figures=tuple(replace(f, low=9.0) for f in second.statement.figures),
            ),
        ),
    )


def test_a_point_is_told_in_words_that_are_clear_by_themselves(newsroom):
    sentence = "Divers brought up Nils Brodd, and he was the only one they found."
    newsroom.article(
        "one",
        {"text": sentence, "content": "he was the only one they found"},
        {"text": "Rain had fallen for two days.", "content": "Rain had fallen for two days"},
    )
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert point_of(story, "one.001").summary == sentence
    assert point_of(story, "one.002").summary == "Rain had fallen for two days"


def test_a_statement_is_shared_only_where_no_doubtful_dispute_comes_of_it(monkeypatch, newsroom):
    both = {"text": "Rescuers evacuated 52 passengers and 14 crew from the stranded ferry."}
    both |= {"figures": [("52", 52.0, "passengers", "="), ("14", 14.0, "crew", "=")]}
    crew = {"text": "All 14 crew left the ferry.", "figures": [("14", 14.0, "crew", "=")]}
    for name, line in (("one", both), ("two", crew)):
        report(newsroom, name, line)
    found = accounts_of(newsroom)
    around = points.Matter(Weights(found), frozenset(), None, {})
    for sides, is_doubtful, odds, size in (
        ([found], False, 0.0, 2),
        ([found[:1], found[1:]], False, 0.0, 1),  # nothing else holds the two for one matter
        ([found[:1], found[1:]], False, 1.7, 2),
        ([found[:1], found[1:]], True, 9.0, 1),
    ):
        taken = Sides(sides, "disputed", is_doubtful)
        monkeypatch.setattr(points, "take_sides", lambda *_, taken=taken: taken)
        shared = points._share_statements([([account], odds) for account in found], around)
        assert [len(group) for group in shared] == [1, size]


def test_two_sources_agree_without_a_word_in_common_only_on_a_sure_matter(monkeypatch, newsroom):
    lines = (("Lind", "force is all they know"), ("Orr", "the country got used to shortages"))
    for name, (source, content) in zip(("one", "two"), lines, strict=True):
        newsroom.article(name, {"text": f"{source} said {content}.", "source": source,
                                "content": content})  # fmt: skip
    found = accounts_of(newsroom)
    around = points.Matter(Weights(found), frozenset(), None, {})
    monkeypatch.setattr(points, "take_sides", lambda *_: Sides([found], "agreed"))
    assert points._settle(found, 0.9, around) == [found[:1], found[1:]]
    assert points._settle(found, 1.7, around) == [found]
