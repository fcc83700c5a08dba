"""The search: what is found, in which order, and what is never shown."""

import dataclasses
import os
import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.test import TestCase

from onrecord import records
from onrecord_site.newsroom.models import State, Statement
from onrecord_site.newsroom.review import decide
from onrecord_site.search.documents import Kind
from onrecord_site.search.full_text import find
from onrecord_site.search.indexing import update_index
from onrecord_site.search.models import Document
from onrecord_site.search.queries import read_query
from onrecord_site.search.words import highlight, stems
from tests.site.records_factory import (
    coast_reading,
    make_article,
    make_reading,
    make_statement,
    make_story,
    valley_reading,
)
from tests.site.test_pages import visible


def keys(kind: str = Kind.STATEMENT, **asked: str) -> list[str]:
    """The records found, in order."""
    found = find({kind: read_query(asked).question(kind)})[kind]
    key_of = dict(Document.objects.values_list("pk", "key"))
    return [key_of[each] for each in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("released", "RELEASES"),
        ("Łukasz’s", "Łukasz"),
        ("São", "sao"),
        ("U.S.", "US"),
        ("40,000", "40000"),
        ("O'Neil", "ONeil"),
    ],
)
def test_two_spellings_of_one_word_find_each_other(one, other):
    assert stems(one) == stems(other)


def test_marks_stand_on_the_very_words_and_nothing_is_lost():
    text = "“Embassies,” the embassy’s envoy said, deny it."
    pieces = highlight(text, set(stems("embassy denied")))
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.marked] == ["Embassies", "embassy’s", "deny"]


@pytest.mark.parametrize(
    ("typed", "phrases", "without", "fields"),
    [
        ("who denied the dam cracked?", [("deni",), ("dam",), ("crack",)], [], {}),
        ('"political prisoners" -sent', [("polit", "prison")], [("sent",)], {}),
        ("certainty:denied by:ilves", [], [], {"certainty": "denied", "source": "ilves"}),
        ('outlet:"Coast Herald" dam', [("dam",)], [], {"outlet": "Coast Herald"}),
        ("from:2025-09-01 until:2025-09-30", [], [],
         {"since": "2025-09-01", "until": "2025-09-30"}),
        ("at 10:30", [("10", "30")], [], {}),
        ("who", [("who",)], [], {}),
        ('( " * ^ - : )', [], [], {}),
    ],
)  # fmt: skip
def test_question_is_understood(typed, phrases, without, fields):
    query = read_query({"q": typed})
    assert (query.phrases, query.without, query.fields) == (phrases, without, fields)
    assert not query.problems


def test_filters_leave_the_box_for_their_own_fields():
    query = read_query({"q": "dam certainty:denied", "form": "reported"})
    assert query.typed == "dam"
    assert query.address() == "q=dam&form=reported&certainty=denied"


@pytest.mark.parametrize("typed", ["certainty:maybe", "since:yesterday", "until:2025-13-40"])
def test_what_is_not_understood_is_said(told_flood, reader, typed):
    page = visible(reader.get("/search/", {"q": f"dam {typed}"}))
    assert "There is no certainty" in page or "is no day" in page
    assert "The dam will hold" in page


def test_statements_are_found_by_what_is_said_who_says_it_and_how(told_flood):
    assert keys(q="who denied") == ["coast-s2"]
    assert keys(q="dam ilves") == ["coast-s2", "valley-s2"]
    assert keys(source="ilves", certainty="denied") == ["coast-s2"]
    assert keys(source="rescue service") == ["coast-s3"]
    assert keys(about="brandt", form="narration") == ["valley-s3"]
    assert keys(outlet="coast herald", q="families") == ["coast-s1"]
    assert keys(q="families -52") == ["valley-s1"]
    assert keys(q='"52 families"') == ["coast-s1"]
    assert keys(q='"families 52"') == []
    assert set(keys(since="2025-09-10")) == {"coast-s1", "coast-s2", "coast-s3"}
    assert set(keys(until="2025-09-09")) == {"valley-s1", "valley-s2", "valley-s3"}
    assert keys(since="2025-09-11") == []


def test_stories_and_reports_are_found(told_flood):
    assert keys(Kind.STORY, q="water rises") == ["flood"]
    assert keys(Kind.STORY, q="brandt") == ["flood"]
    assert keys(Kind.REPORT, q="ferry company") == ["coast"]
    assert keys(Kind.REPORT, q="valley") == ["coast", "valley"]


def test_best_match_comes_first_then_the_newest(publisher):
    """In what is said, then in the sentence or the source, then elsewhere; newest first."""
    filler = " Much more was said on that long day in the town." * 12
    rows = [
        ("old", "The bridge is safe, said Ann Lee.", "The bridge is safe", 1),
        ("new", "The bridge is safe, said Bo Ray.", "The bridge is safe", 3),
        ("near", "At the bridge Cy Dee said all is well.", "all is well", 5),
        ("far", "Di Fox said nothing new at all.", "nothing new at all", 7),
    ]
    statements = []
    for key, sentence, content, day in rows:
        outlet = "Bridge Gazette" if key == "far" else "Gazette"
        article = make_article(
            key, f"News\n{sentence}{filler}", published_at=_at(day), publisher=outlet
        )
        statement = make_statement(article, sentence, content)
        publisher.save_reading(make_reading(article, statement))
        statements.append(statement)
    publisher.publish([story_of(statements)])
    update_index()
    assert keys(q="bridge") == ["new-s0", "old-s0", "near-s0", "far-s0"]
    assert keys(q="bridge", sort="newest") == ["far-s0", "near-s0", "new-s0", "old-s0"]


def test_story_is_found_by_who_said_something_and_how_surely(told_flood):
    # Neither word stands in what is said, in the headline or in the summary.
    assert keys(Kind.STORY, q="who denied dam") == ["flood"]
    assert keys(Kind.STORY, q="Ilves dam") == ["flood"]
    assert keys(Kind.STORY, q="denied Brandt Ilves 9999") == []


def test_search_page_shows_words_marked_with_their_sources(told_flood, reader):
    answer = reader.get("/search/", {"q": "who denied dam"})
    # What the statement says stands out from the sentence around it.
    assert "<mark>denied</mark> that </span>the <mark>dam</mark> had cracked<span" in answer.text
    words = visible(answer)
    assert "Denied by Mara Ilves" in words
    assert "Coast Herald" in words
    assert "not reviewed" in words
    assert 'href="/stories/flood/"' in answer.text
    assert "https://coast.example.org/news/1#:~:text=" in answer.text


def test_words_that_may_not_be_quoted_lead_to_their_report_alone(told_flood, reader):
    answer = reader.get("/search/", {"q": "ferry swell"})
    assert "Families flee Orlen valley" in answer.text
    assert 'href="/reports/coast/"' in answer.text
    assert "cancelled its sailings" not in answer.text
    Statement.objects.filter(pk="coast-s2").update(quoted=False)
    update_index()
    answer = reader.get("/search/", {"q": "denied cracked"})
    assert "that the dam had cracked" not in answer.text
    assert 'href="/reports/coast/"' in answer.text


def test_rejected_statement_is_found_no_more_and_comes_back(told_flood, reader):
    rows = Statement.objects.filter(pk="coast-s2")
    with TestCase.captureOnCommitCallbacks(execute=True):
        decide(rows, State.REJECTED, None)
    assert keys(q="denied") == []
    assert "Denied by" not in visible(reader.get("/search/", {"q": "denied"}))
    with TestCase.captureOnCommitCallbacks(execute=True):
        decide(rows, State.PROPOSED, None)
    assert keys(q="denied") == ["coast-s2"]


def test_publication_touches_only_what_changed(told_flood):
    before = dict(Document.objects.values_list("key", "digest"))
    update_index()
    assert dict(Document.objects.values_list("key", "digest")) == before
    article = dataclasses.replace(coast_reading().article, headline="Harbour full")
    told_flood.save_reading(coast_reading()._replace(article=article))
    told_flood.publish([make_story()])
    update_index()
    after = dict(Document.objects.values_list("key", "digest"))
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {"coast"}
    assert keys(Kind.REPORT, q="harbour full") == ["coast"]
    told_flood.publish([], {"flood": ""})
    update_index()
    assert not Document.objects.exists()
    assert keys(q="dam") == []


def test_index_follows_a_publication(publisher, django_capture_on_commit_callbacks):
    publisher.save_reading(valley_reading())
    publisher.save_reading(coast_reading())
    with django_capture_on_commit_callbacks(execute=True):
        publisher.publish([make_story()])
    assert keys(q="denied") == ["coast-s2"]


def test_pages_of_results_keep_the_question(publisher, reader):
    text = "Headline\n" + " ".join(f"Boat number {n} has left the harbour." for n in range(60))
    article = make_article("boats", text)
    statements = [
        make_statement(article, f"Boat number {n} has left the harbour.", f"number {n} has left",
                       number=n)
        for n in range(60)
    ]  # fmt: skip
    publisher.save_reading(make_reading(article, *statements))
    publisher.publish([story_of(statements)])
    update_index()
    address = "/search/?q=boat&kind=statement"
    first, second = reader.get(address), reader.get(f"{address}&page=2")
    assert 'rel="next" href="?q=boat&amp;kind=statement&amp;page=2"' in first.text
    assert first.text.count('class="said"') == 20
    shown = set(re.findall(r"#s-boats-s\d+", first.text))
    assert not shown & set(re.findall(r"#s-boats-s\d+", second.text))


@pytest.mark.parametrize(
    "address",
    ["/search/", "/search/?q=dam", "/search/?q=dam&kind=statement", "/search/?q=nothingsuch"],
)
def test_search_asks_the_database_little(
    told_flood, reader, address, django_assert_max_num_queries
):
    reader.get(address)
    with django_assert_max_num_queries(15):
        assert reader.get(address).status_code == 200


def test_each_filter_can_be_taken_off(told_flood, reader):
    page = reader.get("/search/", {"q": "dam certainty:denied by:ilves"}).text
    assert 'href="?q=dam&amp;source=ilves"' in page
    assert 'href="?q=dam&amp;certainty=denied"' in page


def test_nothing_asked_and_nothing_found_help(told_flood, reader):
    assert "Ways to ask" in reader.get("/search/").text
    page = reader.get("/search/", {"q": "nothingsuch certainty:denied"}).text
    assert "Nothing found" in page
    assert 'href="?q=nothingsuch"' in page


@pytest.mark.parametrize(
    "typed",
    ['"', "a'b", "NEAR(x)", "x AND", "title:x", "{x}", "*", "\\", "%s", "-", "x\0y", "<script>",
     "'x':* & !y", "😀", "ا", "مرحبا"],
)  # fmt: skip
def test_hostile_questions_are_only_words(told_flood, reader, typed):
    answer = reader.get("/search/", {"q": typed, "source": typed, "since": typed, "page": typed})
    assert answer.status_code == 200
    assert "<script" not in answer.text


@pytest.mark.postgres
def test_search_on_postgresql():
    """Run this module and that of the other rooms again, on the server that is named."""
    url = os.environ.get("ONRECORD_TEST_POSTGRES")
    if not url:
        pytest.skip("ONRECORD_TEST_POSTGRES names no server")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "not postgres", "-p", "no:cacheprovider",
         __file__, __file__.replace("test_search", "test_rooms")],
        env={**os.environ, "ONRECORD_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout
    assert " passed" in run.stdout


def _at(day: int):
    return datetime(2025, 9, day, 12, tzinfo=UTC)


def story_of(statements):
    articles = tuple(dict.fromkeys(each.article for each in statements))
    return records.Story(
        id="one",
        headline="One",
        independent_reports=len(articles),
        articles=articles,
        reports=tuple(records.Report(article=each, independent=True) for each in articles),
        points=tuple(
            records.Point(
                id=f"p{number}", agreement="single", statements=(each.id,), sides=((each.id,),),
                summary=each.content.text,
            )
            for number, each in enumerate(statements)
        ),
    )  # fmt: skip
