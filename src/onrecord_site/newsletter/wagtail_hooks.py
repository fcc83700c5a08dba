"""The newsroom's desk for newsletters."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import (
    DeleteView,
    EditView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from onrecord_site.mail.wagtail_hooks import AddressViewSet, DeliveryViewSet
from onrecord_site.newsletter import desk
from onrecord_site.newsletter.models import Issue, Newsletter
from onrecord_site.newsroom.wagtail_hooks import RecordPolicy


class IssuePolicy(RecordPolicy):
    """Issues are composed; they can be edited until they are approved, and deleted till then."""

    allowed = frozenset({"view", "change", "delete"})

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Issue) -> bool:
        """Whether this issue may be changed still."""
        is_open = action == "view" or not instance.approved_at
        return is_open and super().user_has_permission_for_instance(user, action, instance)


register_permission_policy(Issue, IssuePolicy(Issue))


class LinesPanel(FieldPanel):
    """Shows the statements of an item; they are the outlets' words and cannot be edited."""

    def format_value_for_display(self, value: list[dict[str, Any]]) -> str:
        """Return one statement a line, with who says it."""
        return "\n".join(
            " ".join(filter(None, (line["caution"], line["content"], "·", line["by"])))
            for line in value
        )


class OpenIssueMixin:
    """Closes a view once the issue is approved: Wagtail asks only about issues as such."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, unless the issue is approved."""
        if self.object.approved_at:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class IssueDeleteView(OpenIssueMixin, DeleteView):
    """Deleting a draft."""


class IssueEditView(OpenIssueMixin, EditView):
    """Editing, with the ways to test and to approve."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add the two actions."""
        made = [("test", _("Send a test to me"), "mail"), ("approve", _("Approve"), "check")]
        return [
            *super().header_more_buttons,
            *(
                Button(label, url=reverse(f"{action}_issue", args=[self.object.pk]),
                       icon_name=icon, priority=5)
                for action, label, icon in made
            ),
        ]  # fmt: skip


class NewsletterViewSet(SnippetViewSet):
    """Newsletters."""

    model = Newsletter
    icon = "mail"
    list_display = ["name", "rhythm", "hour", "sends_itself"]
    panels = [
        FieldPanel(name)
        for name in ("name", "slug", "description", "rhythm", "hour", "weekday", "sends_itself")
    ]


class IssueViewSet(SnippetViewSet):
    """Issues: drafts to be edited, and what was sent."""

    model = Issue
    icon = "doc-full-inverse"
    edit_view_class = IssueEditView
    delete_view_class = IssueDeleteView
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = ["subject", "newsletter", "until", Column("stage", accessor="stage")]
    list_filter = ["newsletter"]
    inspect_view_fields = ["subject", "newsletter", "since", "until", "stage", "sent_at"]
    panels = [
        HelpPanel(
            _(
                "Composed from what changed in the front page's stories. Order the items, leave "
                "some out, write a few words in front. The statements stay as the outlets made "
                "them, each with the link to its words."
            )
        ),
        FieldPanel("subject"),
        FieldPanel("note"),
        InlinePanel(
            "items",
            label=_("Item"),
            panels=[
                FieldPanel("story", read_only=True),
                FieldPanel("label", read_only=True),
                LinesPanel("lines", read_only=True),
            ],
        ),
    ]


class MailViewSetGroup(SnippetViewSetGroup):
    """Everything about mail in the menu."""

    items = (IssueViewSet, NewsletterViewSet, AddressViewSet, DeliveryViewSet)
    menu_label = _("Mail")
    menu_icon = "mail"
    menu_order = 60


register_snippet(MailViewSetGroup)


@hooks.register("register_admin_urls")
def register_issue_actions() -> list[URLPattern]:
    """The pages that test and approve an issue."""
    return [
        path(
            f"newsletter/issues/<int:issue_key>/{action}/",
            desk.act,
            {"action": action},
            name=f"{action}_issue",
        )
        for action in ("test", "approve")
    ]
