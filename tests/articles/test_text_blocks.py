"""Pasted text to blocks: exact places, whatever the lines are made of."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.articles.read import read
from onrecord.articles.text_blocks import leading_url, read_text_blocks
from onrecord.errors import InputError

WRAPPED = """The council of the river town met on Monday evening and agreed
on a plan for the old bridge, which has been closed since the
flood of last spring."""


def blocks_of(text):
    return [block.text for block in read_text_blocks(text).blocks]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", " \n\t\n", "\u2028"])
def test_lines_are_blocks(end):
    assert blocks_of(f"One line.{end}Two lines.{end}") == ["One line.", "Two lines."]


def test_wrapped_paragraphs_are_one_block():
    assert blocks_of(f"Plan agreed\n\n{WRAPPED}\n\nIt opens in May.") == [
        "Plan agreed",
        WRAPPED,
        "It opens in May.",
    ]


def test_lines_that_had_room_are_not_joined():
    menu = "Council agrees on a plan for the old bridge\nFerry to run\nFlood damage is high"
    assert len(blocks_of(menu)) == 3


def test_gap_tells_a_blank_line():
    blocks = read_text_blocks("a\nb\n\nc").blocks
    assert [block.gap for block in blocks] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("\n https://a.example/x \nText", "https://a.example/x"),
        ("See https://a.example/x\nText", None),
        ("Text\nhttps://a.example/x", None),
        ("", None),
    ],
)
def test_leading_url(text, url):
    assert leading_url(text) == url


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
@example("\u200b\u2003x\u200e\n\0y")
@example("a\x1cb\x85c")
@example("e\u0301\n\U0001f1e7\U0001f1fe")
def test_blocks_cover_every_word_of_any_text(text):
    page = read_text_blocks(text)
    assert page.text == text
    assert all(text[b.start : b.end] == b.text and b.text.strip() for b in page.blocks)
    assert all(left.end <= right.start for left, right in pairwise(page.blocks))
    covered = {place for b in page.blocks for place in range(b.start, b.end)}
    left_out = {character for place, character in enumerate(text) if place not in covered}
    assert not any(character.isalnum() for character in left_out)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=15).map("\n".join))
def test_any_text_is_read_with_exact_spans(text):
    try:
        article = read(f"A line.\n{text}")
    except InputError:
        return
    spans = [(block.start, block.end) for block in article.blocks]
    assert spans == sorted(spans)
    assert all(start < end for start, end in spans)
    for teaser in article.teasers:
        assert teaser.headline.of(article.text).strip()
