"""The moderators' desk in Wagtail: the queue, bans, and pages whose comments are closed."""

import copy
from typing import Any
from urllib.parse import urlencode, urlsplit

import django_filters
from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db.models import Case, Count, Model, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import (
    CreateView,
    IndexView,
    InspectView,
    SnippetViewSetGroup,
)

from onrecord_site.comments import moderation, who
from onrecord_site.comments.models import Ban, Closing, Comment
from onrecord_site.comments.posting import MODERATE
from onrecord_site.newsroom.wagtail_hooks import RecordViewSet

#: What a moderator can decide: the action's name in addresses, its label and icon.
DECISIONS = (
    ("approve", _("Show it"), "check"),
    ("reject", _("Remove it"), "cross"),
    ("reject-and-ban", _("Remove it and ban its author"), "lock"),
)


class ModeratorPolicy(ModelPermissionPolicy):
    """One permission of its own opens the desk; `actions` says what can be done there."""

    def __init__(self, model: type[Model], *actions: str) -> None:
        super().__init__(model)
        self.actions = frozenset(actions)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the action is allowed at all, and to this user."""
        return action in self.actions and user.has_perm(MODERATE)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whether one of the actions is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Comment, ModeratorPolicy(Comment, "view"))
register_permission_policy(Ban, ModeratorPolicy(Ban, "view", "add", "delete"))
register_permission_policy(Closing, ModeratorPolicy(Closing, "view", "add", "change", "delete"))


@hooks.register("register_permissions")
def register_moderating() -> QuerySet[Permission]:
    """Let groups be given the permission."""
    return Permission.objects.filter(content_type__app_label="comments", codename="can_moderate")


class CommentFilterSet(WagtailFilterSet):
    """The queue, and the rest."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="in_state",
        choices=[
            ("waiting", _("Waits")),
            ("reported", _("Reported")),
            ("shown", _("Shown")),
            ("removed", _("Removed")),
        ],
    )

    class Meta:
        model = Comment
        fields = ["state"]

    def in_state(self, rows: QuerySet[Comment], _name: str, state: str) -> QuerySet[Comment]:
        """Keep the comments of one state."""
        kept = {
            "waiting": Q(is_public=False, is_removed=False),
            "reported": Q(open_reports__gt=0),
            "shown": Q(is_public=True, is_removed=False),
            "removed": Q(is_removed=True),
        }
        return rows.filter(kept[state])


class CommentIndexView(IndexView):
    """The queue, with the decisions beside each comment."""

    def get_list_more_buttons(self, instance: Comment) -> list[Button]:
        """Add what can be decided."""
        return [*_decisions_on(instance), *super().get_list_more_buttons(instance)]


class CommentInspectView(InspectView):
    """One comment with what is known about it, and the decisions."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """What can be decided."""
        return _decisions_on(self.object)

    def get_comment_display_value(self) -> SafeString:
        """The whole text, with its lines."""
        return _lines(self.object.comment)

    def get_reports_told_display_value(self) -> SafeString:
        """The reports, one a line."""
        return _lines(self.object.reports_told() or "-")


class CommentViewSet(RecordViewSet):
    """Comments: those that wait come first."""

    model = Comment
    icon = "comment"
    edit_view_enabled = False
    index_view_class = CommentIndexView
    inspect_view_class = CommentInspectView
    filterset_class = CommentFilterSet
    list_display = [
        "excerpt",
        Column("user_name", label=_("Name")),
        Column("page", label=_("Page"), accessor="page_link"),
        Column("submit_date", label=_("Written"), sort_key="submit_date"),
        Column("state", label=_("State"), accessor="state"),
        Column(
            "open_reports", label=pgettext_lazy("a comment", "Reports"), sort_key="open_reports"
        ),
        "held_because",
    ]
    search_fields = ["comment", "user_name"]
    inspect_view_fields = [
        "comment", "user_name", "page_link", "submit_date", "confirmed_at", "state",
        "held_because", "reports_told", "decided_by", "decided_at",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:  # noqa: ARG002
        """Leave out what its author has not confirmed; reports still open are counted."""
        confirmed = Comment.objects.filter(confirmed_at__isnull=False)
        counted = confirmed.annotate(
            open_reports=Count("reports", filter=Q(reports__settled_at=None)),
            turn=Case(When(Q(is_public=False, is_removed=False), then=Value(0)), default=Value(1)),
        )
        return counted.order_by("turn", "-submit_date")


class BanForm(WagtailAdminModelForm):
    """Bans a mail address or a domain; what is kept is its digest."""

    email = forms.CharField(
        label=_("Mail address, or @ and a domain"),
        help_text=_("It is kept as a code that cannot be read back: write who it is above."),
    )

    def clean_email(self) -> str:
        """Something with an @ in it."""
        email: str = self.cleaned_data["email"].strip()
        if "@" not in email or "." not in email.rpartition("@")[2]:
            raise ValidationError(gettext("Give a mail address, or @example.org for all of it."))
        return email


class BanCreateView(CreateView):
    """Keeps the digest; a second ban of the same renews the first."""

    def save_instance(self) -> Ban:
        """Ban who was named."""
        given = self.form.cleaned_data
        return who.ban_email(given["email"], given["label"], made_by=self.request.user)


class BanViewSet(RecordViewSet):
    """Who may not comment."""

    model = Ban
    icon = "lock"
    edit_view_enabled = False
    inspect_view_enabled = False
    add_view_class = BanCreateView
    list_display = ["label", "made_at", "holds_until"]
    search_fields = ["label"]
    edit_handler = ObjectList(
        [
            HelpPanel(
                _(
                    "Who is banned is told nothing: what they send is taken and forgotten. What "
                    "they wrote before stays as it is. Bans of a connection end after 30 days."
                )
            ),
            FieldPanel("label"),
            FieldPanel("email"),
        ],
        base_form_class=BanForm,
    )


class ClosingForm(WagtailAdminModelForm):
    """Takes the address as the browser shows it."""

    def clean_path(self) -> str:
        """Keep the path alone."""
        path = urlsplit(self.cleaned_data["path"].strip()).path
        if not path.startswith("/"):
            raise ValidationError(gettext("Give the address of the page: /stories/flood/"))
        return path if path.endswith("/") else f"{path}/"


class ClosingViewSet(RecordViewSet):
    """Pages whose comments are closed; to open them again, delete the entry."""

    model = Closing
    icon = "no-view"
    inspect_view_enabled = False
    list_display = ["path", "reason", "closed_at"]
    search_fields = ["path", "reason"]
    edit_handler = ObjectList(
        [FieldPanel("path"), FieldPanel("reason")], base_form_class=ClosingForm
    )


class CommentsViewSetGroup(SnippetViewSetGroup):
    """Everything about comments in the menu."""

    items = (CommentViewSet, BanViewSet, ClosingViewSet)
    menu_label = _("Comments")
    menu_name = "comments"
    menu_icon = "comment"
    menu_order = 55


register_snippet(CommentsViewSetGroup)


@hooks.register("construct_main_menu")
def count_waiting(request: HttpRequest, items: list[MenuItem]) -> None:
    """Tell moderators in the menu how many comments wait."""
    if not request.user.has_perm(MODERATE):
        return
    for place, item in enumerate(items):
        if item.name == CommentsViewSetGroup.menu_name:
            if count := Comment.objects.waiting().count():
                # The entry itself is kept from one request to the next.
                counted = copy.copy(item)
                counted.label = f"{item.label} ({count})"
                items[place] = counted
            return


class DecisionBulkAction(SnippetBulkAction):
    """Decides on the comments that are ticked, or on one."""

    models = [Comment]
    template_name = "comments/confirm_decision.html"

    def check_perm(self, obj: Model) -> bool:  # noqa: ARG002
        """Whether this user may decide."""
        return bool(self.request.user.has_perm(MODERATE))

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> list[str]:  # noqa: ARG002
        """Decide on what is ticked only: "all" would reach beyond the listing's filter."""
        return [each for each in self.request.GET.getlist("id") if each != "all"]

    def get_success_message(
        self,
        num_parent_objects: int,
        num_child_objects: int,  # noqa: ARG002 - Wagtail's signature
    ) -> str:
        """Say what was done."""
        words = ngettext(
            "%(decision)s: %(count)s comment.",
            "%(decision)s: %(count)s comments.",
            num_parent_objects,
        )
        return words % {"decision": self.display_name, "count": num_parent_objects}


@hooks.register("register_bulk_action")
class ApproveBulkAction(DecisionBulkAction):
    """Shows comments."""

    action_type, display_name = DECISIONS[0][:2]
    aria_label = _("Show the selected comments")
    action_priority = 10

    @classmethod
    def execute_action(cls, objects: list[Comment], **given: Any) -> tuple[int, int]:
        """Show them."""
        return moderation.approve(objects, given["self"].request.user), 0


@hooks.register("register_bulk_action")
class RejectBulkAction(DecisionBulkAction):
    """Removes comments."""

    action_type, display_name = DECISIONS[1][:2]
    aria_label = _("Remove the selected comments")
    action_priority = 20
    classes = {"serious"}

    @classmethod
    def execute_action(cls, objects: list[Comment], **given: Any) -> tuple[int, int]:
        """Remove them."""
        return moderation.reject(objects, given["self"].request.user), 0


@hooks.register("register_bulk_action")
class BanBulkAction(RejectBulkAction):
    """Removes comments and bans who wrote them, by mail address and by network."""

    action_type, display_name = DECISIONS[2][:2]
    aria_label = _("Remove the selected comments and ban their authors")
    action_priority = 30

    @classmethod
    def execute_action(cls, objects: list[Comment], **given: Any) -> tuple[int, int]:
        """Remove them and ban."""
        user = given["self"].request.user
        done = moderation.reject(objects, user)
        for comment in objects:
            who.ban_author(comment, made_by=user)
        return done, 0


def _decisions_on(comment: Comment) -> list[Button]:
    """Buttons that lead to the page where a decision on one comment is confirmed."""
    query = urlencode({"id": comment.pk, "next": reverse(_index_url_name())})
    return [
        Button(
            label,
            url=f"{reverse('wagtail_bulk_action', args=['comments', 'comment', action])}?{query}",
            icon_name=icon,
            priority=number,
        )
        for number, (action, label, icon) in enumerate(DECISIONS)
    ]


def _index_url_name() -> str:
    name: str = Comment.snippet_viewset.get_url_name("list")
    return name


def _lines(text: str) -> SafeString:
    """Return a text with its lines; everything in it is escaped."""
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in text.split("\n")))
