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


def test_find_events_accuses_no_victim():
    text = "Jon Berg, 21, is accused of killing his brother, 22-year-old Tom Berg, in a bar."
    accused = [event for event in _events(text) if event.category == "ACCUSE"]
    assert [_names(event.recipients) for event in accused] == [["Jon Berg"]]


def test_find_events_lays_a_deed_on_who_was_punished_for_it():
    events = {
        event.category: event for event in _events("A court jailed Jon Berg for killing Eva.")
    }
    assert _names(events["ASSAULT"].actors) == ["Jon Berg"]


@pytest.mark.parametrize(
    "text",
    ["A bullet hit the boy, nearly killing him.", "Ana Ruiz leaves the Foreign Office in London."],
)
def test_find_events_codes_nothing_that_did_not_happen(text):
    assert not {event.mode or event.category for event in _events(text)} & {"ASSAULT", "resign"}


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


@pytest.mark.parametrize(
    ("category", "text"),
    [
        ("AGREE", "Chile and Peru reached a deal on fishing rights."),
        ("AGREE", "The rebels are willing to enter into talks with the government."),
        ("AGREE", "Guatemala has promised Belize $40 million for its flood victims."),
        ("CONSULT", "The Omani foreign minister arrived in Doha for a two-day visit."),
        ("CONSULT", "President Ruto spoke by phone with his Ugandan counterpart."),
        ("CONSULT", "Negotiations between Sudan and Egypt opened in Cairo."),
        ("SUPPORT", "Zambia came out in support of the Namibian decision."),
        ("SUPPORT", "Oman restored diplomatic relations with Syria."),
        ("SUPPORT", "France voiced support for Morocco."),
        ("CONCEDE", "The army relaxed a night curfew in Kashmir."),
        ("CONCEDE", "The king bowed to the demands of the protesters."),
        ("COOPERATE", "Kenya and Somalia launched a joint patrol on their border."),
        ("COOPERATE", "Thai and Malaysian police exchanged intelligence on smugglers."),
        ("AID", "Taiwan provided Nicaragua with medical equipment."),
        ("AID", "Nigeria sent peacekeepers to Liberia."),
        ("RETREAT", "Uganda withdrew its soldiers from Congo."),
        ("RETREAT", "The guerrillas laid down their arms."),
        ("RETREAT", "Iraq let U.N. experts visit the plant."),
        ("RETREAT", "The Basque group ETA declared a cease-fire."),
        ("REQUEST", "Haiti appealed to the United Nations for help."),
        ("REQUEST", "Tehran wants Washington to lift its sanctions."),
        ("ACCUSE", "The bishop lashed out at the president."),
        ("ACCUSE", "The imam urged Muslims to rise up against the royal family."),
        ("ACCUSE", "India held Pakistan responsible for the bombing."),
        ("ACCUSE", "Australia was sharply critical of Indonesia."),
        ("ACCUSE", "Police are looking into the death of the diplomat."),
        ("REJECT", "The guerrillas walked out of talks with the government."),
        ("REJECT", "Saudi Arabia does not recognise Israel."),
        ("REJECT", "Sudan refused entry to the investigators."),
        ("THREATEN", "Hezbollah vowed revenge against Israel."),
        ("THREATEN", "The union has threatened a general strike."),
        ("PROTEST", "Miners walked off the job in Chile."),
        ("PROTEST", "Rioters threw stones at police in Athens."),
        ("PROTEST", "Opposition supporters took part in a demonstration in Lima."),
        ("SANCTION", "Japan suspended aid to Myanmar."),
        ("SANCTION", "Mali recalled its ambassador from Paris."),
        ("SANCTION", "Talks between the government and the rebels were suspended."),
        ("MOBILIZE", "Thousands of police were deployed in central Athens."),
        ("MOBILIZE", "Jordan put its army on alert."),
        ("COERCE", "Togo's president dissolved parliament."),
        ("COERCE", "A state of emergency was declared in Sri Lanka."),
        ("COERCE", "Libya expelled thousands of Palestinian workers."),
        ("ASSAULT", "Gunmen opened fire on a bus in Karachi."),
        ("ASSAULT", "Fighting broke out between Hutus and Tutsis."),
        ("ASSAULT", "Bandits raped two nurses."),
    ],
)
def test_the_first_event_is_of_the_category(category, text):
    assert _events(text)[0].category == category


@pytest.mark.parametrize(
    ("text", "category", "mode"),
    [
        ("Workers struck against the railway.", "PROTEST", "strike"),
        ("Israeli jets struck a camp in Lebanon.", "ASSAULT", "aerial"),
        ("Chile and Peru struck a deal.", "AGREE", None),
        ("Soldiers fired on the crowd.", "ASSAULT", "firearms"),
        ("The president fired his general.", "SANCTION", "expel"),
        ("Iran fired missiles at Israel.", "ASSAULT", "heavy-weapons"),
        ("The court lifted a ban on the party.", "CONCEDE", None),
        ("The army lifted its siege of the camp.", "RETREAT", None),
        ("Russia seized the town of Bakhmut.", "ASSAULT", "heavy-weapons"),
        ("Customs officers seized two tonnes of rice from Ana Ruiz.", "COERCE", "seize"),
        ("Russia and China held naval exercises.", "COOPERATE", None),
        ("Taiwan held naval exercises.", "MOBILIZE", "troops"),
        ("Russia expelled two British diplomats.", "SANCTION", "expel"),
        ("Russia expelled two British journalists.", "COERCE", "deport"),
        ("Japan protested to Russia over the flight.", "ACCUSE", "disapprove"),
        ("Students protested in Tokyo.", "PROTEST", "demo"),
    ],
)
def test_object_and_doer_decide_the_sense(text, category, mode):
    event = _events(text)[0]
    assert (event.category, event.mode) == (category, mode)


@pytest.mark.parametrize(
    "text",
    [
        "The flood killed ten people.",
        "Ten people were killed when a bus crashed.",
        "The singer sang at the wedding of two doctors.",
        "Nobody attacked the embassy.",
        "Peru failed to reach a deal with Chile.",
        "There is a risk of clashes between the two groups.",
        "Doctors warned residents of a virus.",
        "The party stood at 42 percent with half of the votes counted.",
        "The minister declined to comment.",
        "The leader came to power in 1999.",
        "A teacher told the crowd that it had rained.",
    ],
)
def test_no_event_where_nobody_does_anything_to_anyone(text):
    assert _events(text) == []


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Israel said it would not withdraw from the Golan Heights.", "REJECT"),
        ("Israel has no plans to withdraw from the Golan Heights.", "REJECT"),
        ("There will be no talks with the rebels.", "REJECT"),
        ("The rebels vowed to kill the hostages.", "THREATEN"),
        ("The rebels vowed to free the hostages.", "AGREE"),
        ("The rebels vowed not to attack the town.", "AGREE"),
        ("Iran plans to meet French diplomats.", "AGREE"),
    ],
)
def test_what_is_promised_or_refused_is_not_told_as_done(text, category):
    assert {event.category for event in _events(text)} == {category}


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Two men were killed and three others wounded by rebels.", [], ["Two men"]),
        ("A bomb killed ten people and wounded nine others, police said.", [], ["ten people"]),
        ("Police hunt a man who left a device that exploded, wounding ten people.", [], None),
        ("Talks between Sudan and Egypt opened.", ["Sudan", "Egypt"], []),
        ("Russia sent troops to Syria.", ["Russia"], ["Syria"]),
        ("U.N. peacekeepers were withdrawn from Rwanda.", ["U.N. peacekeepers"], ["Rwanda"]),
        ("Iran is ready to release Ana Ruiz.", ["Iran"], ["Ana Ruiz"]),
        ("Peru issued a letter demanding that Chile withdraw.", ["Peru"], ["Chile"]),
    ],
)
def test_who_acts_in_joined_passive_and_moved_clauses(text, actors, recipients):
    event = _events(text)[0]
    assert [one.text for one in event.actors] == actors
    if recipients is not None:
        assert [one.text for one in event.recipients] == recipients


def test_rows_name_classes_that_exist():
    classes = trigger_lexicon()["things"].keys() | trigger_lexicon()["actors"].keys() | {"names"}
    for row in trigger_lexicon()["triggers"]:
        assert {*row.get("things", []), *row.get("by", [])} <= classes


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
    assert not {*named} & {*_names(event.actors)}


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
