"""Relations in pieces, made whole by the parse."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.statements.attributions.mending import mend
from onrecord.statements.reader import Relation, Run
from onrecord.statements.sentences import read_article

from .articles import article_of, statements_of


def run_of(doc, words):
    """Return where some words of a document stand, by their first letters."""
    start = doc.text.index(words)
    tokens = doc.char_span(start, start + len(words), alignment_mode="expand")
    return Run(0, tokens.start, tokens.end)


def mended(text, cue, source, content, cues=()):
    """Return source and contents of one relation once it is mended; None if it is none."""
    article = read_article(article_of(text))
    doc = article.blocks[0].doc
    one = Relation(
        cue=run_of(doc, cue),
        source=(run_of(doc, source),),
        content=tuple(run_of(doc, words) for words in content),
        score=0.6,
    )
    heads = [doc[run_of(doc, words).start] for words in cues]
    found = mend(article, [one], heads)
    if not found:
        return None
    (whole,) = found
    tokens = [article.tokens(run).text for run in whole.content]
    return " ".join(article.tokens(run).text for run in whole.source), tokens


@pytest.mark.parametrize(
    ("text", "cue", "source", "content", "whole"),
    [
        (
            "She thanked the mayor and the National Guard of the island.",
            "thanked", "She", ["the mayor and the", "Guard of the island"],
            ("She", ["the mayor and the National Guard of the island"]),
        ),
        (
            "The count does not support his claim that the rebels had won a majority.",
            "does not support", "The count", ["his claim that the rebels"],
            ("The count", ["his claim that the rebels had won a majority"]),
        ),
        (
            "She thanked Adam Novak, to the surprise of many.",
            "thanked", "She", ["Adam Novak", "many"],
            ("She", ["Adam Novak"]),
        ),
        (
            "Reyes was held after announcing that he would run, and was later sentenced to death.",
            "announcing", "Reyes",
            ["that he would run, and was later sentenced to death"],
            ("Reyes", ["that he would run"]),
        ),
        (
            "The bridge, said Anna Vogel, an engineer of Mayor Karl Lind, was not safe.",
            "said", "Anna Vogel, an engineer of Mayor Karl", ["The bridge", "was not safe"],
            ("Anna Vogel, an engineer of Mayor Karl Lind", ["The bridge", "was not safe"]),
        ),
        (
            "The ferry line, which carries 900 people a day, warned that fares would rise.",
            "warned", "carries 900 people", ["that fares would rise"],
            ("The ferry line", ["that fares would rise"]),
        ),
    ],
    ids=["gap", "clause", "loose words", "next deed", "name", "subject"],
)  # fmt: skip
def test_pieces_become_whole(text, cue, source, content, whole):
    assert mended(text, cue, source, content) == whole


def test_words_of_another_cue_are_no_gap():
    text = "The minister said taxes would fall, urging voters to wait."
    content = ["taxes would fall", "voters to wait"]
    found = mended(text, "said", "The minister", content, cues=["urging"])
    assert found == ("The minister", ["taxes would fall"])


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        ("The pilot is believed to be alive.", "is", "The pilot", ["to be alive"]),
        (
            "What the party calls peace amounts to war.",
            "calls", "the party", ["What", "peace amounts to war"],
        ),
    ],
    ids=["auxiliary", "clause that is a subject"],
)  # fmt: skip
def test_what_the_parse_shows_to_be_none_is_left_out(text, cue, source, content):
    assert mended(text, cue, source, content) is None


@settings(max_examples=60)
@given(st.data())
def test_whatever_is_mended_stays_in_order_and_inside_its_words(data):
    article = read_article(
        article_of("Officials in Kosice said on Monday, after a vote, that ten towns had no water.")
    )
    size = len(article.blocks[0].doc)
    cuts = sorted(data.draw(st.sets(st.integers(0, size), min_size=6, max_size=12)))
    runs = [Run(0, one, other) for one, other in zip(cuts[::2], cuts[1::2], strict=False)]
    source, cue, *content = runs
    for one in mend(article, [Relation(cue, (source,), tuple(content), 0.5)], []):
        ends = [place for run in one.content for place in (run.start, run.end)]
        assert ends == sorted(ends)
        assert all(0 <= run.start < run.end <= size for run in (*one.content, *one.source))
        assert all(run.end <= cue.start or cue.end <= run.start for run in one.content)


def test_a_deed_is_told_by_the_outlet():
    (one,) = statements_of("The parliament approved the budget on Friday.")
    assert one.form == "narration"
    assert one.content.text == "The parliament approved the budget on Friday"


def test_narration_does_not_end_before_what_it_leads_to():
    texts = [
        one.content.text
        for one in statements_of(
            "Ruritania freed 12 sailors on Saturday, among them the captain Jan Orel and the cook"
            " Petr Nagy, and Syldavia said it was opening its ports."
        )
    ]
    assert not any(text.endswith("them") for text in texts)


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        # whom somebody has it from is nothing that he says
        (
            "The port was closed on Monday, the Herald reported, citing two senior officials.",
            ["The port was closed on Monday"],
        ),
        (
            "The minister cited reports that the ferry had been overloaded.",
            ["reports that the ferry had been overloaded"],
        ),
    ],
)
def test_whom_one_cites_is_no_statement(text, contents):
    found = [statement.content.text for statement in statements_of(text) if statement.source]
    assert found == contents


def test_a_source_has_no_pronoun_before_it_that_means_somebody_else():
    text = "Another girl, who Watts estimates was around 10, was allowed on the plane."
    assert [one.source.text for one in statements_of(text) if one.source] == ["Watts"]


def test_who_is_charged_is_told_by_the_outlet_with_the_deed():
    (told,) = statements_of("Prosecutors charged Jon Berg with murder on Monday.")
    assert told.source is None
    assert [event.category for event in told.events] == ["ACCUSE"]
    (said,) = statements_of("Critics charged that the vote was rigged.")
    assert said.source.text == "Critics"
