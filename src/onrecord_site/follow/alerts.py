"""Alerts: what changed in the things an address follows, since it was told last."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import cache

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onrecord_site.changes.tell import ToldChange, whole
from onrecord_site.follow.models import MailFollow, Subject
from onrecord_site.follow.subjects import changes_after, find, last_change
from onrecord_site.mail.letters import post, render_letter
from onrecord_site.mail.models import Address, Delivery, Letter

LEAVE_VIEW = "follow-leave"
#: An address gets one alert in this time at most; what comes meanwhile is in the next.
PAUSE = timedelta(hours=1)
#: Kinds whose changes each name the story they are of.
OF_MANY_STORIES = (Subject.Kind.NAME, Subject.Kind.TOPIC, Subject.Kind.OUTLET)


def post_alerts() -> int:
    """Write an alert to each address that has something to be told; return how many."""
    last = last_change()
    behind = Address.objects.filter(follows__told_through__lt=last, undeliverable_at=None)
    alerted = Delivery.objects.filter(
        letter__leave_view=LEAVE_VIEW, letter__made_at__gt=timezone.now() - PAUSE
    )
    due = behind.exclude(pk__in=alerted.values("address")).distinct()
    # Many follow the same thing since the same moment.
    changes_of = cache(changes_after)
    keys = list(due.values_list("pk", flat=True))
    return sum(_alert(key, last, changes_of) for key in keys)


@transaction.atomic
def _alert(
    address_key: int, last: int, changes_of: Callable[[Subject, int], Sequence[ToldChange]]
) -> bool:
    """Keep the letter and that it was told together, so that nothing is told twice or lost."""
    address = Address.objects.select_for_update().filter(pk=address_key).first()
    follows = MailFollow.objects.filter(address=address, told_through__lt=last)
    told = [
        (follow.subject, changes)
        for follow in follows.select_related("subject")
        if (changes := changes_of(follow.subject, follow.told_through))
    ]
    follows.update(told_through=last)
    if not told:
        return False
    letter = alert_letter(told)
    letter.save()
    post(letter, [address])
    return True


def alert_letter(told: Sequence[tuple[Subject, Sequence[ToldChange]]]) -> Letter:
    """Return the letter, not saved, that tells these changes of these things."""
    things = [
        {
            "label": subject.label,
            "url": whole(found.url) if found else "",
            "changes": changes,
            "tells_stories": subject.kind in OF_MANY_STORIES,
        }
        for subject, changes in told
        for found in [find(subject.kind, subject.key)]
    ]
    count = sum(len(thing["changes"]) for thing in things)
    if len(things) == 1:
        words = ngettext("%(what)s: %(count)s change", "%(what)s: %(count)s changes", count)
        subject = words % {"what": things[0]["label"], "count": count}
    else:
        subject = _("%(count)s changes in what you follow") % {"count": count}
    letter = render_letter("follow/alert", subject, {"things": things})
    letter.leave_view = LEAVE_VIEW
    return letter
