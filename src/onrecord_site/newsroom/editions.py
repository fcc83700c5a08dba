"""The stream that groups articles, kept in step with what is published.

The database holds the truth: which articles a story has, which stories ended, what editors
decided. The stream's file, on each machine, holds what grouping has to look up fast. It notes the
edition up to which it has followed; what was told later is read from the database, all of it
where the file is missing, damaged or of another database.
"""

import json
import secrets
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from onrecord import records
from onrecord.publishing import Publisher
from onrecord.stories.arrivals import restore_stories
from onrecord.stories.stream import Stream
from onrecord_site.newsroom.models import Edition, EndedStory, Story, StoryDecision

_BATCH = 500


@contextmanager
def open_stream(publisher: Publisher) -> Iterator[Stream]:
    """Open the stream's file and bring it up to the latest edition.

    Raises:
        BusyError: Another process of this machine has it.
    """
    path = Path(settings.GROUPING_FILE)
    try:
        stream = Stream(path)
    except sqlite3.DatabaseError:
        for name in (path, *(path.with_name(f"{path.name}-{end}") for end in ("wal", "shm"))):
            name.unlink(missing_ok=True)
        stream = Stream(path)
    with stream:
        _follow(stream, publisher)
        yield stream


def next_edition(stream: Stream | None) -> Edition | None:
    """Make the next edition; None where another process made one since the stream was opened."""
    latest = Edition.objects.order_by("-number").first()
    number = latest.number if latest else 0
    if stream and _followed(stream) != number:
        return None
    try:
        with transaction.atomic():
            return Edition.objects.create(number=number + 1, token=secrets.token_hex(16))
    except IntegrityError:
        return None


def note_edition(stream: Stream, edition: Edition) -> None:
    """Note that the stream knows all that is published, up to this edition."""
    stream.shelf.set_mark(json.dumps([edition.number, edition.token]))
    stream.save()


def members_of(stories: Sequence[str]) -> dict[str, list[str]]:
    """Return the ids of the articles of each story."""
    found: dict[str, list[str]] = {story: [] for story in stories}
    links = Story.articles.through.objects.filter(story_id__in=stories).order_by("article_id")
    for story, article in links.values_list("story_id", "article_id"):
        found[story].append(article)
    return found


def _followed(stream: Stream) -> int | None:
    """The edition up to which the stream knows what is published; None for one of elsewhere."""
    if not (mark := stream.shelf.mark()):
        return None
    number, token = json.loads(mark)
    if number and not Edition.objects.filter(number=number, token=token).exists():
        return None
    return int(number)


def _follow(stream: Stream, publisher: Publisher) -> None:
    latest = Edition.objects.order_by("-number").first() or Edition(number=0, token="")
    followed = _followed(stream)
    if followed is None:
        stream.shelf.clear()
        followed = 0
    for story, heir in EndedStory.objects.filter(edition__gt=followed).values_list("pk", "heir"):
        stream.shelf.move([], story)
        stream.shelf.end(story, heir)
        stream.shelf.affairs.relink([], [story])
    threads = dict(
        Story.objects.filter(edition__gt=followed).order_by("pk").values_list("pk", "thread")
    )
    stories = list(threads)
    for start in range(0, len(stories), _BATCH):
        members = members_of(stories[start : start + _BATCH])
        restore_stories(stream, publisher, _light(members, threads))
    stream.shelf.forget_pins()
    standing = StoryDecision.objects.filter(taken_back_at=None).order_by("pk")
    for parts in standing.values_list("parts", flat=True):
        stream.pin(parts)
    note_edition(stream, latest)


def _light(members: Mapping[str, Sequence[str]], threads: Mapping[str, str]) -> list[records.Story]:
    return [
        records.Story(
            id=story, headline="", thread=threads[story] or None, articles=tuple(articles)
        )
        for story, articles in members.items()
    ]
