"""Uploaded images and their renditions."""
