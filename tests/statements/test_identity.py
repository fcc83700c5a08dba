"""Ids of statements."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.statements.identity import StatementIds

from .articles import statements_of

FIRST = "The mayor said the road was closed."
SECOND = "“We will rebuild it,” Maria Lopez said."


def test_the_same_page_gives_the_same_ids():
    assert [one.id for one in statements_of(FIRST, SECOND)] == [
        one.id for one in statements_of(FIRST, SECOND)
    ]


def test_an_edit_elsewhere_changes_no_id():
    before = {one.content.text: one.id for one in statements_of(FIRST, SECOND)}
    after = {
        one.content.text: one.id
        for one in statements_of("It rained in Toledo on Monday.", FIRST, SECOND)
    }
    assert before.items() <= after.items()


def test_a_repeated_statement_has_an_id_of_its_own():
    ids = [one.id for one in statements_of(FIRST, FIRST)]
    assert len(set(ids)) == len(ids) == 2


def test_other_words_source_form_or_article_give_another_id():
    base = StatementIds("a").next("reported", "Lopez", "it rained")
    assert StatementIds("b").next("reported", "Lopez", "it rained") != base
    assert StatementIds("a").next("quotation", "Lopez", "it rained") != base
    assert StatementIds("a").next("reported", None, "it rained") != base
    assert StatementIds("a").next("reported", "Lopez", "it snowed") != base
    assert StatementIds("a").next("reported", "Lopez", "it\n  rained") == base


@given(st.text(), st.text(), st.one_of(st.none(), st.text()))
def test_any_text_has_an_id(article, words, source):
    made = StatementIds(article).next("reported", source, words)
    assert len(made) == 20
    assert set(made) <= set("0123456789abcdef")
