"""The read API: stories, statements, figures, names and reports, for programs."""
