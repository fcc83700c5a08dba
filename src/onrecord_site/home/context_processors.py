"""What every readers' page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from onrecord_site.home.models import StandardPage


def site(_request: HttpRequest) -> dict[str, Any]:
    """Return the name of the newsroom and the menu; the menu is asked of the database late."""
    return {"site_name": settings.SITE_NAME, "menu": StandardPage.objects.live().in_menu()}
