"""Addresses of following."""

from django.urls import path

from onrecord_site.follow import views

urlpatterns = [
    path("follow/", views.index, name="follow"),
    path("follow/mine/", views.ask_choices, name="ask-choices"),
    path("follow/mine/<str:token>/", views.choices, name="choices"),
    path("follow/confirm/<str:token>/", views.confirm, name="follow-confirm"),
    path("follow/leave/<str:token>/", views.leave, name="follow-leave"),
    path("follow/<slug:kind>/<path:key>/", views.subject, name="follow-subject"),
]
