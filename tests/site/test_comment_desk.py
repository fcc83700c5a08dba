"""The moderators' desk: who gets in, the queue, decisions, bans, closing, rules."""

import pytest
from django.test import Client

from onrecord_site.comments import who
from onrecord_site.comments.models import Ban, Closing, Comment, CommentRules, Report
from onrecord_site.mail.models import Address
from onrecord_site.users.models import User
from tests.site.test_comments import at_once, moderator, open_desk, rules, said  # noqa: F401

LIST = "/admin/snippets/comments/comment/"
BANS = "/admin/snippets/comments/ban/"
CLOSED = "/admin/snippets/comments/closing/"


@pytest.fixture
def desk(moderator) -> Client:  # noqa: F811
    client = Client(headers={"host": "localhost"})
    client.force_login(moderator)
    return client


def decide(desk, action, *comments):
    query = "&".join(f"id={each.pk}" for each in comments)
    return desk.post(f"/admin/bulk/comments/comment/{action}/?{query}&next={LIST}", follow=True)


def test_queue_comes_first_with_its_count_in_the_menu(at_once, desk):  # noqa: F811
    said("Seen already.")
    waiting = said("Look <b>here</b>.", public=False)
    text = desk.get(LIST).text
    assert text.index("Look &lt;b&gt;here") < text.index("Seen already.")
    assert "Comments (1)" in text
    assert "Seen already." not in desk.get(f"{LIST}?state=waiting").text
    assert "Look" not in desk.get(f"{LIST}?state=shown").text.split("<main")[1]
    decide(desk, "approve", waiting)
    assert "Comments (" not in desk.get(LIST).text


def test_unconfirmed_comment_is_not_in_the_queue(at_once, desk):  # noqa: F811
    said("Unconfirmed.", public=False)
    Comment.objects.update(confirmed_at=None)
    assert "Unconfirmed." not in desk.get(LIST).text


def test_comment_is_looked_at_with_its_reports(at_once, desk):  # noqa: F811
    comment = said("First line.\nSecond line.")
    Report.objects.create(comment=comment, reason="hate", note="<i>see</i>", client="c" * 64)
    text = desk.get(f"{LIST}inspect/{comment.pk}/").text
    assert "First line.<br>Second line." in text
    assert "It stirs up hatred against a group: &lt;i&gt;see&lt;/i&gt;" in text
    assert f"/admin/bulk/comments/comment/approve/?id={comment.pk}" in text
    assert "First line." in desk.get(f"{LIST}?state=reported").text


@pytest.mark.parametrize(
    ("action", "public", "removed"), [("approve", True, False), ("reject", False, True)]
)
def test_many_are_decided_at_once(at_once, desk, moderator, action, public, removed):  # noqa: F811
    comments = [said(f"Number {number}.", public=False) for number in range(3)]
    asked = desk.get(f"/admin/bulk/comments/comment/{action}/?id={comments[0].pk}")
    assert "Number 0." in asked.text
    answer = decide(desk, action, *comments[:2])
    assert "2 comments." in answer.text
    for comment in Comment.objects.filter(pk__in=[each.pk for each in comments[:2]]):
        assert (comment.is_public, comment.is_removed) == (public, removed)
        assert comment.decided_by == moderator
    assert Comment.objects.waiting().count() == 1


def test_author_is_banned_with_the_comment(at_once, desk, moderator):  # noqa: F811
    address = Address.objects.create(email="troll@example.org")
    comment = said("Foul.", address=address, client="c" * 64)
    decide(desk, "reject-and-ban", comment)
    comment.refresh_from_db()
    assert comment.is_removed
    assert {ban.who for ban in Ban.objects.all()} == {
        who.email_digest("troll@example.org"), "c" * 64,
    }  # fmt: skip
    assert Ban.objects.get(who="c" * 64).holds_until
    assert "troll@example.org" not in desk.get(BANS).text
    assert Ban.objects.filter(made_by=moderator).count() == 2


def test_address_and_domain_are_banned_by_hand(at_once, desk):  # noqa: F811
    assert desk.post(f"{BANS}add/", {"label": "x", "email": "nobody"}).status_code == 200
    desk.post(f"{BANS}add/", {"label": "The spammers", "email": "@Spam.example "})
    ban = Ban.objects.get()
    assert ban.who == who.email_digest("@spam.example")
    assert ban.holds_until is None
    desk.post(f"{BANS}delete/{ban.pk}/")
    assert not Ban.objects.exists()


def test_page_is_closed_by_its_address(at_once, desk, reader):  # noqa: F811
    assert desk.post(f"{CLOSED}add/", {"path": "nonsense"}).status_code == 200
    desk.post(
        f"{CLOSED}add/", {"path": "http://localhost/stories/flood?x=1#y", "reason": "Enough."}
    )
    assert Closing.objects.get().path == "/stories/flood/"
    assert "Enough." in reader.get("/stories/flood/").text


def test_desk_is_closed_to_everybody_else(at_once, reader):  # noqa: F811
    comment = said(public=False)
    editor = Client(headers={"host": "localhost"})
    user = User.objects.create_user("ed", password="secret")
    from django.contrib.auth.models import Group

    user.groups.add(Group.objects.get(name="Editors"))
    editor.force_login(user)
    for client in (reader, editor):
        for page in (LIST, BANS, CLOSED, f"{BANS}add/", f"{LIST}inspect/{comment.pk}/"):
            assert client.get(page).status_code in (302, 403)
        decide(client, "approve", comment)
    comment.refresh_from_db()
    assert not comment.is_public
    assert "Comments (" not in editor.get("/admin/").text


def test_moderator_adds_changes_and_deletes_no_comment(at_once, desk):  # noqa: F811
    comment = said()
    for page in ("add/", f"delete/{comment.pk}/", f"edit/{comment.pk}/"):
        assert desk.post(f"{LIST}{page}").status_code in (302, 403, 404)
    assert Comment.objects.filter(pk=comment.pk).exists()


def test_rules_are_set_in_the_settings_by_who_may(at_once, editor, desk):  # noqa: F811
    page = editor.get("/admin/settings/comments/commentrules/", follow=True)
    address = page.redirect_chain[-1][0]
    assert "A moderator looks at each comment" in page.text
    given = {
        "mode": "off", "close_after_days": "5", "hide_after_reports": "2", "links_at_most": "1",
        "words": "", "question": "", "answers": "",
    }  # fmt: skip
    assert desk.post(address, given).status_code == 302
    assert CommentRules.in_force().mode == "look_after"
    editor.post(address, given)
    assert (CommentRules.in_force().mode, CommentRules.objects.count()) == ("off", 1)


def test_rules_hold_before_any_are_saved(db):
    made = CommentRules.in_force()
    assert made.mode == CommentRules.Mode.LOOK_FIRST
    assert made.pk is None
    rules(words="  One  Word \n\n")
    assert CommentRules.in_force().listed("words") == ["one word"]
