"""Pings that are due."""

from django.db import models


class Ping(models.Model):
    """A feed of which the hub is still to be told."""

    topic = models.TextField(unique=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.topic
