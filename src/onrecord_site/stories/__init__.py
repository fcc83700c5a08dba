"""What readers see: stories, reports, and who is on record."""
