"""Serves a story in the format its address ends in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from onrecord.exports.formats import FORMATS
from onrecord_site.machine_answers import for_programs
from onrecord_site.newsroom.models import Story
from onrecord_site.stories.told import told_story


@require_safe
def download(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Answer with the story as a file; the name of the file ends in the format's own way."""
    row = get_object_or_404(Story, slug=slug)
    export = FORMATS[name]
    content = export.write([told_story(row)])
    file_name = f"{row.slug}.{export.suffix}"
    return for_programs(request, content, export.media_type, file_name=file_name)
