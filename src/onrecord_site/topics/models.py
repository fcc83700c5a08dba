"""The topics of each story, and why it has them."""

from django.db import models
from django.urls import reverse

from onrecord_site.newsroom.models import Story


class StoryTopic(models.Model):
    """A story under a topic, with the reason: so many reports tell of it, or file it so."""

    class Reason(models.TextChoices):
        """Why a story stands under a topic."""

        EVENT = "event", "Told as having happened, or as denied, planned or demanded"
        TAG = "tag", "Filed so by the outlets"

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="topics")
    slug = models.CharField(max_length=120, db_index=True)
    name = models.TextField()
    reason = models.CharField(max_length=5, choices=Reason)
    reports = models.PositiveIntegerField()

    class Meta:
        ordering = ["-reports", "slug"]
        constraints = [models.UniqueConstraint(fields=("story", "slug"), name="one_topic")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The topic's page."""
        return reverse("topic", args=[self.slug])
