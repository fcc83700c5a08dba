"""How editors pick a statement on record."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from onrecord_site.newsroom.models import State, Statement
from onrecord_site.newsroom.querysets import StatementQuerySet

SEARCHED = ("evidence", "source_name", "article__headline", "article__publisher")


class StatementFilterForm(BaseFilterForm):
    """Narrows the list by words, in the database's own way."""

    q = forms.CharField(
        label=_("Search term"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Words, source, outlet or headline")}),
    )

    def filter(self, objects: StatementQuerySet) -> StatementQuerySet:
        """Keep the statements in which every word stands somewhere."""
        objects = super().filter(objects)
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        for word in self.search_query.split():
            found = Q()
            for column in SEARCHED:
                found |= Q(**{f"{column}__icontains": word})
            objects = objects.filter(found)
        return objects


class ChosenStatementsMixin:
    """The list: what readers may see, the newest report first."""

    filter_form_class = StatementFilterForm
    ordering = ("-article__published_at", "article", "position", "id")

    def get_object_list(self) -> StatementQuerySet:
        """Leave out what was rejected and what may not be quoted."""
        return Statement.objects.public().with_outlet()

    @property
    def columns(self) -> list[Column]:
        """Who says it, how surely, where, and whether somebody looked at it."""
        return [
            *super().columns,
            Column("source_name", label=_("Source")),
            Column("certainty", label=_("Certainty"), accessor="get_certainty_display"),
            Column("outlet", label=_("Outlet"), accessor="article.publisher"),
            Column("review", label=_("Review"), accessor=_review),
        ]


def _review(row: Statement) -> Any:
    return _("Reviewed") if row.state == State.ACCEPTED else _("Not reviewed")


class StatementChooseView(ChosenStatementsMixin, ChooseView):
    """The window in which a statement is picked."""


class StatementChooseResultsView(ChosenStatementsMixin, ChooseResultsView):
    """The list in it, as it is searched."""


class StatementChooserViewSet(SnippetChooserViewSet):
    """Picking one statement, or several at once."""

    choose_view_class = StatementChooseView
    choose_results_view_class = StatementChooseResultsView
    choose_one_text = _("Pick a statement on record")
    choose_another_text = _("Pick another statement")
    per_page = 15
