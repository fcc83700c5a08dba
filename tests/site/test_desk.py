"""The newsroom's desk in Wagtail."""

import pytest
from django.urls import reverse

from onrecord_site.newsroom.models import Article, Decision, State, Statement, Story
from onrecord_site.users.models import User


def address(model, view, *args):
    return reverse(f"wagtailsnippets_newsroom_{model}:{view}", args=args)


@pytest.mark.parametrize("model", ["statement", "article", "story"])
def test_listing_shows_the_records(flood, editor, model):
    answer = editor.get(address(model, "list"))
    assert answer.status_code == 200
    shown = {"statement": "The dam will hold", "article": "Coast Herald", "story": "cleared as the"}
    assert shown[model] in answer.text


def test_statements_are_searched_in_their_words(flood, editor):
    text = editor.get(address("statement", "list_results"), {"q": "found alive"}).text
    assert "Tomas Brandt was found alive" in text
    assert "The dam will hold" not in text


@pytest.mark.parametrize(
    "query",
    [{"certainty": "confirmed"}, {"source_kind": "organisation"}],
)
def test_statements_are_filtered(flood, editor, query):
    text = editor.get(address("statement", "list_results"), query).text
    assert "Tomas Brandt was found alive" in text
    assert "The dam will hold" not in text


def test_statements_are_filtered_by_story_and_state(flood, editor):
    Statement.objects.filter(pk="coast-s3").update(state=State.REJECTED)
    text = editor.get(
        address("statement", "list_results"), {"state": "rejected", "stories": "flood"}
    ).text
    assert "Tomas Brandt was found alive" in text
    assert "The dam will hold" not in text


def test_editor_decides_on_a_statement(flood, editor):
    page = address("statement", "edit", "valley-s2")
    assert "“The dam will hold,” said Mara Ilves" in editor.get(page).text
    answer = editor.post(page, {"state": "rejected"})
    assert answer.status_code == 302
    assert Statement.objects.get(pk="valley-s2").state == State.REJECTED
    assert Decision.objects.get().decided_by.username == "editor"


def test_deciding_changes_nothing_but_the_review(flood, editor):
    before = Statement.objects.values().get(pk="valley-s2")
    editor.post(
        address("statement", "edit", "valley-s2"),
        {"state": "accepted", "content": "forged", "evidence": "forged", "source_name": "forged"},
    )
    after = Statement.objects.values().get(pk="valley-s2")
    assert after == {**before, "state": "accepted"}


@pytest.mark.parametrize(
    ("action", "state"),
    [("accept", "accepted"), ("reject", "rejected"), ("reopen", "proposed")],
)
def test_editor_decides_on_many(flood, editor, action, state):
    Statement.objects.update(state=State.ACCEPTED if action == "reopen" else State.PROPOSED)
    page = reverse("wagtail_bulk_action", args=("newsroom", "statement", action))
    query = "?id=valley-s1&id=valley-s2&next=/admin/"
    assert "The dam will hold" in editor.get(page + query).text
    answer = editor.post(page + query)
    assert answer.status_code == 302
    changed = Statement.objects.filter(pk__in=["valley-s1", "valley-s2"])
    assert set(changed.values_list("state", flat=True)) == {state}


def test_all_reaches_no_further_than_what_is_ticked(flood, editor):
    page = reverse("wagtail_bulk_action", args=("newsroom", "statement", "reject"))
    editor.post(page + "?id=all&id=valley-s1&next=/admin/")
    rejected = Statement.objects.filter(state=State.REJECTED)
    assert list(rejected.values_list("pk", flat=True)) == ["valley-s1"]


@pytest.mark.parametrize("model", ["statement", "article", "story"])
def test_nobody_adds_or_deletes_a_record_by_hand(flood, editor, model):
    ids = {"statement": "valley-s1", "article": "valley", "story": "flood"}
    for view, args in (("add", ()), ("delete", (ids[model],))):
        assert editor.post(address(model, view, *args)).status_code == 302
    assert (Statement.objects.count(), Article.objects.count(), Story.objects.count()) == (6, 2, 1)


def test_nobody_deletes_many_records_by_hand(flood, editor):
    page = reverse("wagtail_bulk_action", args=("newsroom", "statement", "delete"))
    editor.post(page + "?id=valley-s1&next=/admin/")
    assert Statement.objects.count() == 6


@pytest.mark.parametrize("model", ["article", "story"])
def test_articles_and_stories_cannot_be_edited(flood, editor, model):
    ids = {"article": "valley", "story": "flood"}
    assert editor.get(address(model, "edit", ids[model])).status_code == 302
    assert editor.get(address(model, "inspect", ids[model])).status_code == 200


def test_desk_is_closed_to_readers(flood, reader):
    assert reader.get(address("statement", "list")).status_code == 302
    User.objects.create_user("somebody", password="not-a-secret")
    reader.login(username="somebody", password="not-a-secret")
    assert reader.get(address("statement", "list")).status_code == 302


def test_editors_front_page_and_pages_work(flood, editor):
    assert editor.get("/admin/").status_code == 200
    assert editor.get("/admin/pages/").status_code in (200, 302)
    assert "script-src 'self'" in editor.get("/admin/")["Content-Security-Policy"]
