"""The newsroom's desk for mail: addresses and deliveries, to look through."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.permissions import register_permission_policy
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from onrecord_site.mail.deliver import send_again
from onrecord_site.mail.models import Address, Delivery
from onrecord_site.newsroom.wagtail_hooks import RecordPolicy, RecordViewSet


class DeliveryPolicy(RecordPolicy):
    """A delivery can be looked at, and sent again where nobody knows whether it went out."""

    allowed = frozenset({"view", "change"})


register_permission_policy(Address, RecordPolicy(Address))
register_permission_policy(Delivery, DeliveryPolicy(Delivery))


class AddressViewSet(RecordViewSet):
    """Who is written to."""

    model = Address
    icon = "mail"
    list_display = ["email", "created_at", "undeliverable_at", "problem"]
    list_filter = ["undeliverable_at"]
    search_fields = ["email"]
    inspect_view_fields = ["email", "created_at", "undeliverable_at", "problem"]


class DeliveryViewSet(RecordViewSet):
    """What became of each letter."""

    model = Delivery
    icon = "mail"
    edit_view_enabled = False
    list_display = [
        "letter",
        Column("address", accessor="address.email"),
        Column("state", accessor="get_state_display", sort_key="state"),
        "due_at",
        "sent_at",
        "tries",
        "problem",
    ]
    list_filter = ["state"]
    search_fields = ["address__email", "letter__subject"]
    inspect_view_fields = [
        "letter", "address", "state", "due_at", "claimed_at", "sent_at", "tries", "problem",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delivery]:  # noqa: ARG002
        """Fetch letter and address along, without the letter's words."""
        rows = Delivery.objects.select_related("letter", "address")
        return rows.defer("letter__text", "letter__html")


@hooks.register("register_bulk_action")
class SendAgainBulkAction(SnippetBulkAction):
    """Sends again what nobody knows to have gone out; everything else stays as it is."""

    models = [Delivery]
    display_name = _("Send again")
    aria_label = _("Send again where it is unknown whether the mail went out")
    action_type = "send-again"
    action_priority = 10
    template_name = "mail/confirm_send_again.html"

    def check_perm(self, obj: Model) -> bool:
        """Whether this user may decide on it."""
        policy = self.permission_policy
        return bool(policy.user_has_permission_for_instance(self.request.user, "change", obj))

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> list[str]:  # noqa: ARG002
        """Decide on what is ticked only: "all" would reach beyond the listing's filter."""
        return [each for each in self.request.GET.getlist("id") if each != "all"]

    @classmethod
    def execute_action(cls, objects: list[Delivery], **_given: Any) -> tuple[int, int]:
        """Let the unknown ones wait again."""
        return sum(send_again(delivery) for delivery in objects), 0

    def get_success_message(
        self,
        num_parent_objects: int,
        num_child_objects: int,  # noqa: ARG002 - Wagtail's signature
    ) -> str:
        """Say what was done."""
        words = ngettext(
            "%(count)s mail waits to be sent again.",
            "%(count)s mails wait to be sent again.",
            num_parent_objects,
        )
        return words % {"count": num_parent_objects}
