"""The sides of a matter: who says the same, and where the sides stand to each other."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

from onrecord.records import Agreement
from onrecord.stories.accounts import Account, is_later
from onrecord.stories.comparison import Relation, compare, is_repeated
from onrecord.stories.weights import Weights


def take_sides(
    group: Sequence[Account], weights: Weights, opposed: Collection[tuple[str, str]]
) -> tuple[list[list[Account]], Agreement]:
    """Divide the accounts of a matter into sides, each into the first that it agrees with.

    Args:
        group: On one matter, in order of publication.
        weights: Of the story.
        opposed: Pairs of ids: a denial, and what says what it denies.

    Returns:
        The sides, the earliest first, and where they stand.
    """
    done = _first_day([account for account in group if not account.is_plan])

    def relate(one: Account, other: Account) -> Relation:
        if (one.id, other.id) in opposed or (other.id, one.id) in opposed:
            return "opposes"
        return _relation(one, other, weights, done)

    sides: list[list[Account]] = []
    for account in group:
        for side in sides:
            if all(relate(other, account) == "agrees" for other in side):
                side.append(account)
                break
        else:
            sides.append([account])
    if len(sides) == 1:
        return sides, "agreed" if len(independent_voices(group)) > 1 else "single"
    for one, other in combinations(sides, 2):
        for first in one:
            for second in other:
                relation = relate(first, second)
                if relation in {"differs", "opposes"} and _is_dispute(first, second, one, other):
                    return sides, "disputed"
    return sides, "changed"


def independent_voices(accounts: Sequence[Account]) -> frozenset[str]:
    """Return the voices that vouch for what the accounts have in common, each counted once.

    One report is one voice, however many people agree in it; what its outlet tells itself does
    not count beside what a source says there. A source that several reports cite is one voice,
    and so are the same words under several names.
    """
    by_report: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        by_report[account.report].append(account)
    found: dict[str, Account] = {}
    for report in sorted(by_report, key=lambda name: (len(by_report[name]), name)):
        members = by_report[report]
        cited = [account for account in members if account.named_voice] or members
        new = [a for a in cited if a.voice not in found and not _is_copied(a, found.values())]
        if new:
            found[new[0].voice] = new[0]
    return frozenset(found)


def _is_copied(account: Account, others: Iterable[Account]) -> bool:
    """Whether one of the others gives the same words."""
    return any(is_repeated(account, other) for other in others)


def _relation(one: Account, other: Account, weights: Weights, done: str) -> Relation:
    """How two accounts stand; an article, or a voice on one day, does not dispute itself.

    A plan told after the thing was done, on the day `done`, is no change.
    """
    relation = compare(one, other, weights)
    if relation == "moves" and one.is_plan and str(one.day) >= done:
        return "agrees"
    alone = one.voice == other.voice and one.day == other.day
    same_article = one.article.id == other.article.id and not (one.named_voice or other.named_voice)
    if relation in {"differs", "opposes"} and (alone or same_article):
        return "agrees"
    return relation


def _is_dispute(
    first: Account, second: Account, one: Sequence[Account], other: Sequence[Account]
) -> bool:
    """Whether two accounts that clash, of different sides, are meant for one time.

    They are where two sources of their own speak within a day of each other, or where both sides
    came up on one day and one outlet did not report hours after the other; later it is a change,
    an outlet that repeats the old words notwithstanding. What is only planned disputes nothing.
    """
    if first.voice == second.voice or first.is_plan or second.is_plan:
        return False
    near = bool(first.day and second.day and abs((first.day - second.day).days) <= 1)
    if first.named_voice and second.named_voice:
        return near
    return _first_day(one) == _first_day(other) and not is_later(first, second)


def _first_day(side: Sequence[Account]) -> str:
    return min((str(account.day) for account in side), default="9999")
