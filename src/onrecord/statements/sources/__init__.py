"""Whom a source means: names, pronouns, descriptions and offices."""
