"""What became of the people that a figure counts."""

import pytest

from onrecord.statements.figures.find import find_figures
from onrecord.statements.sentences import parse_article

from .articles import article_of


def counted(text):
    """What each figure of a sentence counts, by its words."""
    article = article_of(text)
    return {
        figure.span.of(article.text): figure.counts
        for block in parse_article(article)
        for sentence in block.sentences
        for figure in find_figures(sentence)
    }


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Four people were shot in the harbour on Saturday.", "people shot"),
        ("At least four people were shot dead in the market.", "people killed"),
        ("Four victims were shot and killed in the market.", "people killed"),
        ("Four men were fatally shot on Monday, police said.", "men killed"),
        ("The families of four men shot and killed in the east spoke on Monday.", "men killed"),
        ("Four men are dead after a night of shootings in the port.", "men killed"),
        ("The crash left four women dead.", "women killed"),
        ("The couple's four children were found dead in the house.", "children killed"),
        ("Four people were left trapped inside the tram after it overturned.", "people trapped"),
        ("Four people remain trapped under the rubble.", "people trapped"),
        ("Crews worked for hours to free four people trapped in the wreckage.", "people trapped"),
        ("Four people who were shot on Saturday were named by police.", "people shot"),
        ("Four teens have been charged in her death.", "teens charged"),
        ("The fire sent four people to a city hospital on Thursday.", "people hospitalised"),
        ("Some four people were taken to hospital.", "people hospitalised"),
        ("Police questioned four people about the fire.", "people questioned"),
        ("Police arrested four people wounded in the attack.", "people detained"),
    ],
)
def test_people_are_counted_with_what_became_of_them(text, counts):
    assert list(counted(text).values()) == [counts]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Four men shot a guard and fled.", "men"),
        ("Four officers shot at the man as he ran.", "officers"),
        ("Four people took the train to the hospital.", "people"),
        ("The guard let four prisoners go who had been shot at.", "prisoners"),
        ("Four people were not hurt in the fire.", "people"),
        ("None of the four people were hurt.", "people"),
        ("Most of the four people were killed.", "people"),
        ("The four people are not dead, the envoy said.", "people"),
        ("There were 20 people at the corner when the boy was shot.", "people"),
    ],
)
def test_nothing_became_of_those_who_only_did_or_saw_it(text, counts):
    assert list(counted(text).values()) == [counts]


def test_each_of_two_numbers_has_its_own_outcome():
    text = "Two men were fatally shot and three women were wounded, police said."
    assert counted(text) == {"Two": "men killed", "three": "women injured"}


def test_the_dead_of_a_headline_are_not_the_hurt_behind_them():
    text = "Ferry fire: Seven dead and 50 injured after collision"
    assert counted(text) == {"Seven": "people killed", "50": "people injured"}


def test_the_age_of_somebody_who_died_counts_nobody():
    assert set(counted("A man of 74 died in the corridor on Thursday night.").values()) == {None}


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Two people suffered minor injuries in the fire.", {"Two": "people injured"}),
        ("Three men sustained burns on the ferry.", {"Three": "men injured"}),
        ("Two firms suffered heavy losses last year.", {"Two": "firms"}),
    ],
)
def test_who_suffers_injuries_is_injured(text, things):
    assert counted(text) == things
