"""What a text commits to, and whether a thing happened."""

import pytest

from .articles import attributed, only, statements_of

CASES = [
    # sentence, certainty, factuality
    ("The mayor said the road was closed.", "stated", 3),
    ("The embassy confirmed that the group crossed the border.", "confirmed", 3),
    ("The minister denied that he had taken money.", "denied", -3),
    ("The minister denied taking money.", "denied", -3),
    ("The president insists there are no political prisoners in the country.", "stated", -3),
    ("The mayor said the road was not closed.", "stated", -3),
    ("Police said they may charge two men.", "possible", 1),
    ("Police believe that the man fled.", "believed", 2),
    ("Police do not believe that the man fled.", "denied", -2),
    ("The winner can't believe the race is over.", "believed", 2),
    ("The ministry has not confirmed that two soldiers died.", "unclear", 0),
    ("The company said it will cut 500 jobs.", "planned", 2),
    ("The company said on Tuesday that it would cut 500 jobs.", "planned", 2),
    ("The union said the offer would have raised pay.", "conditional", 0),
    ("The mayor said the city wanted to sell the bridge.", "stated", 3),
    ("The mayor promised to repair the road.", "planned", 2),
    ("The ministry vowed that the country has fully observed the ban.", "stated", 3),
    ("The ministry vowed that the work will have been done by May.", "planned", 2),
    ("The union urged the government to raise wages.", "demanded", 0),
    ("The mayor said the road must be closed.", "demanded", 0),
    ("The minister said the government will fall if the vote fails.", "conditional", 0),
    ("The mayor said that 1,400 people have had to leave.", "stated", 3),
    ("The mayor said that 1,400 people had to leave.", "stated", 3),
    ("The mayor said that 1,400 people have to leave.", "demanded", 0),
    ("The senator hinted at a boycott.", "possible", 1),
    ("Police reported that the man had apparently fled.", "believed", 2),
    ("The agency confirmed that the road may be closed.", "possible", 1),
    ("The company said it would not comment.", "planned", -2),
    ("The mayor asked if the road was closed.", "unclear", 0),
    ("“It is over. We lost. They will pay for that.” the mayor said.", "stated", 3),
    (
        "“It is over. They will pay dearly for every stone that they took,” said Lopez.",
        "planned",
        2,
    ),
]


@pytest.mark.parametrize(("sentence", "certainty", "factuality"), CASES)
def test_cue_and_content_decide_together(sentence, certainty, factuality):
    statement = only(sentence)
    assert (statement.certainty, statement.factuality) == (certainty, factuality)


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("Two people died in the flood.", "stated"),
        ("Two people are believed to have died in the flood.", "believed"),
        ("It is believed that two people died.", "believed"),
        ("Joint drills are set to begin on Friday.", "planned"),
        ("The government will lift the ban.", "planned"),
        ("The road may be closed.", "possible"),
        ("The prisoner would not cross the border.", "stated"),
        ("The man reportedly fled the country.", "possible"),
        ("The ship appears to have sunk.", "possible"),
        ("Will the road be closed?", "unclear"),
        (
            "One prisoner, believed to be the former mayor, refused to cross the border.",
            "believed",
        ),
    ],
)
def test_narration_is_as_sure_as_its_words(sentence, certainty):
    (statement,) = statements_of(sentence)
    assert statement.form == "narration"
    assert statement.source is None
    assert statement.certainty == certainty


def test_who_tells_of_a_demand_states_it():
    (told,) = attributed("The mayor said her team had asked the police to look for him.")
    assert (told.source.name, told.certainty) == ("mayor", "stated")
