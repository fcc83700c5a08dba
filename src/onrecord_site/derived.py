"""What is worked out from the records after each publication: index, counts, topics."""

from onrecord_site.names.counting import count_names
from onrecord_site.newsroom.models import Story
from onrecord_site.outlets.counting import count_outlets
from onrecord_site.search.indexing import update_index
from onrecord_site.search.models import Document
from onrecord_site.topics.finding import find_topics


def derive_missing() -> None:
    """Work it out for a newsroom that published its stories before there was any of this."""
    if not Document.objects.exists() and Story.objects.exists():
        for derive in (update_index, count_names, count_outlets, find_topics):
            derive()
