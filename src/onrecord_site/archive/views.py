"""The archive's pages."""

from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onrecord_site.archive.days import build_day, days_of, months_of


@require_safe
def months(request: HttpRequest) -> HttpResponse:
    """All months with reports, year by year."""
    return _months(request, None)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The months of one year."""
    return _months(request, year)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The days of one month."""
    days = days_of(year, month)
    if not days:
        raise Http404(f"{year}-{month}")
    most = max(day.reports for day in days)
    context = {"month": days[0].first, "days": days, "most": most}
    return render(request, "archive/month.html", context)


@require_safe
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """The stories and reports of one day."""
    try:
        page = build_day(date(year, month, day), request.GET.get("page"))
    except (ValueError, OverflowError) as error:
        raise Http404(str(error)) from error
    if page is None:
        raise Http404(f"{year}-{month}-{day}")
    return render(request, "archive/day.html", {"day": page})


def _months(request: HttpRequest, year: int | None) -> HttpResponse:
    found = months_of(year)
    if year and not found:
        raise Http404(str(year))
    years = [(each, list(of_year)) for each, of_year in groupby(found, lambda m: m.first.year)]
    return render(request, "archive/months.html", {"years": years, "year": year})
