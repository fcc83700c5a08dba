"""The page of one figure, and its downloads."""

import csv
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from onrecord_site.changes.tell import whole
from onrecord_site.newsroom.models import Story
from onrecord_site.stories.figure_pages import COLUMNS, FigurePage, build_figure_page, file_name

#: A spreadsheet takes a cell that begins so for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def _of_standing_story(
    answer: Callable[[HttpRequest, FigurePage], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Find the figure; where its story went into another one, lead to that one's."""

    @require_safe
    @wraps(answer)
    def find_and_answer(request: HttpRequest, slug: str, figure: str) -> HttpResponse:
        story = Story.objects.standing(slug)
        page = build_figure_page(story, figure) if story else None
        if page is None:
            raise Http404(figure)
        if page.story.slug != slug:
            return redirect(request.resolver_match.view_name, page.story.slug, figure,
                            permanent=True)  # fmt: skip
        return answer(request, page)

    return find_and_answer


@_of_standing_story
def figure(request: HttpRequest, page: FigurePage) -> HttpResponse:
    """How one figure moved, every value with its words."""
    context = {"figure": page, "story_slug": page.story.slug}
    return render(request, "stories/figure.html", context)


@_of_standing_story
def figure_csv(_request: HttpRequest, page: FigurePage) -> HttpResponse:
    """The values as CSV (RFC 4180), one line each."""
    response = HttpResponse(content_type="text/csv; charset=utf-8; header=present")
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for row in page.rows():
        writer.writerow(_cell(row[column]) for column in COLUMNS)
    return _as_download(response, file_name(page, "csv"))


@_of_standing_story
def figure_json(_request: HttpRequest, page: FigurePage) -> HttpResponse:
    """The values as JSON, with what they count and where they come from."""
    data = {
        "counts": page.series.counts,
        "unit": page.series.unit,
        "story": str(page.story),
        "story_url": whole(page.story.get_absolute_url()),
        "values": list(page.rows()),
    }
    return _as_download(JsonResponse(data, json_dumps_params={"ensure_ascii": False}),
                        file_name(page, "json"))  # fmt: skip


def _cell(value: Any) -> Any:
    """Return what stands in a cell; words that a spreadsheet would run are quoted."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value.isoformat() if hasattr(value, "isoformat") else value


def _as_download(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response
