"""Place names with country and point, from a gazetteer."""
