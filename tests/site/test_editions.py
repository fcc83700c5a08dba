"""Stories as pages arrive: the same as grouped all at once, whatever stops or goes missing."""

import itertools
import sqlite3

import pytest
from django.conf import settings

from onrecord import wire
from onrecord.errors import BusyError
from onrecord.stories.arrivals import update_stories
from onrecord.stories.group import group_stories
from onrecord.stories.stream import Stream
from onrecord_site.newsroom import editions, models
from onrecord_site.newsroom.publisher import NewsroomPublisher
from tests.site.short_pages import FERRY, FIRE, PAGES, article_ids, read


def arrive(publisher, *names, **given) -> None:
    for name in names:
        publisher.save_reading(read(name, **given))
    update_stories(publisher)


def told(stories):
    """The stories by their articles, without what tells when they were first told."""
    found = {}
    for story in stories:
        data = wire.to_data(story)
        del data["id"]
        data["thread"] = data["thread"] is not None
        found[frozenset(story.articles)] = data
    return found


def whole():
    readings = [read(name) for name in PAGES]
    statements = [each for reading in readings for each in reading.statements]
    return told(group_stories([reading.article for reading in readings], statements))


def ids(names):
    return frozenset(article_ids(sorted(names)))


@pytest.mark.parametrize("batch", [1, 2, 5])
@pytest.mark.parametrize("order", [sorted(PAGES), sorted(PAGES, reverse=True)])
def test_stories_are_those_of_grouping_all_at_once(publisher, batch, order):
    for start in range(0, len(order), batch):
        arrive(publisher, *order[start : start + batch])
    assert told(publisher.stories()) == whole()
    assert set(whole()) == {ids(FIRE), ids(FERRY)}


def test_only_the_story_that_a_page_touches_is_loaded_and_told(publisher, monkeypatch):
    arrive(publisher, "fire1", "fire2", "ferry1")
    before = {row.pk: row.edition for row in models.Story.objects.all()}
    loaded = []
    kept = publisher.kept
    monkeypatch.setattr(publisher, "kept", lambda names: loaded.extend(names) or kept(names))
    arrive(publisher, "ferry2")
    assert set(loaded) == set(article_ids(["ferry1", "ferry2"]))
    changed = [row for row in models.Story.objects.all() if row.edition != before[row.pk]]
    assert [frozenset(story.to_record().articles) for story in changed] == [ids(FERRY)]


def test_run_that_was_killed_before_it_published_is_finished_by_the_next(publisher, monkeypatch):
    arrive(publisher, "fire1")
    monkeypatch.setattr(publisher, "publish", lambda *_given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        arrive(publisher, "fire2", "fire3", "ferry1", "ferry2")
    later = NewsroomPublisher()
    update_stories(later)
    assert told(later.stories()) == whole()
    assert not later.arrived()


def test_run_that_was_killed_after_it_published_is_followed_by_the_next(publisher, monkeypatch):
    arrive(publisher, "fire1", "ferry1")
    with monkeypatch.context() as patch:
        patch.setattr(editions, "note_edition", lambda stream, edition: None)
        publisher.save_reading(read("fire2"))
        update_stories(publisher)
    arrive(publisher, "fire3", "ferry2")
    assert told(publisher.stories()) == whole()


@pytest.mark.parametrize("damage", ["missing", "damaged", "of another newsroom"])
def test_file_is_made_anew_where_it_cannot_be_used(publisher, damage):
    arrive(publisher, "fire1", "fire2", "ferry1")
    known = {story.id for story in publisher.stories()}
    path = settings.GROUPING_FILE
    if damage == "of another newsroom":
        with Stream(path) as stream:
            stream.shelf.set_mark('[1, "another"]')
            stream.save()
    else:
        path.unlink()
    if damage == "damaged":
        path.write_bytes(b"no database at all" * 1000)
    arrive(publisher, "fire3", "ferry2")
    assert told(publisher.stories()) == whole()
    assert {story.id for story in publisher.stories()} == known


def test_machines_take_turns_each_with_a_file_of_its_own(publisher, monkeypatch, tmp_path):
    machines = itertools.cycle([tmp_path / "one.sqlite3", tmp_path / "two.sqlite3"])
    for name, path in zip(PAGES, machines, strict=False):
        monkeypatch.setattr(settings, "GROUPING_FILE", path)
        arrive(publisher, name)
    assert told(publisher.stories()) == whole()


def test_what_another_machine_published_meanwhile_is_not_lost(publisher, monkeypatch, tmp_path):
    arrive(publisher, "fire1")
    other = NewsroomPublisher()
    publish = publisher.publish

    def late(stories, ended):
        monkeypatch.setattr(publisher, "publish", publish)
        with monkeypatch.context() as patch:
            patch.setattr(settings, "GROUPING_FILE", tmp_path / "other.sqlite3")
            arrive(other, "ferry1", "ferry2")
        publish(stories, ended)

    monkeypatch.setattr(publisher, "publish", late)
    arrive(publisher, "fire2", "fire3")
    assert told(publisher.stories()) == whole()


def test_page_that_arrives_while_a_run_is_under_way_is_taken_in_by_it(publisher, monkeypatch):
    publish = publisher.publish

    def meanwhile(stories, ended):
        monkeypatch.setattr(publisher, "publish", publish)
        NewsroomPublisher().save_reading(read("ferry2"))
        publish(stories, ended)

    monkeypatch.setattr(publisher, "publish", meanwhile)
    arrive(publisher, "fire1", "fire2", "fire3", "ferry1")
    assert told(publisher.stories()) == whole()


def test_second_process_leaves_the_file_to_the_first(publisher, monkeypatch):
    monkeypatch.setattr("onrecord.stories.shelf._WAIT_SECONDS", 0.1)
    with publisher.open_stream():
        with pytest.raises(BusyError):
            arrive(NewsroomPublisher(), "fire1")
        with pytest.raises(sqlite3.OperationalError):
            sqlite3.connect(settings.GROUPING_FILE, timeout=0).execute("delete from article")
    assert publisher.arrived()


def test_page_read_again_with_other_words_shows_what_changed(publisher):
    arrive(publisher, *PAGES)
    corrected = PAGES["fire1"].replace("Nine people", "Eleven people")
    arrive(publisher, "fire1", text=corrected, day=2)
    article = read("fire1").article.id
    row = models.Story.objects.get(articles=article)
    assert row.articles.count() == 3
    (revision,) = row.to_record().revisions
    assert revision.article == article
    (edit,) = revision.edits
    assert (edit.kind, edit.before.text, edit.after.text) == (
        "changed", "Nine people were hurt.", "Eleven people were hurt.",
    )  # fmt: skip
    assert [each.kind for each in revision.corrections] == ["figure"]
    withdrawn = [point for point in row.to_record().points if point.withdrawn]
    assert withdrawn
    assert all(point.agreement in ("changed", "disputed") for point in withdrawn)


def test_versions_read_out_of_order_are_told_in_order(publisher):
    corrected = PAGES["fire1"].replace("Nine people", "Eleven people")
    arrive(publisher, "fire1", text=corrected, day=2)
    arrive(publisher, "fire1")
    (story,) = publisher.stories()
    (revision,) = story.revisions
    assert revision.later == read("fire1", corrected, 2).article.version
    assert models.Article.objects.get().version == revision.later
    arrive(publisher, "fire1")
    assert models.ArticleVersion.objects.count() == 1


def test_story_that_went_into_another_leads_to_it(publisher, flood, reader):
    publisher.publish([], {"flood": "nowhere"})
    assert reader.get("/stories/flood/").status_code == 404
    arrive(publisher, "fire1", "ferry1")
    first, second = (
        models.Story.objects.get(articles=read(name).article.id).to_record()
        for name in ("fire1", "ferry1")
    )
    publisher.publish([first], {second.id: first.id})
    answer = reader.get(f"/stories/{second.id}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/stories/{first.id}/")
