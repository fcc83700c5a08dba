"""Who says what: cues, quotations and reported speech joined into attributions."""
