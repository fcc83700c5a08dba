"""The people who work in the newsroom."""
