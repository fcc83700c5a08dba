"""Search over stories, articles, statements and reports: words, and who said what how surely."""
