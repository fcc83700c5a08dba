"""The measure of the seed page, on words of our own."""

import copy
import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.records import Event, Figure, Source, Span, Statement, Words

EVALUATION = Path(__file__).parents[2] / "evaluation"
PAGE = Path(__file__).parents[3] / "shared" / "seed" / "page.txt"
TEXT = "Mayor Ana Ruiz said police freed about 12 drivers. Snow fell all night in the valley."


@pytest.fixture(scope="module")
def seed():
    spec = importlib.util.spec_from_file_location("seed", EVALUATION / "seed.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def place(words):
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def statement(words, name=None, **fields):
    source = name and Source(span=Span(0, 0), text=name, name=name)
    content = Words(spans=(place(words),), text=words)
    return Statement(
        **{
            "id": words, "article": "a", "sentence": place(words), "form": "narration",
            "certainty": "stated", "factuality": 3.0, "score": 1.0, "source": source,
            "cue": None, "content": content, **fields,
        }
    )  # fmt: skip


def by_hand(words, names=None, **fields):
    return {
        "optional": False, "contents": [[place(words)]], "source": names and {"names": names},
        "certainty": ["stated"], "figures": [], "events": [], **fields,
    }  # fmt: skip


@pytest.fixture
def hand():
    figure = {"value": 12, "unit": None, "change": "~", "of": place("drivers"), "optional": False}
    event = {"trigger": place("freed"), "categories": ["RETREAT"], "optional": False}
    said = by_hand("police freed about 12 drivers", ["Ana Ruiz"], figures=[figure], events=[event])
    return [said, by_hand("Snow fell all night in the valley")]


@pytest.fixture
def ours():
    figure = Figure(span=place("12"), value=12.0, low=None, high=None, counts="drivers", change="~")
    event = Event(trigger=place("freed"), category="RETREAT")
    said = statement(
        "police freed about 12 drivers", "Ana Ruiz", figures=(figure,), events=(event,)
    )
    return [said, statement("Snow fell all night in the valley")]


def test_the_same_statements_score_one(seed, ours, hand):
    assert set(seed.compare(TEXT, ours, hand).values()) == {1.0}


def test_none_of_ours_scores_nothing(seed, hand):
    assert set(seed.compare(TEXT, [], hand).values()) == {0.0}


@pytest.mark.parametrize("name", ["Ben Ode", None])
def test_words_of_another_speaker_are_missed_and_invented(seed, ours, hand, name):
    found = seed.compare(TEXT, [statement("police freed about 12 drivers", name), ours[1]], hand)
    assert (found["found"], found["invented_free"]) == (0.5, 0.5)
    assert found["right_speaker"] == 0.0


def test_a_name_may_have_its_article_and_full_stops(seed):
    item = by_hand("police", ["U.S. Army"])
    assert seed.has_source(Source(span=Span(0, 0), text="it", name="the US Army"), item)
    assert not seed.has_source(None, item)


def test_half_of_the_words_of_either_is_enough_and_less_is_not(seed, hand):
    snow = hand[1:]
    assert seed.counterpart(TEXT, snow[0], [statement("Snow fell all night")])
    short = statement("Snow fell all")
    assert seed.counterpart(TEXT, snow[0], [short]) is None
    assert seed.is_backed(TEXT, short, snow)
    assert seed.counterpart(TEXT, snow[0], [statement(TEXT)]) is None
    assert not seed.is_backed(TEXT, statement(TEXT), snow)


def test_what_is_optional_is_right_if_found_and_not_missed_if_not(seed, ours, hand):
    hand[1]["optional"] = True
    assert seed.compare(TEXT, ours, hand)["invented_free"] == 1.0
    assert seed.compare(TEXT, ours[:1], hand)["found"] == 1.0


def test_any_of_the_contents_that_are_as_good_will_do(seed, ours, hand):
    other = copy.deepcopy(hand[1])
    other["contents"] = [[place(TEXT)], *other["contents"]]
    assert seed.counterpart(TEXT, other, ours) is ours[1]


def test_certainty_is_judged_on_what_is_found(seed, ours, hand):
    found = seed.compare(TEXT, [replace(ours[0], certainty="denied"), ours[1]], hand)
    assert (found["found"], found["certainty"]) == (1.0, 0.5)


@pytest.mark.parametrize(
    "wrong",
    [{"value": 13.0}, {"change": "="}, {"counts": "police"}, {"unit": "percent"}],
)
def test_a_figure_is_right_as_a_whole(seed, ours, hand, wrong):
    figure = replace(ours[0].figures[0], **wrong)
    found = seed.compare(TEXT, [replace(ours[0], figures=(figure,)), ours[1]], hand)
    assert found["figures"] == 0.0


def test_an_event_too_many_costs_precision(seed, ours, hand):
    more = Event(trigger=place("fell"), category="ASSAULT")
    found = seed.compare(TEXT, [ours[0], replace(ours[1], events=(more,))], hand)
    assert found["events"] == pytest.approx(2 / 3)


def test_another_page_is_refused(seed, tmp_path):
    (tmp_path / "seed").mkdir()
    (tmp_path / "seed" / "page.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ValueError, match="not the page"):
        seed.scores(tmp_path / "gold")


def test_the_places_by_hand_are_whole_words_of_the_page(seed):
    if not PAGE.is_file():
        pytest.skip("the seed page is not beside this checkout")
    text = PAGE.read_bytes().decode("utf-8")
    for item in seed.load_hand():
        spans = [span for content in item["contents"] for span in content]
        spans += [event["trigger"] for event in item["events"]]
        spans += [span for figure in item["figures"] for span in (figure["span"], figure["of"])]
        for start, end in spans:
            assert text[start:end].strip() == text[start:end] != ""
            assert not text[start - 1 : start + 1].isalnum()
            assert not text[end - 1 : end + 1].isalnum()
