"""The pages of topics."""

from django.core.paginator import Paginator
from django.db.models import Count, F, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from onrecord_site.identity.words import words
from onrecord_site.newsroom.models import Story
from onrecord_site.stories.front_pages import story_cards
from onrecord_site.topics.models import StoryTopic

STORIES_PER_PAGE = 20
#: Topics shown on their list, those with most stories first.
MOST_TOPICS = 300


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All topics, those with most stories first."""
    counted = StoryTopic.objects.order_by().values("slug", "reason")
    rows = counted.annotate(
        stories=Count("pk"), topic=Max("name"), last_at=Max("story__last_at")
    ).order_by("-stories", "slug")
    topics = [
        {**row, **_wording(row["slug"], row["topic"], row["reason"])} for row in rows[:MOST_TOPICS]
    ]
    context = {
        "events": [row for row in topics if row["reason"] == StoryTopic.Reason.EVENT],
        "tags": [row for row in topics if row["reason"] == StoryTopic.Reason.TAG],
    }
    return render(request, "topics/index.html", context)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories of one topic, newest first, each with the reason it is here."""
    rows = StoryTopic.objects.filter(slug=slug).select_related("story").defer("story__record")
    rows = rows.order_by(F("story__last_at").desc(nulls_last=True), "story_id")
    numbered = Paginator(rows, STORIES_PER_PAGE).get_page(request.GET.get("page"))
    shown: list[StoryTopic] = list(numbered.object_list)
    if not shown:
        raise Http404(slug)
    stories: list[Story] = [row.story for row in shown]
    context = {
        "topic": {"slug": slug, **_wording(slug, shown[0].name, shown[0].reason)},
        "entries": list(zip(shown, story_cards(stories), strict=True)),
        "stories": stories,
        "numbered": numbered,
    }
    return render(request, "topics/topic.html", context)


def _wording(slug: str, name: str, reason: str) -> dict[str, str]:
    """Return name and deck in the reader's language; a tag keeps the word of its outlets."""
    if reason == StoryTopic.Reason.TAG:
        return {"name": name, "deck": ""}
    table = words(__package__, "wording", translation.get_language() or "en")
    return {"name": name, "deck": "", **table.get(slug, {})}
