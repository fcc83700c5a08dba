"""What the comments tell the rest of the site."""

from django.dispatch import Signal

#: Sent after a commit that changed what readers see: `target`, the page commented on, or None
#: where it is gone. For whoever keeps finished pages.
shown_changed = Signal()
