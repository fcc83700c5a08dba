"""The front page and the pages an editor writes."""
