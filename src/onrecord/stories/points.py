"""Statements of different articles on one matter, and where they stand to each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from onrecord.records import Agreement, Point
from onrecord.stories.accounts import Account, is_later
from onrecord.stories.comparison import Relation, compare, is_repeated
from onrecord.stories.disputes import Dispute, find_disputes
from onrecord.stories.headlines import find_leads
from onrecord.stories.identity import make_id
from onrecord.stories.matching import MATCH, is_ruled_out, matter, tie_by_figure
from onrecord.stories.pairing import count_otherwise
from onrecord.stories.weights import Weights

#: Each two statements of a point must reach this share of `MATCH`, so that points do not chain.
_LEAST_LINK = 0.6
#: A stem that more statements of a story hold proposes no pairs.
_MOST_HOLDERS = 60
#: Certainties from the surest on; what is confirmed reads no better than what is stated.
_CERTAIN = {"confirmed": 0, "stated": 0, "believed": 1, "possible": 2, "planned": 3}
_BODY = frozenset({"paragraph", "list", "standfirst", "blockquote", None})
#: Characters of text within which one sentence stands no earlier than another one.
_NEAR_CHARS = 600


def find_points(accounts: Sequence[Account]) -> list[Point]:
    """Match the statements of one story into points.

    Args:
        accounts: Every statement of the story, in order of publication.

    Returns:
        Points, those of the most independent voices first, then in order of publication. A
        statement is in one point; one of several figures can be in a point for each of them,
        and one that says what another denies is also in the point of that dispute.
    """
    weights = Weights(accounts)
    disputes = find_disputes(accounts, weights)
    denying = {account.id for dispute in disputes for account in dispute.denying}
    others = [account for account in accounts if account.id not in denying]
    matters = _matters(others, weights)
    shared = _with_headlines(_share_statements(matters, weights), find_leads(others, weights))
    found = [
        _point(group, weights, name=own[0].id)
        for own, group in zip(matters, shared, strict=True)
        if group
    ]
    found += [_disputed(_widen(dispute, matters, weights)) for dispute in disputes]
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


def _candidates(accounts: Sequence[Account]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that share two telling words, a telling figure, or a deed that counts."""
    holders: dict[object, list[int]] = defaultdict(list)
    for number, account in enumerate(accounts):
        keys: list[object] = list(account.stems)
        keys += [(key, count.head) for key in account.events for count in account.counts]
        for count in account.counts:
            keys += [(count.unit, count.figure.value)] if count.is_distinctive else []
            keys += [(count.happening, count.unit)] if count.happening else []
            keys += [("measure", count.head, count.unit)] if count.head else []
        for key in dict.fromkeys(keys):
            holders[key].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for key, numbers in holders.items():
        if len(numbers) <= _MOST_HOLDERS:
            weight = 2 if isinstance(key, tuple) else 1
            for pair in combinations(numbers, 2):
                shared[pair] += weight
    yield from sorted(pair for pair, count in shared.items() if count >= 2)


def _matters(accounts: Sequence[Account], weights: Weights) -> list[list[Account]]:
    """Join statements into matters, the surest pair first, while all of them still match.

    Average linkage with a floor for the least pair: agglomerative clustering as in Sneath and
    Sokal (1973), in one pass over the sorted pairs.
    """
    scores = {}
    for one, other in _candidates(accounts):
        score = matter(accounts[one], accounts[other], weights)
        if score >= MATCH:
            scores[one, other] = score
    home = list(range(len(accounts)))
    members = {number: [number] for number in home}
    for one, other in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        first, second = home[one], home[other]
        if first == second:
            continue
        across = [(accounts[a], accounts[b]) for a, b in _across(members[first], members[second])]
        if _belong_together(across, weights):
            keep, drop = min(first, second), max(first, second)
            members[keep] = sorted(members[keep] + members.pop(drop))
            for number in members[keep]:
                home[number] = keep
    return [[accounts[number] for number in members[key]] for key in sorted(members)]


def _with_headlines(
    groups: Sequence[list[Account]], leads: Mapping[str, Account]
) -> list[list[Account]]:
    """Put each headline that is on no matter yet on that of the statement it announces.

    The matter that it had for itself is left empty.
    """
    alone = {group[0].id for group in groups if len(group) == 1}
    moved = {name: lead.id for name, lead in leads.items() if name in alone}
    headlines: dict[str, list[Account]] = defaultdict(list)
    for group in groups:
        if group[0].id in moved:
            headlines[moved[group[0].id]].append(group[0])
    return [
        sorted(
            [*group, *(above for account in group for above in headlines[account.id])],
            key=lambda account: account.order,
        )
        if group[0].id not in moved
        else []
        for group in groups
    ]


def _share_statements(groups: Sequence[list[Account]], weights: Weights) -> list[list[Account]]:
    """Put a statement of several figures into the matter of each figure it gives.

    "The party has 50.2% and 55 of the seats" is on two matters: it joins another one where half
    of the statements give a figure of it and none speaks against it.
    """
    compound = [(home, account) for home in groups for account in home if len(account.counts) > 1]
    added: dict[int, list[Account]] = defaultdict(list)
    for number, group in enumerate(groups):
        articles = {account.article.id for account in group}
        for home, account in compound:
            if home is group or account.article.id in articles:
                continue
            across = [_in_order(account, other) for other in group]
            by_figure = sum(tie_by_figure(*pair, weights) for pair in across)
            ruled_out = any(is_ruled_out(*pair, weights) for pair in across)
            if by_figure and 2 * by_figure >= len(across) and not ruled_out:
                added[number].append(account)
    return [
        sorted([*group, *added[number]], key=lambda account: account.order)
        for number, group in enumerate(groups)
    ]


def _belong_together(across: Sequence[tuple[Account, Account]], weights: Weights) -> bool:
    """Whether two groups are one matter: by what each pair shares, or by one figure in common.

    Told by the figure, half of the pairs must give it, and none may speak against.
    """
    links = [matter(one, other, weights) for one, other in across]
    if min(links) >= _LEAST_LINK * MATCH and sum(links) / len(links) >= MATCH:
        return True
    tied = [tie_by_figure(one, other, weights) for one, other in across]
    if 2 * sum(tied) < len(across):
        return False
    return not any(
        is_ruled_out(*pair, weights) or (not tie and count_otherwise(*pair))
        for pair, tie in zip(across, tied, strict=True)
    )


def _in_order(one: Account, other: Account) -> tuple[Account, Account]:
    return (one, other) if one.order <= other.order else (other, one)


def _across(one: Sequence[int], other: Sequence[int]) -> Iterator[tuple[int, int]]:
    for first in one:
        for second in other:
            yield min(first, second), max(first, second)


def _point(group: Sequence[Account], weights: Weights, name: str) -> Point:
    """Divide the accounts of a matter into sides, each into the first that it agrees with.

    The point is named after the first statement that is on this matter and no other.
    """
    done = _first_day([account for account in group if not account.is_plan])
    sides: list[list[Account]] = []
    for account in group:
        for side in sides:
            if all(_relation(other, account, weights, done) == "agrees" for other in side):
                side.append(account)
                break
        else:
            sides.append([account])
    return _make(name, group, sides, _state(sides, weights, done))


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


def _state(sides: Sequence[Sequence[Account]], weights: Weights, done: str) -> Agreement:
    if len(sides) == 1:
        return "agreed" if len(independent_voices(sides[0])) > 1 else "single"
    for one, other in combinations(sides, 2):
        for first in one:
            for second in other:
                relation = _relation(first, second, weights, done)
                if relation in {"differs", "opposes"} and _is_dispute(first, second, one, other):
                    return "disputed"
    return "changed"


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


def _widen(dispute: Dispute, matters: Sequence[Sequence[Account]], weights: Weights) -> Dispute:
    """Add to those who say what is denied those who say it in other words, by the same figure."""
    saying = {account.id: account for account in dispute.affirming}
    against = {account.voice for account in dispute.denying}
    for group in matters:
        held = [account for account in group if account.id in saying]
        for account in group if held else ():
            tied = any(tie_by_figure(*_in_order(account, other), weights) for other in held)
            if tied and account.voice not in against:
                saying.setdefault(account.id, account)
    return dispute._replace(affirming=tuple(sorted(saying.values(), key=lambda a: a.order)))


def _disputed(dispute: Dispute) -> Point:
    """The point of a denial: who says it and who denies it, the earlier side first."""
    group = sorted([*dispute.affirming, *dispute.denying], key=lambda account: account.order)
    sides = sorted(dispute, key=lambda side: side[0].order)
    return _make(group[0].id, group, sides, "disputed", dispute.denying)


def _make(
    name: str,
    group: Sequence[Account],
    sides: Sequence[Sequence[Account]],
    agreement: Agreement,
    best_of: Sequence[Account] = (),
) -> Point:
    best = best_account(best_of or _strongest(sides))
    return Point(
        id=make_id("point-", agreement if best_of else "", name),
        agreement=agreement,
        statements=tuple(account.id for account in group),
        sides=tuple(tuple(account.id for account in side) for side in sides),
        summary=summarise(best),
    )


def _strongest(sides: Sequence[Sequence[Account]]) -> Sequence[Account]:
    return max(sides, key=lambda side: len(independent_voices(side)))


def best_account(accounts: Sequence[Account]) -> Account:
    """Return the account to show for several: clear by itself, sure, exact, early."""

    def worth(account: Account) -> tuple[object, ...]:
        source = account.statement.source
        return (
            account.statement.lacks_speaker,
            account.leans_on_context,
            account.block not in _BODY,
            source is not None and source.kind == "unnamed",
            _CERTAIN.get(account.statement.certainty, len(_CERTAIN)),
            sum(count.low != count.high for count in account.counts),
            account.statement.sentence.start // _NEAR_CHARS,
            abs(len(account.sentence) - 140) // 60,
            account.order,
        )

    return min(accounts, key=worth)


def summarise(account: Account) -> str:
    """Return the words that stand for an account.

    What the outlet tells itself stands alone; what a source says keeps the whole sentence, so
    that the words never lose whose they are.
    """
    statement = account.statement
    if statement.form == "narration" and statement.certainty in {"stated", "confirmed"}:
        return statement.content.text.strip()
    return account.sentence
