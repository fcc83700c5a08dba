"""What editors decide, and what becomes of it when pages are read again."""

import dataclasses

import pytest

from onrecord_site.newsroom.models import Decision, State, Statement
from onrecord_site.newsroom.review import decide
from onrecord_site.users.models import User
from tests.site.records_factory import VALLEY, changed, coast_reading, make_story, valley_reading

DAM = "valley-s2"


def state(statement_id: str = DAM) -> str:
    return Statement.objects.get(pk=statement_id).state


def decide_on(statement_id: str, decision: str) -> None:
    decide(Statement.objects.filter(pk=statement_id), decision, None)


def test_statement_is_proposed_at_first(flood):
    assert set(Statement.objects.values_list("state", flat=True)) == {State.PROPOSED}


@pytest.mark.parametrize("decision", [State.ACCEPTED, State.REJECTED])
def test_decision_survives_reading_again_and_regrouping(flood, decision):
    decide_on(DAM, decision)
    flood.save_reading(valley_reading())
    flood.publish([make_story()])
    assert state() == decision


@pytest.mark.parametrize("decision", [State.ACCEPTED, State.REJECTED])
def test_decision_survives_words_added_elsewhere(flood, decision):
    """The statement moves and gets another id; its words are the same."""
    decide_on(DAM, decision)
    longer = VALLEY.replace("\n", "\nThis was added at the top. ", 1)
    reading = changed(valley_reading(longer), 1, id="valley-new-id")
    flood.save_reading(reading)
    assert state("valley-new-id") == decision


@pytest.mark.parametrize("decision", [State.ACCEPTED, State.REJECTED])
def test_decision_survives_other_line_breaks(flood, decision):
    decide_on(DAM, decision)
    reading = valley_reading()
    content = reading.statements[1].content
    spaced = dataclasses.replace(content, text=content.text.replace(" ", "\n"))
    flood.save_reading(changed(reading, 1, content=spaced))
    assert state() == decision


@pytest.mark.parametrize("decision", [State.ACCEPTED, State.REJECTED])
def test_decision_is_asked_for_anew_when_the_words_change(flood, decision):
    decide_on(DAM, decision)
    before, after = "said Mara Ilves, the water", "said Mara Ilves, the former water"
    reading = valley_reading()
    text = VALLEY.replace(before, after)
    start, end = reading.statements[1].sentence
    article = dataclasses.replace(reading.article, text=text)
    reading = reading._replace(article=article)
    longer = reading.statements[1].sentence._replace(end=end + len(after) - len(before))
    flood.save_reading(changed(reading, 1, sentence=longer))
    assert start == longer.start
    assert state() == State.PROPOSED


def test_decision_comes_back_with_the_words(flood):
    decide_on(DAM, State.REJECTED)
    reading = valley_reading()
    flood.save_reading(reading._replace(statements=reading.statements[:1]))
    assert not Statement.objects.filter(pk=DAM).exists()
    flood.save_reading(reading)
    assert state() == State.REJECTED


@pytest.mark.parametrize(
    "fields", [{"certainty": "denied"}, {"source": "Somebody Else"}], ids=["certainty", "source"]
)
def test_other_reading_of_the_same_words(flood, fields):
    """It is a proposal again where it was accepted, and stays away where it was rejected."""
    reading = valley_reading()
    if "source" in fields:
        source = dataclasses.replace(reading.statements[1].source, name=fields["source"])
        fields = {"source": source}
    decide_on(DAM, State.ACCEPTED)
    flood.save_reading(changed(reading, 1, **fields))
    assert state() == State.PROPOSED
    flood.save_reading(reading)
    assert state() == State.ACCEPTED
    decide_on(DAM, State.REJECTED)
    flood.save_reading(changed(reading, 1, **fields))
    assert state() == State.REJECTED


def test_decision_on_one_source_leaves_the_other_alone(flood):
    """ "A and B said so" makes two statements on the same words."""
    reading = coast_reading()
    first = reading.statements[2]
    source = dataclasses.replace(first.source, text="Officials", name="Officials")
    second = dataclasses.replace(first, id="coast-s9", source=source)
    flood.save_reading(reading._replace(statements=(*reading.statements, second)))
    decide_on("coast-s9", State.REJECTED)
    assert state("coast-s9") == State.REJECTED
    assert state("coast-s3") == State.PROPOSED


def test_same_words_in_one_article_share_a_decision(flood):
    reading = valley_reading()
    twin = dataclasses.replace(reading.statements[1], id="valley-twin")
    flood.save_reading(reading._replace(statements=(*reading.statements, twin)))
    decide_on(DAM, State.REJECTED)
    assert state("valley-twin") == State.REJECTED


def test_same_words_in_another_article_are_another_matter(flood):
    decide_on(DAM, State.REJECTED)
    reading = valley_reading()
    article = dataclasses.replace(reading.article, id="copy")
    copy = dataclasses.replace(reading.statements[1], id="copy-s2", article="copy")
    flood.save_reading(reading._replace(article=article, statements=(copy,)))
    assert state("copy-s2") == State.PROPOSED


def test_decision_can_be_taken_back(flood):
    decide_on(DAM, State.REJECTED)
    decide_on(DAM, State.PROPOSED)
    assert state() == State.PROPOSED
    assert not Decision.objects.exists()


def test_decision_remembers_who_made_it(flood):
    editor = User.objects.create_user("editor")
    decide(Statement.objects.filter(pk=DAM), State.ACCEPTED, editor)
    assert Decision.objects.get().decided_by == editor
    editor.delete()
    assert state() == State.ACCEPTED
    assert Decision.objects.get().decided_by is None
