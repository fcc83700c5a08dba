"""Archive, names, topics, figures, outlets, corrections, and the pages for what is missing."""

import csv
import dataclasses
import io
import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import TestCase

from onrecord import records
from onrecord_site.derived import derive_missing
from onrecord_site.names.models import Name
from onrecord_site.newsroom.models import Mention, State, Statement, Story
from onrecord_site.newsroom.publisher import NewsroomPublisher
from onrecord_site.newsroom.review import decide
from onrecord_site.newsroom.signals import stories_published
from onrecord_site.outlets.models import Outlet
from onrecord_site.search.models import Document
from onrecord_site.topics.models import StoryTopic
from tests.site.records_factory import (
    changed,
    coast_reading,
    make_article,
    make_reading,
    make_statement,
    make_story,
    span_of,
    valley_reading,
)
from tests.site.test_identity import identify
from tests.site.test_pages import visible
from tests.site.test_search import story_of

FIGURE = "/stories/flood/figures/families-who-left/"
ADDRESSES = [
    "/search/", "/search/?q=dam", "/archive/", "/archive/2025/", "/archive/2025/9/",
    "/archive/2025/09/10/", "/people/", "/organisations/", "/places/", "/people/mara-ilves/",
    "/topics/", "/outlets/", "/outlets/coast-herald/", "/corrections/", FIGURE,
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_room_answers_with_one_heading_no_script_and_few_queries(
    told_flood, reader, address, django_assert_max_num_queries
):
    reader.get(address)
    with django_assert_max_num_queries(15):
        answer = reader.get(address)
    assert answer.status_code == 200
    assert answer.text.count("<main") == answer.text.count("<h1") == 1
    assert "<script" not in answer.text.replace('<script type="application/ld+json">', "")
    assert " style=" not in answer.text
    assert not answer.cookies


@pytest.mark.parametrize("address", [each for each in ADDRESSES if "figures" not in each])
def test_room_of_an_empty_newsroom_says_so(publisher, reader, address):
    listed = address.count("/") <= 2 or "q=" in address
    answer = reader.get(address)
    assert answer.status_code == (200 if listed else 404)


@pytest.mark.parametrize(
    "address",
    ["/archive/2024/", "/archive/2025/13/", "/archive/2025/02/30/", "/archive/2025/09/11/",
     "/archive/99999/1/1/", "/topics/none/", "/outlets/none/", "/stories/flood/figures/none/",
     "/stories/none/figures/x/values.csv"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(told_flood, reader, address):
    assert reader.get(address).status_code == 404


# -- Archive -----------------------------------------------------------------------------------
def test_day_has_its_reports_and_stories_and_the_way_to_other_days(told_flood, reader):
    page = reader.get("/archive/2025/09/09/")
    words = visible(page)
    assert "Tuesday, 9 September 2025" in words
    assert "began on this day · 1 report on this day" in words
    assert "Dam holds as Orlen valley is cleared 08:30 UTC · Valley Courier" in words
    assert "Families flee" not in words
    assert 'href="/archive/2025/9/10/"' in page.text


def test_months_and_days_are_counted_and_linked(told_flood, reader):
    assert "September 2 reports" in visible(reader.get("/archive/"))
    page = reader.get("/archive/2025/9/")
    assert "Wednesday 10" in visible(page)
    assert 'href="/archive/2025/9/9/"' in page.text


# -- Names -------------------------------------------------------------------------------------
def with_place(reading, kind="city"):
    """The valley's first statement, with a place the gazetteer knows."""
    place = records.Place(
        span=span_of(reading.article.text, "Orlen valley"), name="Orlen valley", precision=kind
    )
    return changed(reading, 0, places=(place,))


def test_lists_keep_kinds_apart(publisher, reader):
    publisher.save_reading(with_place(valley_reading()))
    publisher.save_reading(coast_reading())
    publisher.publish([make_story()])
    stories_published.send(NewsroomPublisher)
    people, organisations, places = (
        visible(reader.get(f"/{each}/")) for each in ("people", "organisations", "places")
    )
    assert "Mara Ilves 2 said" in people
    assert "Tomas Brandt" in people
    assert "The regional rescue service 1 said" in organisations
    assert "Orlen valley 1 about" in places
    assert "Mara" not in organisations + places
    assert "Orlen valley" not in people


def test_place_has_a_page(publisher, reader):
    publisher.save_reading(with_place(valley_reading()))
    publisher.publish([make_story()])
    words = visible(reader.get("/people/orlen-valley/"))
    assert "Place Orlen valley" in words
    assert "Said about Orlen valley" in words
    assert "At least 40 families left their homes" in words


def test_one_name_of_two_kinds_is_shown_by_kind(told_flood, reader):
    statement = Statement.objects.get(pk="coast-s1")
    Mention.objects.create(
        statement=statement, role="subject", slug="mara-ilves", name="Mara Ilves", kind="place"
    )
    page = reader.get("/people/mara-ilves/")
    assert 'href="?kind=place"' in page.text
    assert "The dam will hold" in visible(page)
    alone = visible(reader.get("/people/mara-ilves/?kind=place"))
    assert "52 families who left" in alone
    assert "The dam will hold" not in alone


def test_long_list_of_names_has_letters(told_flood, reader):
    Name.objects.bulk_create(
        Name(slug=f"{letter}-name-{number}", name=f"{letter} {number}", kind="person", said=1,
             about=0)
        for letter in "abz"
        for number in range(120)
    )  # fmt: skip
    page = reader.get("/people/")
    assert "Most on record" in page.text
    assert 'href="?letter=z"' in page.text
    of_z = visible(reader.get("/people/?letter=z"))
    assert "z 7" in of_z
    assert "a 7" not in of_z


def test_many_statements_of_a_name_come_in_pages(publisher, reader):
    text = "Headline\n" + " ".join(f"Mara Ilves gave number {n} away today." for n in range(60))
    article = make_article("many", text)
    statements = [
        make_statement(article, f"Mara Ilves gave number {n} away today.", f"number {n} away",
                       source="Mara Ilves", number=n)
        for n in range(60)
    ]  # fmt: skip
    publisher.save_reading(make_reading(article, *statements))
    publisher.publish([story_of(statements)])
    page = reader.get("/people/mara-ilves/")
    assert page.text.count('class="words"') == 20
    assert 'href="?said=2#said"' in page.text
    assert reader.get("/people/mara-ilves/?said=2").text.count('class="words"') == 10


def test_rejected_statement_leaves_the_lists(told_flood):
    assert Name.objects.get(slug="mara-ilves").said == 2
    with TestCase.captureOnCommitCallbacks(execute=True):
        decide(Statement.objects.filter(pk="coast-s2"), State.REJECTED, None)
    assert Name.objects.get(slug="mara-ilves").said == 1


# -- Topics ------------------------------------------------------------------------------------
def released(reading, number, tags=()):
    """The reading, with a release told in one statement."""
    statement = reading.statements[number]
    event = records.Event(trigger=statement.content.spans[0], category="RETREAT", mode="release")
    article = dataclasses.replace(reading.article, tags=tags)
    return changed(reading._replace(article=article), number, events=(event,))


def test_topic_wants_two_reports_and_tells_why(publisher, reader):
    publisher.save_reading(released(valley_reading(), 2, tags=("Floods", "Dam")))
    publisher.save_reading(coast_reading())
    publisher.publish([make_story()])
    stories_published.send(NewsroomPublisher)
    assert not StoryTopic.objects.exists()
    coast = released(coast_reading(), 2, tags=("floods",))
    article = dataclasses.replace(coast.article, id="coast2", url="https://coast.example.org/2")
    assert article.publisher == "Coast Herald"
    publisher.save_reading(coast)
    publisher.publish([make_story()])
    stories_published.send(NewsroomPublisher)
    words = visible(reader.get("/topics/releases/"))
    assert "Orlen valley cleared" in words
    assert "Here because 2 reports tell of it" in words
    assert "Here because 2 outlets file it so" in visible(reader.get("/topics/floods/"))
    assert reader.get("/topics/dam/").status_code == 404
    index = visible(reader.get("/topics/"))
    assert "Releases" in index
    assert "1 story" in index
    identify(language="de")
    index = visible(reader.get("/topics/"))
    assert "Freilassungen" in index
    assert "floods" in index.casefold()


# -- Beside rooms ------------------------------------------------------------------------------
@pytest.fixture
def affair(told_flood) -> NewsroomPublisher:
    """The flood, another story of the same affair, and stories of another, three under a topic."""
    flood = dataclasses.replace(make_story(), thread="t1")
    others = [
        dataclasses.replace(
            make_story(story_id=f"other-{number}"), headline=f"Other story {number}", people=(),
            points=(), figures=(), timeline=(), summary=(), thread="t1" if number == 0 else None,
        )
        for number in range(6)
    ]  # fmt: skip
    told_flood.publish([flood, *others])
    stories_published.send(NewsroomPublisher)
    for story in ("flood", "other-0", "other-1"):
        StoryTopic.objects.create(story_id=story, slug="dams", name="Dams", reason="tag", reports=2)
    return told_flood


def beside(page) -> str:
    return page.text.partition('aria-labelledby="dont-miss"')[2].partition("</aside>")[0]


@pytest.mark.parametrize(
    ("address", "reasons"),
    [
        ("/people/tomas-brandt/", ["2 independent reports"]),
        ("/topics/dams/", ["2 independent reports"]),
        ("/outlets/coast-herald/", ["2 independent reports"]),
        (FIGURE, ["Same course of events", "2 independent reports"]),
    ],
)
def test_beside_a_room_stands_what_not_to_miss_each_with_its_reason(
    affair, reader, address, reasons, django_assert_max_num_queries
):
    reader.get(address)
    with django_assert_max_num_queries(15):
        page = reader.get(address)
    for reason in reasons:
        assert reason in beside(page)
    listed = page.text.partition("<main")[2].partition("</main>")[0]
    picked = [part.partition('"')[0] for part in beside(page).split('href="')[1:]]
    assert picked
    assert not [each for each in picked if f'href="{each}"' in listed]


# -- Figures -----------------------------------------------------------------------------------
def test_figure_page_links_every_value_to_its_words(told_flood, reader):
    page = reader.get(FIGURE)
    words = visible(page)
    assert "Families who left" in words
    assert "9 September 2025" in words
    assert "computed, not reported" in words
    assert "<mark>At least 40 families left their homes</mark>" in page.text
    assert f'href="{FIGURE}values.csv"' in page.text
    assert 'href="/follow/figure/flood/families-who-left/"' in page.text


def test_story_leads_to_the_page_of_each_figure(told_flood, reader):
    assert f'<a href="{FIGURE}">Families who left</a>' in reader.get("/stories/flood/").text


def test_figures_of_one_name_are_told_apart_by_their_latest_value(flood, reader):
    story = make_story()
    (left,) = story.figures
    value = dataclasses.replace(left.series[0], value=2.0, low=None, high=None)
    two = dataclasses.replace(left, series=(value,))
    flood.publish([dataclasses.replace(story, figures=(left, two))])
    words = visible(reader.get(FIGURE))
    assert "Other figures of this story Families who left 50 to 55, 10 September 2025" in words


def test_what_is_followed_of_a_figure_names_its_story(told_flood, reader):
    for address in ("/follow/figure/flood/families-who-left/", f"{FIGURE}feed.rss"):
        assert "Families who left · Orlen valley cleared" in reader.get(address).text


def test_figure_is_downloaded_with_its_sources(told_flood, reader):
    answer = reader.get(f"{FIGURE}values.csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert 'filename="families-who-left.csv"' in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["low"] for row in rows] == ["40", "50"]
    assert rows[0]["as_of"] == "2025-09-09"
    assert rows[0]["source_url"].startswith("https://valley.example.org/news/1#:~:text=")
    assert rows[1]["according_to"] == "Officials"
    data = json.loads(reader.get(f"{FIGURE}values.json").text)
    assert data["counts"] == "families who left"
    assert [value["statement"] for value in data["values"]] == ["valley-s1", "coast-s1"]


def test_figure_downloads_no_rejected_value_no_words_withheld_and_no_formula(told_flood, reader):
    decide(Statement.objects.filter(pk="valley-s1"), State.REJECTED, None)
    Statement.objects.filter(pk="coast-s1").update(quoted=False)
    story = Story.objects.get()
    story.record["figures"][0]["series"][1]["source"] = '=HYPERLINK("x")'
    story.save()
    rows = list(csv.DictReader(io.StringIO(reader.get(f"{FIGURE}values.csv").text)))
    assert [row["statement"] for row in rows] == ["coast-s1"]
    assert rows[0]["words"] == ""
    assert rows[0]["according_to"].startswith("'=")
    decide(Statement.objects.filter(pk="coast-s1"), State.REJECTED, None)
    assert reader.get(FIGURE).status_code == 404


# -- Outlets -----------------------------------------------------------------------------------
def test_outlet_counts_what_it_was_first_with(told_flood, reader):
    valley, coast = (Outlet.objects.get(slug=f"{each}") for each in
                     ("valley-courier", "coast-herald"))  # fmt: skip
    assert (valley.reports, valley.first_stories, valley.shared_stories) == (1, 1, 1)
    assert (valley.first_points, valley.shared_points) == (3, 3)
    assert (coast.first_stories, coast.first_points) == (0, 0)
    words = visible(reader.get("/outlets/valley-courier/"))
    assert "report of its own · first with this story" in words
    assert "1 of 1" in visible(reader.get("/outlets/"))


def test_copies_are_never_first_and_times_that_lack_decide_nothing(publisher):
    early = datetime(2025, 9, 8, tzinfo=UTC)
    publisher.save_reading(valley_reading())
    publisher.save_reading(coast_reading())
    copy = make_article("gazette", publisher="Gazette", published_at=early)
    publisher.save_reading(make_reading(copy))
    publisher.publish([make_story(extra_reports=("gazette",))])
    stories_published.send(NewsroomPublisher)
    gazette = Outlet.objects.get(slug="gazette")
    assert (gazette.reports, gazette.independent, gazette.copies) == (1, 0, 1)
    assert gazette.first_stories == 0
    later = datetime(2025, 9, 20, tzinfo=UTC)
    timeless = dataclasses.replace(coast_reading().article, published_at=None, fetched_at=later)
    publisher.save_reading(coast_reading()._replace(article=timeless))
    publisher.publish([make_story()])
    stories_published.send(NewsroomPublisher)
    assert not Outlet.objects.filter(first_stories__gt=0).exists()


def test_report_links_its_outlet(told_flood, reader):
    assert 'href="/outlets/valley-courier/"' in reader.get("/reports/valley/").text


# -- Corrections -------------------------------------------------------------------------------
def corrected_story():
    revision = records.Revision(
        article="coast",
        earlier="a" * 12,
        later="b" * 12,
        at=datetime(2025, 9, 11, 9, 0, tzinfo=UTC),
        edits=(
            records.SentenceEdit(kind="removed", before=None, after=None),
        ),
        corrections=(
            records.Correction(
                kind="figure", before="gone-s1", after="coast-s1", acknowledged=False
            ),
        ),
        note=None,
    )  # fmt: skip
    return dataclasses.replace(make_story(), revisions=(revision,))


def test_log_tells_what_an_outlet_corrected(flood, reader):
    flood.publish([corrected_story()])
    stories_published.send(NewsroomPublisher)
    words = visible(reader.get("/corrections/"))
    assert "11 September 2025" in words
    assert "A figure was corrected (the outlet does not say so)" in words
    assert "52 families who left" in words
    assert "without a note on the change" in words
    assert "A figure was corrected" in visible(reader.get("/outlets/coast-herald/"))
    assert Outlet.objects.get(slug="coast-herald").corrections == 1


def test_log_counts_what_editors_rejected_and_repeats_no_word_of_it(flood, reader):
    flood.publish([corrected_story()])
    stories_published.send(NewsroomPublisher)
    decide(Statement.objects.filter(pk__in=["coast-s1", "coast-s2"]), State.REJECTED, None)
    decide(Statement.objects.filter(pk="valley-s1"), State.ACCEPTED, None)
    page = reader.get("/corrections/")
    assert "2 statements were taken off the record" in visible(page)
    assert "52 families" not in page.text
    assert "had cracked" not in page.text


# -- Missing and broken ------------------------------------------------------------------------
def test_missing_page_offers_a_search_and_the_newest_stories(told_flood, reader):
    page = reader.get("/nowhere/")
    assert page.status_code == 404
    assert 'action="/search/"' in page.text
    assert 'href="/stories/flood/"' in page.text


def test_broken_page_needs_no_database(rf):
    from django.views.defaults import server_error

    def refuse(*_):
        raise AssertionError("the database was asked")

    with connection.execute_wrapper(refuse):
        answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert 'action="/search/"' in answer.content.decode()


# -- An older newsroom -------------------------------------------------------------------------
def test_newsroom_that_published_before_is_caught_up_with(flood):
    derive_missing()
    assert Document.objects.exists()
    assert Name.objects.exists()
    assert Outlet.objects.exists()


def test_places_are_added_to_statements_kept_before(publisher):
    from importlib import import_module

    from django.apps import apps

    publisher.save_reading(with_place(valley_reading()))
    Mention.objects.filter(kind="place").delete()
    migration = import_module("onrecord_site.newsroom.migrations.0002_places_on_record")
    migration.add(apps, None)
    assert Mention.objects.get(kind="place").slug == "orlen-valley"
