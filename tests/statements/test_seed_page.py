"""The report that the project was founded on; its text is not part of the repository."""

from pathlib import Path

import pytest

import onrecord

PAGE = Path(__file__).parents[3] / "shared" / "seed" / "page.txt"
pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the seed page is not here")


@pytest.fixture(scope="module")
def found():
    article = onrecord.read(PAGE.read_text("utf-8"))
    return article, onrecord.find_statements(article)


def _about(found, words):
    _, statements = found
    matching = [one for one in statements if words in one.content.text]
    assert matching, words
    return matching[0]


@pytest.mark.parametrize(
    ("words", "source", "certainty"),
    [
        ("crossed into Lithuania", "U.S. Embassy in Vilnius", "confirmed"),
        ("This is essentially a trade", "Sviatlana Tsikhanouskaya", "stated"),
        ("only about 4%", "Sviatlana Tsikhanouskaya", "stated"),
        ("the EU to maintain sanctions", "Sviatlana Tsikhanouskaya", "demanded"),
        ("there are no political prisoners", "Alexander Lukashenko", "stated"),
        ("all detainees are criminals", "Alexander Lukashenko", "stated"),
        ("gesture of friendship", "Alexander Lukashenko", "stated"),
        ("big deal", "Alexander Lukashenko", "possible"),
        ("behind bars", "rights groups", "stated"),
        ("shooting down Russian drones", "Poland", "stated"),
        ("Minsk’s attempt to repair ties", "Observers", "stated"),
    ],
)
def test_who_says_what(found, words, source, certainty):
    statement = _about(found, words)
    assert statement.source is not None
    assert statement.source.name == source
    assert statement.certainty == certainty


def test_she_is_resolved_and_described(found):
    statement = _about(found, "This is essentially a trade")
    assert statement.form == "quotation"
    assert statement.source.text == "she"
    assert statement.source.attribute == "Exiled opposition leader"


def test_no_prisoners_is_a_certain_no(found):
    assert _about(found, "there are no political prisoners").factuality == -3


def test_the_share_is_a_figure(found):
    (figure,) = _about(found, "only about 4%").figures
    assert (figure.value, figure.unit) == (4.0, "percent")
    assert "political prisoners" in figure.share_of


def test_a_man_believed_to_be_somebody_is_not_stated(found):
    _, statements = found
    about = [one for one in statements if "Statkevich" in one.content.text]
    assert about
    assert {one.certainty for one in about} == {"believed"}


def test_no_furniture_is_a_statement(found):
    article, statements = found
    end = article.text.index("Voronin Dmitriy")
    assert all(span.end <= end for one in statements for span in one.content.spans)
