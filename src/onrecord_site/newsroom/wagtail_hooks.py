"""The newsroom's desk in Wagtail: records to look through, statements to decide on."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.urls.resolvers import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import ListingButton
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from onrecord_site.newsroom import review, story_decisions, story_views
from onrecord_site.newsroom.choosers import StatementChooserViewSet
from onrecord_site.newsroom.models import Article, State, Statement, Story, StoryDecision


class RecordPolicy(ModelPermissionPolicy):
    """Records are made by the engine: nobody adds or deletes one by hand."""

    allowed = frozenset({"view"})

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the action is allowed at all, and to this user."""
        return action in self.allowed and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whether one of the actions is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)


class StatementPolicy(RecordPolicy):
    """A statement can be looked at and decided on."""

    allowed = frozenset({"view", "change"})


for record_model in (Article, Story, StoryDecision):
    register_permission_policy(record_model, RecordPolicy(record_model))
register_permission_policy(Statement, StatementPolicy(Statement))


class DecisionView(EditView):
    """Looks like editing; the only thing that can be changed is the review."""

    def save_instance(self) -> Statement:
        """Keep the decision under the words, and nothing else."""
        statement = Statement.objects.get(pk=self.object.pk)
        state = self.form.cleaned_data["state"]
        review.decide([statement], state, self.request.user)
        statement.state = state
        return statement


def _read_only(*names: str) -> list[FieldPanel]:
    return [FieldPanel(name, read_only=True) for name in names]


class RecordViewSet(SnippetViewSet):
    """What all records have in common."""

    copy_view_enabled = False
    # The database's own search: the words looked for stand in columns.
    search_backend_name = None
    list_per_page = 50
    inspect_view_enabled = True


class StatementViewSet(RecordViewSet):
    """Statements, to accept or to reject."""

    model = Statement
    icon = "openquote"
    edit_view_class = DecisionView
    chooser_viewset_class = StatementChooserViewSet
    list_display = [
        "content",
        "source_name",
        Column("certainty", accessor="get_certainty_display", sort_key="certainty"),
        Column("outlet", accessor="article.publisher"),
        Column("review", accessor="get_state_display", sort_key="state"),
    ]
    list_filter = ["state", "certainty", "form", "source_kind", "quoted", "stories"]
    search_fields = ["evidence", "content", "source_name", "article__headline"]
    inspect_view_fields = [
        "state", "evidence", "content", "source_name", "source_kind", "certainty", "form",
        "score", "quoted", "article",
    ]  # fmt: skip
    panels = [
        HelpPanel(
            "Accept what the sentence says in these very terms: this source, this content, this "
            "certainty. Reject what it does not say; readers no longer see it. The decision "
            "stays when the page is read again, and is asked for anew when its words change."
        ),
        FieldPanel("state", widget=forms.RadioSelect),
        MultiFieldPanel(_read_only("evidence", "content"), heading="Words"),
        MultiFieldPanel(
            _read_only("source_name", "certainty", "form", "score", "article"), heading="Reading"
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:  # noqa: ARG002
        """Fetch the articles along, without their text."""
        return Statement.objects.with_outlet()


class ArticleViewSet(RecordViewSet):
    """Reports as they were read."""

    model = Article
    icon = "doc-full"
    list_display = ["headline", "publisher", "published_at", "language", "version"]
    list_filter = ["publisher", "language", "stories"]
    search_fields = ["headline", "publisher", "url"]
    inspect_view_fields = [
        "headline", "publisher", "url", "language", "published_at", "updated_at", "fetched_at",
        "version", "body_chars",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:  # noqa: ARG002
        """Leave the text out."""
        return Article.objects.light()


class StoryViewSet(RecordViewSet):
    """Stories as they were grouped."""

    model = Story
    icon = "list-ul"
    list_display = [
        "headline", "independent_reports", "first_at", "last_at",
        Column("on the site", accessor="site_link"),
    ]  # fmt: skip
    list_filter = ["first_at", "last_at"]
    search_fields = ["headline"]
    inspect_view_fields = ["headline", "independent_reports", "first_at", "last_at"]


class StoryDecisionViewSet(RecordViewSet):
    """What was decided on stories."""

    model = StoryDecision
    icon = "history"
    menu_label = _("Decisions on stories")
    list_display = [
        "headline",
        Column("decision", accessor="get_kind_display", sort_key="kind"),
        "decided_at", "decided_by", "taken_back_at",
    ]  # fmt: skip
    list_filter = ["kind", "decided_at"]
    search_fields = ["headline"]
    inspect_view_fields = [
        "kind", "headline", "decided_at", "decided_by", "settled", "taken_back_at", "taken_back_by",
    ]  # fmt: skip


class DeskViewSetGroup(SnippetViewSetGroup):
    """The records in the menu."""

    items = (StatementViewSet, StoryViewSet, ArticleViewSet, StoryDecisionViewSet)
    menu_label = "On record"
    menu_icon = "openquote"
    menu_order = 50


register_snippet(DeskViewSetGroup)


class DecisionBulkAction(SnippetBulkAction):
    """Decides on many statements at once."""

    models = [Statement]
    template_name = "newsroom/confirm_decision.html"
    state: str

    def check_perm(self, obj: Model) -> bool:
        """Whether this user may decide on it."""
        policy = self.permission_policy
        return bool(policy.user_has_permission_for_instance(self.request.user, "change", obj))

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> list[str]:  # noqa: ARG002
        """Decide on what is ticked only: "all" would reach beyond the listing's filter."""
        return [each for each in self.request.GET.getlist("id") if each != "all"]

    @classmethod
    def execute_action(cls, objects: list[Statement], **kwargs: Any) -> tuple[int, int]:
        """Keep the decision on each statement."""
        return review.decide(objects, cls.state, kwargs["self"].request.user), 0

    def get_success_message(
        self,
        num_parent_objects: int,
        num_child_objects: int,  # noqa: ARG002 - Wagtail's signature
    ) -> SafeString:
        """Say what was done."""
        plural = "" if num_parent_objects == 1 else "s"
        decision = State(self.state).label.lower()
        return format_html("{} statement{} now: {}.", num_parent_objects, plural, decision)


@hooks.register("register_bulk_action")
class AcceptBulkAction(DecisionBulkAction):
    """Accepts statements."""

    display_name = "Accept"
    aria_label = "Accept the selected statements"
    action_type = "accept"
    action_priority = 10
    state = State.ACCEPTED


@hooks.register("register_bulk_action")
class RejectBulkAction(DecisionBulkAction):
    """Rejects statements."""

    display_name = "Reject"
    aria_label = "Reject the selected statements"
    action_type = "reject"
    action_priority = 20
    classes = {"serious"}
    state = State.REJECTED


@hooks.register("register_bulk_action")
class ReopenBulkAction(DecisionBulkAction):
    """Takes decisions back."""

    display_name = "Reopen"
    aria_label = "Take back the decision on the selected statements"
    action_type = "reopen"
    action_priority = 30
    state = State.PROPOSED


@hooks.register("register_bulk_action")
class MergeBulkAction(SnippetBulkAction):
    """Makes stories one."""

    models = [Story]
    display_name = "Make one story"
    aria_label = "Make one story of the selected ones"
    action_type = "merge"
    action_priority = 10
    template_name = "newsroom/confirm_merge.html"

    def check_perm(self, obj: Model) -> bool:  # noqa: ARG002 - Wagtail's signature
        """Whether this user may decide on stories."""
        return story_decisions.may_decide(self.request.user)

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> list[str]:  # noqa: ARG002
        """Take what is ticked only: "all" would reach beyond the listing's filter."""
        return [each for each in self.request.GET.getlist("id") if each != "all"]

    @classmethod
    def execute_action(cls, objects: list[Story], **kwargs: Any) -> tuple[int, int]:
        """Keep the decision, and publish what it changes."""
        if len(objects) < 2:
            return 0, 0
        request = kwargs["self"].request
        decision = story_decisions.merge(objects, request.user)
        story_views.tell_done(request, str(decision))
        return len(objects), 0


@hooks.register("register_snippet_listing_buttons")
def _story_buttons(
    snippet: Model,
    user: Any,
    next_url: str | None = None,  # noqa: ARG001
) -> Iterator[ListingButton]:
    if not story_decisions.may_decide(user):
        return
    if isinstance(snippet, Story):
        address = reverse("split_story", args=[snippet.slug])
        yield ListingButton("Take reports out", address, priority=30)
    elif isinstance(snippet, StoryDecision) and snippet.taken_back_at is None:
        address = reverse("take_back_story_decision", args=[snippet.pk])
        yield ListingButton("Take back", address, priority=30)


@hooks.register("register_admin_urls")
def _story_addresses() -> list[URLPattern]:
    return story_views.urlpatterns
