"""One way to show a statement: what is escaped, in which language, and what stands beside it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from onrecord_site.newsroom.models import Statement
from onrecord_site.stories.evidence import Piece, evidence_of
from onrecord_site.stories.markup import statement, words
from onrecord_site.stories.showing import Shown

EVIL = """<b>"it's"</b> & more"""
ESCAPED = "&lt;b&gt;&quot;it&#x27;s&quot;&lt;/b&gt; &amp; more"


@pytest.fixture
def evidence(flood):
    row = Statement.objects.select_related("article").get(pk="coast-s3")
    return evidence_of(row)


@pytest.mark.parametrize(
    "field",
    [
        "content", "attribution", "caution", "form", "outlet", "anchor", "report_url",
        "original_url", "version", "language", "direction",
    ],
)  # fmt: skip
def test_whatever_a_report_says_is_escaped(evidence, field):
    evil = replace(evidence, **{field: EVIL}, is_narration=False)
    for opens in (True, False):
        shown = Shown(evil, evil.anchor, opens, also_in=[EVIL])
        markup = statement(shown) + words(evil, evil.anchor, also_in=[EVIL])
        assert "<b>" not in markup
        assert "&lt;b&gt;" in markup


@pytest.mark.parametrize("marked", [True, False])
def test_words_of_the_evidence_are_escaped(evidence, marked):
    markup = words(replace(evidence, words=(Piece(EVIL, marked),)))
    assert (f"<mark>{ESCAPED}</mark>" in markup) is marked
    assert ESCAPED in markup


def test_labels_and_times_are_in_the_language_of_the_page(evidence):
    dated = replace(evidence, published_at=datetime(2025, 3, 9, 18, 5, tzinfo=UTC))
    english = words(dated)
    with translation.override("de"):
        german = words(dated)
    assert "9 March 2025" in english
    assert "9. März 2025" in german
    assert "on record from this report" in english
    assert "on record from this report" not in german
    assert words(dated) == english


def test_what_was_said_earlier_on_the_page_is_linked_and_not_said_again(evidence):
    again = statement(Shown(evidence, "", opens=False))
    assert f'href="#{evidence.anchor}"' in again
    assert "<blockquote" not in again


def test_words_that_may_not_be_quoted_are_in_none_of_it(evidence):
    withheld = replace(evidence, words=(), content="")
    markup = statement(Shown(withheld, withheld.anchor, opens=True))
    assert "may be quoted is used up" in markup
    assert "<blockquote" not in markup
    # The line that opens them is not left bare of what it opens.
    assert "In words that are read at the outlet" in markup.split("</summary>")[0]


@pytest.mark.parametrize(("reviewed", "circles"), [(True, 0), (False, 1)])
def test_circle_marks_what_nobody_reviewed(evidence, reviewed, circles):
    shown = Shown(replace(evidence, is_reviewed=reviewed), evidence.anchor, opens=True)
    assert statement(shown).count("○") == circles


def test_tags_of_templates_show_the_same(evidence):
    shown = Shown(evidence, evidence.anchor, opens=True)
    page = Template("{% load stories %}{% statement shown %}{% words shown.evidence %}")
    assert page.render(Context({"shown": shown})) == statement(shown) + words(evidence)
