"""Groups of what is near: average linkage, editors' pairs, and twins that stay two."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.stories.clusters import agglomerate, fade, margins


def two_blocks(size: int, within: float, across: float) -> np.ndarray:
    """Likeness of two blocks of articles, each `size` large."""
    like = np.full((2 * size, 2 * size), across)
    like[:size, :size] = like[size:, size:] = within
    np.fill_diagonal(like, 1.0)
    return like


def group_count(like: np.ndarray, **pins) -> int:
    return len(set(agglomerate(like - 0.2, like, **pins)))


def test_twins_that_are_liker_themselves_stay_two():
    assert group_count(two_blocks(6, within=0.45, across=0.3)) == 2


def test_one_story_told_evenly_is_one():
    assert group_count(two_blocks(6, within=0.45, across=0.4)) == 1


def test_a_few_reports_join_a_large_story_by_nearness_alone():
    like = two_blocks(6, within=0.45, across=0.3)[:9, :9]
    assert group_count(like) == 1


def test_copies_do_not_keep_other_reports_of_their_story_away():
    assert group_count(two_blocks(6, within=0.98, across=0.4)) == 1


def test_an_editor_joins_what_is_unlike_and_parts_what_is_alike():
    like = two_blocks(6, within=0.45, across=0.05)
    assert group_count(like, together=[(0, each) for each in range(1, 12)]) == 1
    assert agglomerate(np.full((2, 2), 0.3), np.full((2, 2), 0.5), apart=[(0, 1)]) == [0, 1]


@given(st.integers(0, 2**31), st.integers(1, 14))
def test_the_order_of_the_articles_makes_no_other_groups(seed: int, size: int):
    chance = np.random.default_rng(seed)
    like = chance.random((size, size))
    like = (like + like.T) / 2
    order = chance.permutation(size)
    found = agglomerate(like - 0.5, like)
    shuffled = agglomerate(like[np.ix_(order, order)] - 0.5, like[np.ix_(order, order)])
    by_place = {
        (int(order[a]), int(order[b])): shuffled[a] == shuffled[b]
        for a in range(size)
        for b in range(size)
    }
    assert all(by_place[a, b] == (found[a] == found[b]) for a in range(size) for b in range(size))


def test_time_takes_a_bounded_part_of_a_likeness():
    days = np.array([0.0, 400.0, np.nan])
    assert fade(days, 0.0).tolist() == [1.0, 0.25, 1.0]


def test_what_is_like_everything_needs_more():
    like = np.full((60, 60), 0.3)
    lonely = np.full((2, 2), 0.3)
    assert margins(lonely, 0.1, 2.0)[0, 1] == pytest.approx(0.2)
    assert margins(like, 0.1, 2.0)[0, 1] == pytest.approx(0.0)
