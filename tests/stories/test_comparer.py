"""The network that puts two statements side by side."""

import sqlite3
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Span
from onrecord.stories import judgements
from onrecord.stories import memory as memories
from onrecord.stories.accounts import make_accounts, register_names
from onrecord.stories.comparer import Part, Sentence, load_comparer
from onrecord.stories.group import tell_story
from onrecord.stories.judgements import Judge
from onrecord.stories.matter_pairs import FEATURES, describe_pairs
from onrecord.stories.memory import Memory
from onrecord.stories.weights import Weights

FREED = Sentence("The teacher was allowed to go home on Friday.", "Teacher is free")
OUT = Sentence("She walked out of prison after nine years, her sister said.", "Nine years on")
PRICE = Sentence("Bread costs a tenth more than in spring.", "Prices rise")


def part(sentence):
    coded = load_comparer().code([sentence])[0]
    return Part(coded, coded.within([Span(0, len(sentence.text))]))


@given(
    text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=80),
    ends=st.tuples(st.integers(0, 80), st.integers(0, 80)),
)
def test_pieces_within_a_span_are_those_that_share_a_character_with_it(text, ends):
    start, end = sorted(min(place, len(text)) for place in ends)
    coded = load_comparer().code([Sentence(text, "")])[0]
    own = coded.within([Span(start, end)])
    touched = [
        first < end and start < last and first < last
        for first, last in coded.offsets.tolist()
    ]  # fmt: skip
    if any(touched):
        assert own.tolist() == [int(each) for each in touched]
    else:
        assert own.tolist() == [1] + [0] * (len(own) - 1)
    assert all(0 <= first <= last <= len(text) for first, last in coded.offsets.tolist())


def test_an_answer_does_not_depend_on_what_else_is_asked():
    pairs = [(part(FREED), part(OUT)), (part(FREED), part(PRICE)), (part(OUT), part(PRICE))]
    same, relations = load_comparer().compare(pairs)
    for number, pair in enumerate(pairs):
        alone, stands = load_comparer().compare([pair])
        assert alone[0] == pytest.approx(same[number], abs=1e-3)
        assert stands[0] == pytest.approx(relations[number], abs=1e-3)
    assert np.exp(relations).sum(axis=1) == pytest.approx(1, abs=1e-4)


def test_one_matter_in_other_words_is_likelier_than_two():
    same, _ = load_comparer().compare([(part(FREED), part(OUT)), (part(FREED), part(PRICE))])
    assert same[0] > same[1] + 1


def test_a_long_sentence_is_cut():
    coded = load_comparer().code([Sentence("word " * 500, "title " * 500)])[0]
    assert len(coded.pieces) == len(coded.offsets) == 74
    assert len(coded.behind) == 21


@pytest.fixture
def accounts(newsroom):
    newsroom.article("one", {"text": FREED.text}, headline=FREED.headline)
    newsroom.article("two", {"text": OUT.text}, {"text": PRICE.text}, headline=OUT.headline)
    register = register_names(newsroom.articles, newsroom.statements)
    return make_accounts(
        newsroom.articles, newsroom.statements, {"one": "one", "two": "two"}, register
    )


def test_a_pair_is_asked_once(accounts, monkeypatch):
    asked = []
    comparer = load_comparer()

    class Counting:
        code, read = comparer.code, comparer.read

        def compare(self, pairs):
            asked.extend(pairs)
            return comparer.compare(pairs)

    monkeypatch.setattr(judgements, "load_comparer", Counting)
    memory = Memory()
    first = Judge(accounts, memory).ask([0, 0, 0], [1, 2, 1])
    again = Judge(accounts, memory).ask([0, 0], [2, 1])
    assert len(asked) == 2
    assert first.same[[1, 0]].tolist() == again.same.tolist()
    assert first.same[0] == first.same[2]


def test_what_was_answered_is_known_to_the_next_run(accounts, tmp_path, monkeypatch):
    def open_memory() -> Memory:
        return Memory(sqlite3.connect(tmp_path / "memory.sqlite", isolation_level=None))

    first = Judge(accounts, open_memory())
    likeness, answers = first.likeness, first.ask([0, 0, 1], [1, 2, 2])
    monkeypatch.setattr(judgements, "load_comparer", None)
    second = Judge(accounts, open_memory())
    assert (second.likeness == likeness).all()
    again = second.ask([0, 0, 1], [1, 2, 2])
    assert (again.same == answers.same).all()
    assert (again.relations == answers.relations).all()


def test_another_comparer_knows_nothing_of_what_this_one_said(tmp_path, monkeypatch):
    base = sqlite3.connect(tmp_path / "memory.sqlite", isolation_level=None)
    Memory(base).keep_answers({"pair": np.ones(4, np.float32)})
    assert Memory(base).answers(["pair"])
    monkeypatch.setattr(memories, "fingerprint", lambda path: "trained anew")
    assert not Memory(base).answers(["pair"])


def test_what_was_found_out_first_is_forgotten_first():
    memory = Memory(vectors=2, answers=1)
    for number in range(4):
        memory.keep_vectors({number: np.full(3, number, np.float32)})
        memory.keep_answers({number: np.full(4, number, np.float32)})
    memory.thin()
    assert list(memory.vectors(range(4))) == [2, 3]
    assert [said.tolist() for said in memory.answers(range(4)).values()] == [[3.0] * 4]


def test_likeness_is_of_each_two(accounts):
    likeness = Judge(accounts, Memory()).likeness
    assert likeness == pytest.approx(likeness.T, abs=1e-5)
    assert np.diag(likeness) == pytest.approx(1, abs=1e-4)
    assert likeness[0, 1] > likeness[0, 2]


def test_of_a_story_of_one_report_the_first_sentences_are_read(newsroom, monkeypatch):
    lines = [{"text": f"It rained on day {number} of the year."} for number in range(9)]
    newsroom.article("one", {"text": OUT.text}, *lines, headline=FREED.headline)
    read = []
    comparer = load_comparer()

    class Counting:
        code, compare = comparer.code, comparer.compare

        def read(self, coded):
            read.extend(coded)
            return comparer.read(coded)

    monkeypatch.setattr(judgements, "load_comparer", Counting)
    tell_story("alone", newsroom.articles, newsroom.statements)
    assert len(read) == 4


def described(newsroom, likeness):
    """The features of all pairs of the newsroom's statements, by name, where so much is alike."""
    register = register_names(newsroom.articles, newsroom.statements)
    voices = {article.id: article.id for article in newsroom.articles}
    told = make_accounts(newsroom.articles, newsroom.statements, voices, register)
    rows, others = np.triu_indices(len(told), k=1)
    judge = SimpleNamespace(likeness=likeness(told))
    table = describe_pairs(told, Weights(told), (), judge, rows, others)
    pairs = zip(rows.tolist(), others.tolist(), strict=True)
    return {
        (told[row].id, told[other].id): dict(zip(FEATURES, features, strict=True))
        for (row, other), features in zip(pairs, table.tolist(), strict=True)
    }


def test_statements_of_long_articles_are_likelier_to_be_strangers(newsroom):
    for name, size in (("short", 3), ("long", 36)):
        newsroom.article(name, *({"text": f"Line {number} is told."} for number in range(size)))
    found = described(newsroom, lambda told: np.zeros((len(told), len(told))))
    lengths = {tuple(sorted(one[:4] for one in ids)): row for ids, row in found.items()}
    assert lengths["shor", "shor"]["long_articles"] == 0
    assert lengths["long", "shor"]["long_articles"] == pytest.approx(np.log(3) / 2, abs=1e-6)
    assert lengths["long", "long"]["long_articles"] == pytest.approx(np.log(3), abs=1e-6)


def test_a_pair_is_outdone_by_what_is_liker_in_the_other_report(newsroom):
    newsroom.article("one", {"text": "A bridge fell."}, {"text": "It rained."})
    newsroom.article("two", {"text": "The bridge is gone."}, {"text": "Rain fell on it."})
    alike = {(0, 2): 0.8, (0, 3): 0.5, (1, 3): 0.9}

    def likeness(told):
        assert [one.id for one in told] == ["one.001", "one.002", "two.003", "two.004"]
        table = np.eye(4)
        for (row, column), value in alike.items():
            table[row, column] = table[column, row] = value
        return table

    found = described(newsroom, likeness)
    outdone = {
        ids: (round(row["outdone_least"], 3), round(row["outdone_most"], 3))
        for ids, row in found.items()
    }
    assert outdone["one.001", "two.003"] == (0.0, 0.0)
    assert outdone["one.002", "two.004"] == (0.0, 0.0)
    # the bridge has a liker one in the other report, and so has the rain
    assert outdone["one.001", "two.004"] == (0.3, 0.4)
    assert outdone["one.002", "two.003"] == (0.8, 0.9)
    # a report is not set against itself
    assert outdone["one.001", "one.002"] == (0.0, 0.0)
