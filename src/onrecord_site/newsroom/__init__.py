"""Where the records are kept and reviewed."""
