"""Voices on different sides: camps, stances, accusations, and denials of two things."""

from dataclasses import replace

import pytest

from onrecord.stories.accounts import make_accounts, register_names
from onrecord.stories.comparison import compare
from onrecord.stories.group import tell_story
from onrecord.stories.matching import is_ruled_out
from onrecord.stories.opponents import (
    are_opponents,
    share_camp,
    stand_apart,
    tell_of_two_things,
)
from onrecord.stories.pairing import have_other_shares
from onrecord.stories.weights import Weights


def say(newsroom, *said, certainty="stated"):
    """Return accounts of what sources say in a report each: source, cue, content."""
    for number, (source, cue, content) in enumerate(said):
        text = f"{source} {cue} {content}."
        told = {"source": source, "cue": cue, "content": content, "certainty": certainty}
        newsroom.article(f"report{number}", {"text": text, **told})
    return accounts_of(newsroom)


def accounts_of(newsroom):
    """Return the accounts in the order in which their articles were written."""
    register = register_names(newsroom.articles, newsroom.statements)
    voices = {article.id: f"outlet:{article.id}" for article in newsroom.articles}
    found = make_accounts(newsroom.articles, newsroom.statements, voices, register)
    order = [statement.id for statement in newsroom.statements]
    return sorted(found, key=lambda account: order.index(account.id))


@pytest.mark.parametrize(
    ("one", "other", "opponents", "one_camp"),
    [
        ("The prosecutor", "Her lawyer", True, False),
        ("The union", "The company", True, False),
        ("The interior ministry", "The organisers", True, False),
        ("The army", "The foreign ministry", False, True),
        # of both camps
        ("The police union", "The interior ministry", False, True),
        ("A geologist", "The company", False, False),
    ],
)
def test_camps_tell_who_hardly_ever_agrees(newsroom, one, other, opponents, one_camp):
    accounts = say(newsroom, (one, "said", "it was so"), (other, "said", "it was so"))
    assert are_opponents(*accounts) is opponents
    assert share_camp(*accounts) is one_camp


@pytest.mark.parametrize(
    ("first", "second", "apart", "two"),
    [
        (("The Greens", "support", "the talks"), ("The Reds", "rejected", "the talks"),
         True, False),
        (("Ada Roth", "said", "she backs the talks"), ("The Reds", "voted against", "the talks"),
         True, False),
        (("The Greens", "support", "the talks"), ("The Reds", "oppose", "a tax"), True, True),
        (("The Greens", "support", "the talks"), ("The Reds", "support", "the talks"),
         False, False),
        # who is for a thing has not said that it happened
        (("The Greens", "oppose", "the ban"), ("The mayor", "said", "the ban begins in May"),
         False, True),
        (("The mayor", "approved", "the ban"), ("A guard", "said", "the ban begins in May"),
         False, False),
    ],
)  # fmt: skip
def test_who_is_for_and_who_is_against_do_not_agree(newsroom, first, second, apart, two):
    accounts = say(newsroom, first, second)
    assert stand_apart(*accounts) is apart
    assert tell_of_two_things(*accounts) is two


@pytest.mark.parametrize(
    ("first", "second", "apart", "two"),
    [
        (("The rebels", "accused", "the government of breaking the truce"),
         ("The government", "accused", "the rebels of breaking the truce"), True, False),
        (("The rebels", "accused", "the government of breaking the truce"),
         ("The government", "said", "the truce held"), True, False),
        (("The rebels", "accused", "the government of breaking the truce"),
         ("The government", "admitted", "it broke the truce"), False, False),
        # two governments have a word in common
        (("The government of Karsa", "accused", "the government of Tolmen of shelling a farm"),
         ("The government of Karsa", "said", "Tolmen was shelling a farm"), False, False),
        (("The rebels", "accused", "the government of blackmail"),
         ("The government", "accused", "the rebels of theft"), True, True),
        (("The rebels", "accused", "the government of blackmail"),
         ("The mayor", "said", "the market was open"), False, True),
        (("The rebels", "blamed", "the government"), ("The mayor", "said", "it rained"),
         False, False),
    ],
)  # fmt: skip
def test_accusers_and_the_accused_do_not_agree(newsroom, first, second, apart, two):
    accounts = say(newsroom, first, second)
    assert stand_apart(*accounts) is apart
    assert tell_of_two_things(*accounts) is two


def test_points_call_no_two_sides_that_accuse_each_other_agreed(newsroom):
    accounts = say(
        newsroom,
        ("The rebels", "accused", "the government of breaking the truce in Dorbe"),
        ("The government", "accused", "the rebels of breaking the truce in Dorbe"),
    )
    assert compare(*accounts, Weights(accounts)) == "opposes"
    story = tell_story("story", newsroom.articles, newsroom.statements)
    assert all(point.agreement != "agreed" for point in story.points)


def test_one_voice_denies_two_things_on_two_matters(newsroom):
    first, second, third = say(
        newsroom,
        ("The minister", "denied", "paying a ransom to the kidnappers"),
        ("The minister", "denied", "that any convict had left a jail"),
        ("The minister", "denied", "that a ransom was paid"),
        certainty="denied",
    )
    assert is_ruled_out(first, second)
    assert not is_ruled_out(first, third)


def test_a_negation_is_of_what_stands_behind_it(newsroom):
    negated, stated, denied = say(
        newsroom,
        ("The mayor", "said", "the council would not withdraw the curfew"),
        ("A guard", "said", "the curfew would stay"),
        ("The council", "said", "we withdraw the curfew"),
    )
    weights = Weights([negated, stated, denied])
    assert compare(negated, stated, weights) != "opposes"
    assert compare(negated, denied, weights) == "opposes"


def test_a_deed_that_failed_is_not_the_deed(newsroom):
    failed, done = say(
        newsroom,
        ("The clerk", "said", "the council failed on Tuesday to approve the harbour tax"),
        ("The clerk", "said", "the council approved the harbour tax"),
    )
    assert "approv" in failed.negated
    assert "tuesday" not in failed.negated
    assert compare(failed, done, Weights([failed, done])) == "opposes"


def test_shares_with_nothing_in_common_are_two_matters(newsroom):
    for name, text, words, value, counts in (
        ("one", "The Harvest Party had 46% of the vote.", "46%", 46.0, "vote"),
        ("two", "At home it took 44%.", "44%", 44.0, None),
        ("three", "Its part of the vote was 45%.", "45%", 45.0, "vote"),
    ):
        newsroom.article(name, {"text": text, "figures": [(words, value, counts)]})
        told = newsroom.statements[-1]
        newsroom.statements[-1] = replace(told, figures=(replace(told.figures[0], unit="percent"),))
    one, two, three = accounts_of(newsroom)
    assert have_other_shares(one, two)
    assert is_ruled_out(one, two)
    assert not have_other_shares(one, three)
