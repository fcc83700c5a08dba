"""What readers follow, and the alerts they get of it."""
