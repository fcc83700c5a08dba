"""The address of the search."""

from django.urls import path

from onrecord_site.search import views

urlpatterns = [path("search/", views.search, name="search")]
