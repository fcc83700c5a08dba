"""The desk's pages to take reports out of a story, and to take a decision on stories back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.views.decorators.http import require_http_methods

from onrecord_site.newsroom import story_decisions
from onrecord_site.newsroom.models import Story, StoryDecision

LATER = "Kept. A run is under way; the site follows when it is done."


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose reports, look at the choice once more, take them out."""
    if not story_decisions.may_decide(request.user):
        raise PermissionDenied
    story = get_object_or_404(Story, slug=slug)
    reports = list(story.articles.light().order_by("published_at", "id"))
    chosen = [report for report in reports if report.pk in request.POST.getlist("report")]
    listing = reverse(Story.snippet_viewset.get_url_name("list"))
    if request.POST and not 0 < len(chosen) < len(reports):
        messages.error(request, "Choose some of the reports, and not all of them.")
    elif request.POST.get("confirmed"):
        decision = story_decisions.split(story, [report.pk for report in chosen], request.user)
        tell_done(
            request, f"{len(chosen)} of {len(reports)} reports taken out: {decision.headline}"
        )
        return redirect(listing)
    elif request.POST:
        stays = [report for report in reports if report not in chosen]
        return _page(
            request, "confirm_split", story=story, chosen=chosen, stays=stays, listing=listing
        )
    return _page(request, "split", story=story, reports=reports, listing=listing)


@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then let a decision count no more."""
    if not story_decisions.may_decide(request.user):
        raise PermissionDenied
    decision = get_object_or_404(StoryDecision, pk=pk, taken_back_at=None)
    listing = reverse(StoryDecision.snippet_viewset.get_url_name("list"))
    if request.method == "POST":
        story_decisions.take_back(decision, request.user)
        tell_done(request, f"Taken back: {decision}")
        return redirect(listing)
    return _page(request, "take_back", decision=decision, listing=listing)


def tell_done(request: HttpRequest, words: str) -> None:
    """Publish what was decided, and say so on the next page."""
    if story_decisions.obey():
        messages.success(request, words)
    else:
        messages.warning(request, f"{words}. {LATER}")


def _page(request: HttpRequest, name: str, **context: object) -> HttpResponse:
    return render(request, f"newsroom/{name}.html", context)


urlpatterns: list[URLPattern] = [
    path("story-decisions/split/<slug:slug>/", split, name="split_story"),
    path("story-decisions/take-back/<int:pk>/", take_back, name="take_back_story_decision"),
]
