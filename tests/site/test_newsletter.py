"""Newsletters: composed, edited, approved, sent; subscribing and leaving."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from onrecord_site.changes.models import Change
from onrecord_site.changes.record import record_changes
from onrecord_site.mail import links
from onrecord_site.mail.addresses import address_of
from onrecord_site.mail.deliver import deliver_due
from onrecord_site.mail.models import Delivery, Letter
from onrecord_site.newsletter.compose import compose_due
from onrecord_site.newsletter.models import Issue, Newsletter, Subscription
from onrecord_site.newsletter.send import issue_letter, post_approved
from onrecord_site.newsroom.models import State, Statement
from onrecord_site.users.models import User
from tests.site.test_changes import story_with
from tests.site.test_follow import READER, link_in_mail
from tests.site.test_mail import mailbox  # noqa: F401 - a fixture

NOW = datetime(2026, 3, 11, 9, 30, tzinfo=UTC)  # a Wednesday


@pytest.fixture
def daily(flood, settings) -> Newsletter:
    settings.MAIL_FROM = "news@example.org"
    return Newsletter.objects.create(name="The day", slug="the-day")


@pytest.fixture
def issue(daily, flood) -> Issue:
    """A draft of what changed on a day: two new points, after the story was seen before."""
    flood.publish([story_with(points=story_with().points[:1])])
    record_changes()
    Change.objects.update(at=timezone.now() - timedelta(days=9))
    flood.publish([story_with()])
    record_changes()
    _, until = daily.last_period(timezone.now())
    Change.objects.filter(at__gt=timezone.now() - timedelta(days=1)).update(
        at=until - timedelta(hours=1)
    )
    (made,) = compose_due()
    return made


def subscribe(newsletter, *emails) -> None:
    for email in emails:
        Subscription.objects.create(address=address_of(email), newsletter=newsletter)


def page(view, *args) -> str:
    return reverse(f"wagtailsnippets_newsletter_issue:{view}", args=args)


@pytest.mark.parametrize(
    ("rhythm", "hour", "since", "until"),
    [
        ("daily", 6, datetime(2026, 3, 10, 6, tzinfo=UTC), datetime(2026, 3, 11, 6, tzinfo=UTC)),
        ("daily", 10, datetime(2026, 3, 9, 10, tzinfo=UTC), datetime(2026, 3, 10, 10, tzinfo=UTC)),
        ("weekly", 6, datetime(2026, 3, 2, 6, tzinfo=UTC), datetime(2026, 3, 9, 6, tzinfo=UTC)),
    ],
)
def test_period_is_the_last_whole_one(rhythm, hour, since, until):
    assert Newsletter(rhythm=rhythm, hour=hour).last_period(NOW) == (since, until)


def test_weekly_on_its_day_before_the_hour_is_the_week_before():
    newsletter = Newsletter(rhythm="weekly", hour=10, weekday=2)
    assert newsletter.last_period(NOW)[1] == datetime(2026, 3, 4, 10, tzinfo=UTC)


def test_issue_is_composed_once_of_what_changed(issue, daily):
    assert compose_due() == []
    assert [item.label for item in issue.items.all()] == [
        "New, and in dispute", "New, in independent reports that agree",
    ]  # fmt: skip
    assert issue.subject.endswith(": Orlen valley cleared as the water rises")
    assert not issue.approved_at


def test_nothing_new_makes_no_issue(daily):
    assert compose_due() == []


def test_new_story_is_told_as_new_by_its_summary(daily, flood):
    record_changes()
    _, until = daily.last_period(timezone.now())
    Change.objects.update(at=until - timedelta(hours=1))
    (issue,) = compose_due()
    (item,) = issue.items.all()
    assert item.label == "New story"
    assert [line["statement"] for line in item.lines] == ["valley-s1"]


def test_every_statement_of_an_issue_has_its_source_link(issue):
    letter = issue_letter(issue)
    told = re.findall(r"^\* (.+)\n  (.+)\n  (https://\S+)$", letter.text, re.M)
    assert len(told) == letter.text.count("\n* ") == 4
    items = re.findall(r"<li>.*?</li>", letter.html, re.S)
    assert len(items) == 4
    assert all('<a href="https://' in item for item in items)


def test_draft_is_not_sent(issue, daily):
    subscribe(daily, READER)
    assert post_approved() == 0
    assert not Delivery.objects.exists()


def test_approved_issue_goes_to_every_subscriber_once(issue, daily, mailbox):  # noqa: F811
    subscribe(daily, READER, "other@example.org", "gone@example.org")
    address = address_of("gone@example.org")
    address.undeliverable_at = timezone.now()
    address.save()
    Issue.objects.update(approved_at=timezone.now())
    assert post_approved() == 1
    assert post_approved() == 0
    deliver_due()
    deliver_due()
    assert mailbox.counts == {READER: 1, "other@example.org": 1}
    mail = mailbox.to(READER)
    assert mail["List-Id"] == "<the-day.news.example.org>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"] != mailbox.to("other@example.org")["List-Unsubscribe"]


def test_newsletter_that_sends_itself_waits_for_nobody(daily, flood):
    Newsletter.objects.update(sends_itself=True)
    record_changes()
    _, until = daily.last_period(timezone.now())
    Change.objects.update(at=until - timedelta(hours=1))
    compose_due()
    subscribe(daily, READER)
    assert post_approved() == 1


def test_what_was_rejected_after_composing_is_left_out(issue, daily):
    subscribe(daily, READER)
    Statement.objects.filter(pk="coast-s3").update(state=State.REJECTED)
    assert "was found alive" not in issue_letter(issue).text
    Statement.objects.update(state=State.REJECTED)
    Issue.objects.update(approved_at=timezone.now())
    assert post_approved() == 0
    assert not Delivery.objects.exists()
    assert Issue.objects.get().sent_at


def test_subscribing_takes_two_steps(daily, reader):
    answer = reader.post("/newsletters/the-day/", {"email": READER}, follow=True)
    assert "Please look into your mail" in answer.text
    confirm = link_in_mail("confirm")
    assert READER in reader.get(confirm).text
    assert not Subscription.objects.exists()
    assert "You are subscribed" in reader.post(confirm).text
    assert Subscription.objects.get().address.email == READER


def test_one_click_ends_this_newsletter_alone(issue, daily, reader):
    other = Newsletter.objects.create(name="The week", slug="the-week", rhythm="weekly")
    subscribe(daily, READER)
    subscribe(other, READER)
    Issue.objects.update(approved_at=timezone.now())
    post_approved()
    path = urlsplit(links.link("newsletter-leave", address_of(READER), "the-day")).path
    assert "Unsubscribe?" in reader.get(path).text
    answer = reader.post(
        path, {"List-Unsubscribe": "One-Click"}, headers={"sec-fetch-site": "cross-site"}
    )
    assert answer.status_code == 200
    assert [each.newsletter for each in Subscription.objects.all()] == [other]
    assert Delivery.objects.get().state == "dropped"


def test_own_page_ends_a_newsletter_and_what_waits_of_it(issue, daily, reader):
    subscribe(daily, READER)
    Issue.objects.update(approved_at=timezone.now())
    post_approved()
    path = urlsplit(links.link("choices", address_of(READER))).path
    assert "The day" in reader.get(path).text
    reader.post(path, {"newsletter": str(Subscription.objects.get().pk)})
    assert not Subscription.objects.exists()
    assert Delivery.objects.get().state == "dropped"


def test_without_a_sender_there_is_no_newsletter(daily, reader, settings):
    settings.MAIL_FROM = ""
    assert reader.get("/newsletters/the-day/").status_code == 404
    assert "The day" not in reader.get("/follow/").text


def edited(issue, **fields) -> dict[str, str]:
    """What the editing form sends, with both items in the other order."""
    first, second = issue.items.all()
    return {
        "subject": issue.subject, "note": "", "items-TOTAL_FORMS": "2", "items-INITIAL_FORMS": "2",
        "items-MIN_NUM_FORMS": "0", "items-MAX_NUM_FORMS": "1000",
        "items-0-id": str(first.pk), "items-0-ORDER": "2", "items-0-DELETE": "",
        "items-1-id": str(second.pk), "items-1-ORDER": "1", "items-1-DELETE": "", **fields,
    }  # fmt: skip


def test_editor_orders_leaves_out_and_writes_in_front(issue, editor):
    form = editor.get(page("edit", issue.pk))
    assert "Tomas Brandt was found alive" in form.text
    assert "Send a test to me" in form.text
    fields = {"note": "Good morning.", "items-0-DELETE": "on", "items-0-lines": "[]"}
    assert editor.post(page("edit", issue.pk), edited(issue, **fields)).status_code == 302
    issue = Issue.objects.get()
    assert issue.note == "Good morning."
    (item,) = issue.items.all()
    assert len(item.lines) == 2
    assert "From the desk\nGood morning." in issue_letter(issue).text


def test_preview_shows_both_parts_with_their_own_styles_alone(issue, editor):
    for mode, words in (("html", "<h3>"), ("text", "* ")):
        answer = issue.make_preview_request(preview_mode=mode)
        assert words in answer.text
        assert answer["Content-Security-Policy"].startswith("default-src 'none'")
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


def test_test_goes_to_the_editor_alone(issue, editor, daily, mailbox):  # noqa: F811
    subscribe(daily, READER)
    test = reverse("test_issue", args=[issue.pk])
    assert editor.get(test).status_code == 302
    User.objects.update(email="editor@example.org")
    assert "editor@example.org" in editor.get(test).text
    editor.post(test)
    deliver_due()
    assert mailbox.counts == {"editor@example.org": 1}
    assert mailbox.to("editor@example.org")["Subject"].startswith("[Test] The day")
    assert not Issue.objects.get().approved_at


def test_editor_approves_and_then_nothing_can_be_changed(issue, editor, daily):
    subscribe(daily, READER)
    approve = reverse("approve_issue", args=[issue.pk])
    assert "1 subscriber " in editor.get(approve).text
    editor.post(approve)
    assert Issue.objects.get().approved_at
    editor.post(page("edit", issue.pk), edited(issue, note="Too late"))
    assert Issue.objects.get().note == ""
    editor.post(page("delete", issue.pk))
    assert Issue.objects.exists()


@pytest.mark.parametrize("action", ["test_issue", "approve_issue"])
def test_desk_is_closed_to_others(issue, reader, action):
    User.objects.create_user("somebody", password="not-a-secret")
    reader.login(username="somebody", password="not-a-secret")
    assert reader.post(reverse(action, args=[issue.pk])).status_code == 302
    assert not Issue.objects.get().approved_at
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "listing",
    ["newsletter_issue", "newsletter_newsletter", "mail_address", "mail_delivery"],
)
def test_listings_answer(issue, daily, editor, listing):
    subscribe(daily, READER)
    Issue.objects.update(approved_at=timezone.now())
    post_approved()
    assert editor.get(reverse(f"wagtailsnippets_{listing}:list")).status_code == 200


def test_editor_sends_again_only_what_is_unknown(issue, daily, editor):
    subscribe(daily, READER, "other@example.org")
    Issue.objects.update(approved_at=timezone.now())
    post_approved()
    sent, unknown = Delivery.objects.all()
    Delivery.objects.filter(pk=sent.pk).update(state="sent")
    Delivery.objects.filter(pk=unknown.pk).update(state="unknown")
    action = reverse("wagtail_bulk_action", args=("mail", "delivery", "send-again"))
    query = f"?id={sent.pk}&id={unknown.pk}&next=/admin/"
    assert "gets it twice" in editor.get(action + query).text
    assert editor.post(action + query).status_code == 302
    assert Delivery.objects.get(pk=sent.pk).state == "sent"
    assert Delivery.objects.get(pk=unknown.pk).state == "waiting"
