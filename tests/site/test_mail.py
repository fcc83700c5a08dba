"""Mail to a real mail server: each letter once to each address, also when killed."""

import shutil
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from onrecord_site.mail.addresses import address_of, forget
from onrecord_site.mail.deliver import CLAIM_HOLDS, RETRY_MINUTES, deliver_due, send_again
from onrecord_site.mail.letters import delivery_of, drop_waiting, message_id, post
from onrecord_site.mail.models import Address, Attempt, Delivery, Letter
from tests.site.processes import WAIT_SECONDS, clean_environment
from tests.site.smtp_server import mail_server, parts

State = Delivery.State
READERS = 12
POST = f"""
from onrecord_site.set_up import set_up
set_up()
from onrecord_site.mail.addresses import address_of
from onrecord_site.mail.letters import post
from onrecord_site.mail.models import Letter
letter = Letter.objects.create(subject="News", text="text", html="html", leave_view="follow-leave")
post(letter, [address_of(f"r{{number}}@example.org") for number in range({READERS})])
"""
DELIVER = "from onrecord_site.commands import deliver; deliver()"
LATER = """
from onrecord_site.set_up import set_up
set_up()
from datetime import timedelta
from django.utils import timezone
from onrecord_site.delivering import send_what_is_due
from onrecord_site.mail.deliver import CLAIM_HOLDS
from onrecord_site.mail.models import Delivery
long_ago = timezone.now() - CLAIM_HOLDS - timedelta(minutes=1)
Delivery.objects.filter(state="claimed").update(claimed_at=long_ago)
send_what_is_due()
send_what_is_due()
for email, state in Delivery.objects.values_list("address__email", "state"):
    print(email, state)
"""


@pytest.fixture
def mailbox(settings):
    with mail_server() as box:
        settings.EMAIL_BACKEND = "onrecord_site.mail.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.MAIL_FROM = "news@example.org"
        settings.SITE_URL = "https://news.example.org"
        yield box


@pytest.fixture
def letter(db) -> Letter:
    return Letter.objects.create(
        subject="News", text="Words. onrecord:leave", html="<p>Words. onrecord:leave</p>",
        leave_view="newsletter-leave", list_name="daily",
    )  # fmt: skip


def states() -> dict[str, str]:
    return dict(Delivery.objects.values_list("address__email", "state"))


def due_now() -> None:
    Delivery.objects.filter(state=State.WAITING).update(due_at=timezone.now())


def test_killed_sender_mails_nobody_twice(set_up_newsroom, tmp_path):
    """SIGKILL in the middle of two conversations: once the server has the mail, once it has not.

    Nobody can tell the one from the other afterwards, so neither is sent again.
    """
    shutil.copytree(set_up_newsroom, tmp_path / "data")
    with mail_server() as box:
        environment = {
            **clean_environment(tmp_path / "data"),
            "ONRECORD_MAIL_FROM": "news@example.org",
            "ONRECORD_SMTP_HOST": "127.0.0.1",
            "ONRECORD_SMTP_PORT": str(box.port),
        }

        def run(code, kill_at=None) -> str:
            process = subprocess.Popen(
                [sys.executable, "-c", code], env=environment, cwd=tmp_path,
                stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            passed = []

            def kill(step, _email):
                passed.append(step)
                if (step, passed.count(step)) == kill_at:
                    process.kill()
                    process.wait()

            box.before_answer = kill
            output, _ = process.communicate(timeout=WAIT_SECONDS)
            assert process.returncode == (-signal.SIGKILL if kill_at else 0)
            return output

        run(POST)
        run(DELIVER, kill_at=("DATA", 4))
        taken = box.mails[-1][0]
        assert len(box.mails) == 4
        run(DELIVER, kill_at=("RCPT", 3))
        assert len(box.mails) == 6
        run(DELIVER)
        now = dict(line.split() for line in run(LATER).splitlines())
    assert set(box.counts.values()) == {1}
    assert len(box.counts) == READERS - 1
    (not_taken,) = set(now) - set(box.counts)
    unknown = {email for email, state in now.items() if state == "unknown"}
    assert unknown == {taken, not_taken}
    assert {state for email, state in now.items() if email not in unknown} == {"sent"}


def test_letter_is_posted_once_to_an_address(letter, mailbox):
    reader = address_of("Reader@Example.org")
    post(letter, [reader, address_of("reader@example.org")])
    post(letter, [reader])
    assert deliver_due() == {"sent": 1}
    assert deliver_due() == {}
    post(letter, [reader])
    assert deliver_due() == {}
    assert mailbox.counts == {"reader@example.org": 1}


def test_mail_of_a_list_has_both_parts_and_the_fields_to_end_it(letter, mailbox):
    post(letter, [address_of("reader@example.org")])
    deliver_due()
    mail = mailbox.to("reader@example.org")
    text, html = parts(mail)
    leave = mail["List-Unsubscribe"].strip(" <>")
    assert leave.startswith("https://news.example.org/newsletters/leave/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Id"] == "<daily.news.example.org>"
    assert mail["List-Help"]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert leave in text
    assert leave in html
    assert "news@example.org" in mail["From"]
    delivery = Delivery.objects.get()
    assert mail["Message-ID"] == message_id(delivery.pk)
    assert delivery_of(mail["Message-ID"]) == delivery.pk


def test_one_click_needs_https(letter, mailbox, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    post(letter, [address_of("reader@example.org")])
    deliver_due()
    mail = mailbox.to("reader@example.org")
    assert mail["List-Unsubscribe"]
    assert mail["List-Unsubscribe-Post"] is None


@pytest.mark.parametrize("made", ["<1.0000@x>", "<x>", "", "<1>", "<²3.4@x>"])
def test_message_id_of_others_is_none_of_ours(made):
    assert delivery_of(made) is None


def test_server_that_is_away_is_tried_later_and_costs_no_try(letter, settings, mailbox):
    settings.EMAIL_PORT = 1
    post(letter, [address_of(f"{name}@example.org") for name in "abc"])
    assert deliver_due() == {}
    assert set(states().values()) == {"waiting"}
    assert set(Delivery.objects.values_list("tries", flat=True)) == {0}
    settings.EMAIL_PORT = mailbox.port
    assert deliver_due() == {"sent": 3}


def test_refusal_for_now_is_tried_again_until_it_is_given_up(letter, mailbox):
    mailbox.answers["grey@example.org"] = "451 4.7.1 Try again later"
    post(letter, [address_of("grey@example.org"), address_of("other@example.org")])
    assert deliver_due() == {"waiting": 1, "sent": 1}
    assert deliver_due() == {}  # not due yet
    for _ in RETRY_MINUTES:
        assert states()["grey@example.org"] == "waiting"
        due_now()
        deliver_due()
    assert states()["grey@example.org"] == "refused"
    assert Address.objects.get(email="grey@example.org").undeliverable_at is None


@pytest.mark.parametrize(
    ("answer", "marked"),
    [
        ("550 5.1.1 No such user", True),
        ("550 no such user here", True),
        ("550 5.7.1 Looks like spam", False),
        ("554 5.7.1 Denied", False),
    ],
)
def test_refusal_for_good_is_kept_and_the_mailbox_marked_if_there_is_none(
    letter, mailbox, answer, marked
):
    mailbox.answers["gone@example.org"] = answer
    post(letter, [address_of("gone@example.org"), address_of("other@example.org")])
    assert deliver_due() == {"refused": 1, "sent": 1}
    assert bool(Address.objects.get(email="gone@example.org").undeliverable_at) is marked
    assert answer[4:10] in Delivery.objects.get(address__email="gone@example.org").problem


def test_connection_that_breaks_after_the_mail_was_given_is_unknown_and_not_tried(letter, mailbox):
    mailbox.breaks_on.add("b@example.org")
    post(letter, [address_of(f"{name}@example.org") for name in "abc"])
    tally = deliver_due()
    assert tally["sent"] == 2
    assert states()["b@example.org"] == "unknown"
    mailbox.breaks_on.clear()
    due_now()
    assert deliver_due() == {}
    assert mailbox.counts["b@example.org"] == 1
    # A person may decide otherwise, and only for what is unknown.
    assert not send_again(Delivery.objects.get(address__email="a@example.org"))
    assert send_again(Delivery.objects.get(address__email="b@example.org"))
    assert deliver_due() == {"sent": 1}
    assert mailbox.counts == {"a@example.org": 1, "b@example.org": 2, "c@example.org": 1}


def test_claim_of_another_process_is_left_alone_and_settled_in_time(letter, mailbox):
    post(letter, [address_of("reader@example.org")])
    Delivery.objects.update(state=State.CLAIMED, claimed_at=timezone.now())
    assert deliver_due() == {}
    Delivery.objects.update(claimed_at=timezone.now() - CLAIM_HOLDS - timedelta(seconds=1))
    assert deliver_due() == {"unknown": 1}
    assert deliver_due() == {}
    assert not mailbox.mails


def test_confirmations_go_before_lists(letter, mailbox):
    post(letter, [address_of("reader@example.org")])
    post(
        Letter.objects.create(subject="Confirm", text="", html=""), [address_of("new@example.org")]
    )
    deliver_due()
    assert [email for email, _ in mailbox.mails] == ["new@example.org", "reader@example.org"]


def test_what_is_no_longer_wanted_is_not_sent(letter, mailbox):
    gone, left, other = (address_of(f"{name}@example.org") for name in ("gone", "left", "other"))
    post(letter, [gone, left, other])
    drop_waiting(left, "newsletter-leave", "daily")
    drop_waiting(other, "newsletter-leave", "weekly")
    Address.objects.filter(pk=gone.pk).update(undeliverable_at=timezone.now())
    assert deliver_due() == {"dropped": 1, "sent": 1}
    assert mailbox.counts == {"other@example.org": 1}


def test_headers_cannot_be_injected(letter, mailbox):
    from onrecord_site.mail.letters import render_letter

    made = render_letter(
        "mail/confirm", "A\r\nBcc: victim@example.org", {"asked": "", "link": "", "button": "x"}
    )
    made.save()
    post(made, [address_of("reader@example.org")])
    deliver_due()
    assert mailbox.to("reader@example.org")["Subject"] == "A Bcc: victim@example.org"
    assert mailbox.counts == {"reader@example.org": 1}


def test_what_is_no_longer_needed_is_forgotten(letter):
    old = timezone.now() - timedelta(days=100)
    stranger, bounced = address_of("stranger@example.org"), address_of("bounced@example.org")
    Address.objects.update(created_at=old)
    Address.objects.filter(pk=bounced.pk).update(undeliverable_at=old)
    Attempt.objects.create(who="x", at=old)
    post(letter, [bounced])
    Letter.objects.update(made_at=old)
    Delivery.objects.update(state=State.SENT)
    forget()
    assert not Attempt.objects.exists()
    assert not Delivery.objects.exists()
    assert list(Address.objects.all()) == [bounced]
    assert stranger not in Address.objects.all()
