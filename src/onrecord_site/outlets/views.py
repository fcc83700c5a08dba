"""The pages of outlets, and the log of corrections."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from onrecord_site.outlets.corrections import build_log, tell_revisions, told_revisions
from onrecord_site.outlets.models import Outlet

REPORTS_PER_PAGE = 50
#: Corrections on an outlet's own page; the log has all.
LATEST_CORRECTIONS = 10


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All outlets."""
    return render(request, "outlets/index.html", {"outlets": Outlet.objects.all()})


@require_safe
def outlet(request: HttpRequest, slug: str) -> HttpResponse:
    """One outlet: its counts, its corrections and its reports."""
    row = get_object_or_404(Outlet, slug=slug)
    read = row.read.select_related("article").defer("article__record")
    numbered = Paginator(read, REPORTS_PER_PAGE).get_page(request.GET.get("page"))
    revised = told_revisions().filter(outlet=row)[:LATEST_CORRECTIONS]
    context = {"outlet": row, "numbered": numbered, "revised": tell_revisions(revised)}
    return render(request, "outlets/outlet.html", context)


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """What was corrected, by day."""
    days, numbered = build_log(request.GET.get("page"))
    return render(request, "corrections/log.html", {"days": days, "numbered": numbered})
