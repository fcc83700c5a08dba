"""What else a reader should not miss, each with the reason in words. Clicks count for nothing."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from django.utils.translation import gettext as _

from onrecord_site.newsroom.models import Story, StoryPerson
from onrecord_site.page_cache.shared import shared
from onrecord_site.stories.importance import day_words, fresh_counts, ranked_ids, reason
from onrecord_site.stories.last_look import LastLook

MOST_PICKS = 5
#: Picks of one affair, and of one person, beside a story.
_FROM_THREAD, _FROM_PEOPLE = 2, 1
#: A person of more stories than this links nothing.
_COMMON = 30
#: Of the most important ones so many are known that some are left beside a page that lists 20.
_IMPORTANT = 30


class Pick(NamedTuple):
    """A story and why it is picked."""

    headline: str
    url: str
    reason: str


def picks(
    story: Story | None = None, look: LastLook | None = None, listed: Iterable[Story] = ()
) -> list[Pick]:
    """Return at most `MOST_PICKS` stories, after at most five queries.

    First other stories of the same affair, then one with the same person, then what has changed
    since the reader's last visit, then what is important now.

    Args:
        story: The story beside which they stand.
        look: When the reader looked last.
        listed: Stories that the page lists itself; they are not picked.
    """
    chosen: dict[str, Pick] = {}
    taken = {each.pk for each in listed}
    if story:
        taken.add(story.pk)
    for row, why in chain(_beside(story) if story else (), _changed(look), _important()):
        if row.pk not in taken:
            taken.add(row.pk)
            chosen[row.pk] = Pick(str(row), row.get_absolute_url(), why)
        if len(chosen) == MOST_PICKS:
            break
    return list(chosen.values())


def _beside(story: Story) -> Iterator[tuple[Story, str]]:
    for row in story.affair[:_FROM_THREAD]:
        when = {"when": day_words(row.last_at)} if row.last_at else None
        if when:
            yield row, _("Same running affair, last report %(when)s") % when
        else:
            yield row, _("Same running affair")
    yield from _same_people(story)


def _same_people(story: Story) -> Iterator[tuple[Story, str]]:
    slugs = StoryPerson.objects.filter(story=story).values("slug")
    others = StoryPerson.objects.filter(slug__in=slugs).exclude(story=story)
    others = others.select_related("story").defer("story__record").order_by("-story__last_at")
    shared: dict[str, list[StoryPerson]] = {}
    for person in others[:_COMMON]:
        shared.setdefault(person.story_id, []).append(person)
    # One whose people are mostly the same tells more than the newest one.
    for people in sorted(shared.values(), key=len, reverse=True)[: _FROM_PEOPLE + 2]:
        yield people[0].story, _("Also about %(name)s") % {"name": people[0].name}


def _changed(look: LastLook | None) -> Iterator[tuple[Story, str]]:
    if look is None or not look.by_visit:
        return
    rows = Story.objects.filter(changes__at__gt=look.since).distinct().defer("record")
    for row in rows[:MOST_PICKS]:
        yield row, _("Changed since your last visit")


def _important() -> Iterator[tuple[Story, str]]:
    for row, fresh in shared("important", _read_important):
        yield row, reason(row, 0, fresh)


def _read_important() -> list[tuple[Story, int]]:
    """Return the most important stories, with what is new in each."""
    fresh = fresh_counts()
    ids = ranked_ids(fresh)[:_IMPORTANT]
    rows = Story.objects.defer("record").in_bulk(ids)
    return [(rows[key], fresh.get(key, 0)) for key in ids if key in rows]
