"""What the log of changes tells the rest of the site."""

from django.dispatch import Signal

#: Sent with ``changes``, a list of `Change`, in the transaction that keeps them.
changes_recorded = Signal()
