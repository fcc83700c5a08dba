"""What is followed, and who follows it by mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onrecord_site.mail.models import Address


class Subject(models.Model):
    """Something that can be followed.

    It stands apart from the ways to follow it, mail being one: followers from other servers
    (ActivityPub) would be rows beside `MailFollow`, of the same subjects. Another kind of thing
    is another entry in `Kind` and in `onrecord_site.follow.subjects`.
    """

    class Kind(models.TextChoices):
        """What kind of thing it is; `key` is its slug, of a figure that of its story before."""

        STORY = "story", _("Story")
        NAME = "name", _("Name")
        FIGURE = "figure", _("Figure")
        AUTHOR = "author", _("Author")
        TOPIC = "topic", _("Topic")
        OUTLET = "outlet", _("Outlet")

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=250)
    label = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("kind", "key"), name="one_subject")]

    def __str__(self) -> str:
        return self.label


class MailFollow(models.Model):
    """That an address follows something. The row is made when it confirms, and ends with it.

    `told_through` is the last `Change` that an alert looked at.
    """

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="follows")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="mail_follows")
    confirmed_at = models.DateTimeField(auto_now_add=True)
    told_through = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("address", "subject"), name="one_follow_by_mail")
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.address} · {self.subject}"
