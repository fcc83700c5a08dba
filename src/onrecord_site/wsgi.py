"""What an HTTP server runs: ``onrecord_site.wsgi:application``."""

import gc
import logging
import os
import sys

from django.core.wsgi import get_wsgi_application

from onrecord.logs import configure_logging
from onrecord_site.secret_keys import keep_secret_key

configure_logging()
# A mistyped address is the reader's matter and answered on the page.
logging.getLogger("django.request").setLevel(logging.ERROR)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onrecord_site.settings")
# Before the settings are read, so that all worker processes sign with one key.
keep_secret_key()
application = get_wsgi_application()
# What is loaded now stays: to look through it for garbage, ever again, holds up requests by a
# fifth of a second.
gc.collect()
gc.freeze()
# Threads that make pages take turns. To change with each row that the database gives, as they do
# after five milliseconds, takes longer than to make the pages.
sys.setswitchinterval(0.02)
