"""The measures of coreference, on the worked example of their reference implementation."""

import importlib.util
from pathlib import Path

import pytest

EVALUATION = Path(__file__).parents[2] / "evaluation"
#: Pradhan and others 2014, section 3: a mention is missed (c is not in {a, b}), two are invented.
KEY = [frozenset("abc"), frozenset("defg")]
RESPONSE = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]


@pytest.fixture(scope="module")
def measures():
    path = EVALUATION / "coreference_measures.py"
    spec = importlib.util.spec_from_file_location("coreference_measures", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("measure", "precision", "recall"),
    [
        ("mentions", 6 / 8, 6 / 7),
        ("muc", 2 / 5, 2 / 5),
        ("b_cubed", 4 / 8, 35 / 12 / 7),
        ("ceaf_e", 1.3 / 3, 1.3 / 2),
    ],
)
def test_published_example(measures, measure, precision, recall):
    score = getattr(measures, measure)(KEY, RESPONSE)
    assert score == pytest.approx((precision, recall))


def test_mean_of_three(measures):
    each = [getattr(measures, name)(KEY, RESPONSE).f1 for name in ("muc", "b_cubed", "ceaf_e")]
    assert measures.conll(KEY, RESPONSE) == pytest.approx(sum(each) / 3)
    assert measures.conll(KEY, KEY) == 1.0


def test_all_links_of_vilain(measures):
    # one chain broken in two: recall 2/3, all links right
    score = measures.muc([frozenset("abcd")], [frozenset("ab"), frozenset("cd")])
    assert score == pytest.approx((1.0, 2 / 3))


def test_invented_mention_costs_precision_alone(measures):
    found = [*KEY, frozenset("x")]
    assert measures.b_cubed(KEY, found) == pytest.approx((7 / 8, 1.0))
    assert measures.ceaf_e(KEY, found) == pytest.approx((2 / 3, 1.0))
    assert measures.muc(KEY, found) == (1.0, 1.0)


def test_nothing_found(measures):
    assert measures.conll(KEY, []) == 0.0
