"""Outlets: what was read of each, what it was first with, and what it corrected."""
