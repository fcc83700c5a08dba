"""The log of corrections: what outlets corrected, and how much editors took off the record."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from onrecord_site.newsroom.models import Decision, State, Statement
from onrecord_site.outlets.models import OutletRevision
from onrecord_site.stories.evidence import Evidence, evidence_of

DAYS_PER_PAGE = 30
#: What became of a statement, by the kind of its correction in the record.
KINDS = {
    "figure": _("A figure was corrected"),
    "person": _("A person was corrected"),
    "certainty": _("It is said more or less surely than before"),
    "withdrawn": _("A statement was withdrawn"),
}


class Corrected(NamedTuple):
    """One correction; the statements are there where their words may be shown."""

    label: str
    before: Evidence | None
    after: Evidence | None
    acknowledged: bool


class Revised(NamedTuple):
    """A report that was changed, and what was corrected in it."""

    row: OutletRevision
    corrections: Sequence[Corrected]


@dataclass(frozen=True, slots=True)
class CorrectionDay:
    """One day of the log; `day` is ``None`` for changes whose time is not known."""

    day: date | None
    revised: Sequence[Revised]
    rejected: int


def build_log(page: str | None) -> tuple[list[CorrectionDay], Page]:
    """Return one numbered page of days, newest first, and the page of the paginator."""
    revised_on: dict[date | None, list[int]] = defaultdict(list)
    for key, at in told_revisions().values_list("pk", "at"):
        revised_on[at.astimezone(UTC).date() if at else None].append(key)
    rejected = Decision.objects.filter(state=State.REJECTED).order_by()
    by_day = rejected.annotate(day=TruncDate("decided_at", tzinfo=UTC)).values("day")
    rejected_on = dict(by_day.annotate(count=Count("pk")).values_list("day", "count"))
    days = sorted({*revised_on, *rejected_on}, key=lambda day: day or date.min, reverse=True)
    numbered = Paginator(days, DAYS_PER_PAGE).get_page(page)
    keys = [key for day in numbered.object_list for key in revised_on.get(day, ())]
    revised = {each.row.pk: each for each in tell_revisions(told_revisions().filter(pk__in=keys))}
    log = [
        CorrectionDay(
            day,
            [revised[key] for key in revised_on.get(day, ()) if key in revised],
            rejected_on.get(day, 0),
        )
        for day in numbered.object_list
    ]
    return log, numbered


def told_revisions() -> QuerySet[OutletRevision]:
    """Only those that correct something, or say that they do."""
    rows = OutletRevision.objects.select_related("outlet", "article", "story")
    rows = rows.defer("article__record", "story__record")
    return rows.exclude(corrections=[], has_note=False)


def tell_revisions(rows: Iterable[OutletRevision]) -> list[Revised]:
    """Return revisions with the words behind them, after one query for all statements."""
    rows = list(rows)
    ids = {
        name
        for row in rows
        for each in row.corrections
        for name in (each["before"], each["after"])
        if name
    }
    public = Statement.objects.public().with_outlet().named(ids)
    evidence = {row.pk: evidence_of(row) for row in public}
    return [
        Revised(
            row,
            [
                Corrected(
                    str(KINDS[each["kind"]]),
                    evidence.get(each["before"]),
                    evidence.get(each["after"] or ""),
                    each["acknowledged"],
                )
                for each in row.corrections
            ],
        )
        for row in rows
    ]
