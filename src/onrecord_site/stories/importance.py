"""Which stories matter most now, and why, in words.

The importance of a story is the sum of

- log2(1 + independent reports): twice as many reports count one more,
- log2(1 + points that are new or stand differently since yesterday),
- minus one for every two days since its last report.

Clicks count for nothing. Only the `WINDOW` newest stories are ranked; older ones follow by age.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from math import log2

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onrecord_site.changes.models import Change
from onrecord_site.newsroom.models import Story

WINDOW = 300
FRESH_FOR = timedelta(days=1)
#: Stories lose one for every span of this length since their last report.
FADES_IN = timedelta(days=2)
FRESH_KINDS = (Change.Kind.POINT, Change.Kind.AGREEMENT, Change.Kind.FIGURE)
_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


def importance(
    independent_reports: int, fresh_points: int, last_at: datetime | None, now: datetime
) -> float:
    """Return how much a story matters at `now`; see the module for the formula."""
    age = max(timedelta(0), now - (last_at or _LONG_AGO))
    return log2(1 + independent_reports) + log2(1 + fresh_points) - age / FADES_IN


def fresh_counts() -> dict[str, int]:
    """Return how much is new in stories since yesterday, by their ids; one query."""
    since = timezone.now() - FRESH_FOR
    rows = Change.objects.filter(at__gt=since, kind__in=FRESH_KINDS).order_by()
    return dict(rows.values_list("story").annotate(count=Count("pk")))


def ranked_ids(fresh: Mapping[str, int]) -> list[str]:
    """Return the ids of the newest stories, the most important first; one query."""
    now = timezone.now()
    rows = Story.objects.values_list("pk", "independent_reports", "last_at")[:WINDOW]
    scored = [
        (importance(reports, fresh.get(key, 0), last_at, now), key)
        for key, reports, last_at in rows
    ]
    scored.sort(key=lambda each: -each[0])
    return [key for _, key in scored]


class RankedStories(Sequence[Story]):
    """All stories, the most important first, for a paginator; rows are fetched by slice."""

    def __init__(self, fresh: Mapping[str, int]) -> None:
        self._ids = ranked_ids(fresh)
        self._count = len(self._ids) if len(self._ids) < WINDOW else Story.objects.count()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: slice) -> list[Story]:  # type: ignore[override]
        """Return the rows of a slice without a step."""
        start, stop = place.start or 0, self._count if place.stop is None else place.stop
        rows = by_ids(self._ids[start:stop])
        older = slice(max(start, len(self._ids)), max(stop, len(self._ids)))
        return rows + (
            list(Story.objects.defer("record")[older]) if older.start < older.stop else []
        )


def by_ids(ids: Sequence[str]) -> list[Story]:
    """Return the stories with these ids, in this order, without their records."""
    rows = Story.objects.defer("record").in_bulk(ids) if ids else {}
    return [rows[key] for key in ids if key in rows]


def reason(row: Story, disputed: int, fresh: int) -> str:
    """Return in words what the rank of a story rests on, and how much of it is in dispute."""
    parts = [
        ngettext("%d independent report", "%d independent reports", row.independent_reports)
        % row.independent_reports
    ]
    if fresh:
        parts.append(ngettext("%d point new today", "%d points new today", fresh) % fresh)
    if disputed:
        parts.append(ngettext("%d point in dispute", "%d points in dispute", disputed) % disputed)
    if row.last_at:
        parts.append(_("last report %(when)s") % {"when": day_words(row.last_at)})
    return ", ".join(parts)


def day_words(time: datetime) -> str:
    """Return the day of a moment, UTC, as it is said today: ``today``, or its date."""
    days = (timezone.now().astimezone(UTC).date() - time.astimezone(UTC).date()).days
    if days in (0, 1):
        return _("today") if days == 0 else _("yesterday")
    return date_format(time.astimezone(UTC), "DATE_FORMAT")
