"""PLOVER events: category, mode, who, whom, when and where."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.statements.entities import find_entities
from onrecord.statements.events import find_events
from onrecord.statements.places import find_places
from onrecord.statements.sentences import parse_article
from onrecord.statements.times import find_times
from onrecord.statements.triggers import plover, trigger_lexicon

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
