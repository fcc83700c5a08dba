"""Page bytes in: files, folders, URLs, standard input, JSON Lines."""
