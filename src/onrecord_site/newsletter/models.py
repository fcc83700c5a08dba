"""Newsletters, who gets them, and their issues."""

from datetime import datetime, timedelta
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, PreviewableMixin

from onrecord_site.mail.models import Address, Letter

#: The preview stands in a frame of the newsroom, with the letter's own styles and nothing else.
PREVIEW_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


class Newsletter(models.Model):
    """A newsletter that readers can subscribe to."""

    class Rhythm(models.TextChoices):
        """How often it comes."""

        DAILY = "daily", _("Every day")
        WEEKLY = "weekly", _("Every week")

    class Weekday(models.IntegerChoices):
        """Days as Python counts them."""

        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    description = models.TextField(blank=True, help_text=_("One sentence, for readers."))
    rhythm = models.CharField(max_length=6, choices=Rhythm, default=Rhythm.DAILY)
    hour = models.PositiveSmallIntegerField(
        default=6, validators=[MaxValueValidator(23)], help_text=_("Composed from this hour, UTC.")
    )
    weekday = models.PositiveSmallIntegerField(
        choices=Weekday, default=Weekday.MONDAY, help_text=_("Of a weekly newsletter.")
    )
    sends_itself = models.BooleanField(
        default=False,
        help_text=_("Send each issue as it was composed, without waiting for an editor."),
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where readers subscribe."""
        return reverse("newsletter", args=[self.slug])

    def last_period(self, now: datetime) -> tuple[datetime, datetime]:
        """Return the last whole day or week that ended by `now`, as its two moments."""
        until = now.replace(hour=self.hour, minute=0, second=0, microsecond=0)
        weekly = self.rhythm == self.Rhythm.WEEKLY
        if weekly:
            until -= timedelta(days=(until.weekday() - self.weekday) % 7)
        length = timedelta(days=7 if weekly else 1)
        if until > now:
            until -= length
        return until - length, until


class Subscription(models.Model):
    """That an address gets a newsletter. The row is made when it confirms, and ends with it."""

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="subscriptions")
    newsletter = models.ForeignKey(
        Newsletter, on_delete=models.CASCADE, related_name="subscriptions"
    )
    confirmed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("address", "newsletter"), name="one_subscription")
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.address} · {self.newsletter}"


class Issue(PreviewableMixin, ClusterableModel):
    """One issue: a draft until somebody approves it; `letter` is what was sent."""

    newsletter = models.ForeignKey(Newsletter, on_delete=models.CASCADE, related_name="issues")
    since = models.DateTimeField()
    until = models.DateTimeField()
    subject = models.CharField(max_length=200)
    note = models.TextField(
        blank=True,
        verbose_name=_("From the desk"),
        help_text=_("Words of your own, in front. They are marked as the desk's."),
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    letter = models.OneToOneField(Letter, null=True, blank=True, on_delete=models.SET_NULL)
    sent_at = models.DateTimeField(null=True, blank=True)

    preview_modes = [("html", _("Mail")), ("text", _("Plain text"))]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("newsletter", "until"), name="one_issue_a_period")
        ]
        ordering = ["-until"]

    def __str__(self) -> str:
        return self.subject

    def stage(self) -> str:
        """How far the issue is, in a word."""
        if self.sent_at:
            return str(_("Sent"))
        return str(_("Approved") if self.approved_at else _("Draft"))

    def serve_preview(self, _request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the letter as it would be sent now."""
        from onrecord_site.newsletter.send import issue_letter

        letter = issue_letter(self)
        plain = f"<!doctype html><title>{escape(letter.subject)}</title><pre>{escape(letter.text)}"
        response = HttpResponse(letter.html if mode_name == "html" else f"{plain}</pre>")
        response["Content-Security-Policy"] = PREVIEW_POLICY
        return response


class IssueItem(Orderable):
    """One change in an issue. `lines` are its statements (`changes.tell.ToldLine`) as they were
    when it was composed; one that no longer stands when the issue is sent is left out."""

    issue = ParentalKey(Issue, on_delete=models.CASCADE, related_name="items")
    story = models.TextField()
    story_url = models.URLField(max_length=400)
    label = models.TextField()
    url = models.URLField(max_length=400)
    lines = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.story}: {self.label}"

    def standing_lines(self, public: set[str]) -> list[dict[str, Any]]:
        """Return the lines whose statements are among those that are public."""
        return [line for line in self.lines if line["statement"] in public]
