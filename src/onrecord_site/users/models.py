"""The newsroom's user: Django's, under a name of its own so that it can grow."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who may sign in to the newsroom."""
