"""Addresses of the readers' pages; the front page is Wagtail's."""

from django.urls import path

from onrecord_site.stories import views

urlpatterns = [
    path("stories/<slug:slug>/", views.story, name="story"),
    path("stories/<slug:slug>/record/", views.story_record, name="story-record"),
    path("visits/", views.visits, name="visits"),
    path("reports/<slug:slug>/", views.report, name="report"),
    path("people/", views.names, name="names"),
    path("people/<str:slug>/", views.name, name="name"),
]
