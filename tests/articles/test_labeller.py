"""What the network is given of a page."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles.features import Features
from onrecord.articles.labeller import feed

WORDS = 9


def rows(width, most):
    return st.lists(st.lists(st.integers(0, most), min_size=width, max_size=width), max_size=8)


def bag(row, first):
    return [entry + first for entry in row if entry]


@given(rows(7, 3))
def test_every_block_has_its_own_bags_and_boxes(drawn):
    page = np.array(drawn, dtype=np.int32).reshape(-1, 7)
    words, own, outer, boxes = page[:, :2], page[:, 2:4], page[:, 1:3], page[:, 3:]
    size = len(page)
    given_rows = feed(
        Features(np.zeros((size, 1), dtype=np.float32), words, own, outer, boxes), WORDS
    )
    bags = [part.tolist() for part in np.split(given_rows.entries, given_rows.ends[1:-1])]
    assert given_rows.ends[0] == 0
    assert given_rows.ends[-1] == len(given_rows.entries)
    for block in range(size):
        assert bags[block] == bag(words[block].tolist(), 0)
        assert bags[size + block] == bag(own[block].tolist(), WORDS + 1)
        around = bags[2 * size + given_rows.outer_of[block]]
        assert around == bag(outer[block].tolist(), WORDS + 1)
        assert given_rows.near[given_rows.near_of[block]].tolist() == boxes[block, :2].tolist()
        assert given_rows.far[given_rows.far_of[block]].tolist() == boxes[block, 2:].tolist()


def test_what_blocks_in_a_row_share_is_given_once():
    same = np.ones((4, 2), dtype=np.int32)
    boxes = np.array([[0, 2, 0, 4], [0, 2, 0, 4], [2, 4, 0, 4], [2, 4, 0, 4]], dtype=np.int32)
    found = feed(Features(np.zeros((4, 1), dtype=np.float32), same, same, same, boxes), WORDS)
    assert found.near.tolist() == [[0, 2], [2, 4]]
    assert found.far.tolist() == [[0, 4]]
    assert found.outer_of.tolist() == [0, 0, 0, 0]
