"""The mark that changes with everything readers can see."""

from django.db import models


class Edition(models.Model):
    """One row, whose token is another one after each write that readers may see."""

    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token
