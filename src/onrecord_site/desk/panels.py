"""What the newsroom is told about articles."""

from typing import Any

from wagtail.admin.panels import Panel
from wagtail.admin.ui.components import Component


class FallenPanel(Panel):
    """Warns, on top of the form, of statements that an article should not rest on any more."""

    class BoundPanel(Panel.BoundPanel):
        """The warning for one article."""

        template_name = "desk/fallen_panel.html"

        def __init__(self, **given: Any) -> None:
            super().__init__(**given)
            # The models import this module.
            from onrecord_site.desk.fallen import fallen_in

            self.fallen = fallen_in(self.instance) if self.instance.pk else []

        def is_shown(self) -> bool:
            """Whether there is anything to warn of."""
            return bool(self.fallen)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the statements."""
            return {**super().get_context_data(parent_context), "fallen": self.fallen}


class FallenOnHome(Component):
    """Lists, on the first page of the newsroom, the articles that need to be looked at."""

    name = "fallen_statements"
    template_name = "desk/fallen_home.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Add the articles this editor may change."""
        from onrecord_site.desk.fallen import articles_with_fallen

        user = parent_context["request"].user
        articles = articles_with_fallen()
        return {
            "articles": [each for each in articles if each.permissions_for_user(user).can_edit()]
        }
