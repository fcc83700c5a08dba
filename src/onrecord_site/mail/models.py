"""Who is written to, what, and what became of it.

A `Delivery` is made before anything is sent and there is one for each letter and address, which
the database itself holds. It is claimed, in a transaction of its own, before the mail server is
spoken to. A process that is killed leaves its claim behind, and nobody claims it again.
"""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_nonce() -> str:
    """Return random letters that make an address's links its own."""
    return secrets.token_urlsafe(12)


class Address(models.Model):
    """An e-mail address; `email` is in the form `onrecord_site.mail.addresses.plain` gives.

    `nonce` is part of every link that is mailed: writing it anew makes all of them invalid.
    """

    email = models.EmailField(unique=True)
    nonce = models.CharField(max_length=16, default=new_nonce)
    created_at = models.DateTimeField(auto_now_add=True)
    undeliverable_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["email"]
        verbose_name_plural = _("addresses")

    def __str__(self) -> str:
        return self.email


class Letter(models.Model):
    """What is mailed, to one address or to many.

    In `text` and `html` the places `{leave}` and `{choices}` stand for links of each reader's
    own. `leave_view` is the view that ends what the letter belongs to, empty for letters that
    belong to no list, and `list_name` says which list that is.
    """

    subject = models.TextField()
    text = models.TextField()
    html = models.TextField()
    leave_view = models.CharField(max_length=40, blank=True)
    list_name = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.subject


class Delivery(models.Model):
    """One letter to one address."""

    class State(models.TextChoices):
        """How far it came. Only WAITING is ever sent."""

        WAITING = "waiting", _("Waiting")
        CLAIMED = "claimed", _("Being sent")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused by the mail server")
        DROPPED = "dropped", _("Not sent: no longer wanted")
        UNKNOWN = "unknown", _("Unknown whether it went out")

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="deliveries")
    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    # Somebody waits for a link to confirm, and nobody for a list's next letter.
    is_of_a_list = models.BooleanField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("letter", "address"), name="one_letter_an_address")
        ]
        indexes = [models.Index(fields=["state", "is_of_a_list", "due_at"], name="mail_due")]
        ordering = ["-pk"]
        verbose_name_plural = _("deliveries")

    def __str__(self) -> str:
        return f"{self.letter} · {self.address}"


class Attempt(models.Model):
    """That something was asked for, by whom; `who` is a keyed digest and tells nobody's name."""

    who = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["who", "at"], name="attempts_of")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
