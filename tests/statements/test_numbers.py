"""Numbers in digits and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.statements.figures.numbers import find_numbers, parse_words


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("seven", 7),
        ("twenty-one", 21),
        ("a hundred and five", 105),
        ("two hundred and fifty thousand", 250_000),
        ("one million two hundred thousand", 1_200_000),
    ],
)
def test_words_have_their_value(words, value):
    assert parse_words(words) == value


@pytest.mark.parametrize("words", ["twenty thirty", "five six", "million", "seven apples"])
def test_words_that_are_not_one_number_have_none(words):
    assert parse_words(words) is None


@pytest.mark.parametrize(
    ("text", "words", "value", "low"),
    [
        ("It freed 1,300 men.", "1,300", 1300, 1300),
        ("It cost 3.2 billion in all.", "3.2 billion", 3.2e9, 3.2e9),
        ("A crowd of 10k came.", "10k", 10_000, 10_000),
        ("It took 2½ hours.", "2½", 2.5, 2.5),
        ("It took 2 1/2 hours.", "2 1/2", 2.5, 2.5),
        ("A dozen men came.", "A dozen", 12, 12),
        ("Half a million women came.", "Half a million", 500_000, 500_000),
        ("Two thirds of them left.", "Two thirds", 2 / 3, 2 / 3),
        ("One in five of them left.", "One in five", 0.2, 0.2),
        ("Dozens of men came.", "Dozens", None, 24),
        ("Tens of thousands came.", "Tens of thousands", None, 20_000),
        ("Several hundred came.", "Several hundred", None, 200),
    ],
)
def test_number_is_found(text, words, value, low):
    (number,) = find_numbers(text)
    assert text[number.start : number.end] == words
    assert number.value == value
    assert number.low == low


@pytest.mark.parametrize(
    "text",
    ["a B-52 flew", "at 1:36.6 a lap", "version 1.2.3", "COVID-19 rose", "9" * 400],
)
def test_codes_are_no_numbers(text):
    assert find_numbers(text) == ()


@given(st.text(max_size=80))
def test_spans_lie_in_any_text_in_order(text):
    found = find_numbers(text)
    ends = [0, *(number.end for number in found)]
    for number, before in zip(found, ends, strict=False):
        assert before <= number.start < number.end <= len(text)
