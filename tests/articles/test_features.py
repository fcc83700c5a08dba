"""What the labeller sees of a page."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from onrecord.articles.features import DECLARED, Vocabulary, cut, find_features
from onrecord.articles.html_blocks import read_html_blocks
from onrecord.articles.measure import measure
from onrecord.articles.page import Clues
from onrecord.articles.text_blocks import read_text_blocks

PARAGRAPH = (
    "The council of the river town met on Monday evening and agreed on a plan for the old "
    "bridge, which has been closed since the flood of last spring."
)
PAGE = (
    "<nav class='main-menu'><a href='/news'>News</a></nav>"
    f"<main><h1>Council agrees on plan</h1><article class='story'><p>{PARAGRAPH}</p>"
    f"<p>{PARAGRAPH} It opens in May.</p></article></main>"
    "<footer><div class='share'><a href='https://x.example/share'>Share</a><a>Print</a></div>"
    "<p>Legal</p></footer>"
)
VOCABULARY = Vocabulary(
    words={"news": 1, "^news": 2, "@/": 3, "@news": 4, "may$": 5, "council agrees": 6},
    names={"<nav": 1, "menu": 2, "<article": 3, "story": 4, "<main": 5, "<p": 6, "=navigation": 7},
)


def features_of(page, clues=None, vocabulary=VOCABULARY):
    measures = [measure(block) for block in page.blocks]
    return find_features(page, clues or Clues(), measures, vocabulary)


def html(source):
    return read_html_blocks(LexborHTMLParser(source))


def named(entries, table):
    by_number = {number: entry for entry, number in table.items()}
    return [by_number[number] for number in entries.tolist() if number]


def test_features_know_words_pairs_ends_and_links():
    found = features_of(html(PAGE))
    assert named(found.words[0], VOCABULARY.words) == ["news", "^news", "@/", "@news"]
    assert "council agrees" in named(found.words[1], VOCABULARY.words)
    assert "may$" in named(found.words[3], VOCABULARY.words)


def test_features_know_the_names_of_elements_nearest_first():
    found = features_of(html(PAGE))
    assert named(found.own[2], VOCABULARY.names) == ["<p"]
    assert named(found.outer[2], VOCABULARY.names) == ["<article", "story", "<main"]
    assert named(found.own[0], VOCABULARY.names) == ["<nav", "=navigation", "menu"]


def test_features_know_what_is_declared():
    page = html(PAGE)
    clues = Clues(headline="Council agrees on plan", authors=("Ana Ruiz",), body=PARAGRAPH)
    declared = features_of(page, clues).numbers[:, DECLARED]
    assert declared[1, 0] == 1.0
    assert declared[2].tolist() == [*declared[2, :2].tolist(), 1.0, 0.0, 0.0]
    assert not features_of(page).numbers[:, DECLARED].any()


def test_features_know_the_boxes_of_a_block():
    page = html(PAGE)
    texts = [block.text for block in page.blocks]
    found = features_of(page)
    index = texts.index("Share Print")
    start, end, *_ = found.boxes[index].tolist()
    assert texts[start:end] == ["Share Print", "Legal"]


def test_features_know_the_lines_between_blank_ones():
    page = read_text_blocks("Plan agreed\n\nShare\nPrint\nSave\n\nThe end")
    assert features_of(page).boxes[:, :2].tolist() == [[0, 1], [1, 4], [1, 4], [1, 4], [4, 5]]


def test_features_tell_a_copy_from_the_first():
    page = read_text_blocks("Plan agreed\nMenu\nPlan agreed")
    first, _, second = features_of(page).numbers
    assert (first != second).any()


@pytest.mark.parametrize("source", ["", "<p></p>", "<script>x</script>"])
def test_features_of_a_page_without_blocks_are_empty(source):
    assert all(len(rows) == 0 for rows in features_of(html(source)))


LINES = st.lists(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=60), min_size=1, max_size=30
)


@given(LINES)
def test_features_are_in_bounds_whatever_the_text(lines):
    found = features_of(read_text_blocks("\n".join(lines)))
    size = len(found.numbers)
    assert np.isfinite(found.numbers).all()
    assert found.numbers.min(initial=0.0) >= 0.0
    assert found.numbers.max(initial=0.0) <= 1.0
    starts, ends = found.boxes[:, 0::2], found.boxes[:, 1::2]
    places = np.arange(size)[:, None]
    assert ((starts <= places) & (places < ends) & (ends <= size)).all()


@given(LINES, st.integers(0, 29), st.integers(1, 30))
def test_cut_keeps_the_rows_and_their_boxes_inside(lines, start, length):
    found = features_of(read_text_blocks("\n".join(lines)))
    part = cut(found, start, start + length)
    assert np.array_equal(part.numbers, found.numbers[start : start + length])
    assert part.boxes.min(initial=0) >= 0
    assert part.boxes.max(initial=0) <= len(part.numbers)
