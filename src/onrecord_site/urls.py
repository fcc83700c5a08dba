"""The addresses of the site. Wagtail's pages come last: they take what is left."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("onrecord_site.identity.urls")),
    path("", include("onrecord_site.search.urls")),
    path("", include("onrecord_site.archive.urls")),
    path("", include("onrecord_site.names.urls")),
    path("", include("onrecord_site.outlets.urls")),
    path("", include("onrecord_site.topics.urls")),
    path("", include("onrecord_site.stories.urls")),
    path("", include("onrecord_site.downloads.urls")),
    path("", include("onrecord_site.api.urls")),
    path("", include("onrecord_site.metadata.urls")),
    path("", include("onrecord_site.desk.urls")),
    path("", include("onrecord_site.feeds.urls")),
    path("", include("onrecord_site.mail.urls")),
    path("", include("onrecord_site.newsletter.urls")),
    path("", include("onrecord_site.follow.urls")),
    path("", include("onrecord_site.comments.urls")),
    path("", include(wagtail_urls)),
]
