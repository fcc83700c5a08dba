"""Addresses of topics."""

from django.urls import path

from onrecord_site.topics import views

urlpatterns = [
    path("topics/", views.index, name="topics"),
    path("topics/<str:slug>/", views.topic, name="topic"),
]
