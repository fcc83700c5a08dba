"""What every page around mail has in common.

These pages ask for no session and set no cookie. The right to change something lies in the
signed link alone, which another site does not have; so there is nothing for Django's token to
protect, and the same is done without a cookie by what browsers themselves say of a request.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def own_site_only(view: View) -> View:
    """Refuse a form that another site sends, and keep the page out of caches and indexes."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: str, **given: str) -> HttpResponse:
        if request.method == "POST" and _comes_from_elsewhere(request):
            return HttpResponseForbidden(_("This form was sent by another site."))
        return _private(view(request, *args, **given))

    return guarded


def one_click(view: View) -> View:
    """Let a mail program end something by itself (RFC 8058): from anywhere, with no cookie."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: str, **given: str) -> HttpResponse:
        return _private(view(request, *args, **given))

    return guarded


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    # Not "no-referrer": under that, browsers send forms with no origin.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _comes_from_elsewhere(request: HttpRequest) -> bool:
    """Browsers say where a request comes from; a program that says nothing is no browser."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site:
        return fetch_site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return bool(origin) and origin != f"{request.scheme}://{request.get_host()}"
