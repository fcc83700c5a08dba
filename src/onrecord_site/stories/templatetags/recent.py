"""The newest stories, for pages that have nothing better to offer."""

from django import template

from onrecord_site.newsroom.models import Story

register = template.Library()


@register.simple_tag
def recent_stories(count: int) -> list[Story]:
    """Return the newest stories, without their records."""
    return list(Story.objects.defer("record")[:count])
