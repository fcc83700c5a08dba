"""A new newsroom: its pages and its first editor."""

from django.contrib.auth import authenticate
from wagtail.models import Page, Site

from onrecord_site.home.models import HomePage, StandardPage
from onrecord_site.home.pages import make_pages
from onrecord_site.set_up import FIRST_EDITOR, make_first_editor
from onrecord_site.users.models import User


def test_first_editor_gets_a_password_and_nobody_after(db):
    password = make_first_editor()
    assert len(password) == 20
    assert authenticate(username=FIRST_EDITOR, password=password).is_superuser
    assert password not in User.objects.get().password
    assert make_first_editor() is None
    assert User.objects.count() == 1


def test_pages_are_made_once(db):
    make_pages()
    make_pages()
    assert HomePage.objects.count() == 1
    assert StandardPage.objects.count() == 4
    assert Site.objects.get().root_page.specific == HomePage.objects.get()
    assert Page.find_problems() == ([], [], [], [], [])


def test_what_an_editor_wrote_stays(db):
    make_pages()
    page = StandardPage.objects.get(slug="about")
    page.title = "Who is behind this"
    page.save()
    make_pages()
    assert StandardPage.objects.get(slug="about").title == "Who is behind this"


def test_address_of_the_site_is_followed(db, settings):
    make_pages()
    settings.SITE_URL = "https://news.example.org"
    make_pages()
    assert Site.objects.get().root_url == "https://news.example.org"
