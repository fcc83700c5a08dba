"""What is joined, and what is looked at closely before."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.stories.linkage import choose


@given(
    scores=st.lists(st.floats(-9, 9), min_size=28, max_size=28),
    most=st.integers(1, 8),
)
def test_the_best_pairs_of_each_thing_are_chosen(scores, most):
    rows, others = np.triu_indices(8, k=1)
    chosen = choose(rows, others, np.array(scores), most)
    for thing in range(8):
        own = np.nonzero((rows == thing) | (others == thing))[0]
        best = own[np.argsort(-np.array(scores)[own], kind="stable")[:most]]
        assert chosen[best].all()
    assert chosen.sum() <= 8 * most


def test_no_pairs_are_chosen_of_none():
    none = np.zeros(0, int)
    assert choose(none, none, np.zeros(0), 3).tolist() == []
