"""What the index knows of, beside the words themselves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """A record that can be found.

    `id` grows with the record's time, so that the newest are found first without sorting; see
    `onrecord_site.search.indexing`. `key` is the record's id, `digest` tells whether the record
    changed since it was indexed. The words stand where each database searches them; see
    `onrecord_site.search.full_text`.
    """

    class Kind(models.TextChoices):
        """What kind of record it is."""

        STORY = "story", _("Stories")
        ARTICLE = "article", _("Articles")
        STATEMENT = "statement", _("Statements")
        REPORT = "report", _("Reports")

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=9, choices=Kind)
    key = models.TextField()
    digest = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("kind", "key"), name="one_document")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.key}"
