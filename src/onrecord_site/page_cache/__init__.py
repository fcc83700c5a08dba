"""Keeps finished pages, and knows when they are out of date."""
