"""What else a reader should not miss, each with the reason in words. Clicks count for nothing."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onrecord_site.desk.listings import newest
from onrecord_site.desk.models import ArticlePage
from onrecord_site.newsroom.models import Story
from onrecord_site.page_cache.shared import shared
from onrecord_site.stories.importance import by_ids, day_words, fresh_counts, ranked_ids, reason
from onrecord_site.stories.last_look import LastLook

MOST_PICKS = 5
#: Picks of one affair, and of one person, beside a story.
_FROM_THREAD, _FROM_PEOPLE = 2, 1
#: Of the desk's articles on a story, the newest.
_OF_THE_DESK = 2
#: A person of more stories than this links nothing.
_COMMON = 30
#: Of the most important ones so many are known that some are left beside a page that lists 20.
_IMPORTANT = 30
#: Other stories of the same people, once for each. In SQL: every page of a story asks it, and to
#: put it into words takes Django five times as long as the answer.
_SAME_PEOPLE = """
SELECT story.id, story.slug, story.headline, other.name AS person
FROM newsroom_storyperson AS other JOIN newsroom_story AS story ON story.id = other.story_id
WHERE other.slug IN (SELECT slug FROM newsroom_storyperson WHERE story_id = %s)
AND other.story_id <> %s ORDER BY story.last_at DESC LIMIT %s
"""


class Pick(NamedTuple):
    """A story or an article, and why it is picked."""

    headline: str
    url: str
    reason: str


def picks(
    story: Story | None = None,
    look: LastLook | None = None,
    *,
    listed: Iterable[Story] = (),
    request: HttpRequest | None = None,
) -> list[Pick]:
    """Return at most `MOST_PICKS` picks, after at most six queries.

    First the desk's own articles on the story, then other stories of the same affair, then one with
    the same person, then what has changed since the reader's last visit, then what is important
    now.

    Args:
        story: The story beside which they stand.
        look: When the reader looked last.
        listed: Stories that the page lists itself; they are not picked.
        request: The one that is answered, which knows of which edition it is.
    """
    chosen: dict[str, Pick] = {}
    taken = {each.pk for each in listed}
    if story:
        taken.add(story.pk)
    found = map(_pick, chain(_beside(story) if story else (), _changed(look)))
    own = _articles(story) if story else ()
    for key, pick in chain(own, found, _important(request)):
        if key not in taken:
            taken.add(key)
            chosen[key] = pick
        if len(chosen) == MOST_PICKS:
            break
    return list(chosen.values())


def _pick(found: tuple[Story, str]) -> tuple[str, Pick]:
    row, why = found
    return row.pk, Pick(str(row), row.get_absolute_url(), why)


def _articles(story: Story) -> Iterator[tuple[str, Pick]]:
    why = _("Our own article on it")
    for page in newest(ArticlePage.objects.filter(related_story=story))[:_OF_THE_DESK]:
        yield f"article {page.pk}", Pick(page.title, page.get_url() or "", why)


def _beside(story: Story) -> Iterator[tuple[Story, str]]:
    for row in story.affair[:_FROM_THREAD]:
        when = {"when": day_words(row.last_at)} if row.last_at else None
        if when:
            yield row, _("Same course of events, last report %(when)s") % when
        else:
            yield row, _("Same course of events")
    yield from _same_people(story)


def _same_people(story: Story) -> Iterator[tuple[Story, str]]:
    found: dict[str, list[Story]] = {}
    for row in Story.objects.raw(_SAME_PEOPLE, [story.pk, story.pk, _COMMON]):
        found.setdefault(row.pk, []).append(row)
    # One whose people are mostly the same tells more than the newest one.
    for rows in sorted(found.values(), key=len, reverse=True)[: _FROM_PEOPLE + 2]:
        yield rows[0], _("Also about %(name)s") % {"name": rows[0].person}


def _changed(look: LastLook | None) -> Iterator[tuple[Story, str]]:
    if look is None or not look.by_visit:
        return
    rows = Story.objects.filter(changes__at__gt=look.since).distinct().defer("record")
    for row in rows[:MOST_PICKS]:
        yield row, _("Changed since your last visit")


def _important(request: HttpRequest | None) -> Sequence[tuple[str, Pick]]:
    """Return the ids of the most important stories, and their picks in the reader's language."""
    return shared(f"important {get_language()}", _read_important, request)


def _read_important() -> Sequence[tuple[str, Pick]]:
    fresh = fresh_counts()
    rows = by_ids(ranked_ids(fresh)[:_IMPORTANT])
    return [_pick((row, reason(row, 0, fresh.get(row.pk, 0)))) for row in rows]
