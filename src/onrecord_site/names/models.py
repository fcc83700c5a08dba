"""How much is on record of each name, as counted last."""

from django.db import models
from django.urls import reverse


class Name(models.Model):
    """A name with its counts; what is on record of it stands on its page.

    `kind` is the one most statements give it. `said` and `about` count statements that
    readers may see.
    """

    slug = models.CharField(max_length=120, unique=True)
    name = models.TextField()
    kind = models.CharField(max_length=12)
    said = models.PositiveIntegerField()
    about = models.PositiveIntegerField()

    class Meta:
        ordering = ["slug"]
        indexes = [models.Index(fields=["kind", "slug"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The name's page."""
        return reverse("name", args=[self.slug])
