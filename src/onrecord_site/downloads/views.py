"""Serves a story in the format its address ends in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onrecord.exports.formats import FORMATS
from onrecord_site.machine_answers import for_programs, lead_on
from onrecord_site.newsroom.models import Story
from onrecord_site.stories.told import told_story


@require_safe
def download(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Answer with the story as a file; the name of the file ends in the format's own way.

    Where the story went into another one, that one's file has another address, which is told.
    """
    row = Story.objects.standing(slug)
    if row is None:
        raise Http404(slug)
    if row.slug != slug:
        return lead_on("download", row.slug, name)
    export = FORMATS[name]
    content = export.write([told_story(row)])
    file_name = f"{row.slug}.{export.suffix}"
    return for_programs(request, content, export.media_type, file_name=file_name)
