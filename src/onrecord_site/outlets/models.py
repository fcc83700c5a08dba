"""Outlets, their reports and what they changed in them, as counted after the last publication."""

from django.db import models
from django.urls import reverse

from onrecord_site.newsroom.models import Article, Story


class Outlet(models.Model):
    """A publisher of reports.

    `shared_stories` are stories that at least one other outlet reports too, and
    `shared_points` points that rest on reports of at least one other; only there can somebody
    be first. Times are those the reports give.
    """

    slug = models.CharField(max_length=120, unique=True)
    name = models.TextField()
    reports = models.PositiveIntegerField(default=0)
    independent = models.PositiveIntegerField(default=0)
    shared_stories = models.PositiveIntegerField(default=0)
    first_stories = models.PositiveIntegerField(default=0)
    shared_points = models.PositiveIntegerField(default=0)
    first_points = models.PositiveIntegerField(default=0)
    revisions = models.PositiveIntegerField(default=0)
    corrections = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["name", "slug"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The outlet's page."""
        return reverse("outlet", args=[self.slug])

    @property
    def copies(self) -> int:
        """Reports that are no report of its own."""
        return self.reports - self.independent


class OutletReport(models.Model):
    """A report of an outlet. `was_first` is whether a shared story began with it."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="read")
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="read_of")
    at = models.DateTimeField(null=True)
    independent = models.BooleanField()
    was_first = models.BooleanField()

    class Meta:
        ordering = [models.F("at").desc(nulls_last=True), "article"]
        indexes = [models.Index(fields=["outlet", "at"])]

    def __str__(self) -> str:
        return str(self.article)


class OutletRevision(models.Model):
    """What an outlet changed in a report from one version to the next.

    `corrections` are those of the record: kind, statement before and after, and whether the
    outlet says so.
    """

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="revised")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(null=True, db_index=True)
    edits = models.PositiveIntegerField()
    has_note = models.BooleanField()
    corrections = models.JSONField()

    class Meta:
        ordering = [models.F("at").desc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return str(self.article)
