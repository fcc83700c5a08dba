"""Addresses of the desk that are not Wagtail's."""

from django.urls import path

from onrecord_site.desk import views

urlpatterns = [path("corrections/desk/", views.corrections_log, name="desk-corrections")]
