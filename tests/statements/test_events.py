"""PLOVER events: category, mode, who, whom, when and where."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.statements.entities.find import find_entities
from onrecord.statements.events.find import find_events
from onrecord.statements.events.rows import plover, trigger_lexicon
from onrecord.statements.places.find import find_places
from onrecord.statements.sentences import parse_article
from onrecord.statements.times.find import find_times

from .articles import article_of

PUBLISHED = datetime(2025, 9, 11, tzinfo=UTC)


def _events(text):
    article = article_of(text)
    sentences = [sentence for block in parse_article(article) for sentence in block.sentences]
    entities = find_entities(sentences, article)
    return [
        event
        for sentence in sentences
        for event in find_events(
            sentence, entities, find_times(sentence, PUBLISHED), find_places(sentence, entities)
        )
    ]


def _names(participants):
    return [participant.name for participant in participants]


@pytest.mark.parametrize(
    ("text", "category", "mode", "actors", "recipients"),
    [
        ("Belarus released 52 prisoners.", "RETREAT", "release", ["Belarus"], ["52 prisoners"]),
        ("The prisoners were freed by Belarus.", "RETREAT", "release", ["Belarus"], ["prisoners"]),
        ("Iran hailed the release of 52 men.", "RETREAT", "release", [], ["52 men"]),
        ("Police arrested Ana Ruiz in Madrid.", "COERCE", "arrest", ["Police"], ["Ana Ruiz"]),
        ("A court sentenced Ana Ruiz to death.", "SANCTION", "convict", ["court"], ["Ana Ruiz"]),
        ("Rebels attacked the army with machetes.", "ASSAULT", "primitive", ["Rebels"], ["army"]),
        ("Russia invaded Ukraine.", "ASSAULT", "heavy-weapons", ["Russia"], ["Ukraine"]),
        ("Poland deported three diplomats.", "COERCE", "deport", ["Poland"], ["three diplomats"]),
        ("Workers protested against a minister.", "PROTEST", "demo", ["Workers"], ["minister"]),
        ("France accused Iran of torture.", "ACCUSE", "allege", ["France"], ["Iran"]),
        ("Serbia demanded that Croatia withdraw.", "REQUEST", "yield", ["Serbia"], ["Croatia"]),
        ("Iran rejected an offer from France.", "REJECT", None, ["Iran"], ["France"]),
        ("Iran threatened to attack Israel.", "THREATEN", "violence", ["Iran"], ["Israel"]),
        ("Israel and Lebanon renewed negotiations.", "CONSULT", None, ["Israel", "Lebanon"], []),
    ],
)  # fmt: skip
def test_who_did_what_to_whom(text, category, mode, actors, recipients):
    event = next(event for event in _events(text) if event.category == category)
    assert event.mode == mode
    assert _names(event.actors) == actors
    assert _names(event.recipients) == recipients


def test_names_after_among_those_are_recipients():
    release = next(
        event
        for event in _events("Among those freed was journalist Ihar Losik, sentenced in 2021.")
        if event.mode == "release"
    )
    assert _names(release.recipients) == ["Ihar Losik"]
    assert release.time is None


def test_a_cooperative_act_ahead_is_an_agreement_and_a_hostile_one_a_threat():
    assert [event.category for event in _events("Belarus will release the prisoners.")] == ["AGREE"]
    assert [event.category for event in _events("Farmers will blockade Paris.")] == ["THREATEN"]


@pytest.mark.parametrize(
    "text",
    [
        "Belarus did not release the prisoners.",
        "Belarus has never released the prisoners.",
        "Belarus could release the prisoners.",
        "If Belarus releases the prisoners, all is well.",
        "The studio released a film.",
        "The ministry released a statement on prisons.",
        "The minister said it was late.",
    ],
)
def test_what_is_not_told_as_done_is_no_event(text):
    assert [event for event in _events(text) if event.category == "RETREAT"] == []


def test_what_is_refused_is_no_event_of_its_own():
    assert [event.category for event in _events("Belarus refused to release the prisoners.")] == [
        "REJECT"
    ]


def test_time_place_country_and_sector():
    (event,) = _events("Turkish police arrested Ana Ruiz in Ankara on Wednesday.")
    (actor,) = event.actors
    assert (actor.text, actor.country, actor.sector) == ("Turkish police", "TR", "COP")
    assert (event.place, event.time) == ("Ankara", "2025-09-10")


def test_lexicon_uses_the_names_of_plover_only():
    categories = plover()["categories"]
    for row in trigger_lexicon()["triggers"]:
        assert row["category"] in categories
        assert row.get("mode") in (None, *categories[row["category"]]["modes"])


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_spans_are_the_words_in_any_text(noise):
    text = f"{noise} Belarus released 52 prisoners; {noise}"
    for event in _events(text):
        assert event.trigger.of(text)
        for participant in (*event.actors, *event.recipients):
            assert participant.span.of(text) == participant.text != ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Peru freed 40 men, including Ana Ruiz and the writer Tom Bell.",
            ["Ana Ruiz", "Tom Bell"],
        ),
        ("Peru freed 40 people on Friday, among them the poet Ana Ruiz.", ["Ana Ruiz"]),
        ("Among those freed was Ana Ruiz, a journalist.", ["Ana Ruiz"]),
        ("Ana Ruiz was one of 40 prisoners freed on Friday.", ["Ana Ruiz"]),
        ("Another of those freed was Ana Ruiz.", ["Ana Ruiz"]),
        ("Those pardoned include Ana Ruiz, a banker.", ["Ana Ruiz"]),
        ("Also freed was Ana Ruiz, a journalist.", ["Ana Ruiz"]),
        ("Our colleague Ana Ruiz is among those freed.", ["Ana Ruiz"]),
        ("Ana Ruiz, a writer, was let go.", ["Ana Ruiz"]),
        ("Ana Ruiz walked free on Friday.", ["Ana Ruiz"]),
        ("Ana Ruiz was set free by a judge.", ["Ana Ruiz"]),
    ],
)
def test_each_one_named_as_released_is_a_recipient(text, names):
    event = next(event for event in _events(text) if event.mode == "release")
    named = [one.name for one in event.recipients if one.entity and one.entity[:6] == "person"]
    assert named == names


@pytest.mark.parametrize(
    "text",
    [
        "Peru freed 40 prisoners after talks with officials, including Tom Bell.",
        "Peru freed 40 prisoners, including some whom Tom Bell had met.",
        "Peru freed 40 prisoners, including Tom Bell's driver.",
    ],
)
def test_who_is_named_beside_a_release_is_not_released(text):
    event = next(event for event in _events(text) if event.mode == "release")
    assert "Tom Bell" not in _names(event.recipients)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz is believed to be back in prison.",
        "Ana Ruiz is being held in Lima.",
        "Ana Ruiz was returned to jail.",
        "Ana Ruiz was taken into custody.",
    ],
)
def test_who_is_behind_bars_again_is_detained(text):
    event = next(event for event in _events(text) if event.mode == "arrest")
    assert _names(event.recipients) == ["Ana Ruiz"]


def test_a_noun_beside_a_name_and_a_pronoun_that_means_one_take_it():
    article = article_of(
        "Ana Ruiz was tried. She was freed. Tom Bell, a poet sentenced in May, left."
    )
    sentences = [sentence for block in parse_article(article) for sentence in block.sentences]
    entities = find_entities(sentences, article)
    ruiz = next(entity for entity in entities if entity.name == "Ana Ruiz")
    she = article.text.index("She")
    meant = {she: ruiz}
    names = [
        one.name
        for sentence in sentences
        for event in find_events(sentence, entities, [], [], meant.get)
        for one in event.recipients
    ]
    assert {"Ana Ruiz", "Tom Bell"} <= set(names)
    assert "She" not in names
