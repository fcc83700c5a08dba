"""Newsletters: composed from what changed, sent when a person approved them."""
