"""What an HTTP server runs: ``onrecord_site.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

from onrecord_site.secret_keys import keep_secret_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onrecord_site.settings")
# Before the settings are read, so that all worker processes sign with one key.
keep_secret_key()
application = get_wsgi_application()
