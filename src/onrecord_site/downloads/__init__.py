"""Stories to take away, in formats of others."""
