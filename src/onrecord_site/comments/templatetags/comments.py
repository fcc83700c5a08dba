"""The comments of a page, for its template."""

from typing import Any

from django import template
from django.db.models import Model

from onrecord_site.comments.commentable import find, target_of
from onrecord_site.comments.models import CommentRules
from onrecord_site.comments.section import build_comments_page

register = template.Library()


@register.inclusion_tag("comments/section.html", takes_context=True)
def comments_section(context: dict[str, Any], page: Model | str, key: str = "") -> dict[str, Any]:
    """Show the comments of a page and the way to write one.

    Args:
        context: Of the page; its request.
        page: A row of a registered kind (`onrecord_site.comments.commentable.register`), or the
            name of the kind, with the `key` of the row.
        key: Finds the row: ``{% comments_section "story" story_slug %}``.
    """
    target = find(page, key) if isinstance(page, str) else target_of(page)
    return {"page": build_comments_page(target, context.get("request")) if target else None}


@register.simple_tag(takes_context=True)
def comments_are_on(context: dict[str, Any]) -> bool:
    """Whether a page that can be commented on has a section ``#comments``."""
    return CommentRules.in_force(context.get("request")).mode != CommentRules.Mode.OFF
