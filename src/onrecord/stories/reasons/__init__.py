"""Why each thing about a story was decided so, asked of the functions that decide."""
