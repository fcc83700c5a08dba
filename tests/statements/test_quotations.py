"""Quotation marks of every kind, and who is quoted."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Block
from onrecord.statements.attributions.quotations import find_quotations

from .articles import article_of, attributed, only, statements_of


def _texts(*paragraphs):
    article = article_of(*paragraphs)
    return [
        [span.of(article.text) for span in one.spans]
        for one in find_quotations(article.text, article.blocks)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “yes we can” twice.", "“yes we can”"),
        ('He said "yes we can" twice.', '"yes we can"'),
        ("He said ‘yes we can’ twice.", "‘yes we can’"),
        ("He said 'yes we can' twice.", "'yes we can'"),
        ("He said «yes we can» twice.", "«yes we can»"),
        ("He said „yes we can“ twice.", "„yes we can“"),
        ("He said ``yes we can'' twice.", "``yes we can''"),
        ("He said “I heard ‘never’ again” twice.", "“I heard ‘never’ again”"),
        ("She said ‘it’s the workers’ fault’ again.", "‘it’s the workers’ fault’"),
        ('He said “yes we can" twice.', '“yes we can"'),
    ],
)
def test_marks_of_every_kind(text, expected):
    assert _texts(text) == [[expected]]


@pytest.mark.parametrize(
    "text", ["The dogs' dinner wasn't there.", "It's 6'2\" tall.", "Rock 'n' roll", "“”", '"', ""]
)
def test_apostrophes_and_measures_are_no_quotations(text):
    assert [words for words in _texts(text) if len(words[0]) > 4] == []


def test_a_quotation_runs_over_paragraphs_that_open_again():
    first = "She said: “We waited for years."
    second = "“Nobody came to help us,” and left."
    assert _texts(first, second) == [["“We waited for years.", "“Nobody came to help us,”"]]


def test_an_unclosed_quotation_ends_with_its_paragraph():
    found = _texts("She said: “We waited for years.", "Nothing happened.")
    assert found == [["“We waited for years."]]


@given(st.text(alphabet=st.sampled_from("ab ’'\"“”‘«»„`.,\n😀é"), max_size=60))
def test_quotations_are_in_order_and_do_not_overlap(text):
    blocks = [Block(kind="paragraph", start=0, end=len(text))]
    spans = [span for one in find_quotations(text, blocks) for span in one.spans]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_two_parts_around_the_cue_are_one_statement():
    statement = only("“We will win,” Ana Lopez said, “and we will stay.”")
    assert statement.form == "quotation"
    article = article_of("“We will win,” Ana Lopez said, “and we will stay.”")
    assert [span.of(article.text) for span in statement.content.spans] == [
        "“We will win,”",
        "“and we will stay.”",
    ]


def test_the_next_sentence_of_a_turn_belongs_to_it():
    statement = only("“The road is closed,” Ana Lopez said. “It will be closed for a week.”")
    assert statement.content.text == "“The road is closed,” “It will be closed for a week.”"


def test_all_sentences_of_a_quotation_are_its_content():
    words = "“The road is closed. It was hit by a flood. Nobody was hurt,”"
    statement = only(f"{words} the mayor said.")
    assert statement.content.text == words
    assert statement.source.text == "the mayor"


def test_inverted_order_and_lead_in():
    assert only("“The road is closed,” said Ana Lopez, the mayor.").source.name == "Ana Lopez"
    assert only("Ana Lopez said: “The road is closed.”").source.name == "Ana Lopez"
    assert only("Ana Lopez told reporters, “The road is closed.”").source.name == "Ana Lopez"


def test_a_lead_in_with_a_colon_needs_no_verb_of_saying():
    statement = only("Maria Lopez made her position clear: “The road will not be built.”")
    assert statement.source.name == "Maria Lopez"
    assert statement.content.text == "“The road will not be built.”"


def test_single_quoted_words_make_a_statement_mixed():
    statement = only("The president called the move a “gesture of friendship” toward Spain.")
    assert statement.form == "mixed"
    assert statement.content.text == "the move a “gesture of friendship” toward Spain"


def test_a_quotation_over_paragraphs_is_one_statement():
    statement = only(
        "Ana Lopez said: “The road is closed.",
        "“It will be closed for a week.”",
    )
    assert len(statement.content.spans) == 2
    assert statement.source.name == "Ana Lopez"


def test_two_quotations_joined_by_and_are_one_statement():
    assert only("Protesters chanted “Freedom!” and “Go away!”").content.text == (
        "“Freedom!” “Go away!”"
    )


def test_the_name_of_a_programme_is_no_quotation():
    found = attributed("Maria Lopez appeared on “The Morning Hour” and said the road was closed.")
    assert [one.form for one in found] == ["reported"]


def test_a_quotation_nobody_is_named_for_has_no_source():
    found = statements_of("The square was full.", "“We have waited for this day for years!”")
    (quotation,) = [one for one in found if one.form == "quotation"]
    assert quotation.source is None
    assert quotation.cue is None
    assert quotation.score < 0.5


def test_another_speaker_is_not_given_the_words():
    found = attributed(
        "“The road is closed,” Ana Lopez said.",
        "“The road is open,” Jan Novak said. “Anybody can use it.”",
    )
    assert [(one.source.name, one.content.text) for one in found] == [
        ("Ana Lopez", "“The road is closed,”"),
        ("Jan Novak", "“The road is open,” “Anybody can use it.”"),
    ]


def test_words_beside_the_marks_make_it_mixed():
    assert only("The offer was “far below what we had asked for,” the mayor said.").form == "mixed"
    assert only("The mayor said that “the offer is an insult.”").form == "quotation"
