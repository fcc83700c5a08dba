"""Addresses of the newsletters."""

from django.urls import path

from onrecord_site.newsletter import views

urlpatterns = [
    path("newsletters/confirm/<str:token>/", views.confirm, name="newsletter-confirm"),
    path("newsletters/leave/<str:token>/", views.leave, name="newsletter-leave"),
    path("newsletters/<slug:slug>/", views.newsletter, name="newsletter"),
]
