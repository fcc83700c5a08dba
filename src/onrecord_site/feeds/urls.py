"""Addresses of the feeds: that of the page, then ``feed.`` and the format."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from onrecord_site.feeds.formats import FORMATS
from onrecord_site.feeds.views import feed


class FormatConverter(StringConverter):
    """The end of a feed's address."""

    regex = "|".join(FORMATS)


register_converter(FormatConverter, "feed_format")


def _feed(address: str, name: str) -> URLPattern:
    return path(f"{address}feed.<feed_format:kind>", feed, {"channel": name}, name=name)


urlpatterns = [
    _feed("", "front-feed"),
    _feed("stories/<slug:slug>/", "story-feed"),
    _feed("stories/<slug:slug>/figures/<str:figure>/", "figure-feed"),
    _feed("people/<str:slug>/", "name-feed"),
    _feed("authors/<str:slug>/", "author-feed"),
    _feed("sections/<str:slug>/", "section-feed"),
    _feed("topics/<str:slug>/", "topic-feed"),
    _feed("outlets/<str:slug>/", "outlet-feed"),
]
