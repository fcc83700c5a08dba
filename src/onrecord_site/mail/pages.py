"""Pages that following and newsletters share."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What everybody is told who gave an address, whatever is known of it."""
    return render(request, "mail/asked.html")


def asked_too_often(request: HttpRequest) -> HttpResponse:
    """Ask a client to wait."""
    return render(request, "mail/too_often.html", status=429)


def expired(request: HttpRequest) -> HttpResponse:
    """Say that a link no longer holds, and how to get another."""
    return render(request, "mail/expired.html", status=410)
