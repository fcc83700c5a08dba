"""Times of day to moments, by the days an article was written on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from onrecord.articles.clocks import Clock

#: An entry may be a little older than the page around it, and newer than its last change.
_SLACK = timedelta(hours=1)
_DAY = timedelta(days=1)
_MAX_DAYS = 4


class Days(NamedTuple):
    """From when to when an article was written, in UTC, and the zone it prints its times in.

    `published_at` at midnight UTC is a day whose time is not known. `offset` is from UTC.
    """

    published_at: datetime | None
    updated_at: datetime | None
    offset: timedelta | None


def resolve(clock: Clock, days: Days) -> datetime | None:
    """Return the moment of a time of day, or None where the day or the zone is not known.

    Of the days from the publication to the last change it must be the only one on which that
    time lies between the two. Where no change is known, it is that of the publication.
    """
    offset = clock.offset if clock.offset is not None else days.offset
    if days.published_at is None or offset is None:
        return None
    first, last = _bounds(days.published_at, days.updated_at, offset)
    moments = [
        moment
        for day in _days_between(first + offset, last + offset)
        if first <= (moment := _at(day, clock) - offset) <= last
    ]
    return moments[0] if len(moments) == 1 else None


def _bounds(
    published: datetime, updated: datetime | None, offset: timedelta
) -> tuple[datetime, datetime]:
    """Return between which moments, both included, an entry can have been posted."""
    is_day = (published.hour, published.minute, published.second) == (0, 0, 0)
    # A day without a time is the day that the page prints, whatever the zone.
    first = published - offset if is_day else published - _SLACK
    midnight = _midnight(first + offset if is_day else published + offset) + _DAY - offset
    end = midnight - timedelta(seconds=1)
    if updated is None or updated <= published:
        return first, end
    is_last_day = (updated.hour, updated.minute, updated.second) == (0, 0, 0)
    return first, updated + _DAY - offset if is_last_day else updated + _SLACK


def _days_between(first: datetime, last: datetime) -> Iterator[datetime]:
    day = _midnight(first)
    for _ in range(_MAX_DAYS):
        if day > last:
            return
        yield day
        day += _DAY


def _midnight(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)


def _at(day: datetime, clock: Clock) -> datetime:
    return day + timedelta(hours=clock.hour, minutes=clock.minute)
