"""Addresses of the downloads: that of the story, then ``download.`` and the format."""

import re

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from onrecord.exports.formats import FORMATS
from onrecord_site.downloads import views


class FormatConverter(StringConverter):
    """The end of a download's address."""

    regex = "|".join(re.escape(name) for name in FORMATS)


register_converter(FormatConverter, "download_format")

urlpatterns = [
    path("stories/<slug:slug>/download.<download_format:name>", views.download, name="download"),
]
