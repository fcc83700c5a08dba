"""What a dispute or a change is told from, and what is left apart."""

import numpy as np
import pytest

from onrecord.stories import sides
from onrecord.stories.accounts import make_accounts, register_names
from onrecord.stories.comparer import RELATIONS
from onrecord.stories.comparison import compare
from onrecord.stories.disputes import is_denied_whole
from onrecord.stories.negation import negated_stems
from onrecord.stories.sides import (
    FEATURES,
    Matter,
    _by_rule,
    _has_only_moved,
    _is_sure_change,
    _is_sure_dispute,
    _told_from,
    take_sides,
)
from onrecord.stories.weights import Weights
from onrecord.stories.words import read_words


def accounts_of(newsroom):
    voices = {article.id: f"outlet:{article.id}" for article in newsroom.articles}
    register = register_names(newsroom.articles, newsroom.statements)
    return make_accounts(newsroom.articles, newsroom.statements, voices, register)


def seen(**values):
    """One pair, of which the comparer says nothing but what is given."""
    row = dict.fromkeys(FEATURES, 0.0) | {"agrees": -5.0, "disputes": -5.0, "changes": -5.0}
    return np.array([list((row | values).values())])


@pytest.mark.parametrize(
    ("row", "whole", "is_sure"),
    [
        ({"disputes": -0.01}, False, False),  # witnesses in their own words, to the comparer
        ({"disputes": -0.01, "opponents": 1.0}, False, False),  # police and witnesses
        ({"disputes": -0.01, "opposed": 1.0}, False, True),
        ({"disputes": -0.01, "one_negates": 1.0}, False, True),
        ({"opposed": 1.0}, False, False),  # "denied them entry", to the comparer no dispute
        ({"opposed": 1.0}, True, True),
        ({"other_figure": 1.0}, False, True),
    ],
)
def test_a_dispute_needs_more_than_the_comparer(row, whole, is_sure):
    likely = np.log([0.9])
    assert _is_sure_dispute(seen(**row), np.array([whole]), likely) == is_sure
    # two that need not dispute each other show nothing, whatever a rule sees
    assert not _is_sure_dispute(seen(**row), np.array([whole]), np.log([0.2]))


@pytest.mark.parametrize(
    ("row", "moved"),
    [
        ({"moved": 1.0, "disputes": -0.1}, True),  # to the comparer a dispute: 52, a day later 51
        ({"moved": 1.0, "other_figure": 1.0}, False),
        ({"moved": 1.0, "opposed": 1.0}, False),
        ({"moved": 1.0, "came_true": 1.0}, False),  # a plan that one denies to have come true
        ({"changes": -0.1}, False),
    ],
)
def test_a_figure_that_took_the_place_of_another_is_no_dispute(row, moved):
    assert _has_only_moved(np.concatenate([seen(), seen(**row)])) == moved


def test_a_change_needs_a_rule_or_a_sure_comparer_and_a_later_report():
    assert _is_sure_change(seen(moved=1.0), np.array([]))
    assert _is_sure_change(seen(), np.log([0.9]))
    assert not _is_sure_change(seen(), np.log([0.6]))
    assert not _is_sure_change(seen(), np.array([]))


@pytest.mark.parametrize(
    ("denied", "stated", "whole"),
    [
        ("that it closed the harbour", "The firm closed the harbour in May.", True),
        ("closing the harbour", "The firm has closed the harbour.", True),
        ("that it closed the harbour", "The firm sold boats in the harbour.", False),
        # what is no clause may be a thing that somebody was not given
        ("harbour fee", "The town voted on the harbour fee.", False),
    ],
)
def test_a_denial_of_the_very_words_is_plain(newsroom, denied, stated, whole):
    text = f"The firm denied {denied}."
    own = {"text": text, "source": "The firm", "content": denied, "certainty": "denied"}
    newsroom.article("one", own)
    newsroom.article("two", {"text": stated})
    denial, other = (
        next(a for a in accounts_of(newsroom) if a.statement.article == name)
        for name in ("one", "two")
    )
    assert is_denied_whole(denial, other) == whole
    assert is_denied_whole(other, denial) == whole


@pytest.mark.parametrize(
    ("words", "negated"),
    [
        ("it was not closed", {"close"}),
        ("it was not immediately clear who closed it", set()),
        ("the police do not know why", set()),
        ("there was no clear sign", {"clear", "sign"}),
        ("all staff are safe and uninjured", {"hurt"}),
        ("the crew was not unharmed", {"unharm"}),
    ],
)
def test_what_is_not_known_is_not_denied(words, negated):
    assert negated_stems(read_words(words), words) == negated


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Police have no suspects in the fire.", "Police have suspects in the fire.", "opposes"),
        ("Police have no suspects.", "Suspects have not been named by police.", "agrees"),
    ],
)
def test_two_that_negate_something_do_not_oppose_each_other(newsroom, one, other, relation):
    newsroom.article("one", {"text": one})
    newsroom.article("two", {"text": other})
    accounts = accounts_of(newsroom)
    assert compare(*accounts, Weights(accounts)) == relation


def test_a_plan_told_again_has_not_come_true(newsroom):
    ships = {"figures": [("three", 3.0, "ships", "=")], "certainty": "planned"}
    newsroom.article("one", {"text": "The yard will launch three ships.", **ships})
    newsroom.article(
        "two", {"text": "A launch of three ships is ahead.", **ships}, day="2025-09-14"
    )
    accounts = accounts_of(newsroom)
    assert compare(*accounts, Weights(accounts)) == "agrees"


def test_a_figure_that_was_given_and_is_planned_again_has_not_moved_on(newsroom):
    ships = {"figures": [("three", 3.0, "ships", "=")]}
    done = {"text": "The yard launched three ships.", **ships}
    ahead = {"text": "The yard will launch three ships.", "certainty": "planned", **ships}
    relations = []
    for first, second in ((ahead, done), (done, ahead)):
        newsroom.articles.clear()
        newsroom.statements.clear()
        newsroom.article("one", first, day="2025-09-10")
        newsroom.article("two", second, day="2025-09-12")
        accounts = accounts_of(newsroom)
        relations.append(compare(*accounts, Weights(accounts)))
    assert relations == ["comes_true", "agrees"]


@pytest.mark.parametrize(
    ("words", "named", "standing"),
    [
        ("The reward is now 24,000 crowns.", "moved", 0.0),
        ("The reward for word of the ship is 24,000 crowns.", "other_figure", 1.0),
    ],
)
def test_a_figure_that_holds_now_takes_the_place_of_another_source_s(
    newsroom, words, named, standing
):
    first = "The reward is 5,000 crowns."
    figures = ("5,000", 5000.0, "reward"), ("24,000", 24000.0, "reward")
    for name, text, source, day, figure in (
        ("one", first, "Ana Ruiz", "2025-09-10", figures[0]),
        ("two", words, "Jon Berg", "2025-09-14", figures[1]),
    ):
        told = {"text": f"{source} said: {text}", "content": text, "source": source}
        newsroom.article(name, told | {"figures": [figure]}, day=day, people=[source])
    one, other = accounts_of(newsroom)
    around = Matter(Weights([one, other]), frozenset(), None, {})
    seen = dict(zip(FEATURES[len(RELATIONS) :], _by_rule(one, other, around), strict=True))
    assert seen[named] == 1.0
    assert seen["other_figure"] == standing


def test_what_agrees_with_both_does_not_join_two_counts_nor_tell_how_they_stand(
    newsroom, monkeypatch
):
    for name, text in (
        ("one", "Dozens were hurt."),
        ("two", "Some dozens were hurt."),
        ("three", "At least 40 were hurt."),
        ("four", "More than 50 were hurt."),
    ):
        newsroom.article(name, {"text": text}, day="2025-09-11" if name == "four" else "2025-09-10")
    group = accounts_of(newsroom)

    def weigh(_, pairs, __):
        ids = [{one.article.id, other.article.id} for one, other in pairs]
        return np.array(
            # a word of dispute in what agrees, and a toll that rose
            [
                [-4.0, -3.0, -0.1] if pair == {"three", "four"} else [-0.1, -1.0, -9.0]
                for pair in ids
            ]
        )

    def observed(pairs, _):
        rows = np.zeros((len(pairs), len(FEATURES)))
        ids = [{one.article.id, other.article.id} for one, other in pairs]
        rows[:, FEATURES.index("moved")] = [pair == {"three", "four"} for pair in ids]
        return rows

    monkeypatch.setattr(sides, "_weigh", weigh)
    monkeypatch.setattr(sides, "observe", observed)
    taken = take_sides(group, None)
    told = [[account.article.id for account in side] for side in taken.sides]
    assert sorted(name for side in told for name in side) == ["four", "one", "three", "two"]
    assert not any({"three", "four"} <= set(side) for side in told)
    assert (taken.agreement, taken.is_doubtful) == ("changed", False)


def test_of_two_counts_of_one_day_that_is_last_which_is_told_longer(newsroom):
    for name, text, day in (
        ("a", "At least seven people died.", "2025-09-10"),
        ("b", "At least five people died.", "2025-09-10"),
        ("c", "At least seven people died.", "2025-09-11"),
    ):
        newsroom.article(name, {"text": text}, day=day)
    seven, five, later = accounts_of(newsroom)
    assert sorted([[seven, later], [five]], key=_told_from) == [[five], [seven, later]]
    assert sorted([[later], [five]], key=_told_from) == [[five], [later]]


def test_what_has_no_time_is_told_last(newsroom):
    newsroom.article("a", {"text": "At least seven people died."}, day=None)
    newsroom.article("b", {"text": "At least five people died."})
    sides = sorted([[account] for account in accounts_of(newsroom)], key=_told_from)
    assert [side[0].article.id for side in sides] == ["b", "a"]
