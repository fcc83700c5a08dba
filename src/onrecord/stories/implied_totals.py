"""Totals that a share and a count imply: "52" and "about 4% of all prisoners" mean some 1,300."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from onrecord.records import FigureSeries, FigureValue
from onrecord.stories.accounts import Account
from onrecord.stories.counts import Count
from onrecord.stories.figure_values import as_of, source_of
from onrecord.stories.names import Register

#: A figure and who gives it.
Mention = tuple[Account, Count]
#: Half of the last digit that a whole percentage gives, in percentage points.
_ROUNDING = 0.5
#: Days between which a share, what it is a share of, and a reported total are held together.
_NEAR = 3


def find_totals(
    accounts: Sequence[Account],
    mentions: Sequence[Sequence[Mention]],
    register: Register,
) -> list[FigureSeries]:
    """Return the total that each share implies with the count that it is about.

    The share and the count must belong together: both in one sentence, or the share's
    statement tells of the same kind of happening on days that do not rule it out; and what is
    counted must be of the kind that the share is of. A total says which statements report one of
    the same days that lies in its range, and which report one that does not.
    """
    found = []
    for account in accounts:
        if account.denied or account.corrected:
            continue
        for share in account.counts:
            base = share.figure.share_of or share.figure.counts
            if not share.is_share or not base or not share.figure.value:
                continue
            part = _part(account, share, mentions)
            if part is not None:
                value = _checked(_total(account, share, part, register), part, [
                    (other, count)
                    for same in mentions
                    for other, count in same
                    if _is_whole(count, share, part) and not _too_far(account, other)
                ])  # fmt: skip
                found.append(FigureSeries(counts=base, unit=part.unit, series=(value,)))
    return found


def _part(account: Account, share: Count, mentions: Sequence[Sequence[Mention]]) -> Count | None:
    """The one exact count that the share is about, None where there is none or a choice."""
    own = [
        count
        for same in mentions
        for other, count in same
        if _is_one_sentence(account, other) and _is_part(count, share) and not count.scopes
    ]
    if own:
        return own[0] if len({(c.low, c.high) for c in own}) == 1 else None
    told = set(account.events)
    voices: dict[float, set[str]] = defaultdict(set)
    counts: dict[float, Count] = {}
    for same in mentions:
        for other, count in same:
            near = not _too_far(account, other)
            if count.happening in told and _is_part(count, share) and not count.scopes and near:
                value = count.figure.value or 0.0
                voices[value].add(other.voice)
                counts.setdefault(value, count)
    ranked = sorted(voices, key=lambda value: (-len(voices[value]), value))
    if not ranked or (len(ranked) > 1 and len(voices[ranked[0]]) == len(voices[ranked[1]])):
        return None
    return counts[ranked[0]]


def _is_one_sentence(one: Account, other: Account) -> bool:
    same = one.statement.sentence == other.statement.sentence
    return same and one.article.id == other.article.id


def _is_part(count: Count, share: Count) -> bool:
    exact = count.figure.value is not None and count.low == count.high
    return exact and not count.is_share and count.head == share.head and not count.standing


def _too_far(one: Account, other: Account) -> bool:
    return bool(one.day and other.day and abs((one.day - other.day).days) > _NEAR)


def _is_whole(count: Count, share: Count, part: Count) -> bool:
    """Whether a figure reports the whole that the share is of: "1,300 political prisoners".

    It may be worded with less ("political prisoners" for "recognised political prisoners"), but is
    no count of those of whom the share is told.
    """
    is_same = count.head == share.head and count.unit == part.unit
    is_worded_so = bool(count.modifiers) and count.modifiers <= share.modifiers
    return is_same and is_worded_so and count.happening != part.happening


def _checked(total: FigureValue, part: Count, reported: Sequence[Mention]) -> FigureValue:
    """Put the reports of a total beside the one implied.

    Who counts the whole may count it before or after the part left it: "1,250 remain in prison".
    """
    low, high = total.low or 0.0, math.inf if total.high is None else total.high
    implied = [
        replace(part, low=low - gone, high=high - gone) for gone in (0.0, part.figure.value or 0.0)
    ]
    fits, clashes = [], []
    for account, count in reported:
        if any(count.is_near(each) for each in implied):
            fits.append(account.id)
        elif not any(count.overlaps(each) for each in implied):
            clashes.append(account.id)
    return replace(total, fits=tuple(fits), clashes=tuple(clashes))


def _total(account: Account, share: Count, part: Count, register: Register) -> FigureValue:
    percent = share.figure.value or 0.0
    low, high = share.figure.low, share.figure.high
    if low is None or high is None or low == high:
        low, high = percent - _ROUNDING, percent + _ROUNDING
    value = part.figure.value or 0.0
    return FigureValue(
        as_of=as_of(account, share),
        value=round(value / percent * 100.0),
        low=round(value / high * 100.0),
        high=round(value / low * 100.0) if low > 0 else None,
        source=source_of(account, register),
        statement=account.id,
        computed=True,
    )
