"""Comments, reports of them, who is banned, which pages are closed, and the rules of it all.

Who wrote a comment is known to the site alone: the mail address is a row of `mail.Address`, and
of the network address only a keyed digest is kept, for a while.
"""

import re

from django.conf import settings
from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import connection, models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_comments.abstracts import CommentAbstractModel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from onrecord_site.comments.commentable import Target, target_of_comment
from onrecord_site.mail.models import Address
from onrecord_site.page_cache.shared import shared

_ENDLESS = re.compile(r"(\S{30})\S{10,}")
#: Which of a page and what went into it has comments. In SQL: every page asks it, and most have
#: none. As a part of the question for the comments SQLite would sort, or go through all of them.
_COMMENTED = """
SELECT page FROM (SELECT %s AS page UNION ALL SELECT id FROM {ended} WHERE heir_id = %s) pages
WHERE EXISTS (SELECT 1 FROM comments_comment WHERE content_type_id = %s AND object_pk = page)
"""
#: Answers to answers stand in, this often; deeper ones stand beside what they answer.
DEEPEST = 2


def _commented(target: Target, ended: str) -> list[str]:
    """Return the primary keys of the page and of the rows of table `ended` that went into it."""
    with connection.cursor() as cursor:
        values = [target.object_pk, target.object_pk, target.content_type.pk]
        cursor.execute(_COMMENTED.format(ended=ended), values)
        return [page for (page,) in cursor.fetchall()]


class CommentQuerySet(models.QuerySet):
    """Comments, and which of them readers see."""

    def of(self, target: Target) -> "CommentQuerySet":
        """Those under one page, and under what went into it."""
        pages = [target.object_pk]
        if ended := target.kind.ended:
            pages = _commented(target, ended().model._meta.db_table)
            if not pages:
                return self.none()
        return self.filter(content_type=target.content_type, object_pk__in=pages)

    def shown(self) -> "CommentQuerySet":
        """Those whose words readers see."""
        return self.filter(is_public=True, is_removed=False)

    def waiting(self) -> "CommentQuerySet":
        """Those that a moderator has to look at, reported ones among them."""
        return self.filter(is_public=False, is_removed=False, confirmed_at__isnull=False)


class Comment(CommentAbstractModel):
    """What one reader says under one page.

    `is_public` and `is_removed` are django-contrib-comments'. A comment is not public until it is
    confirmed and, where the rules say so, looked at. `thread` is the id of the comment that the
    thread began with, and `path` puts a thread in the order of reading.
    """

    class RemovedBy(models.TextChoices):
        """Whose decision it was."""

        AUTHOR = "author", _("Removed by its author")
        MODERATOR = "moderator", _("Removed by a moderator")

    # The site is one; addresses are kept otherwise; names are no links.
    site = None
    ip_address = None
    user_email = None
    user_url = None

    object_pk = models.CharField(max_length=250, db_index=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="answers")
    thread = models.PositiveBigIntegerField(default=0)
    path = models.CharField(max_length=64, default="", blank=True)
    depth = models.PositiveSmallIntegerField(default=0)
    # How many comments that readers see stand below this one.
    shown_below = models.PositiveIntegerField(default=0)
    statement = models.CharField(max_length=80, blank=True)
    address = models.ForeignKey(
        Address, null=True, on_delete=models.SET_NULL, related_name="comments"
    )
    client = models.CharField(max_length=64, blank=True, db_index=True)
    wants_answers = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    answers_told_at = models.DateTimeField(null=True, blank=True)
    held_because = models.TextField(blank=True, verbose_name=_("waits because"))
    removed_by = models.CharField(max_length=9, choices=RemovedBy, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta(CommentAbstractModel.Meta):
        ordering = ["-thread", "path"]
        indexes = [
            models.Index(
                fields=["content_type", "object_pk", "-thread", "path"], name="comments_in_order"
            ),
            models.Index(fields=["is_public", "is_removed", "confirmed_at"], name="comments_wait"),
        ]

    def __str__(self) -> str:
        return f"{self.user_name}: {self.excerpt}"

    @property
    @display(description=_("Comment"))
    def excerpt(self) -> str:
        """The beginning of the text, for a listing; words without an end would burst it."""
        return Truncator(_ENDLESS.sub("\\1…", self.comment)).chars(160)

    @property
    def anchor(self) -> str:
        """The id of its element on a page."""
        return f"c-{self.pk}"

    @property
    def state(self) -> str:
        """What became of it, in words."""
        if self.is_removed:
            return str(self.RemovedBy(self.removed_by).label)
        if self.is_public:
            return str(_("Shown"))
        return str(_("Waits")) if self.confirmed_at else str(_("Not confirmed by its author"))

    @cached_property
    def target(self) -> Target | None:
        """The page it stands under, ``None`` where that is gone."""
        return target_of_comment(self.content_type_id, self.object_pk)

    def get_absolute_url(self, anchor_pattern: str = "#c-%(id)s") -> str:
        """Where it is read, among the others of its page; the site's front where that is gone."""
        if not self.target:
            return "/"
        return f"{self.target.comments_url}?at={self.pk}{anchor_pattern % {'id': self.pk}}"

    @display(description=_("Page"))
    def page_link(self) -> SafeString | str:
        """A link to where it is read, for the newsroom's listing."""
        if not self.target:
            return _("The page is gone")
        url = self.get_absolute_url() if self.is_public else self.target.url
        return format_html('<a href="{}">{}</a>', url, self.target.label)

    @display(description=pgettext_lazy("a comment", "Reports"))
    def reports_told(self) -> str:
        """What readers reported and no moderator has settled, one a line."""
        return "\n".join(str(each) for each in self.reports.all() if not each.settled_at)


class Report(models.Model):
    """That a reader thinks a comment should not stand; one a network."""

    class Reason(models.TextChoices):
        """Why."""

        ABUSE = "abuse", _("It insults or threatens somebody")
        HATE = "hate", _("It stirs up hatred against a group")
        PRIVATE = "private", _("It tells something private about somebody")
        FALSE = "false", _("It is not true")
        SPAM = "spam", _("It is advertising, or the same again and again")
        OTHER = "other", _("Something else")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=7, choices=Reason)
    note = models.TextField(blank=True)
    # Null once it is forgotten: there may be many of these.
    client = models.CharField(max_length=64, null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("comment", "client"), name="one_report_a_client")
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return (
            f"{self.get_reason_display()}: {self.note}"
            if self.note
            else str(self.get_reason_display())
        )


class Ban(models.Model):
    """Who may not comment: the digest of a mail address, of its domain, or of a network."""

    who = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=200, verbose_name=_("who"))
    # A network is lent to somebody else some day; what is not dated holds.
    holds_until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.label


class Closing(models.Model):
    """A page whose comments are closed by hand."""

    path = models.CharField(
        max_length=250, unique=True, verbose_name=_("address of the page"),
        help_text=_("As it stands in the browser, or its path: /stories/flood/"),
    )  # fmt: skip
    reason = models.CharField(
        max_length=250, blank=True, verbose_name=_("reason"), help_text=_("Readers see it.")
    )
    closed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-closed_at"]
        verbose_name = _("closed page")

    def __str__(self) -> str:
        return self.path


@register_setting(icon="comment", order=300)
class CommentRules(BaseGenericSetting):
    """What editors decide about comments as such."""

    class Mode(models.TextChoices):
        """When a comment is shown."""

        OFF = "off", _("Comments are off: none is shown and none is taken")
        LOOK_FIRST = "look_first", _("A moderator looks at each comment before it is shown")
        LOOK_AFTER = "look_after", _("A confirmed comment is shown at once")

    mode = models.CharField(
        max_length=10, choices=Mode, default=Mode.LOOK_FIRST, verbose_name=_("comments")
    )
    close_after_days = models.PositiveIntegerField(
        default=30, verbose_name=_("close after days"),
        help_text=_("Days after the last report of a story, or after an article came out. "
                    "0: never."),
    )  # fmt: skip
    hide_after_reports = models.PositiveIntegerField(
        default=3, validators=[MinValueValidator(1)], verbose_name=_("hide after reports"),
        help_text=_("Readers' reports after which a comment is hidden until it is looked at."),
    )  # fmt: skip
    links_at_most = models.PositiveIntegerField(
        default=2, verbose_name=_("links at most"),
        help_text=_("A comment with more links waits for a moderator."),
    )  # fmt: skip
    words = models.TextField(
        blank=True, verbose_name=_("words"),
        help_text=_("One word or phrase a line. A comment that has one waits for a moderator."),
    )  # fmt: skip
    question = models.CharField(
        max_length=200, blank=True, verbose_name=_("question"),
        help_text=_("Asked of everybody who comments, against programs. Choose one that every "
                    "reader can answer. Empty: nothing is asked."),
    )  # fmt: skip
    answers = models.TextField(
        blank=True, verbose_name=_("answers"),
        help_text=_("One a line; capitals do not count."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("comments")

    @classmethod
    def in_force(cls, request: HttpRequest | None = None) -> "CommentRules":
        """Return the rules, without writing any where none were saved yet.

        For a request they are shared, and not to be changed.
        """
        if request:
            return shared("comment-rules", cls.in_force, request)
        return cls.objects.first() or cls()

    def clean(self) -> None:
        """A question needs an answer."""
        super().clean()
        if bool(self.question.strip()) != bool(self.listed("answers")):
            raise ValidationError({"answers": _("Give a question and its answer, or neither.")})

    def listed(self, field: str) -> list[str]:
        """Return the lines of a field, without empty ones and in small letters."""
        lines = (" ".join(line.split()).casefold() for line in getattr(self, field).splitlines())
        return [line for line in lines if line]
