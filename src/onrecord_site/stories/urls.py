"""Addresses of the readers' pages; the front page is Wagtail's."""

from django.urls import path

from onrecord_site.stories import figure_views, views

urlpatterns = [
    path("stories/<slug:slug>/", views.story, name="story"),
    path("stories/<slug:slug>/record/", views.story_record, name="story-record"),
    path("visits/", views.visits, name="visits"),
    path("reports/<slug:slug>/", views.report, name="report"),
    path("stories/<slug:slug>/figures/<str:figure>/", figure_views.figure, name="figure"),
    path(
        "stories/<slug:slug>/figures/<str:figure>/values.csv",
        figure_views.figure_csv,
        name="figure-csv",
    ),
    path(
        "stories/<slug:slug>/figures/<str:figure>/values.json",
        figure_views.figure_json,
        name="figure-json",
    ),
    path("people/<str:slug>/", views.name, name="name"),
]
