"""Search over stories, statements and reports: words, phrases and who said what, how surely."""
