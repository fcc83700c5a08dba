"""What the answers of Onrecord and of a gold set are taken to have in common."""

import importlib.util
from pathlib import Path

import pytest

from onrecord.records import Figure, Span

MODULE = Path(__file__).parents[2] / "evaluation" / "facts_mapping.py"


@pytest.fixture(scope="module")
def mapping():
    spec = importlib.util.spec_from_file_location("facts_mapping", MODULE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _figure(text, words, value, unit=None):
    start = text.index(words)
    return Figure(
        span=Span(start, start + len(words)),
        value=value,
        low=value,
        high=value,
        unit=unit,
        counts=None,
        share_of=None,
        change="=",
    )


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("It rose from 240 to 273.", [(240, 273)]),
        ("It rose from 240 combined to 273.", [(240, 273)]),
        ("It rose 240 to 273.", [(240, 240), (273, 273)]),
        ("Of men from 240 towns 273 came.", [(240, 240), (273, 273)]),
    ],
)
def test_the_two_levels_of_a_move_are_one_range_of_the_gold(mapping, text, ranges):
    figures = [_figure(text, "240", 240), _figure(text, "273", 273)]
    assert [(one.low, one.high) for one in mapping.with_moves(figures, text)] == ranges


def test_levels_in_two_units_are_no_move(mapping):
    text = "It went from 240 miles to 273 hours."
    figures = [_figure(text, "240 miles", 240, "mile"), _figure(text, "273 hours", 273, "hour")]
    assert mapping.with_moves(figures, text) == figures


@pytest.mark.parametrize(
    ("value", "gold", "same"),
    [
        ("P10Y", "P1DE", True),
        ("P12M", "P1Y", True),
        ("P6M", "P2Q", True),
        ("PT24H", "P1D", True),
        ("PT3M", "P1Q", False),
        ("P11M", "P1Y", False),
        ("P15Y", "P1DE", False),
    ],
)
def test_durations_of_one_length_agree(mapping, value, gold, same):
    assert mapping.same_time(value, gold) == same
