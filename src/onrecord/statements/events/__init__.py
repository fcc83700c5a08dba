"""Who did what to whom, coded by the PLOVER manual."""
