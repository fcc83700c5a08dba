"""Django's settings, all of them derived from the table in `onrecord.settings`."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.utils import translation

from onrecord import settings as onrecord_settings
from onrecord_site.secret_keys import read_secret_key

HERE = Path(__file__).resolve().parent
DATA_DIR = Path(onrecord_settings.get("DATA_DIR")).resolve()
SITE_URL = str(onrecord_settings.get("SITE_URL")).rstrip("/")
SITE_NAME = str(onrecord_settings.get("SITE_NAME"))
SERVED_OVER_HTTPS = urlsplit(SITE_URL).scheme == "https"

SECRET_KEY = read_secret_key()
DEBUG = onrecord_settings.get("DEBUG")
ALLOWED_HOSTS = list(onrecord_settings.get("ALLOWED_HOSTS"))

INSTALLED_APPS = [
    "onrecord_site.users",
    "onrecord_site.images",
    "onrecord_site.identity",
    "onrecord_site.newsroom",
    "onrecord_site.stories",
    "onrecord_site.search",
    "onrecord_site.archive",
    "onrecord_site.names",
    "onrecord_site.outlets",
    "onrecord_site.topics",
    "onrecord_site.changes",
    "onrecord_site.feeds",
    "onrecord_site.mail",
    "onrecord_site.follow",
    "onrecord_site.newsletter",
    "onrecord_site.downloads",
    "onrecord_site.api",
    "onrecord_site.metadata",
    "onrecord_site.comments",
    "onrecord_site.home",
    "onrecord_site.desk",
    "onrecord_site.page_cache",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "anymail",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.sites",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before the static files, so that the style sheet is packed too.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Around the kept pages, so that they are made whole and told to be unchanged afterwards.
    "django.middleware.http.ConditionalGetMiddleware",
    "onrecord_site.page_cache.middleware.PageCacheMiddleware",
    "onrecord_site.security_headers.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "onrecord_site.identity.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "onrecord_site.urls"
WSGI_APPLICATION = "onrecord_site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "onrecord_site.home.context_processors.site",
            ],
        },
    },
]

SQLITE_OPTIONS: dict[str, Any] = {
    # Writers queue at BEGIN instead of failing when a read turns into a write.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
        "PRAGMA foreign_keys=ON;PRAGMA temp_store=MEMORY;"
    ),
}


def _database() -> dict[str, Any]:
    url = onrecord_settings.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'onrecord.sqlite3'}"
    database: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=600)}
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = {**database.get("OPTIONS", {}), **SQLITE_OPTIONS}
    else:
        database["CONN_HEALTH_CHECKS"] = True
    return database


DATABASES = {"default": _database()}
#: What grouping knows of the articles; made anew from the database where it is missing or behind.
GROUPING_FILE = DATA_DIR / "grouping.sqlite3"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = [
    "onrecord_site.users.sign_in.SlowBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# The site's own words are written in English; `locale` has the others. Which of them readers are
# offered is for editors to say, and SITE_LANGUAGES holds as long as they say nothing.
LANGUAGE_CODE = "en"
LOCALE_PATHS = [HERE / "locale"]
LANGUAGES = [
    (code, translation.get_language_info(code)["name_local"].capitalize())
    for code in ("en", *sorted(path.name for path in LOCALE_PATHS[0].iterdir() if path.is_dir()))
]
SITE_LANGUAGES = [
    code for code in onrecord_settings.get("LANGUAGES") if code in dict(LANGUAGES)
] or [LANGUAGE_CODE]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES[:1]
LANGUAGE_COOKIE_NAME = "language"
FORMAT_MODULE_PATH = "onrecord_site.formats"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
# Served straight from the packages, so that a fresh checkout needs no collecting step.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SERVED_OVER_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SERVED_OVER_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if SERVED_OVER_HTTPS else 0
SESSION_COOKIE_SECURE = SERVED_OVER_HTTPS
CSRF_COOKIE_SECURE = SERVED_OVER_HTTPS
# An editor signs in again each week.
SESSION_COOKIE_AGE = 7 * 24 * 60 * 60
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = [
    # Whether every host below the site's speaks TLS, and for good, only its owner knows.
    "security.W005",
    "security.W021",
    # Wagtail shows previews in a frame of its own; the readers' pages forbid all frames.
    "security.W019",
]
# Listings in the newsroom send one field for each row of a bulk decision.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILIMAGES_IMAGE_MODEL = "images.CreditedImage"
# Uploads; see `onrecord_site.uploads`. No SVG and no HTML: both can hold scripts.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15_000_000
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "onrecord_site.uploads.images.ImageForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20_000_000
WAGTAILDOCS_DOCUMENT_FORM_BASE = "onrecord_site.uploads.documents.DocumentForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# A mail server is needed to send the link.
WAGTAIL_PASSWORD_RESET_ENABLED = bool(onrecord_settings.get("MAIL_FROM"))
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "onrecord_site.users.reset.SlowPasswordResetForm"  # noqa: S105 - a form
# The newsroom makes no request to third parties on its own.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

# Django's loggers pass everything on to the root, which `onrecord.logs` configures.
LOGGING_CONFIG = None

# Finished pages in each process's memory; see `onrecord_site.page_cache`.
PAGE_CACHE_BYTES = int(onrecord_settings.get("PAGE_CACHE")) * 1_000_000

# Tells feed readers of news at once; see `onrecord_site.feeds.pings`.
WEBSUB_HUB = str(onrecord_settings.get("WEBSUB_HUB"))

# What machines are told of the site; see `onrecord_site.metadata`.
AI_USE = str(onrecord_settings.get("AI_USE"))
SECURITY_CONTACT = str(onrecord_settings.get("SECURITY_CONTACT"))

# Mail. Without a sender the site mails nobody and offers its feeds alone.
MAIL_FROM = str(onrecord_settings.get("MAIL_FROM"))
MAIL_IMPRINT = str(onrecord_settings.get("MAIL_IMPRINT"))
MAIL_PROVIDER = str(onrecord_settings.get("MAIL_PROVIDER"))
DEFAULT_FROM_EMAIL = MAIL_FROM or "webmaster@localhost"
EMAIL_BACKEND = (
    f"anymail.backends.{MAIL_PROVIDER}.EmailBackend"
    if MAIL_PROVIDER
    else "onrecord_site.mail.smtp.Backend"
)
EMAIL_HOST = str(onrecord_settings.get("SMTP_HOST"))
EMAIL_PORT = int(onrecord_settings.get("SMTP_PORT"))
EMAIL_HOST_USER = str(onrecord_settings.get("SMTP_USER"))
EMAIL_HOST_PASSWORD = str(onrecord_settings.get("SMTP_PASSWORD"))
EMAIL_USE_TLS = onrecord_settings.get("SMTP_SECURITY") == "starttls"
EMAIL_USE_SSL = onrecord_settings.get("SMTP_SECURITY") == "tls"
EMAIL_TIMEOUT = 60
ANYMAIL = dict(onrecord_settings.get("MAIL_PROVIDER_SETTINGS"))

# Comments. django-contrib-comments asks for these names; nothing else here reads `SITE_ID`.
COMMENTS_APP = "onrecord_site.comments"
COMMENT_MAX_LENGTH = 3000
#: How long a form may stay open, in seconds.
COMMENTS_TIMEOUT = 24 * 60 * 60
SITE_ID = 1
