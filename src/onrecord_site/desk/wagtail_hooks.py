"""The desk's part of the newsroom."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from onrecord_site.desk.panels import FallenOnHome


@hooks.register("construct_homepage_panels")
def show_fallen(_request: HttpRequest, panels: list[Component]) -> None:
    """Say which articles rest on what does not stand."""
    panels.append(FallenOnHome())
