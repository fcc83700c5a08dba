"""What the site says of itself to machines: in the head of its pages, and in files of its own."""
