"""Addresses of what following and newsletters share, and where a provider sends its reports."""

from django.conf import settings
from django.urls import include, path

from onrecord_site.mail.pages import asked

urlpatterns = [path("follow/asked/", asked, name="mail-asked")]
if settings.MAIL_PROVIDER:
    urlpatterns += [path("mail/reports/", include("anymail.urls"))]
