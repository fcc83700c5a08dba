"""Addresses of outlets and of the log of corrections."""

from django.urls import path

from onrecord_site.outlets import views

urlpatterns = [
    path("outlets/", views.index, name="outlets"),
    path("outlets/<str:slug>/", views.outlet, name="outlet"),
    path("corrections/", views.corrections, name="corrections"),
]
