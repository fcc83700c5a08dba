"""Tolls: who is counted by what is done to them, and who is not."""

import pytest

from onrecord.stories.counting import read_counts


def names_of(newsroom, text, words, value, counts=None):
    newsroom.article("one", {"text": text, "figures": [(words, value, counts)]})
    (statement,) = newsroom.statements
    return [count.name for count in read_counts(statement, newsroom.articles[0])]


@pytest.mark.parametrize(
    ("text", "words", "value", "counts", "name"),
    [
        ("At least 17 people died in the fire.", "17", 17.0, "people", "people killed"),
        ("The fire killed at least 17 people.", "17", 17.0, "people", "people killed"),
        ("The fire killed an estimated 17 people.", "17", 17.0, "people", "people killed"),
        ("The killing of two people shook the town.", "two", 2.0, "people", "people killed"),
        ("The fire killed 12 and hurt 30 people.", "30", 30.0, "people", "people injured"),
        ("Six people, three of them children, were hurt.", "Six", 6.0, "people", "people injured"),
        ("Forty were killed.", "Forty", 40.0, None, "people killed"),
        ("Three people are missing.", "Three", 3.0, "people", "people missing"),
        ("In New York, 31 were killed.", "31", 31.0, None, "people killed"),
        ("Near Kyiv, 31 were killed.", "31", 31.0, None, "people killed"),
        ("No fewer than 31 people died.", "31", 31.0, "people", "people killed"),
    ],
)
def test_people_are_counted_by_what_is_done_to_them(newsroom, text, words, value, counts, name):
    assert names_of(newsroom, text, words, value, counts) == [name]


@pytest.mark.parametrize(
    ("text", "words", "value", "counts", "names"),
    [
        ("He was killed in front of 20 people.", "20", 20.0, "people", ["people"]),
        ("Crowds fled and two people fainted.", "two", 2.0, "people", ["people"]),
        (
            "Eight people ran out, including Jon Berg, who was killed.",
            "Eight", 8.0, "people", ["people"],
        ),
        ("A deadly blast led to 80 people being taken in.", "80", 80.0, "people", ["people"]),
        ("Jon Berg, who was 17, was shot dead.", "17", 17.0, None, []),
        ("The man who was killed was 31 and alone.", "31", 31.0, None, []),
        ("Ana Ruiz, 30, and Jon Berg, 31 died at once.", "31", 31.0, None, []),
        ("The ten wounds he has will heal.", "ten", 10.0, "wounds", ["wounds"]),
        ("Those three people missed the ferry.", "three", 3.0, "people", ["people"]),
        ("The 12 people were not killed by the blast.", "12", 12.0, "people", ["people"]),
        ("Some 12 people weren't hurt at all.", "12", 12.0, "people", ["people"]),
        ("None of the 12 people were hurt.", "12", 12.0, "people", ["people"]),
        ("One of the 12 people died.", "12", 12.0, "people", ["people"]),
    ],
)  # fmt: skip
def test_nobody_is_counted_by_what_is_done_to_others(newsroom, text, words, value, counts, names):
    assert names_of(newsroom, text, words, value, counts) == names


def test_a_bare_number_behind_was_is_no_age_where_it_is_a_toll(newsroom):
    assert names_of(newsroom, "The toll was 31 dead.", "31", 31.0) == ["people killed"]
