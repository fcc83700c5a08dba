"""In which language a reader gets the site's own words."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from onrecord_site.identity.models import current_identity

#: The newsroom has languages of its own: each editor's, chosen in their account.
NEWSROOM = "/admin/"


class LanguageMiddleware:
    """Answers in the language that the reader chose or their browser asks for.

    Django's own ``LocaleMiddleware`` offers every language there is; here editors say which are
    offered. Where it is one, an answer depends on nothing and can be kept for everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer `request` in its language."""
        if request.path.startswith(NEWSROOM):
            with translation.override(translation.get_language_from_request(request)):
                return self.get_response(request)
        offered = current_identity(request).offered_languages
        language = _language_for(request, offered)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if len(offered) > 1:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def _language_for(request: HttpRequest, offered: list[str]) -> str:
    if len(offered) == 1:
        return offered[0]
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in offered:
        return chosen
    for asked, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        for language in (asked, asked.partition("-")[0]):
            if language in offered:
                return language
    return offered[0]
