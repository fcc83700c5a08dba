"""The formats a story can be downloaded in, for its page."""

from django import template

from onrecord.exports.formats import FORMATS
from onrecord_site.stories.wording import wording

register = template.Library()


@register.simple_tag
def download_formats() -> dict[str, str]:
    """Return the titles of the formats in the reader's language, by the end of their address."""
    return {name: wording()["downloads"].get(name, each.title) for name, each in FORMATS.items()}
