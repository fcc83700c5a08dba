"""Addresses, and letters that go out to each of them once."""
