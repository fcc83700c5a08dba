"""Registers the app."""

from django.apps import AppConfig


class UsersConfig(AppConfig):
    """The newsroom's own user model."""

    name = "onrecord_site.users"
    label = "users"
