"""What editors decide on stories: at the desk, for good, and taken back."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.urls import reverse

from onrecord.stories.arrivals import update_stories
from onrecord_site.newsroom.models import Story, StoryDecision
from onrecord_site.users.models import User
from tests.site.short_pages import FERRY, FIRE, PAGES, article_ids, read

BULK = reverse("wagtail_bulk_action", args=("newsroom", "story", "merge"))


@pytest.fixture
def desk(publisher):
    """A newsroom with a fire and a ferry, each told by all but its last report."""
    for name in ("fire1", "fire2", "ferry1"):
        publisher.save_reading(read(name))
    update_stories(publisher)
    return publisher


def groups():
    names = {read(name).article.id: name for name in PAGES}
    return {
        frozenset(names[each] for each in story.articles.values_list("pk", flat=True))
        for story in Story.objects.all()
    }


def story_of(name):
    return Story.objects.get(articles=read(name).article.id)


def merge(client, *names):
    query = "&".join(f"id={story_of(name).pk}" for name in names)
    return client.post(f"{BULK}?{query}&next=/admin/", follow=True)


def split(client, story, *names):
    page = reverse("split_story", args=[story.slug])
    return client.post(page, {"report": article_ids(names), "confirmed": "yes"}, follow=True)


def undo(client):
    decision = StoryDecision.objects.latest("pk")
    return client.post(reverse("take_back_story_decision", args=[decision.pk]), follow=True)


def arrive(publisher, *names, **given):
    for name in names:
        publisher.save_reading(read(name, **given))
    update_stories(publisher)


def test_merged_stories_are_one_for_good_and_the_old_address_leads_there(desk, editor, reader):
    fire, ferry = story_of("fire1"), story_of("ferry1")
    query = f"?id={fire.pk}&id={ferry.pk}&next=/admin/"
    assert fire.headline in editor.get(BULK + query).text
    assert "Stories made one" in merge(editor, "fire1", "ferry1").text
    assert groups() == {frozenset({"fire1", "fire2", "ferry1"})}
    answer = reader.get(f"/stories/{ferry.slug}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/stories/{fire.slug}/")
    arrive(desk, "fire3", "ferry2")
    arrive(desk, "ferry1", text=PAGES["ferry1"] + " It was foggy.", day=2)
    assert groups() == {FIRE | FERRY}


def test_merge_that_is_taken_back_gives_both_stories_their_addresses_again(desk, editor, reader):
    before = {story.pk: story.headline for story in Story.objects.all()}
    merge(editor, "fire1", "ferry1")
    arrive(desk, "ferry2")
    assert "Taken back" in undo(editor).text
    assert groups() == {frozenset({"fire1", "fire2"}), FERRY}
    assert set(before) == set(Story.objects.values_list("pk", flat=True))
    for name in before:
        assert reader.get(f"/stories/{name}/").status_code == 200
    assert undo(editor).status_code == 404


def test_reports_taken_out_stay_out(desk, editor):
    fire = story_of("fire1")
    page = reverse("split_story", args=[fire.slug])
    assert read("fire2").article.headline in editor.get(page).text
    asked = editor.post(page, {"report": article_ids(["fire2"])}).text
    assert "Take them out" in asked
    assert not StoryDecision.objects.exists()
    split(editor, fire, "fire2")
    assert {frozenset({"fire1"}), frozenset({"fire2"})} < groups()
    assert story_of("fire1").pk == fire.pk
    arrive(desk, "fire3")
    arrive(desk, "fire2", text=PAGES["fire2"] + " It rained.", day=2)
    assert story_of("fire1") != story_of("fire2")


def test_split_that_is_taken_back_leaves_one_story(desk, editor, reader):
    fire = story_of("fire1")
    split(editor, fire, "fire2")
    out = story_of("fire2")
    undo(editor)
    assert frozenset({"fire1", "fire2"}) in groups()
    assert reader.get(f"/stories/{out.slug}/")["Location"] == f"/stories/{fire.slug}/"


def test_last_decision_counts(desk, editor):
    merge(editor, "fire1", "ferry1")
    split(editor, story_of("fire1"), "fire1")
    assert groups() == {frozenset({"fire1"}), frozenset({"fire2", "ferry1"})}
    undo(editor)
    assert groups() == {frozenset({"fire1", "fire2", "ferry1"})}


def test_decisions_are_in_the_database_and_not_in_the_file(desk, editor):
    merge(editor, "fire1", "ferry1")
    split(editor, story_of("fire1"), "fire2")
    before = groups()
    settings.GROUPING_FILE.unlink()
    arrive(desk, "ferry1", text=PAGES["ferry1"] + " It was foggy.", day=2)
    assert groups() == before


def test_decision_made_during_a_run_is_obeyed_by_it(desk, editor, monkeypatch):
    monkeypatch.setattr("onrecord.stories.shelf._WAIT_SECONDS", 0.1)
    with desk.open_stream():
        assert "A run is under way" in merge(editor, "fire1", "ferry1").text
    assert len(groups()) == 2
    update_stories(desk)
    assert len(groups()) == 1


@pytest.mark.parametrize("chosen", [(), ("fire1", "fire2")])
def test_split_leaves_reports_on_both_sides(desk, editor, chosen):
    assert "not all of them" in split(editor, story_of("fire1"), *chosen).text
    assert not StoryDecision.objects.exists()


def test_one_story_cannot_be_merged(desk, editor):
    merge(editor, "fire1")
    assert not StoryDecision.objects.exists()


def test_only_who_may_change_stories_decides(desk, editor, client):
    client.force_login(_staff("reviewer"))
    host = {"host": "localhost"}
    page = reverse("split_story", args=[story_of("fire1").slug])
    assert client.post(page, {"report": "x", "confirmed": "yes"}, headers=host).status_code == 302
    ids = f"?id={story_of('fire1').pk}&id={story_of('ferry1').pk}&next=/admin/"
    client.post(BULK + ids, headers=host)
    assert not StoryDecision.objects.exists()
    client.force_login(_staff("editor2", "change_story"))
    client.post(BULK + ids, headers=host)
    assert StoryDecision.objects.get().decided_by.username == "editor2"


def _staff(name, *permissions):
    user = User.objects.create_user(name, password="not-a-secret")
    wanted = ["access_admin", "view_story", *permissions]
    user.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    return user


def test_forms_need_the_token(desk, editor):
    editor.handler.enforce_csrf_checks = True
    page = reverse("split_story", args=[story_of("fire1").slug])
    given = {"report": article_ids(["fire1"]), "confirmed": "yes"}
    assert editor.post(page, given).status_code == 403
    assert not StoryDecision.objects.exists()


def test_listings_offer_what_can_be_done(desk, editor):
    listing = editor.get(reverse(Story.snippet_viewset.get_url_name("list"))).text
    assert "Take reports out" in listing
    merge(editor, "fire1", "ferry1")
    decisions = editor.get(reverse(StoryDecision.snippet_viewset.get_url_name("list"))).text
    assert "Stories made one" in decisions
    assert "Take back" in decisions
