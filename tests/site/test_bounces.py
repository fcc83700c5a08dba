"""Mail that came back, and reports of a provider."""

from datetime import UTC, datetime

import pytest
from anymail.signals import AnymailTrackingEvent, tracking

from onrecord_site.mail.addresses import address_of
from onrecord_site.mail.bounces import heed_bounce
from onrecord_site.mail.letters import message_id, post
from onrecord_site.mail.models import Address, Delivery, Letter

READER = "reader@example.org"


@pytest.fixture
def delivery(db) -> Delivery:
    letter = Letter.objects.create(subject="News", text="", html="", leave_view="follow-leave")
    post(letter, [address_of(READER)])
    return Delivery.objects.get()


def bounce(sent_id, *, recipient=READER, action="failed", status="5.1.1", quoted="rfc822-headers"):
    message = f"Message-ID: {sent_id}\nSubject: News\n"
    return f"""From: MAILER-DAEMON@mx.example.org
To: news@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge"

--edge
Content-Type: text/plain

Your message could not be delivered.

--edge
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--edge
Content-Type: {"text/rfc822-headers" if quoted == "rfc822-headers" else "message/rfc822"}

{message}
--edge--
""".encode()


def marked() -> bool:
    return Address.objects.get(email=READER).undeliverable_at is not None


@pytest.mark.parametrize("quoted", ["rfc822-headers", "rfc822"])
def test_bounce_marks_the_address_and_drops_what_waits(delivery, quoted):
    assert heed_bounce(bounce(message_id(delivery.pk), quoted=quoted)) == [READER]
    assert marked()
    assert "550 5.1.1 User unknown" in Address.objects.get().problem
    delivery.refresh_from_db()
    assert delivery.state == "dropped"


@pytest.mark.parametrize(
    "fields",
    [{"action": "delayed", "status": "4.4.1"}, {"action": "delivered", "status": "2.0.0"},
     {"recipient": "somebody@example.org"}],
)  # fmt: skip
def test_other_report_marks_nobody(delivery, fields):
    address_of("somebody@example.org")
    assert heed_bounce(bounce(message_id(delivery.pk), **fields)) == []
    assert not marked()


@pytest.mark.parametrize("sent_id", ["<1.abc@127.0.0.1>", "<forged@example.org>", ""])
def test_forged_bounce_marks_nobody(delivery, sent_id):
    assert heed_bounce(bounce(sent_id)) == []
    assert not marked()


@pytest.mark.parametrize("mail", [b"", b"Hello\n\nI am on holiday.", b"\xff\x00\r\n\r\n\x80"])
def test_any_other_mail_is_left_alone(delivery, mail):
    assert heed_bounce(mail) == []


@pytest.mark.parametrize(
    ("event", "reason", "counts"),
    [("bounced", "bounced", True), ("complained", None, True), ("rejected", "invalid", True),
     ("rejected", "timed_out", False), ("deferred", None, False), ("delivered", None, False)],
)  # fmt: skip
def test_final_report_of_a_provider_marks_the_address(delivery, event, reason, counts):
    report = AnymailTrackingEvent(
        event_type=event, timestamp=datetime.now(UTC), recipient="Reader@example.org",
        reject_reason=reason,
    )  # fmt: skip
    tracking.send(None, event=report, esp_name="Test")
    assert marked() is counts


def test_report_on_a_stranger_is_left_alone(delivery):
    report = AnymailTrackingEvent(event_type="bounced", timestamp=None, recipient="x@y.org")
    tracking.send(None, event=report, esp_name="Test")
    assert not marked()
