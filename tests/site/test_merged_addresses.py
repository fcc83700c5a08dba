"""What stood under a story that went into another one is found there from then on."""

import pytest
from django.utils import timezone

from onrecord_site.comments.models import Comment
from onrecord_site.newsroom.models import Story
from tests.site.test_changes import story_with
from tests.site.test_comments import (  # noqa: F401
    WRITE,
    at_once,
    confirmed,
    open_desk,
    said,
    typed,
)
from tests.site.test_follow_merged import FIGURE, merge, storm, two  # noqa: F401

HEIR = "/stories/storm/"


@pytest.fixture
def both(at_once, two):  # noqa: F811
    """The flood and the storm, each news still."""
    Story.objects.update(last_at=timezone.now())
    return two


@pytest.mark.parametrize("page", ["", "record/", *(f"figures/{FIGURE}/{name}" for name in (
    "", "values.csv", "values.json"))])  # fmt: skip
def test_page_of_a_merged_story_leads_on(two, reader, page):  # noqa: F811
    merge(two)
    answer = reader.get(f"/stories/flood/{page}")
    assert (answer.status_code, answer["Location"]) == (301, f"{HEIR}{page}")
    assert reader.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("address", [
    "/stories/{}/download.json", "/api/v1/stories/{}", "/api/v1/stories/{}/points",
])  # fmt: skip
def test_what_programs_ask_of_a_merged_story_leads_on(two, reader, address):  # noqa: F811
    merge(two)
    answer = reader.get(address.format("flood"))
    assert (answer.status_code, answer["Location"]) == (301, address.format("storm"))
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert reader.get(answer["Location"]).status_code == 200
    assert reader.get(address.format("none")).status_code == 404


def test_figure_that_the_surviving_story_lacks_is_gone(two, reader):  # noqa: F811
    two.publish([storm(figures=())])
    merge(two)
    assert reader.get(f"/stories/flood/figures/{FIGURE}/").status_code == 404
    assert reader.get(f"/stories/none/figures/{FIGURE}/").status_code == 404
    assert reader.get("/stories/none/record/").status_code == 404


def test_comments_of_a_merged_story_stand_under_the_surviving_one(both, reader):
    first = said("On the flood.")
    merge(both)
    text = reader.get(HEIR).text
    assert "On the flood." in text
    assert f'href="/comments/story/storm/write/?reply={first.pk}"' in text
    url = Comment.objects.get().get_absolute_url()
    assert url == f"/comments/story/storm/?at={first.pk}#c-{first.pk}"


def test_addresses_of_the_comments_of_a_merged_story_lead_on(both, reader):
    first = said("On the flood.")
    merge(both)
    for page in ("", "write/"):
        answer = reader.get(f"/comments/story/flood/{page}?at={first.pk}")
        assert (answer.status_code, answer["Location"]) == (
            301, f"/comments/story/storm/{page}?at={first.pk}"
        )  # fmt: skip
    assert reader.get("/comments/story/none/").status_code == 404


def test_comment_that_was_being_written_is_kept_for_the_surviving_story(both, reader):
    sent = typed(reader, comment="I saw the water.")
    merge(both)
    answer = reader.post(WRITE, sent)
    assert "I saw the water." in answer.text
    assert "Please send the comment again" in answer.text
    assert not Comment.objects.exists()
    again = typed(reader, "/comments/story/storm/write/", comment="I saw the water.")
    assert reader.post(WRITE, again).status_code == 302
    assert Comment.objects.get().object_pk == "storm"


def test_comments_part_again_with_their_stories(both, reader):
    first = said("On the flood.")
    merge(both)
    answered = confirmed(reader, f"/comments/story/storm/write/?reply={first.pk}", comment="Yes.")
    confirmed(reader, "/comments/story/storm/write/", comment="On the storm.")
    both.publish([story_with(), storm()])
    flood, heir = (reader.get(page).text for page in ("/stories/flood/", HEIR))
    said_here = ("On the flood.", f'id="c-{answered.pk}"', "On the storm.")
    assert [words in flood for words in said_here] == [True, True, False]
    assert [words in heir for words in said_here] == [False, False, True]
