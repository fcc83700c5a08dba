"""The log of corrections."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onrecord_site.desk.models import ArticlePage, Correction

CORRECTIONS_PER_PAGE = 30


@require_safe
def corrections_log(request: HttpRequest) -> HttpResponse:
    """What the desk had wrong in articles that readers can open, newest first."""
    articles = ArticlePage.objects.live().public()
    rows = Correction.objects.filter(article__in=articles).select_related("article")
    numbered = Paginator(rows, CORRECTIONS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/corrections_log.html", {"numbered": numbered})
