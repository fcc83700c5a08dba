"""The formats a story can be downloaded in, for its page."""

from django import template

from onrecord.exports.formats import FORMATS, ExportFormat

register = template.Library()


@register.simple_tag
def download_formats() -> dict[str, ExportFormat]:
    """Return the formats by the end of their address."""
    return FORMATS
