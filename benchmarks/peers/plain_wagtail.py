"""A plain Wagtail site: one page type, one long text, what `wagtail start` sets up."""

import html
import json
from pathlib import Path

SITE = '''
"""Settings, a page type and the application, in one module."""
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
SECRET_KEY = "only for a benchmark on this machine"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "story", "wagtail.contrib.forms", "wagtail.contrib.redirects", "wagtail.embeds",
    "wagtail.sites", "wagtail.users", "wagtail.snippets", "wagtail.documents", "wagtail.images",
    "wagtail.search", "wagtail.admin", "wagtail", "modelcluster", "taggit", "django_filters",
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
ROOT_URLCONF = "story.urls"
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [HERE / "templates"], "APP_DIRS": True,
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.debug",
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ]},
}]
DATABASES = {"default": {
    "ENGINE": "django.db.backends.sqlite3", "NAME": HERE / "db.sqlite3", "CONN_MAX_AGE": 600,
    "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"},
}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
USE_TZ = True
WAGTAIL_SITE_NAME = "Plain"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
'''
APPLICATION = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "plain_settings"
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""
MODELS = """
from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page

class StoryPage(Page):
    date = models.DateField(null=True)
    introduction = models.TextField()
    body = RichTextField()
"""
URLS = """
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [path("admin/", include(wagtailadmin_urls)), path("", include(wagtail_urls))]
"""
BASE = """{% load static wagtailcore_tags wagtailuserbar %}<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>{% block title %}{% if page.seo_title %}{{ page.seo_title }}{% else %}{{ page.title }}\
{% endif %}{% endblock %}{% wagtail_site as current_site %}{% if current_site.site_name %}\
- {{ current_site.site_name }}{% endif %}</title>
{% if page.search_description %}<meta name="description" content="{{ page.search_description }}">\
{% endif %}
<meta name="viewport" content="width=device-width, initial-scale=1">
</head><body>{% wagtailuserbar %}
<nav><ul>{% for each in current_site.root_page.get_children.live.in_menu %}\
<li><a href="{% pageurl each %}">{{ each.title }}</a></li>{% endfor %}</ul></nav>
{% block content %}{% endblock %}</body></html>
"""
PAGE = """{% extends "base.html" %}{% load wagtailcore_tags %}
{% block content %}<article><h1>{{ page.title }}</h1><p>{{ page.date }}</p>
<p>{{ page.introduction }}</p>{{ page.body|richtext }}</article>{% endblock %}
"""
MAKE = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "plain_settings"
import django
django.setup()
from datetime import date
from pathlib import Path
from django.core.management import call_command
call_command("makemigrations", "story", verbosity=0)
call_command("migrate", verbosity=0)
from wagtail.models import Page
from story.models import StoryPage
if not StoryPage.objects.exists():
    home = Page.objects.get(depth=2)
    for number in range(4):
        home.add_child(instance=Page(title=f"Menu {number}", show_in_menus=True))
    home.add_child(instance=StoryPage(
        title="Story", slug="story", date=date(2025, 9, 9), introduction="One line.",
        body=json.loads(Path("body.json").read_text()),
    ))
"""


def write_plain_site(folder: Path, text: str) -> None:
    """Write the project; `make.py` in it then makes the database and the page."""
    files = {
        "plain_settings.py": SITE,
        "plain.py": APPLICATION,
        "make.py": MAKE,
        "story/__init__.py": "",
        "story/migrations/__init__.py": "",
        "story/models.py": MODELS,
        "story/urls.py": URLS,
        "templates/base.html": BASE,
        "templates/story/story_page.html": PAGE,
        "body.json": json.dumps("".join(f"<p>{html.escape(p)}</p>" for p in text.splitlines())),
    }
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
