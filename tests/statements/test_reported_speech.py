"""Cue, source and content of reported speech."""

import pytest

from .articles import attributed, only, statements_of

CASES = [
    # sentence, source, cue, content
    ("The mayor said the bridge was unsafe.", "The mayor", "said", "the bridge was unsafe"),
    (
        "Officials said on Monday that the bridge had been closed.",
        "Officials",
        "said",
        "that the bridge had been closed",
    ),
    (
        "The bridge was unsafe, the mayor said.",
        "the mayor",
        "said",
        "The bridge was unsafe",
    ),
    (
        "The bridge, the mayor said, was unsafe.",
        "the mayor",
        "said",
        "The bridge was unsafe",
    ),
    (
        "After the storm, the crew reached the harbour, the navy in Gdynia confirmed.",
        "the navy in Gdynia",
        "confirmed",
        "After the storm, the crew reached the harbour",
    ),
    (
        "As the mayor said, the bridge is not safe.",
        "the mayor",
        "said",
        "the bridge is not safe",
    ),
    (
        "According to the ministry, twelve miners were rescued.",
        "the ministry",
        "According to",
        "twelve miners were rescued",
    ),
    (
        "Twelve miners were rescued, according to the ministry.",
        "the ministry",
        "according to",
        "Twelve miners were rescued",
    ),
    (
        "Finland reported losing two drones near the border.",
        "Finland",
        "reported",
        "losing two drones near the border",
    ),
    (
        "The union urged the government to raise wages.",
        "The union",
        "urged",
        "the government to raise wages",
    ),
    (
        "The union called on the government to raise wages.",
        "The union",
        "called on",
        "the government to raise wages",
    ),
    (
        "Prosecutors asked for nine years in prison.",
        "Prosecutors",
        "asked for",
        "nine years in prison",
    ),
    (
        "The watchdog counts seventeen such cases this year.",
        "The watchdog",
        "counts",
        "seventeen such cases",
    ),
    (
        "Doctors called for a ban on the drug.",
        "Doctors",
        "called for",
        "a ban on the drug",
    ),
    (
        "Analysts see the visit as a sign of weakness.",
        "Analysts",
        "see",
        "the visit as a sign of weakness",
    ),
    (
        "The senator accused the bank of hiding losses.",
        "The senator",
        "accused",
        "the bank of hiding losses",
    ),
    (
        "The general continues to insist the army will not retreat.",
        "The general",
        "continues to insist",
        "the army will not retreat",
    ),
    (
        "The minister's claim that crime fell was false.",
        "The minister",
        "claim",
        "that crime fell",
    ),
    (
        "The plan was described as reckless by the opposition leader.",
        "the opposition leader",
        "was described",
        "The plan as reckless",
    ),
]


@pytest.mark.parametrize(("sentence", "source", "cue", "content"), CASES)
def test_reported_speech_gives_source_cue_and_content(sentence, source, cue, content):
    statement = only(sentence)
    assert statement.source is not None
    assert statement.cue is not None
    assert statement.form == "reported"
    assert (statement.source.text, statement.cue.text) == (source, cue)
    assert statement.content.text == content


def test_two_cues_of_one_subject_are_two_statements():
    first, second = attributed("The president called the vote a farce and hinted at a boycott.")
    assert first.content.text == "the vote a farce"
    assert second.content.text == "a boycott"
    assert first.source.text == second.source.text == "The president"


def test_a_participle_shares_the_subject_of_its_clause():
    first, second = attributed("The minister said taxes would fall, urging voters to be patient.")
    assert second.cue.text == "urging"
    assert second.source.name == first.source.name
    assert second.content.text == "voters to be patient"
    assert "voters" not in first.content.text


def test_a_clause_that_tells_which_thing_is_meant_is_nobodys_statement():
    assert not attributed("Wounded officer found alive two days after shooting that killed deputy")


def test_a_relative_clause_speaks_for_its_noun():
    statement = only("Maria Lopez, who said the roof had leaked for years, moved out.")
    assert statement.source.text == "who"
    assert statement.source.name == "Maria Lopez"
    assert statement.content.text == "the roof had leaked for years"


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor would say nothing about the bridge.",
        "If the mayor says the bridge is safe, people will use it.",
        "You say the bridge is safe.",
        "The workers were told that the plant would close.",
        "The bridge collapsed on Monday.",
        "The union disputes that.",
        "The crowd left as the mayor said goodbye.",
    ],
)
def test_nobody_is_made_responsible_for_what_was_not_said(sentence):
    assert attributed(sentence) == []


def test_two_sources_keep_their_own_words():
    found = attributed(
        "The army said ten soldiers died. The rebels said they had killed forty soldiers."
    )
    assert [(one.source.text, one.content.text) for one in found] == [
        ("The army", "ten soldiers died"),
        ("The rebels", "they had killed forty soldiers"),
    ]


def test_a_contrast_ends_what_the_first_source_said():
    first, second = attributed(
        "Officials said the strike killed 12 people, while the defence ministry said it had hit "
        "a military target."
    )
    assert first.content.text == "the strike killed 12 people"
    assert second.content.text == "it had hit a military target"


def test_a_passive_with_its_agent():
    statement = only("The mayor was told by the police that the road was closed.")
    assert (statement.source.text, statement.certainty) == ("the police", "stated")


def test_a_headline_names_its_speaker_before_a_colon():
    statement = only(("headline", "John Miller: The road will not be closed"))
    assert statement.source.name == "John Miller"
    assert statement.content.text == "The road will not be closed"
    assert attributed(("headline", "Ukraine war: The road is closed")) == []


@pytest.mark.parametrize(
    ("headline", "first"),
    [
        ("Airline confirms cut in flights", "Norvik Air will drop 40 routes, its head told staff."),
        ("Rebels admit defeat in the north", "The army took Kuvia on Monday, a spokesman said."),
        ("Union: real figure much higher", "At least 900 posts will go, says Verano, a union."),
        ("Minister quits, vows to return", "Ana Sol left the cabinet of Peru on Friday."),
    ],
)
def test_a_headline_and_the_text_below_it_share_no_statement(headline, first):
    for one in statements_of(("headline", headline), first):
        assert len({span.start < len(headline) for span in one.content.spans}) == 1


def test_what_stands_beside_an_attribution_is_narration():
    found = statements_of(
        "The talks took place in Oslo: a day earlier, Sweden reported finding a mine, "
        "while joint exercises in the Baltic Sea are set to begin."
    )
    told = [one.content.text for one in found if one.form == "narration"]
    assert any("talks took place in Oslo" in words for words in told)
    assert any("exercises in the Baltic Sea are set to begin" in words for words in told)
    assert not any("mine" in words for words in told)


@pytest.mark.parametrize(
    ("sentence", "cue", "content"),
    [
        (
            "The minister made clear that the ban stays.",
            "made clear",
            "that the ban stays",
        ),
        (
            "Rescuers put the toll at more than 40.",
            "put",
            "the toll at more than 40",
        ),
        (
            "The mayor said after voting that the count had been slow.",
            "said",
            "that the count had been slow",
        ),
        (
            "The mayor spoke of dozens of complaints.",
            "spoke of",
            "dozens of complaints",
        ),
        (
            "The bakers say in a statement that prices have risen.",
            "say",
            "that prices have risen",
        ),
        (
            "Southern Airways said on Monday it would resume flights.",
            "said",
            "it would resume flights",
        ),
        (
            "The bank expects growth of 2% this year.",
            "expects",
            "growth of 2% this year",
        ),
        (
            "Police counted no more than 900 vehicles.",
            "counted",
            "no more than 900 vehicles",
        ),
    ],
)
def test_set_phrases_and_misplaced_clauses(sentence, cue, content):
    found = only(sentence)
    assert (found.cue.text, found.content.text) == (cue, content)


@pytest.mark.parametrize(
    "sentence", ["The trial has heard 43 witnesses since last spring.", "Police counted the ships."]
)
def test_who_hears_or_counts_things_says_nothing(sentence):
    assert statements_of(sentence)[0].source is None


def test_a_network_of_one_letter_ends_its_sentence():
    first, second = attributed(
        "“It is over,” Maria Lopez wrote on X. She added that the road was open."
    )
    assert first.source.name == second.source.name == "Maria Lopez"
    assert second.source.text == "She"


def test_narration_keeps_its_subject_and_drops_what_leads_nowhere():
    found = statements_of(
        "Ruiz was arrested in May after announcing that he would run, and was freed in June."
    )
    told = [one.content.text for one in found if one.form == "narration"]
    assert told[0].startswith("Ruiz was arrested in May")
    assert not any(words.endswith("after") for words in told)


def test_a_closing_phrase_attributes_the_whole_sentence():
    found = attributed(
        "The party had 46% of the vote after most ballots had been counted, "
        "according to the Central Election Commission."
    )
    assert [one.content.text for one in found] == [
        "The party had 46% of the vote after most ballots had been counted"
    ]


@pytest.mark.parametrize(
    ("sentence", "name", "content"),
    [
        (
            "“We were wrong to not have confronted him from the beginning,” Ruiz, 58, told AFP.",
            "Ruiz",
            "“We were wrong to not have confronted him from the beginning,”",
        ),
        (
            "Lopez said earlier on Friday during a news conference that he may wait until May.",
            "Lopez",
            "that he may wait until May",
        ),
        (
            "Maria Lopez has spent weeks in Riga, where she says she can win the vote.",
            "Maria Lopez",
            "she can win the vote",
        ),
    ],
)
def test_what_the_parse_hangs_elsewhere_is_found(sentence, name, content):
    found = only(sentence)
    assert (found.source.name, found.content.text) == (name, content)


def test_a_second_saying_goes_with_the_speaker_not_with_whom_it_speaks_of():
    first, second = attributed(
        "Police said on Monday that ten people had died in the protest, "
        "and denied that officers had fired on the crowd."
    )
    assert (first.source.name, second.source.name, second.certainty) == (
        "Police", "Police", "denied",
    )  # fmt: skip


def test_hoped_is_a_cue():
    statement = only("Maria Lopez hoped that the ferry would sail.")
    assert (statement.cue.text, statement.certainty) == ("hoped", "believed")


def test_a_content_ends_before_the_semicolon_that_another_source_follows():
    first, *_ = attributed(
        "The president's office said he had pardoned 14 foreigners; the prime minister, Ana Ruiz, "
        "put the total at 52."
    )
    assert first.content.text == "he had pardoned 14 foreigners"
