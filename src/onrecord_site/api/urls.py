"""Addresses of the API and of the page that explains it."""

from django.urls import URLPattern, include, path

from onrecord_site.api.contract import api
from onrecord_site.api.problems import guarded, not_found
from onrecord_site.api.views import explained


def _guarded(pattern: URLPattern) -> URLPattern:
    pattern.callback = guarded(pattern.callback)
    return pattern


_patterns, _app, _namespace = api.urls

urlpatterns = [
    path("api/", explained, name="api"),
    path("api/v1/", include(([_guarded(each) for each in _patterns], _app), namespace=_namespace)),
    path("api/v1/<path:rest>", guarded(not_found)),
]
