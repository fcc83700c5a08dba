"""Captures to articles: the page as labelled blocks."""
