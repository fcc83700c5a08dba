"""Links by which a browser or a feed reader finds the feeds of a page."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from onrecord_site.feeds.formats import FORMATS, MEDIA_TYPES, NAMES

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


@register.filter
def feed_name(kind: str) -> str:
    """Return how people call a format of feeds."""
    return NAMES[kind]


@register.simple_tag
def feed_list(feed: str, *names: str) -> SafeString:
    """Return a list of links to the feed in each format; `names` are its slugs."""
    links = ((reverse(feed, args=(*names, kind)), NAMES[kind]) for kind in FORMATS)
    rows = format_html_join("", '<li><a href="{}">{}</a></li>', links)
    return format_html('<ul class="feeds">{}</ul>', rows)
