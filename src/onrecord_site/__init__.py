"""The newsroom and the reader's site, on Django and Wagtail. The engine never imports it."""
