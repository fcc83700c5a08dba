"""RSS, Atom and JSON Feed of everything a reader can follow, and pings to the feeds' hub."""
