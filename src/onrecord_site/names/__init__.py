"""Lists of the names on record: people, organisations, places."""
