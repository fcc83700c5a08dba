"""The named people, organisations, places ... of an article."""
