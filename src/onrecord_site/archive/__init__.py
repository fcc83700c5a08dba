"""The archive: what was reported on each day."""
