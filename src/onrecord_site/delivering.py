"""Everything that is to go out, in the order in which one thing leads to the next."""

from collections import Counter

from django.conf import settings
from django.utils import translation

from onrecord_site.comments.forgetting import forget_commenters
from onrecord_site.feeds.pings import send_pings
from onrecord_site.follow.alerts import post_alerts
from onrecord_site.identity.models import current_identity
from onrecord_site.mail.addresses import forget
from onrecord_site.mail.deliver import deliver_due
from onrecord_site.newsletter.compose import compose_due
from onrecord_site.newsletter.send import post_approved


def send_what_is_due() -> Counter[str]:
    """Ping the hub, compose newsletters, post issues and alerts, and send the mail that waits.

    What need not be kept of readers is forgotten on the way.

    Returns:
        How many there were of each: pings, composed, issues, alerts, and the states that
        deliveries came to (`onrecord_site.mail.models.Delivery.State`).
    """
    done = Counter(pings=send_pings())
    forget_commenters()
    if settings.MAIL_FROM:
        with translation.override(current_identity().main_language):
            done["composed"] = len(compose_due())
            done["issues"] = post_approved()
            done["alerts"] = post_alerts()
        done += deliver_due()
        forget()
    return done
