"""The newsroom as the last step of the pipeline. These tests also run on PostgreSQL."""

import dataclasses
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.core import serializers
from django.db import connection

from onrecord import records
from onrecord_site.newsroom import models
from onrecord_site.newsroom.publisher import NewsroomPublisher, capture_key
from tests.site.records_factory import (
    VALLEY,
    coast_reading,
    make_article,
    make_reading,
    make_statement,
    make_story,
    valley_reading,
)

TABLES = (
    models.Article,
    models.Statement,
    models.Story,
    models.Mention,
    models.StoryPerson,
    models.Story.articles.through,
    models.Story.statements.through,
)


def everything() -> str:
    """Every row of every table, without the ids the database gives out itself."""
    rows = [row for table in TABLES for row in table.objects.all()]
    for row in rows:
        if isinstance(row.pk, int):
            row.pk = None
        # When something was done, and for the how manyeth time.
        for name in {"arrival", "edition", "touched_at"} & set(vars(row)):
            setattr(row, name, None)
    return "\n".join(sorted(serializers.serialize("jsonl", rows).splitlines()))


def test_sqlite_is_a_file_in_wal_mode(db):
    if connection.vendor != "sqlite":
        pytest.skip("runs on PostgreSQL")
    with connection.cursor() as cursor:
        values = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert values == ["wal", 1, 1, 20_000]
    assert str(connection.settings_dict["NAME"]).endswith(".sqlite3")


def test_records_come_back_as_they_were_saved(flood):
    valley, coast = valley_reading(), coast_reading()
    assert flood.kept(["coast", "valley"]) == (
        [valley.article, coast.article],
        [*coast.statements, *valley.statements],
        [],
        [],
    )
    assert flood.stories() == [make_story()]


def test_doing_everything_twice_changes_nothing(flood):
    before = everything()
    flood.save_reading(valley_reading())
    flood.save_reading(coast_reading())
    flood.publish([make_story()])
    assert everything() == before
    assert models.Capture.objects.count() == 2


def test_page_is_known_by_address_and_bytes(flood):
    page = valley_reading().capture
    assert flood.has(page)
    assert flood.has(dataclasses.replace(page, name="other/path.txt"))
    assert not flood.has(dataclasses.replace(page, content=b"other words"))
    assert not flood.has(dataclasses.replace(page, url="https://other.example.org/"))
    assert not flood.has(dataclasses.replace(page, published_at=datetime(2025, 1, 1, tzinfo=UTC)))


def test_page_without_address_is_known_by_name_and_bytes(publisher):
    reading = valley_reading()
    reading = reading._replace(capture=dataclasses.replace(reading.capture, url=None))
    publisher.save_reading(reading)
    assert publisher.has(reading.capture)
    assert not publisher.has(dataclasses.replace(reading.capture, name="other.txt"))


def test_reading_again_asks_for_every_page(flood):
    assert not NewsroomPublisher(read_again=True).has(valley_reading().capture)


def test_bytes_are_kept(flood):
    page = valley_reading().capture
    row = models.Capture.objects.get(key=capture_key(page))
    assert bytes(row.content) == page.content
    assert row.sha256 == page.sha256


def test_new_version_replaces_the_statements_that_changed(flood):
    edited = VALLEY.replace("At least 40 families", "At least 60 families")
    article = make_article(text=edited, updated_at=datetime(2025, 9, 11, tzinfo=UTC))
    sentence = "At least 60 families left their homes in the Orlen valley on Tuesday."
    statement = make_statement(article, sentence, "At least 60 families left their homes", number=9)
    flood.save_reading(make_reading(article, statement))
    assert [row.id for row in models.Article.objects.get(pk="valley").statements.all()] == [
        "valley-s9"
    ]
    assert models.Article.objects.get(pk="valley").version == article.version
    assert models.Capture.objects.filter(article_id="valley").count() == 2


def test_older_version_that_comes_later_changes_nothing(publisher):
    new = make_article(updated_at=datetime(2025, 9, 11, tzinfo=UTC))
    publisher.save_reading(make_reading(new))
    old_text = VALLEY.replace("Schools in", "All schools in")
    publisher.save_reading(valley_reading(old_text))
    assert models.Article.objects.get().version == new.version
    assert publisher.has(valley_reading(old_text).capture)


def test_fetching_times_order_versions_without_dates(publisher):
    fetched = datetime(2025, 9, 9, tzinfo=UTC)
    new = make_article(published_at=None, fetched_at=fetched)
    old = make_article(
        text=VALLEY.replace("Schools", "All schools"),
        published_at=None,
        fetched_at=fetched - timedelta(hours=1),
    )
    publisher.save_reading(make_reading(new))
    publisher.save_reading(make_reading(old))
    assert models.Article.objects.get().version == new.version


def test_publishing_replaces_the_stories(flood):
    flood.publish([make_story(story_id="other")], {"flood": "other"})
    assert [story.id for story in flood.stories()] == ["other"]
    assert models.Story.objects.get().statements.count() == 6


def test_story_that_names_a_missing_statement_is_kept_without_it(publisher):
    publisher.save_reading(valley_reading())
    publisher.publish([make_story()])
    assert set(models.Story.objects.get().statements.values_list("pk", flat=True)) == {
        "valley-s1", "valley-s2", "valley-s3",
    }  # fmt: skip


def test_failed_save_leaves_nothing_behind(publisher, monkeypatch):
    def fail(*_given):
        raise RuntimeError

    monkeypatch.setattr("onrecord_site.newsroom.publisher._save_capture", fail)
    with pytest.raises(RuntimeError):
        publisher.save_reading(valley_reading())
    assert not models.Article.objects.exists()
    assert not models.Statement.objects.exists()


def test_nul_characters_are_kept_as_replacement_characters(publisher):
    text = VALLEY.replace("Engineer Tomas Brandt is", "Engineer\0Tomas Brandt is")
    article = make_article("nul\0id", text, url="https://example.org/\0")
    statement = make_statement(
        article, "Engineer\0Tomas Brandt is believed to be missing.", "Engineer\0Tomas Brandt"
    )
    reading = make_reading(article, statement)
    publisher.save_reading(reading)
    assert publisher.has(reading.capture)
    row = models.Statement.objects.get()
    assert row.content == "Engineer\ufffdTomas Brandt"
    kept = row.article.to_record()
    assert kept.text == text.replace("\0", "\ufffd")
    assert row.to_record().content.spans == statement.content.spans


def test_statement_without_source_or_figures_is_kept(publisher):
    reading = valley_reading()
    publisher.save_reading(reading)
    row = models.Statement.objects.get(pk="valley-s1")
    assert row.source_name == ""
    assert row.to_record() == reading.statements[0]


def test_evidence_reaches_from_sentence_to_content(publisher):
    reading = valley_reading()
    statement = dataclasses.replace(
        reading.statements[0], sentence=records.Span(40, 60), id="valley-s7"
    )
    publisher.save_reading(reading._replace(statements=(statement,)))
    row = models.Statement.objects.get()
    text = reading.article.text
    assert row.evidence == text[row.evidence_start : row.evidence_start + len(row.evidence)]
    assert statement.content.text in row.evidence


@pytest.mark.postgres
def test_publisher_on_postgresql():
    """Run this module again, against the server of ONRECORD_TEST_POSTGRES."""
    url = os.environ.get("ONRECORD_TEST_POSTGRES")
    if not url:
        pytest.skip("ONRECORD_TEST_POSTGRES names no server")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "not postgres", "-p", "no:cacheprovider",
         __file__, str(__file__).replace("test_publisher", "test_review")],
        env={**os.environ, "ONRECORD_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout
    assert " passed" in run.stdout
