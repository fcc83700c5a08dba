"""Links to the page of an outlet."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from onrecord_site.newsroom.names import name_slug

register = template.Library()


@register.simple_tag
def outlet_link(name: str) -> SafeString | str:
    """Return a link to the page of the outlet of this name; without a name, say so."""
    slug = name_slug(name)
    if not slug:
        return name or _("outlet not named")
    return format_html('<a href="{}">{}</a>', reverse("outlet", args=[slug]), name)
