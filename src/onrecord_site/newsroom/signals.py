"""What the newsroom tells the rest of the site."""

from django.dispatch import Signal

#: Sent after the stories of a run were committed, outside of any transaction. What a receiver
#: fails at is logged and does not undo the publication.
stories_published = Signal()
