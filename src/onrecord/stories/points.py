"""Statements of different articles on one matter, and where they stand to each other."""

from collections.abc import Sequence

import numpy as np

from onrecord.records import Point
from onrecord.stories.accounts import Account
from onrecord.stories.clarity import leans
from onrecord.stories.disputes import find_opposed
from onrecord.stories.identity import make_id
from onrecord.stories.judgements import Judge
from onrecord.stories.linkage import cluster
from onrecord.stories.matching import is_ruled_out, tie_by_figure
from onrecord.stories.matter_pairs import score_pairs
from onrecord.stories.memory import Memory
from onrecord.stories.sides import Matter, Sides, independent_voices, take_sides
from onrecord.stories.weights import Weights

#: Certainties from the surest on; what is confirmed reads no better than what is stated.
_CERTAIN = {"confirmed": 0, "stated": 0, "believed": 1, "possible": 2, "planned": 3}
#: Mean log odds of a matter, times its reports beside the first, from which on a dispute or change
#: is told. Of real news that it was set by, 11 of 13 below it were wrong, and three of eight above;
#: of news that nothing was set by, seven of seven and one of six. Without the reports, what two
#: sources agree on without a word in common.
_SURE_MATTER = 1.6
_BODY = frozenset({"paragraph", "list", "standfirst", "blockquote", None})
#: A sentence is mostly about something else where the statement is less than this share of it.
_LEAST_SHARE = 0.25
#: Characters of text within which one sentence stands no earlier than another one.
_NEAR_CHARS = 600


def find_points(accounts: Sequence[Account], memory: Memory) -> list[Point]:
    """Match the statements of one story into points.

    A statement that only points at what was said before ("the union disputes that") makes none.

    Args:
        accounts: Every statement of the story, in order of publication.
        memory: What the comparer said before; it takes up what it says now.

    Returns:
        Points, those of the most independent voices first, then in order of publication. Any other
        statement is in one point; one of several figures can be in a point for each of them.
    """
    accounts, around = prepare(accounts, memory)
    matters = [
        (part, odds)
        for group, odds in _matters(accounts, around)
        for part in _settle(group, odds, around)
    ]
    found = [
        _point(group, around, name=own[0].id)
        for (own, _), group in zip(matters, _share_statements(matters, around), strict=True)
    ]
    by_id = {account.id: account for account in accounts}
    rank = {account.id: number for number, account in enumerate(accounts)}
    return sorted(
        found,
        key=lambda point: (
            -len(independent_voices([by_id[name] for name in point.statements])),
            rank[point.statements[0]],
            point.id,
        ),
    )


def prepare(accounts: Sequence[Account], memory: Memory) -> tuple[list[Account], Matter]:
    """Return the accounts that can be on a matter, and what is known of them beside their words."""
    telling = [account for account in accounts if not account.tells_nothing]
    weights = Weights(telling)
    places = {account.id: place for place, account in enumerate(telling)}
    return telling, Matter(weights, find_opposed(telling, weights), Judge(telling, memory), places)


def _matters(accounts: Sequence[Account], around: Matter) -> list[tuple[list[Account], float]]:
    """Join statements into matters, the surest groups first, while the mean speaks for it.

    Each comes with the mean log odds of its pairs.
    """
    if len(accounts) < 2:
        return [([account], 0.0) for account in accounts]
    pairs = score_pairs(accounts, around.weights, around.opposed, around.judge)
    groups = cluster(len(accounts), pairs.rows, pairs.others, pairs.odds)
    joined = {place for group in groups for place in group}
    groups += [[place] for place in range(len(accounts)) if place not in joined]
    odds = np.zeros((len(accounts), len(accounts)))
    odds[pairs.rows, pairs.others] = pairs.odds
    return [
        (
            [accounts[place] for place in group],
            float(odds[np.ix_(group, group)].sum() / max(len(group) * (len(group) - 1) / 2, 1)),
        )
        for group in sorted(groups)
    ]


def _settle(group: list[Account], odds: float, around: Matter) -> list[list[Account]]:
    """Part a matter where a dispute or a change is doubtful: a gap is better than a wrong one.

    So is what two sources are said to agree on who have not a word in common.
    """
    taken = take_sides(group, around)
    parts = [group] if _is_told(taken, odds) else taken.sides
    if odds >= _SURE_MATTER:
        return parts
    return [
        own for part in parts for own in ([[a] for a in part] if _share_no_word(part) else [part])
    ]


def _share_no_word(group: Sequence[Account]) -> bool:
    """Whether all of a matter is said by sources, and no two of them use one word or figure."""
    used = [account.telling for account in group]
    return (
        len(group) > 1
        and all(account.named_voice and not account.counts for account in group)
        and len(frozenset().union(*used)) == sum(map(len, used))
    )


def _is_told(taken: Sides, odds: float) -> bool:
    """Whether enough speaks for what a matter would be told as, disputed or changed.

    Most wrong disputes and changes join two matters of two reports; each report more that is on one
    makes that less likely.

    Args:
        taken: The sides of the matter.
        odds: The mean log odds of its pairs.
    """
    if len(taken.sides) == 1:
        return True
    reports = {account.article.id for side in taken.sides for account in side}
    return not taken.is_doubtful and odds * max(len(reports) - 1, 1) >= _SURE_MATTER


def _share_statements(
    matters: Sequence[tuple[list[Account], float]], around: Matter
) -> list[list[Account]]:
    """Put a statement of several figures into the matter of each figure it gives.

    "The party has 50.2% and 55 of the seats" is on two matters: it joins another one where half
    of the statements give a figure of it and none speaks against it, and where no dispute or change
    that is doubtful comes of it.

    Args:
        matters: Accounts, and the mean log odds of their pairs.
        around: Of their story.
    """
    compound = [
        (home, account) for home, _ in matters for account in home if len(account.counts) > 1
    ]
    found = []
    for group, odds in matters:
        articles = {account.article.id for account in group}
        added = []
        for home, account in compound:
            if home is group or account.article.id in articles:
                continue
            across = [_in_order(account, other) for other in group]
            by_figure = sum(tie_by_figure(*pair, around.weights) for pair in across)
            ruled_out = any(is_ruled_out(*pair) for pair in across)
            if by_figure and 2 * by_figure >= len(across) and not ruled_out:
                added.append(account)
        shared = sorted([*group, *added], key=lambda account: account.order)
        is_shared = added and _is_told(take_sides(shared, around), odds)
        found.append(shared if is_shared else group)
    return found


def _in_order(one: Account, other: Account) -> tuple[Account, Account]:
    return (one, other) if one.order <= other.order else (other, one)


def _point(group: Sequence[Account], around: Matter, name: str) -> Point:
    """Make a point of a matter, named after the first statement that is on it and no other.

    It is told in the words of the strongest side, or the latest where it changed, and a dispute in
    those of a denial that names its source.
    """
    sides, agreement, _ = take_sides(group, around)
    denying = {denial for denial, _ in around.opposed}
    denials = [
        one
        for one in group
        if one.id in denying and agreement == "disputed" and not one.has_pronoun_for_source
    ]
    strongest = max(sides, key=lambda side: (len(independent_voices(side)), _is_clear(side)))
    if agreement == "changed":
        strongest = next((side for side in sides[::-1] if _is_clear(side)), sides[-1])
    return Point(
        id=make_id("point-", "", name),
        agreement=agreement,
        statements=tuple(account.id for account in group),
        sides=tuple(tuple(account.id for account in side) for side in sides),
        summary=summarise(best_account(denials or strongest)),
    )


def _is_clear(side: Sequence[Account]) -> bool:
    return any(not account.leans_on_context for account in side)


def best_account(accounts: Sequence[Account]) -> Account:
    """Return the account to show for several."""
    return rank_accounts(accounts)[0]


def rank_accounts(accounts: Sequence[Account]) -> list[Account]:
    """Return accounts in the order to show them: clear by itself, sure, exact, in a sentence that
    is about it, early."""

    def worth(account: Account) -> tuple[object, ...]:
        source = account.statement.source
        return (
            account.statement.lacks_speaker,
            account.leans_on_context,
            account.block not in _BODY,
            source is not None and source.kind == "unnamed",
            _CERTAIN.get(account.statement.certainty, len(_CERTAIN)),
            sum(count.low != count.high for count in account.counts),
            len(account.statement.content.text) < _LEAST_SHARE * len(summarise(account)),
            account.statement.sentence.start // _NEAR_CHARS,
            abs(len(account.sentence) - 140) // 60,
            account.order,
        )

    return sorted(accounts, key=worth)


def summarise(account: Account) -> str:
    """Return the words that stand for an account.

    What the outlet tells itself stands alone, unless it leans on what stands before it; what a
    source says keeps the whole sentence, so that the words never lose whose they are.
    """
    statement = account.statement
    is_told = statement.form == "narration" and statement.certainty in {"stated", "confirmed"}
    if is_told and not leans(statement.content.text):
        return statement.content.text.strip()
    return account.sentence
