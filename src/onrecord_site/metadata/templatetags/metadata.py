"""Puts the metadata of a page into its head.

In the block ``head`` of a page: ``{% load metadata %}{% metadata page_metadata %}``, with what
`onrecord_site.metadata.pages` made of it, or ``{% metadata title="..." description="..." %}``.
"""

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from onrecord_site.changes.tell import whole
from onrecord_site.identity.models import current_identity
from onrecord_site.metadata.pages import PageMetadata, front_metadata
from onrecord_site.metadata.schema_org import publisher

register = template.Library()

#: Characters that could end the element or begin another one, as JSON writes them.
_ESCAPES = [(character, f"\\u{ord(character):04X}") for character in "<>&\u2028\u2029"]


@register.inclusion_tag("metadata/head.html", takes_context=True)
def metadata(
    context: template.Context,
    about: PageMetadata | None = None,
    title: str = "",
    description: str = "",
) -> dict[str, Any]:
    """Return canonical address, Open Graph, and JSON-LD of a page.

    A page of Wagtail's that says nothing itself is told by its title.
    """
    request = context["request"]
    told = about or PageMetadata(
        title=title or getattr(context.get("page"), "title", ""),
        description=description or getattr(context.get("page"), "search_description", ""),
    )
    address = whole(told.path or request.path)
    number = request.GET.get("page", "")
    if number.isdecimal() and int(number) > 1:
        address = f"{address}?page={int(number)}"
    identity = current_identity(request)
    parts = [*told.parts, publisher(identity)] if told.parts else []
    site_name = identity.shown_name
    return {"about": told, "address": address, "parts": parts, "site_name": site_name}


@register.inclusion_tag("metadata/head.html", takes_context=True)
def metadata_of_front(context: template.Context, title: str) -> dict[str, Any]:
    """Return the same for the front page."""
    return metadata(context, front_metadata(str(title)))


@register.simple_tag
def json_ld(parts: list[dict[str, Any]]) -> SafeString:
    """Return things of schema.org as an element that no browser runs.

    A browser takes a script of this type for data: no Content-Security-Policy is asked about it.
    Words from reports cannot end the element, because "<" does not stand in it.
    """
    if not parts:
        return SafeString("")
    graph = {"@context": "https://schema.org", "@graph": list(parts)}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _ESCAPES:
        text = text.replace(character, escaped)
    data = mark_safe(text)  # noqa: S308 - escaped in the lines above
    return format_html('<script type="application/ld+json">{}</script>', data)
