"""What goes into the network and what comes out of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from onrecord.statements import reader
from onrecord.statements.encoder import SHAPES, features, load_encoder, shape
from onrecord.statements.named_entities import with_names


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("mayor", "lower"), ("Mayor", "title"), ("NATO", "upper"), ("A", "initial"),
        ("McKay", "mixed"), ("2026", "digits"), ("B-52", "with digit"), ("”", "sign"),
    ],
)  # fmt: skip
def test_shapes(word, expected):
    assert SHAPES[shape(word)] == expected


def test_features_have_one_row_a_word():
    made = features(["She", "left"], [False, True], [True, False])
    assert made.tolist() == [[1, 0, 1], [0, 1, 0]]
    assert features([], [], []).shape == (0, 3)


def test_names_stand_in_the_place_of_entities_and_numbers_stay():
    words = ["In", "May", "Ana", "Ruiz", "left", "Riga", "."]
    doc = Doc(Vocab(), words, ents=["O", "B-DATE", "B-ORG", "O", "O", "B-LOC", "O"])
    found = with_names(doc, np.array([0, 0, 1, 2, 0, 3, 0]), ("person", "place"))
    assert [(one.text, one.label_) for one in found] == [
        ("Ana Ruiz", "PERSON"), ("Riga", "LOC"), ("May", "DATE"),
    ]  # fmt: skip


def test_a_name_that_goes_on_from_nothing_begins_there():
    doc = Doc(Vocab(), ["the", "Ana", "Ruiz"])
    (name,) = with_names(doc, np.array([0, 2, 2]), ("person",))
    assert name.text == "Ana Ruiz"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.integers(1, 30))
def test_windows_tell_of_every_word_once(sizes, pieces):
    starts = np.cumsum([0, *sizes]).tolist()
    words = ["." if place % 23 == 22 else "word" for place in range(starts[-1])]
    made = list(reader._windows(words, [pieces] * len(words), starts))
    assert [one.start for one in made] == [0, *(one.end for one in made[:-1])]
    assert made[-1].end == len(words)
    for one in made:
        assert one.first <= one.start < one.end <= one.last
        own = one.end - one.start
        assert own <= reader._WINDOW_WORDS
        assert own == 1 or own * pieces <= reader._WINDOW_PIECES


def test_scores_do_not_depend_on_what_is_read_beside():
    encoder = load_encoder()
    one = ["The", "mayor", "said", "the", "road", "was", "closed", "."]
    two = ["Ana", "Ruiz", ",", "who", "left", "Riga", "in", "May", ",", "denied", "it", "."] * 4

    def window(words):
        return encoder.words(words, features(words, [False] * len(words), [True] * len(words)))

    (alone,) = encoder.score([window(one)])
    beside = encoder.score([window(two), window(one), window(two)])[1]
    assert (alone.name == beside.name).all()
    assert (alone.cues == beside.cues).all()
    np.testing.assert_allclose(alone.factuality, beside.factuality, atol=1e-3)
    np.testing.assert_allclose(alone.roles, beside.roles, atol=1e-4)
