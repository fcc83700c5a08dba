"""What happened when, in the order of the happenings and not of the printing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.records import Outcome, Point, TimelineEntry
from onrecord.stories.accounts import Account
from onrecord.stories.dates import Days, bounds
from onrecord.stories.happenings import find_happenings
from onrecord.stories.outcomes import find_outcome
from onrecord.stories.points import best_account

_TOLD = frozenset({"stated", "confirmed", "believed", "planned"})


@dataclass(slots=True)
class _Moment:
    """What accounts of one matter tell of one time; `happenings` are the numbers of its events."""

    time: str
    days: Days
    planned: bool
    accounts: list[Account]
    happenings: set[int]
    outcome: Outcome | None = None

    @property
    def length(self) -> int:
        return (self.days[1] - self.days[0]).days

    def is_told_by(self, other: "_Moment") -> bool:
        """Whether the other one tells of the same happening, as exactly or less so."""
        return (
            self.planned == other.planned
            and other.days[0] <= self.days[0]
            and self.days[1] <= other.days[1]
            and bool(self.happenings & other.happenings)
        )


def find_timeline(points: Sequence[Point], accounts: Mapping[str, Account]) -> list[TimelineEntry]:
    """Return the dated events of a story, each once, earliest first.

    One happening told under several points is one entry, with the most exact of times that can
    all be right. An event without a time of its own is left out: the day of the report is not the
    day of the event. What is denied, demanded, conditional or only possible did not happen by
    these reports and is left out too. `planned` marks what was still to come, and `outcome` tells
    what became of it.
    """
    moments = _moments(points, accounts)
    kept: list[_Moment] = []
    for moment in sorted(moments, key=lambda one: (one.length, one.time, one.planned)):
        known = next((one for one in kept if one.is_told_by(moment)), None)
        if known is None:
            kept.append(moment)
            continue
        known.outcome = known.outcome or moment.outcome
        known.happenings.update(moment.happenings)
        if known.time == moment.time:
            known.accounts.extend(moment.accounts)
    entries = {
        (one.time, best.id, one.planned): TimelineEntry(
            time=one.time, statement=best.id, planned=one.planned, outcome=one.outcome
        )
        for one in kept
        for best in [best_account(one.accounts)]
    }
    return sorted(entries.values(), key=_order)


def _moments(points: Sequence[Point], accounts: Mapping[str, Account]) -> list[_Moment]:
    told = [
        (point, account)
        for point in points
        for account in (accounts[name] for name in point.statements)
        if account.statement.certainty in _TOLD and not account.denied and not account.corrected
        if any(event.time for event in account.statement.events)
    ]
    numbers = _number_events([account for _, account in told])
    moments: dict[tuple[str, str, bool], _Moment] = {}
    of_point = {point.id: point for point in points}
    for point, account in told:
        for place, event in enumerate(account.statement.events):
            days = bounds(event.time)
            if not event.time or not days:
                continue
            planned = _is_planned(account, days)
            moment = moments.setdefault(
                (point.id, event.time, planned), _Moment(event.time, days, planned, [], set())
            )
            if account not in moment.accounts:
                moment.accounts.append(account)
            if (account.id, place) in numbers:
                moment.happenings.add(numbers[account.id, place])
    for (point_id, _, planned), moment in moments.items():
        if planned:
            moment.outcome = find_outcome(moment.accounts, of_point[point_id], accounts)
    return list(moments.values())


def _is_planned(account: Account, days: Days) -> bool:
    """Whether what has these days was still to come for an account.

    Days before the report are those of another deed of its sentence, or of the announcement: "who
    stepped down last week, is to testify on Tuesday".
    """
    if account.day is None:
        return account.statement.certainty == "planned"
    is_over = days[1] < account.day
    is_ahead = days[0] > account.day
    return is_ahead or (account.statement.certainty == "planned" and not is_over)


def _number_events(accounts: Sequence[Account]) -> dict[tuple[str, int], int]:
    """Return one number for all events of the accounts, by statement and place, that are one."""
    articles = {account.article.id: account.article for account in accounts}
    statements = {account.id: account.statement for account in accounts}
    numbers: dict[tuple[str, int], int] = {}
    for number, group in enumerate(
        find_happenings(list(articles.values()), list(statements.values()))
    ):
        for name, which in group:
            word = statements[name].happenings[which].span
            for place, event in enumerate(statements[name].events):
                if event.trigger.start < word.end and word.start < event.trigger.end:
                    numbers.setdefault((name, place), number)
    return numbers


def _order(entry: TimelineEntry) -> tuple[date, date, str]:
    days = bounds(entry.time)
    return (*days, entry.statement) if days else (date.max, date.max, entry.statement)
