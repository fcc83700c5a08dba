"""Addresses of the archive: the months, a year's, a month, a day."""

from django.urls import path

from onrecord_site.archive import views

urlpatterns = [
    path("archive/", views.months, name="archive"),
    path("archive/<int:year>/", views.year, name="archive-year"),
    path("archive/<int:year>/<int:month>/", views.month, name="archive-month"),
    path("archive/<int:year>/<int:month>/<int:day>/", views.day, name="archive-day"),
]
