"""Makes the front page and the standing pages of a new newsroom."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from onrecord_site.desk.models import AuthorsPage
from onrecord_site.home.models import HomePage, StandardPage
from onrecord_site.identity.models import current_identity
from onrecord_site.identity.words import words


@transaction.atomic
def make_pages() -> None:
    """Make the pages on the first run; later runs only follow the address of the site.

    Wagtail's own migration leaves a welcome page at the front, which gives way.
    """
    home = HomePage.objects.first() or _make_home()
    address = urlsplit(settings.SITE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname or "localhost",
            "port": address.port or (443 if address.scheme == "https" else 80),
            "site_name": settings.SITE_NAME,
            "root_page": home,
        },
    )
    Site.clear_site_root_paths_cache()


def _make_home() -> HomePage:
    made = words(__package__, "pages", settings.SITE_LANGUAGES[0])
    Page.objects.filter(depth=2, slug="home").delete()
    root = Page.objects.get(depth=1)
    home = root.add_child(
        instance=HomePage(
            title=settings.SITE_NAME, slug="home", introduction=made["home"]["introduction"]
        )
    )
    identity = current_identity()
    for page in made["pages"]:
        fields = {name: value for name, value in page.items() if name != "policy"}
        standing = home.add_child(instance=StandardPage(show_in_menus=True, **fields))
        setattr(identity, page["policy"], standing.page_ptr)
    identity.save()
    home.add_child(instance=AuthorsPage(**made["authors"]))
    return home
