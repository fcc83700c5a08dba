"""Statements of whole articles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.statements.find import find_entities, find_statements, is_supported

from .articles import article_of, statements_of

ARTICLE = (
    ("headline", "Mayor closes bridge"),
    "The old bridge was closed on Monday, the mayor of Toledo said.",
    "“It was unsafe,” Maria Lopez said. “It had 40 cracks.”",
    ("caption", "The bridge on Sunday."),
    ("comments", "A reader said the mayor lied."),
    ("author_bio", "Jan Novak said he writes about bridges."),
    ("teaser", "Council says taxes will rise"),
)


def test_every_span_is_its_words():
    article = article_of(*ARTICLE)
    for one in find_statements(article):
        for words in (one.content, *([one.cue] if one.cue else [])):
            assert words.text == " ".join(span.of(article.text) for span in words.spans)
        assert one.sentence.of(article.text).strip() == one.sentence.of(article.text)
        if one.source:
            assert one.source.span.of(article.text) == one.source.text


def test_furniture_never_becomes_a_statement():
    article = article_of(*ARTICLE)
    places = [(block.start, block.end) for block in article.blocks[-3:]]
    for one in find_statements(article):
        for span in one.content.spans:
            assert not any(span.start < end and start < span.end for start, end in places)


def test_lines_that_pages_print_anywhere_tell_nothing():
    article = article_of(
        ("headline", "Search for the crew goes on"),
        ("paragraph", "The ferry sank off Norrhavn on Monday. Read more."),
        ("paragraph", "Click here to see the pictures."),
        ("paragraph", "Two boats were also in the bay. All rights reserved."),
    )
    told = [one.content.text for one in find_statements(article)]
    assert told == [
        "Search for the crew goes on",
        "The ferry sank off Norrhavn on Monday",
        "Two boats were also in the bay",
    ]


def test_content_leaves_out_cue_and_source():
    for one in find_statements(article_of(*ARTICLE)):
        if one.source is None or one.cue is None:
            continue
        for span in one.content.spans:
            for other in (one.source.span, *one.cue.spans):
                assert span.end <= other.start or other.end <= span.start


def test_facts_belong_to_the_statement_they_stand_in():
    found = statements_of(*ARTICLE)
    (quotation,) = [one for one in found if one.form == "quotation"]
    assert [figure.value for figure in quotation.figures] == [40.0]
    assert all(not one.figures for one in found if one is not quotation)


def test_statements_are_in_the_order_of_the_page():
    starts = [one.content.spans[0].start for one in statements_of(*ARTICLE)]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("language", "supported"),
    [("en", True), ("en-GB", True), ("EN-us", True), (None, True), ("pl", False), ("be", False)],
)
def test_only_english_is_read(language, supported):
    article = article_of("The mayor said the road was closed.", language=language)
    assert is_supported(language) is supported
    assert bool(find_statements(article)) is supported
    if not supported:
        assert find_entities(article) == ()


def test_an_article_without_words_states_nothing():
    assert statements_of() == ()
    assert statements_of("") == ()
    assert statements_of(" \n ") == ()


PIECES = [
    *("The mayor ", "said ", "that ", "Maria Lopez ", "“", "”", '"', ", ", ". ", "she ", "\n"),
    *(
        "it was closed",
        "’s claim ",
        "denied ",
        "é",
        "\u200b",
        "😀",
        "according to ",
        "believed to be ",
    ),
]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), min_size=1, max_size=3)
)
def test_any_text_gives_statements_whose_spans_are_words(paragraphs):
    article = article_of(*paragraphs)
    found = find_statements(article)
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert one.content.spans
        assert 0.0 <= one.score <= 1.0
        assert -3.0 <= one.factuality <= 3.0
        for span in one.content.spans:
            assert 0 <= span.start < span.end <= len(article.text)
        assert one.content.text == " ".join(s.of(article.text) for s in one.content.spans)


def test_signs_alone_are_no_source():
    assert find_statements(article_of("“it was closed”, \N{GRINNING FACE}denied , \n"))
    [one] = find_statements(article_of("The mayor said the gate was shut."))
    assert one.source


def test_words_set_off_as_a_quotation_are_not_the_outlets_own():
    pulled = statements_of(
        "The bridge was closed on Monday after two days of rain.",
        ("blockquote", "The bridge has been unsafe for a decade."),
    )[-1]
    assert (pulled.form, pulled.source, pulled.lacks_speaker) == ("quotation", None, True)


def test_a_line_under_the_headline_says_nothing_that_goes_on_in_the_text():
    found = statements_of(
        ("headline", "Small crowd rallies in Chisinau as Dodon contests election result"),
        ("standfirst", "Opposition leader says vote was decided abroad"),
        "A few hundred supporters of the bloc gathered outside parliament on Monday to protest.",
    )
    said = [one for one in found if one.source]
    assert [one.content.text for one in said] == ["vote was decided abroad"]
    assert any(one.content.text.startswith("A few hundred") for one in found if not one.source)


@pytest.mark.parametrize(
    "words",
    [
        "3/34 18 November 2017 A speaker is congratulated at the hall after he was elected.",
        "The tram crash 8 show all The tram crash 1/8 People were hurt in the north of the city.",
        "People were hurt in the north of the city Ana Ruiz 2/8 Officers walk by the tram.",
        "Image 5 of 12 A team looked at the house where two people were hurt.",
    ],
)
def test_pictures_of_a_gallery_are_no_statements(words):
    assert not statements_of(words)


@pytest.mark.parametrize(
    "words",
    [
        "9/11 Relatives sued the kingdom on Monday.",
        "Two thirds, or 2/3 of the members, voted for it on Monday.",
        "The line is open 24/7 All year, the mayor said.",
    ],
)
def test_numbers_with_a_stroke_are_no_gallery(words):
    assert statements_of(words)
