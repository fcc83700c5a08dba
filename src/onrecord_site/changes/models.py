"""The log of changes, and how each story stood when it was looked at last."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onrecord_site.newsroom.models import Story


class StoryState(models.Model):
    """How a story stood when it was looked at last; see `onrecord_site.changes.record`.

    `seen` is the story's `touched_at` of then.
    """

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="state")
    stood = models.JSONField()
    seen = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.story)


class Change(models.Model):
    """One thing that changed in a story, or an article of the desk, which has no story.

    It names the statements it rests on and holds none of their words: what an editor rejects
    later is not told from here either. `subject` is a point's id, a figure's slug or an article's
    key, `before` and `after` are kinds of agreement, numbers in words, or numbers of corrections.
    """

    class Kind(models.TextChoices):
        """What kind of thing changed."""

        STORY = "story", _("New story")
        POINT = "point", _("New point")
        AGREEMENT = "agreement", _("Point stands differently")
        FIGURE = "figure", _("Figure moved")
        STATEMENTS = "statements", _("Newly on record")
        ARTICLE = "article", _("Article of the desk")

    story = models.ForeignKey(Story, null=True, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind)
    subject = models.CharField(max_length=140, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    statements = models.JSONField(default=list)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["story", "kind"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.story or self.subject}"
