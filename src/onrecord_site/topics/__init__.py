"""Topics: what the reports say happens in a story, and what their outlets file it under."""
