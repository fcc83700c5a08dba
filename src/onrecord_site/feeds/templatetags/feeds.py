"""Links by which a browser or a feed reader finds the feeds of a page."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from onrecord_site.feeds.formats import MEDIA_TYPES

register = template.Library()


@register.simple_tag
def feed_links(feed: str, title: str, *names: str) -> SafeString:
    """Return one autodiscovery link for each format of the feed; `names` are its slugs."""
    row = '<link rel="alternate" type="{}" title="{}" href="{}">'
    links = (
        (media, f"{title} ({kind.upper()})", reverse(feed, args=(*names, kind)))
        for kind, media in MEDIA_TYPES.items()
    )
    return format_html("{}\n  ", format_html_join("\n  ", row, links))
