"""Sends what is due, and never the same letter to the same address twice.

1. A delivery is *claimed*: an update that only one process can win, committed at once.
2. The mail server is spoken to.
3. What it said is written down: sent, refused, or to be tried again.

A process that is killed between 1 and 3 leaves a claim. Whether that mail went out nobody can
tell; after `CLAIM_HOLDS` the delivery is `unknown`, and is sent again only if a person says so.
The same holds for a connection that breaks after the message was handed over. A failure before
that is certain to have sent nothing, and is tried again.
"""

from collections import Counter
from datetime import timedelta

import structlog
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection as database
from django.utils import timezone

from onrecord_site.mail.bounces import mark_undeliverable
from onrecord_site.mail.letters import make_message
from onrecord_site.mail.models import Delivery
from onrecord_site.mail.outcomes import Outcome, ServerAwayError, hand_over

#: Longer than a conversation with a mail server can last; see EMAIL_TIMEOUT.
CLAIM_HOLDS = timedelta(minutes=30)
#: After these many minutes a delivery is tried again; after the last one it counts as refused.
RETRY_MINUTES = (5, 30, 120, 480, 1440)

log = structlog.get_logger(__name__)
State = Delivery.State


def deliver_due() -> Counter[str]:
    """Send what is due and return how many deliveries came to each state.

    Where the mail server cannot be reached, the rest waits for the next call.
    """
    _commit_to_disk()
    tally: Counter[str] = Counter()
    tally[State.UNKNOWN] += _settle_abandoned()
    connection = get_connection()
    try:
        while delivery := _claim():
            try:
                outcome = _send(delivery, connection)
            except ServerAwayError as error:
                _write_down(delivery, Outcome(State.WAITING, str(error)))
                log.warning("mail:server-away", problem=str(error))
                break
            _settle(delivery, outcome)
            tally[outcome.state] += 1
    finally:
        connection.close()
    return +tally


def send_again(delivery: Delivery) -> bool:
    """Let a delivery that is `unknown` wait for being sent; a person decided so."""
    unknown = Delivery.objects.filter(pk=delivery.pk, state=State.UNKNOWN)
    return bool(unknown.update(state=State.WAITING, due_at=timezone.now(), problem=""))


def _claim() -> Delivery | None:
    """Return a delivery that is now this process's alone, or ``None`` when none is due."""
    while True:
        now = timezone.now()
        due = Delivery.objects.filter(state=State.WAITING, due_at__lte=now)
        found = due.order_by("is_of_a_list", "due_at", "pk").values_list("pk", flat=True).first()
        if found is None:
            return None
        mine = Delivery.objects.filter(pk=found, state=State.WAITING)
        if mine.update(state=State.CLAIMED, claimed_at=now):
            return Delivery.objects.select_related("letter", "address").get(pk=found)


def _send(delivery: Delivery, connection: BaseEmailBackend) -> Outcome:
    if delivery.is_of_a_list and delivery.address.undeliverable_at:
        return Outcome(State.DROPPED, delivery.address.problem)
    return hand_over(make_message(delivery, connection), connection)


def _settle(delivery: Delivery, outcome: Outcome) -> None:
    if outcome.state == State.WAITING:
        if delivery.tries >= len(RETRY_MINUTES):
            outcome = Outcome(State.REFUSED, outcome.problem)
        else:
            delivery.due_at += timedelta(minutes=RETRY_MINUTES[delivery.tries])
        delivery.tries += 1
    _write_down(delivery, outcome)
    if outcome.state != State.SENT:
        log.warning("mail:not-sent", delivery=delivery.pk, **outcome._asdict())
    if outcome.no_such_mailbox:
        mark_undeliverable(delivery.address, outcome.problem)


def _write_down(delivery: Delivery, outcome: Outcome) -> None:
    # The claim may have been given up for lost meanwhile; what the server said still counts.
    kept = Delivery.objects.filter(pk=delivery.pk, state__in=[State.CLAIMED, State.UNKNOWN])
    kept.update(
        state=outcome.state,
        problem=outcome.problem,
        tries=delivery.tries,
        due_at=delivery.due_at,
        sent_at=timezone.now() if outcome.state == State.SENT else None,
    )


def _settle_abandoned() -> int:
    abandoned = Delivery.objects.filter(
        state=State.CLAIMED, claimed_at__lt=timezone.now() - CLAIM_HOLDS
    )
    return abandoned.update(
        state=State.UNKNOWN, problem="The sending process ended before it could say."
    )


def _commit_to_disk() -> None:
    """Make a claim outlive a power cut: SQLite's WAL alone promises that only to a crash."""
    if database.vendor == "sqlite" and not database.in_atomic_block:
        with database.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
