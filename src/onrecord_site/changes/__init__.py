"""What changed in the stories, and when: read by feeds, alerts and newsletters."""
