"""Moves who follows a story that went into another one to the one that answers for it."""

from itertools import chain

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import StrIndex, Substr

from onrecord_site.follow.models import Subject
from onrecord_site.follow.subjects import Followable, find
from onrecord_site.newsroom.models import EndedStory


@transaction.atomic
def move_followers() -> int:
    """Let followers of ended stories, and of their figures, follow what is told on; return of how
    many things. Doing it twice is doing it once.

    A figure that the other story does not have stays as it is: nothing is told of it.
    """
    ended = EndedStory.objects.values("slug")
    stories = Subject.objects.filter(kind=Subject.Kind.STORY, key__in=ended)
    figures = Subject.objects.filter(kind=Subject.Kind.FIGURE).annotate(
        story=Substr("key", 1, StrIndex("key", Value("/")) - 1)
    )
    moved = 0
    for subject in chain(stories, figures.filter(story__in=ended)):
        if found := find(subject.kind, subject.key):
            _move(subject, found)
            moved += 1
    return moved


def _move(subject: Subject, found: Followable) -> None:
    """What was told stays known; who follows both keeps the follow of the one that stands."""
    heir, _ = Subject.objects.get_or_create(
        kind=found.kind, key=found.key, defaults={"label": found.label}
    )
    there = list(heir.mail_follows.values_list("address", flat=True))
    subject.mail_follows.exclude(address__in=there).update(subject=heir)
    subject.delete()
