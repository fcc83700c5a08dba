"""The readers' pages."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from onrecord_site.mail.guards import own_site_only
from onrecord_site.metadata.pages import (
    live_changes,
    name_metadata,
    report_metadata,
    story_metadata,
)
from onrecord_site.newsroom.models import Article, Story
from onrecord_site.page_cache.parts import Parts
from onrecord_site.stories.evidence import evidence_of, original_url
from onrecord_site.stories.last_look import (
    LastLook,
    begin_remembering,
    forget,
    keep_look,
    last_look,
    remembers,
)
from onrecord_site.stories.name_pages import build_name_page
from onrecord_site.stories.story_pages import build_story_page
from onrecord_site.stories.story_tokens import story_token

#: Statements on one page of a story's record.
STATEMENTS_PER_PAGE = 40


@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """One story: its points, its people, its figures, its reports."""
    row = _standing(slug)
    if row.slug != slug:
        return redirect(row, permanent=True)
    look = last_look(request)
    # Built only for the parts that are not kept.
    page = SimpleLazyObject(lambda: build_story_page(row, look))
    context = {
        "story": page,
        "look": look,
        "fresh": page.fresh if look else None,
        "parts": _kept_parts(request, row, look),
        "story_row": row,
        "story_slug": row.slug,
        "remembers": remembers(request),
        "page_metadata": SimpleLazyObject(lambda: story_metadata(row, page, live_changes(row))),
    }
    return keep_look(request, render(request, "stories/story.html", context))


def _standing(slug: str) -> Story:
    row = Story.objects.defer("record").standing(slug)
    if row is None:
        raise Http404(slug)
    return row


def _kept_parts(request: HttpRequest, row: Story, look: LastLook | None) -> Parts | None:
    """What is kept of the page, for readers to whom nothing is marked as new."""
    if look or request.GET:
        return None
    return Parts(("story", row.slug, get_language() or ""), story_token(row))


@require_safe
def story_record(request: HttpRequest, slug: str) -> HttpResponse:
    """Every statement of a story that may be quoted, report by report."""
    row = _standing(slug)
    if row.slug != slug:
        return redirect("story-record", row.slug, permanent=True)
    statements = row.statements.public().with_outlet()
    ordered = statements.order_by("article__published_at", "article", "position", "id")
    numbered = Paginator(ordered, STATEMENTS_PER_PAGE).get_page(request.GET.get("page"))
    shown = [evidence_of(each) for each in numbered.object_list]
    context = {
        "story": row,
        "numbered": numbered,
        "statements": shown,
        "has_unreviewed": any(not each.is_reviewed for each in shown),
    }
    return render(request, "stories/story_record.html", context)


@own_site_only
@require_POST
def visits(request: HttpRequest) -> HttpResponse:
    """Begin to remember when the reader looks, or forget it; then back to where they were."""
    back = request.POST.get("back", "")
    own = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = redirect(back if own and back.startswith("/") else "/")
    if request.POST.get("remember") == "yes":
        begin_remembering(response)
    else:
        forget(response)
    return response


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """One report: where to read it, and the words of it that are evidence here."""
    row = get_object_or_404(Article.objects.told(), slug=slug)
    statements = row.statements.public().filter(stories__isnull=False).distinct()
    shown = [evidence_of(each) for each in statements.with_outlet()]
    context = {
        "report": row,
        "authors": [author["name"] for author in row.record["authors"]],
        "original_url": original_url(row.url),
        "statements": shown,
        "page_metadata": report_metadata(row, shown),
        "stories": row.stories.all(),
        "has_unreviewed": any(not each.is_reviewed for each in shown),
    }
    return render(request, "stories/report.html", context)


@require_safe
def name(request: HttpRequest, slug: str) -> HttpResponse:
    """What is on record by and about one name."""
    page = build_name_page(slug, request.GET)
    if page is None:
        raise Http404(slug)
    context = {
        "page_of": page,
        "page_slug": slug,
        "page_metadata": name_metadata(page.name, slug, page.name_kind, page.said.statements),
    }
    return render(request, "stories/name.html", context)
