"""The site's colours as a style sheet, and the choice of a language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from onrecord_site.identity.models import current_identity
from onrecord_site.mail.guards import own_site_only

#: Seconds; the address changes with the colours (`Identity.style_url`).
STYLE_AGE = 31_536_000
CHOICE_AGE = 31_536_000


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """The colours that editors chose, over those of ``onrecord.css``."""
    response = HttpResponse(current_identity(request).style, content_type="text/css")
    response["Cache-Control"] = f"public, max-age={STYLE_AGE}"
    return response


@own_site_only
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language a reader chose, in a cookie that holds nothing else."""
    language = request.POST.get("language", "")
    if language not in current_identity(request).offered_languages:
        return HttpResponseBadRequest()
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=CHOICE_AGE,
        secure=settings.SERVED_OVER_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response
