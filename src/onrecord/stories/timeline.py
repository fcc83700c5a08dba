"""What happened when, in the order of the happenings and not of the printing."""

from collections.abc import Mapping, Sequence
from datetime import date

from onrecord.records import Point, TimelineEntry
from onrecord.stories.accounts import Account
from onrecord.stories.dates import bounds
from onrecord.stories.points import best_account

_TOLD = frozenset({"stated", "confirmed", "believed", "planned"})


def find_timeline(points: Sequence[Point], accounts: Mapping[str, Account]) -> list[TimelineEntry]:
    """Return the dated events of a story, each matter once a date, earliest first.

    An event without a time of its own is left out: the day of the report is not the day of the
    event. What is denied, demanded, conditional or only possible did not happen by these
    reports and is left out too. `planned` marks what was still to come.
    """
    entries: dict[tuple[str, str, bool], TimelineEntry] = {}
    for point in points:
        dated: dict[tuple[str, bool], list[Account]] = {}
        for name in point.statements:
            account = accounts[name]
            if account.statement.certainty not in _TOLD or account.denied or account.corrected:
                continue
            planned = account.statement.certainty == "planned"
            for time in sorted({e.time for e in account.statement.events if e.time}):
                if bounds(time):
                    dated.setdefault((time, planned), []).append(account)
        for (time, planned), group in dated.items():
            best = best_account(group)
            entry = TimelineEntry(time=time, statement=best.id, planned=planned)
            entries.setdefault((time, best.id, planned), entry)
    return sorted(entries.values(), key=_order)


def _order(entry: TimelineEntry) -> tuple[date, date, str]:
    days = bounds(entry.time)
    return (*days, entry.statement) if days else (date.max, date.max, entry.statement)
