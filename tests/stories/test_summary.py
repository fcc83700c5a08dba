"""Headline, summary and furniture: what stands for a story, and what does not belong to it."""

import pytest
from test_points import FILLERS, report, tell

from onrecord.records import Point
from onrecord.stories.accounts import make_accounts, register_names
from onrecord.stories.boilerplate import drop_furniture
from onrecord.stories.clarity import leans, only_points_back
from onrecord.stories.group import tell_story
from onrecord.stories.summary import _is_overtaken, summarise_story


@pytest.mark.parametrize(
    ("told", "headline"),
    [
        (
            [
                ("2025-09-11", "Ferry Halvorsen runs aground off Tromso in Norway"),
                ("2025-09-11", "Norwegian ferry Halvorsen aground off Tromso"),
                ("2025-09-15", "Captain of ferry Halvorsen arrested in Tromso"),
            ],
            "Captain of ferry Halvorsen arrested in Tromso",
        ),
        # what has no end yet gives way to a later one, and stands where there is none
        (
            [
                ("2025-09-11", "Ferry Halvorsen could sink off Tromso in Norway"),
                ("2025-09-11", "Norwegian ferry Halvorsen off Tromso set to sink"),
                ("2025-09-12", "Ferry Halvorsen safe in port after a night at sea"),
            ],
            "Ferry Halvorsen safe in port after a night at sea",
        ),
        (
            [
                ("2025-09-11", "Ferry Halvorsen could sink off Tromso in Norway"),
                ("2025-09-11", "Norwegian ferry Halvorsen off Tromso set to sink"),
            ],
            "Ferry Halvorsen could sink off Tromso in Norway",
        ),
    ],
)
def test_headline_tells_what_came_of_the_first_one(newsroom, told, headline):
    for number, (day, words) in enumerate(told):
        newsroom.article(str(number), FILLERS[number], headline=words, day=day)
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert story.headline == headline


def test_headline_is_no_question(newsroom):
    asking = "What is known of the ferry Halvorsen aground off Tromso in Norway"
    newsroom.article("one", FILLERS[0], headline=asking)
    newsroom.article(
        "two", FILLERS[1], headline="Ferry Halvorsen runs aground off Tromso in Norway"
    )
    assert tell(newsroom).headline == "Ferry Halvorsen runs aground off Tromso in Norway"


def test_summary_passes_over_what_leans_on_context(newsroom):
    first = "Rescuers lifted 52 passengers off the ferry Halvorsen before the storm came."
    report(
        newsroom, "one", {"text": "He had warned of rocks."},
        {"text": first, "figures": [("52", 52.0, "passengers")]},
    )  # fmt: skip
    story = tell(newsroom)
    assert [sentence.text for sentence in story.summary] == [first]


def test_summary_quotes_the_opening_and_not_who_tells_the_same(newsroom):
    # the other one tells the same in its own voice, and would be quoted else
    report(newsroom, "one", {"text": "Rescuers lifted 52 passengers off the ferry Halvorsen."})
    opening = "Rescuers lifted 52 passengers off the ferry Halvorsen, the coast guard said."
    newsroom.article(
        "two",
        {
            "text": opening, "source": "the coast guard",
            "content": "Rescuers lifted 52 passengers off the ferry Halvorsen",
        },
        "Ferry Halvorsen aground with passengers.",
        headline="Ferry Halvorsen: passengers saved", day="2025-09-12",
    )  # fmt: skip
    story = tell(newsroom)
    assert story.headline == "Ferry Halvorsen: passengers saved"
    assert story.summary[0].text == opening
    assert len(story.summary[0].statements) == 2


def test_summary_opens_as_the_report_does_that_has_the_headline(newsroom):
    first = "The ferry Halvorsen ran aground off Tromso on Thursday with 52 passengers on board."
    report(newsroom, "one", {"text": first}, {"text": "The port of Tromso is closed until Monday."})
    for name in ("two", "three"):
        told = f"The port of Tromso remains closed, its master said to the {name}."
        report(newsroom, name, {"text": told, "source": "its master",
                                "content": "The port of Tromso remains closed"})  # fmt: skip
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert story.summary[0].text == first


def test_summary_passes_over_the_scene_that_a_report_opens_with(newsroom):
    scene = "At the quay of Tromso a woman poured her third coffee and looked at the rain."
    news = "Rescuers lifted 52 passengers off the ferry Halvorsen before the storm came."
    lines = ({"text": scene}, {"text": "More of Norway was wet."}, {"text": news})
    newsroom.article("one", *lines, headline="Ferry Halvorsen: passengers saved")
    assert tell_story("story", newsroom.articles, newsroom.statements).summary[0].text == news


def test_summary_tells_how_a_report_opens_though_somebody_has_no_name(newsroom):
    opening = "A sailor hurt by her captain on a ferry off Tromso is expected to sail again."
    lines = ({"text": opening}, {"text": "The ferry Halvorsen lies in the port of Tromso."})
    newsroom.article("one", *lines, headline="Sailor hurt on a ferry in Norway")
    assert tell_story("story", newsroom.articles, newsroom.statements).summary[0].text == opening


def test_summary_has_no_rest_of_a_sentence(newsroom):
    rest = "the ferry Halvorsen ran aground off Tromso on Thursday."
    newsroom.article("one", {"text": rest}, headline="Ferry Halvorsen aground")
    assert not tell_story("story", newsroom.articles, newsroom.statements).summary


@pytest.mark.parametrize(
    ("sentence", "leaning"),
    [
        ("Six of them were Lithuanians.", True),
        ("In return, the port will reopen.", True),
        ("A day after, he said, Tromso reopened.", True),
        ("The mayor of Tromso said he was glad.", False),
        ("The union disputes that.", True),
        ("The union says that it will go to court over that.", True),
        ("The union of Tromso says it was never told of any such plan as that.", False),
    ],
)
def test_leans(sentence, leaning):
    assert leans(sentence) is leaning


@pytest.mark.parametrize(
    ("content", "telling", "is_nothing"),
    [
        ("The union disputes that", {"union", "disput"}, True),
        ("The union does not see it that way", {"union", "way"}, True),
        ("that this was so", set(), True),
        ("he was the only one who would not cross it", {"cross"}, False),
        ("The union disputes the order", {"union", "disput", "order"}, False),
        ("The army wants it", {"army", "want"}, False),
    ],
)
def test_only_points_back(content, telling, is_nothing):
    assert only_points_back(content, frozenset(telling)) is is_nothing


def test_drop_furniture_takes_what_an_outlet_prints_everywhere(newsroom):
    offer = {"text": "Our editors choose five stories for you every day."}
    one = newsroom.article("one", offer, {"text": "A ferry sank."}, publisher="Ledger")
    two = newsroom.article("two", offer, {"text": "A bank failed."}, publisher="Ledger")
    other = newsroom.article("three", offer, publisher="Post")
    kept = drop_furniture([[one, other], [two]], [None, None], newsroom.statements)
    assert [statement.id for statement in kept] == ["one.002", "two.004", "three.005"]


def test_drop_furniture_keeps_the_background_of_an_affair(newsroom):
    line = {"text": "The president has ruled since 1994."}
    one = newsroom.article("one", line, publisher="Ledger")
    two = newsroom.article("two", line, publisher="Ledger")
    kept = drop_furniture([[one], [two]], ["thread-1", "thread-1"], newsroom.statements)
    assert len(kept) == 2


@pytest.mark.parametrize(
    ("first", "words", "overtaken"),
    [(4, "4 people", True), (9, "9 people", False), (12, "12 people", False), (4, "4 cars", False)],
)
def test_summary_gives_no_toll_that_a_later_report_has_overtaken(newsroom, first, words, overtaken):
    figure = (str(first), float(first), words.split()[1])
    newsroom.article("one", {"text": f"The storm killed {words}.", "figures": [figure]})
    newsroom.article(
        "two", {"text": "The wreck killed 9 people.", "figures": [("9", 9.0, "people")]},
        day="2025-09-13",
    )  # fmt: skip
    voices = {"one": "outlet:one", "two": "outlet:two"}
    register = register_names(newsroom.articles, newsroom.statements)
    earlier, later = make_accounts(newsroom.articles, newsroom.statements, voices, register)
    assert _is_overtaken(earlier, [later]) == overtaken
    assert not _is_overtaken(later, [earlier])


def test_summary_tells_two_matters_once_if_one_sentence_tells_both(newsroom):
    for name, text in (
        ("one", "The storm killed nine people and sank two ferries off Tromso."),
        ("two", "Nine sailors lost their lives in the harbour of Tromso."),
        ("three", "Only two boats went down, the coast guard found."),
    ):
        newsroom.article(name, {"text": text})
    voices = {article.id: f"outlet:{article.id}" for article in newsroom.articles}
    register = register_names(newsroom.articles, newsroom.statements)
    accounts = make_accounts(newsroom.articles, newsroom.statements, voices, register)
    both, dead, sunk = (account.id for account in accounts)
    points = [
        Point(id=name, agreement="agreed", statements=own, sides=(own,), summary="")
        for name, own in (("dead", (both, dead)), ("sunk", (both, sunk)))
    ]
    by_id = {account.id: account for account in accounts}
    told = summarise_story(points, [], by_id, "Storm off Norway")
    assert [sentence.text for sentence in told] == [by_id[both].sentence]
