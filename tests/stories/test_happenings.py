"""One happening told by several reports, in several words."""

import re
from dataclasses import replace

import numpy as np
import pytest

from onrecord.records import Happening, Span
from onrecord.stories.group import group_stories
from onrecord.stories.happenings import find_happenings
from onrecord.stories.linkage import cluster


def with_happenings(newsroom, *words):
    """The statements of a newsroom, these words in them being happenings."""
    pattern = re.compile(r"\b(?:" + "|".join(words) + r")\b")
    texts = {article.id: article.text for article in newsroom.articles}
    return [
        replace(
            one,
            happenings=tuple(
                Happening(span=Span(*match.span()), factuality=3.0)
                for match in pattern.finditer(texts[one.article], *one.sentence)
            ),
        )
        for one in newsroom.statements
    ]


def groups(newsroom, *words):
    """What is found, each telling as (article, word)."""
    statements = {one.id: one for one in with_happenings(newsroom, *words)}
    texts = {article.id: article.text for article in newsroom.articles}
    found = find_happenings(newsroom.articles, list(statements.values()))

    def word(name, number):
        article = statements[name].article
        return article, statements[name].happenings[number].span.of(texts[article])

    return [[word(*telling) for telling in group] for group in found]


def line(text, **facts):
    return {"text": text, **facts}


@pytest.fixture
def freed(newsroom):
    """Three reports of a release, one of which also tells of an older arrest."""
    newsroom.article(
        "a", line("Belarus freed 52 prisoners after talks with the United States in Minsk."),
        line("Ihar Losik, a blogger, was arrested in Minsk in 2020."), people=["Ihar Losik"],
    )  # fmt: skip
    newsroom.article(
        "b", line("Belarus released 52 prisoners after talks with the United States in Minsk."),
        line("Losik was detained in Minsk in 2020."),
    )  # fmt: skip
    newsroom.article(
        "c", line("The release of 52 prisoners by Belarus followed talks with the United States.")
    )
    return newsroom


def test_one_happening_in_several_words(freed):
    found = groups(freed, "freed", "released", "release", "arrested", "detained")
    assert [("b", "released"), ("c", "release")] in found
    assert [("a", "arrested"), ("b", "detained")] in found


def test_every_happening_stands_in_one_group(freed):
    found = groups(freed, "freed", "released", "release", "talks", "arrested", "detained")
    assert sorted(one for group in found for one in group) == sorted({
        ("a", "freed"), ("a", "talks"), ("a", "arrested"), ("b", "released"), ("b", "talks"),
        ("b", "detained"), ("c", "release"), ("c", "talks"),
    })  # fmt: skip


def test_order_of_articles_and_statements_does_not_count(freed):
    statements = with_happenings(freed, "freed", "released", "release", "talks")
    found = find_happenings(freed.articles, statements)
    assert find_happenings(freed.articles[::-1], statements[::-1]) == found


def test_same_words_of_other_days_and_people_stay_apart(newsroom):
    newsroom.article(
        "a",
        line("Police arrested Ana Ruiz in Madrid on 3 May.", times=["2024-05-03"]),
        people=["Ana Ruiz"],
    )
    newsroom.article(
        "b",
        line("A court in Oslo fined a bank; police had arrested Per Dahl.", times=["2023-02-01"]),
        people=["Per Dahl"],
    )
    assert len(groups(newsroom, "arrested")) == 2


def test_words_that_only_link_are_no_happenings(newsroom):
    newsroom.article("a", line("The road was closed and is open again."))
    assert groups(newsroom, "was", "is", "closed") == [[("a", "closed")]]


def test_phrase_is_one_happening(newsroom):
    newsroom.article("a", line("A man opened fire in a shop in Troy."))
    assert groups(newsroom, "opened", "fire") == [[("a", "opened"), ("a", "fire")]]


def test_nothing_to_group(newsroom):
    newsroom.article("a", "Nothing is on record here.")
    assert find_happenings(newsroom.articles, ()) == []


def test_cluster_is_by_the_mean_of_all_pairs():
    # 0-1 and 1-2 are alike, 0-2 speaks more against it than 1-2 for it
    rows, others = np.array([0, 1, 0]), np.array([1, 2, 2])
    assert cluster(4, rows, others, np.array([3.0, 1.0, -2.0])) == [[0, 1]]
    assert cluster(4, rows, others, np.array([3.0, 1.0, -0.5])) == [[0, 1, 2]]
    assert cluster(4, rows, others, np.array([-1.0, -1.0, -1.0])) == []


def test_cluster_takes_pairs_without_a_score_for_unlike():
    assert cluster(3, np.array([0, 1]), np.array([1, 2]), np.array([2.0, 2.5])) == [[1, 2]]


def test_timeline_has_a_happening_once(newsroom):
    event = {"category": "RETREAT", "mode": "release"}
    newsroom.article(
        "a",
        line(
            "Belarus released 52 prisoners after talks with the United States.",
            events=[event | {"trigger": "released", "time": "2025-09-11"}],
        ),
    )
    newsroom.article(
        "b",
        line(
            "Families wept as Belarus released the prisoners after talks with the United States.",
            events=[event | {"trigger": "released", "time": "2025-09"}],
        ),
    )
    statements = with_happenings(newsroom, "released")
    (story,) = group_stories(newsroom.articles, statements)
    assert [(one.time, one.statement) for one in story.timeline] == [
        ("2025-09-11", statements[0].id)
    ]
