"""What pages about anything show of the stories."""

from collections.abc import Iterable
from typing import Any

from django import template

from onrecord_site.newsroom.models import Story
from onrecord_site.stories.markup import moment, statement, words
from onrecord_site.stories.picks import picks

register = template.Library()
register.simple_tag(statement)
register.simple_tag(words)
register.filter(moment)


@register.inclusion_tag("stories/dont_miss.html", takes_context=True)
def dont_miss(
    context: dict[str, Any], story: Story | None = None, listed: Iterable[Story] = ()
) -> dict[str, Any]:
    """Show what else not to miss, each with its reason; for the block ``beside`` of a page.

    Args:
        context: Of the page; `look`, when the reader looked last, is taken from it where it is.
        story: The story that the page is about, if it is about one.
        listed: Stories that the page lists itself.
    """
    found = picks(story, context.get("look"), listed=listed, request=context.get("request"))
    return {"picks": found}
