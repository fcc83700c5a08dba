"""Tags of kept parts."""
