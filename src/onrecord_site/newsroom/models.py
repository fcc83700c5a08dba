"""One row type per record: the columns that are queried, and the record itself as JSON.

The row never says more than its record. What editors decide is kept apart, in `Decision`.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from onrecord import records, wire
from onrecord_site.newsroom.querysets import ArticleQuerySet, StatementQuerySet, StoryQuerySet
from onrecord_site.stories.wording import wording


class State(models.TextChoices):
    """What the newsroom says of a machine's result."""

    PROPOSED = "proposed", "Proposed, not reviewed"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"


class Certainty(models.TextChoices):
    """What the text commits to."""

    STATED = "stated", _("Stated")
    CONFIRMED = "confirmed", _("Confirmed")
    BELIEVED = "believed", _("Believed")
    POSSIBLE = "possible", _("Possible")
    DENIED = "denied", _("Denied")
    PLANNED = "planned", _("Planned")
    DEMANDED = "demanded", _("Demanded")
    CONDITIONAL = "conditional", _("On a condition")
    UNCLEAR = "unclear", _("Unclear")


class Form(models.TextChoices):
    """How the text gives a statement."""

    QUOTATION = "quotation", _("Quotation")
    MIXED = "mixed", _("Partly quoted")
    REPORTED = "reported", _("Reported speech")
    NARRATION = "narration", _("The outlet's own voice")


class Capture(models.Model):
    """The bytes of one page at one moment. `key` is `publisher.capture_key`."""

    key = models.CharField(max_length=64, unique=True)
    name = models.TextField()
    url = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    media = models.CharField(max_length=8)
    fetched_at = models.DateTimeField(null=True)
    headers = models.JSONField(default=dict)
    content = models.BinaryField()
    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="captures")

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """A publication of stories: the stories told anew then bear its number.

    Numbers go up by one, so that of two machines that publish at once one fails and does it
    again. `token` tells two databases apart.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    token = models.CharField(max_length=32)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.number)


class Article(models.Model):
    """A page as it was read last.

    `arrival` is "" once an edition has taken the article in; until then it is a mark of the
    reading that waits for it.
    """

    id = models.TextField(primary_key=True)
    slug = models.CharField(max_length=80, unique=True)
    url = models.TextField(blank=True)
    headline = models.TextField(blank=True)
    publisher = models.TextField(blank=True, verbose_name="outlet")
    language = models.CharField(max_length=35, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, db_index=True)
    updated_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    version = models.CharField(max_length=12)
    body_chars = models.PositiveIntegerField(default=0)
    arrival = models.CharField(max_length=32, blank=True)
    record = models.JSONField()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "id"]
        indexes = [
            models.Index(
                fields=["arrival"], name="arrived_article", condition=~models.Q(arrival="")
            ),
            models.Index(fields=["publisher", "-published_at"], name="outlet_articles"),
        ]

    def __str__(self) -> str:
        return self.headline or "Report without a headline"

    def get_absolute_url(self) -> str:
        """The report's page."""
        return reverse("report", args=[self.slug])

    def to_record(self) -> records.Article:
        """Return the record as it was saved."""
        return wire.ARTICLE.validate_python(_without_computed(self.record))


class ArticleVersion(models.Model):
    """An article as it was read before its words changed, with what it stated then."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="earlier_versions")
    version = models.CharField(max_length=12)
    record = models.JSONField()
    statements = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("article", "version"), name="one_earlier_version")
        ]

    def __str__(self) -> str:
        return self.version

    def to_record(self) -> records.Article:
        """Return the record as it was saved."""
        return wire.ARTICLE.validate_python(_without_computed(self.record))

    def statement_records(self) -> list[records.Statement]:
        """Return the records of its statements."""
        return [wire.STATEMENT.validate_python(each) for each in self.statements]


class Statement(models.Model):
    """A statement with the words that show it.

    `evidence` are the words from the first to the last character that the sentence and the
    content cover; `evidence_start` is where they begin in the article's text. `quoted` says
    whether readers are shown these words: see `onrecord_site.newsroom.quoting`.
    """

    id = models.TextField(primary_key=True)
    slug = models.CharField(max_length=80, unique=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="statements")
    position = models.PositiveIntegerField()
    form = models.CharField(max_length=10, choices=Form)
    certainty = models.CharField(max_length=12, choices=Certainty)
    source_name = models.TextField(blank=True, verbose_name="source")
    source_kind = models.CharField(max_length=12, blank=True)
    content = models.TextField()
    evidence = models.TextField()
    evidence_start = models.PositiveIntegerField()
    score = models.FloatField()
    state = models.CharField(
        max_length=8, choices=State, default=State.PROPOSED, db_index=True, verbose_name="review"
    )
    words_key = models.CharField(max_length=64, db_index=True)
    reading_key = models.CharField(max_length=64)
    quoted = models.BooleanField(default=False)
    record = models.JSONField()

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["article", "position", "id"]

    def __str__(self) -> str:
        """The words with what keeps them from saying more than was said, and who said them."""
        words = self.content if len(self.content) <= 120 else f"{self.content[:119]}…"
        caution = wording()["caution"].get(self.certainty, "")
        said = " ".join(filter(None, (caution, words)))
        return f"{said} · {self.source_name}" if self.source_name else said

    def get_absolute_url(self) -> str:
        """The statement's place on its report's page."""
        return f"{self.article.get_absolute_url()}#s-{self.slug}"

    def to_record(self) -> records.Statement:
        """Return the record as it was saved."""
        return wire.STATEMENT.validate_python(self.record)


class Story(models.Model):
    """The articles on one happening, as they were grouped last.

    `edition` is the one that it was told in. `touched_at` is when it was told, or a statement
    of it was decided on, last.
    """

    id = models.TextField(primary_key=True)
    slug = models.CharField(max_length=80, unique=True)
    headline = models.TextField()
    first_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True, db_index=True)
    independent_reports = models.PositiveIntegerField()
    thread = models.CharField(max_length=80, blank=True, db_index=True)
    edition = models.PositiveBigIntegerField(default=0, db_index=True)
    touched_at = models.DateTimeField(default=timezone.now, db_index=True)
    articles = models.ManyToManyField(Article, related_name="stories")
    statements = models.ManyToManyField(Statement, related_name="stories")
    record = models.JSONField()

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = [models.F("last_at").desc(nulls_last=True), "id"]
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return self.headline or "Story without a headline"

    def get_absolute_url(self) -> str:
        """The story's page."""
        return reverse("story", args=[self.slug])

    @cached_property
    def affair(self) -> list["Story"]:
        """The other stories of the same running affair, newest first, without their records."""
        if not self.thread:
            return []
        others = Story.objects.filter(thread=self.thread).exclude(pk=self.pk)
        return list(others.defer("record"))

    def site_link(self) -> SafeString:
        """A link to the story's page, for the newsroom's listing."""
        return format_html('<a href="{}">Read</a>', self.get_absolute_url())

    def to_record(self) -> records.Story:
        """Return the record as it was saved."""
        return wire.STORY.validate_python(self.record)


class EndedStory(models.Model):
    """A story that went into another one, which answers for its address."""

    id = models.TextField(primary_key=True)
    slug = models.CharField(max_length=80, unique=True)
    heir = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="answers_for")
    edition = models.PositiveBigIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.id


class StoryDecision(models.Model):
    """What an editor decided on stories; stories come and go, decisions stay.

    `parts` are lists of article ids: those of one part belong together, different parts do not.
    `before` holds the articles of each story as it was, to take the decision back. `settled` says
    whether an edition has obeyed it, or its being taken back.
    """

    class Kind(models.TextChoices):
        """What was decided."""

        MERGE = "merge", _("Stories made one")
        SPLIT = "split", _("Reports taken out")

    kind = models.CharField(max_length=5, choices=Kind)
    headline = models.TextField(blank=True)
    parts = models.JSONField()
    before = models.JSONField()
    settled = models.BooleanField(default=False, db_index=True)
    decided_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.headline}"


class StoryPerson(models.Model):
    """A person of a story; their statuses stand in the story's record."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="people")
    slug = models.CharField(max_length=120, db_index=True)
    name = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("story", "slug"), name="one_person")]

    def __str__(self) -> str:
        return self.name


class Mention(models.Model):
    """A statement that somebody makes, or that names somebody."""

    class Role(models.TextChoices):
        """How the statement and the name belong together."""

        SOURCE = "source", "Said by"
        SUBJECT = "subject", "Said about"

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="mentions")
    role = models.CharField(max_length=7, choices=Role)
    slug = models.CharField(max_length=120, db_index=True)
    name = models.TextField()
    kind = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("statement", "role", "slug"), name="one_mention")
        ]

    def __str__(self) -> str:
        return self.name


class Decision(models.Model):
    """What an editor decided on words; statements come and go, decisions stay.

    Keyed by the words (`onrecord_site.newsroom.review.words_key`), so that it finds its
    statement again after the page was read anew.
    """

    words_key = models.CharField(max_length=64, unique=True)
    reading_key = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State)
    decided_at = models.DateTimeField(auto_now=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="decisions"
    )

    def __str__(self) -> str:
        return f"{self.get_state_display()}, {self.decided_at:%Y-%m-%d}"


def _without_computed(record: dict[str, Any]) -> dict[str, Any]:
    """`body` is derived from the blocks and is no field of the record."""
    return {name: value for name, value in record.items() if name != "body"}
