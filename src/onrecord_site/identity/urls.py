"""Addresses of the site's own face."""

from django.urls import path

from onrecord_site.identity import views

urlpatterns = [
    path("site.css", views.style, name="site-style"),
    path("language/", views.choose_language, name="choose-language"),
]
