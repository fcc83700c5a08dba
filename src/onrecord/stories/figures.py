"""How each figure of a story moved: value, what it counts, as of when, who says so."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from onrecord.lexicons import lexicon
from onrecord.records import FigureSeries, FigureValue, Point, Span
from onrecord.statements.figures.outcomes import outcomes
from onrecord.stories.accounts import Account
from onrecord.stories.clarity import pronouns
from onrecord.stories.counting import read_terms
from onrecord.stories.counts import SERIOUSLY, Count, elected, name_thing, toll_things
from onrecord.stories.figure_values import as_of, value_of
from onrecord.stories.implied_totals import Mention, find_totals
from onrecord.stories.left_out import is_odd, is_trivial, is_wished
from onrecord.stories.names import Register
from onrecord.stories.parties import find_party
from onrecord.stories.told_of import MARGIN, ROOM, marks_apart, set_apart
from onrecord.stories.unsaid import read_unsaid

_Thing = tuple[str, frozenset[str], str | None]
_Key = tuple[str, frozenset[str], str | None, str, str | None, frozenset[str]]
_Mentions = dict[_Key, list[Mention]]
#: A statement and a unit.
_Place = tuple[str, str | None]
#: Marks that do not part series: what is still to come.
_NO_SCOPES = frozenset({"open"})
#: Marks that what changes a number has anyway, or takes from the total told behind it.
_ON_TOP = frozenset({"further", "cumulative"})
#: Marks that do not part figures of one point and one value.
_SAME_POINT = frozenset({"open", "further"})
#: The head of counts of anybody at all.
_PEOPLE = "people"
_INJURED = "injured"
_STILL_HURT = frozenset({"hospitalised", "shot", "stabbed", "trapped"})
#: What can have become of the same people.
_HURT = frozenset({"shot", "stabbed", "hospitalised", "injure"})
#: How what is set apart is called, where not by a participle behind it.
_SET_APART = {MARGIN: "margin in {0}", ROOM: "room for {0}"}
_CREW = "crew"
#: What a share is called that names nothing but whose it is: "the bloc stood at 29.8%".
_SHARE_OF = "share"
#: By which those who speak mean themselves, beside `pronouns`.
_WE = frozenset({"we", "our", "i", "my"})
_WAYS = frozenset({"up", "down"})


def find_figures(
    accounts: Sequence[Account], points: Sequence[Point], register: Register
) -> list[FigureSeries]:
    """Return the series of each thing that a story counts.

    Figures of one thing, in one kind of happening and of one scope are one series. A value that
    the same source gives for the same time stands once, whoever prints it. A figure that names
    no thing ("PAS has 50.2%") takes it from the statements of its point, or is left out. Where a
    share is reported beside the count it is a share of, the total it implies is added as
    computed.

    Args:
        accounts: Every statement of the story, in order of publication.
        points: The points of the story.
        register: The names of the story, for those of the sources.

    Returns:
        Series of the most voices first, oldest value first in each. Wishes, and numbers that
        are a manner of speaking ("two sides"), are no figures.
    """
    mentions: _Mentions = defaultdict(list)
    things = _things(points, {account.id: account for account in accounts})
    owned = _things_of_parties(accounts)
    for account, count in _told(accounts):
        if is_odd(account, count) or is_wished(account, count):
            continue
        if count.head in elected():
            party = find_party(count, account.statement, account.article, register)
            count = replace(count, owner=party)
        if _is_of_speaker(account, count, register):
            count = replace(count, owner="")
        if count.head == _PEOPLE and _CREW in {other.head for other in account.counts}:
            count = replace(count, head=count.head_stem)  # passengers beside the crew are not all
        thing, owner = count.thing(), count.owner
        if count.is_bare:
            known = owned.get((owner, count.unit)) or things.get((account.id, count.unit))
            if not known and owner and not count.name:
                count = replace(count, name=_SHARE_OF)
            thing = known or _worded(count)
        if thing[0]:
            scopes = count.scopes - _NO_SCOPES | _ways(count)
            mentions[(*thing, owner, _became(count), scopes)].append((account, count))
    keys = _merge_unplaced(mentions, points)
    _gather_by_point(mentions, points)
    shown = [key for key in keys if mentions[key] and not is_trivial(mentions[key])]
    voices = {key: len({account.voice for account, _ in mentions[key]}) for key in shown}
    shown.sort(key=lambda key: -voices[key])
    series = [
        _series(own, key[3], register)
        for key in shown
        for own in _by_matter(key, mentions[key], points)
        if _is_named(own)
    ]
    for total in find_totals(accounts, list(mentions.values()), register):
        _add_total(series, total)
    return series


def _told(accounts: Sequence[Account]) -> Iterator[Mention]:
    """Yield the figures that stand, each place of a text once.

    Of "two died, officials said, according to Meridian" the figure is the officials'.
    """
    found: dict[tuple[str, Span], Mention] = {}
    for number, account in enumerate(accounts, 1):
        if account.denied or account.corrected:
            continue
        counts = [count for count in account.counts if not count.is_length]
        counts += read_terms(account.statement, account.article)
        for count in (*counts, *read_unsaid(account, accounts[:number])):
            place = (account.article.id, count.figure.span)
            other = found.get(place)
            if other is None or _size(account) < _size(other[0]):
                found[place] = (account, _marked(account, count))
    return iter(sorted(found.values(), key=lambda mention: mention[0].order))


def _marked(account: Account, count: Count) -> Count:
    """Mark what is asked for, and what changes a number; that it comes on top says no more."""
    mark = set_apart(count, account.statement, account.article.text)
    if mark is None:
        return count
    return replace(count, scopes=count.scopes - _ON_TOP | {mark})


def _size(account: Account) -> int:
    return sum(span.end - span.start for span in account.statement.content.spans)


def _is_of_speaker(account: Account, count: Count, register: Register) -> bool:
    """Whether the party that a figure seems to be told of only speaks, of something else.

    "The bloc says it has 29%" is told of the bloc, "the union says the offer is 17%" is not.
    """
    source = account.statement.source
    if source is None or register.resolve(source.name) != count.owner:
        return False
    return not {word.text.lower() for word in account.words} & (pronouns() | _WE)


def _ways(count: Count) -> frozenset[str]:
    """Which way what it measures moved by it: one rise and one fall are no series."""
    return _WAYS & {count.figure.change} if "change" in count.scopes else frozenset()


def _became(count: Count) -> str | None:
    """What was done to what is counted: what the name says of people goes before the clause."""
    return _deeds().get(count.outcome, count.outcome) or count.happening


@cache
def _deeds() -> dict[str, str]:
    """The deed of each outcome that has one: of "killed" that is "kill"."""
    results = lexicon("stories/synonyms.toml")["results"]
    return {name.rsplit(" ", 1)[-1]: deed for deed, name in results.items()}


def _by_matter(
    key: _Key, mentions: Sequence[Mention], points: Sequence[Point]
) -> list[list[Mention]]:
    """Part the figures of people of whom nothing else is told by the matter they stand on.

    "1,100 people remain in prison" and "114 people were brought to Ukraine" are no one series, and
    neither are the sentences of two people, nor seats of which nobody knows whose they are.
    """
    head, modifiers, _, owner, happening, _ = key
    is_anybody = head == _PEOPLE and not modifiers and not happening
    is_unowned = head in elected() and not owner
    if not (is_anybody or is_unowned) and not any(count.is_length for _, count in mentions):
        return [list(mentions)]
    home = {name: point.id for point in points for name in point.statements}
    parts: dict[str, list[Mention]] = defaultdict(list)
    for account, count in mentions:
        parts[home.get(account.id, account.id)].append((account, count))
    return list(parts.values())


def _is_named(mentions: Sequence[Mention]) -> bool:
    """Whether the figures name what they are of; by words not tied to them if two reports do."""
    if any(count.head or (count.is_tied and count.name) for _, count in mentions):
        return True
    reports = {account.report for account, count in mentions if count.name}
    return len(reports) > 1


@cache
def _outcomes() -> dict[str, str]:
    """What people of a head are called to whom one thing was done: the dead "people killed"."""
    names = lexicon("stories/synonyms.toml")["results"].values()
    heads = {name_thing(name, "en").head: name for name in names}
    return {head: name for head, name in heads.items() if head != _PEOPLE}


def _gather_by_point(mentions: _Mentions, points: Sequence[Point]) -> None:
    """Move a figure into the larger series that gives the same value in the same point.

    "14 people" and "14 Belarusian prisoners" on one matter are the 14 prisoners.
    """
    points_of: dict[str, set[str]] = defaultdict(set)
    for point in points:
        for name in point.statements:
            points_of[name].add(point.id)
    homes: dict[tuple[object, ...], list[_Key]] = defaultdict(list)
    for key in sorted(mentions, key=lambda key: -len(mentions[key])):
        staying = []
        for account, count in mentions[key]:
            value = count.figure.value
            places = [
                (point, count.unit, value, count.scopes - _SAME_POINT)
                for point in sorted(points_of[account.id] if value is not None else ())
            ]
            known = (home for place in places for home in homes[place])
            home = next((one for one in known if _fits(account, count, mentions[one])), key)
            if home == key:
                staying.append((account, count))
                for place in places:
                    homes[place].append(key)
            else:
                mentions[home].append((account, count))
        mentions[key] = staying
    for found in mentions.values():
        found.sort(key=lambda mention: mention[0].order)


def _fits(account: Account, count: Count, others: Sequence[Mention]) -> bool:
    """Whether a figure can be told of what others of its value count.

    Two figures of one sentence are two: "two died and two others were hurt". The dead are not the
    hurt either, but those who were shot may be.
    """
    place = account.article.id, account.statement.sentence
    fates = {_fate(count), *(_fate(other) for _, other in others)} - {None}
    return (len(fates) < 2 or fates <= _HURT) and not any(
        place == (one.article.id, one.statement.sentence) and count.figure.span != other.figure.span
        for one, other in others
    )


def _fate(count: Count) -> str | None:
    """What became of people by the words that name them, not by the clause."""
    return _became(count) if count.outcome or count.head in toll_things() else None


def _things(points: Sequence[Point], accounts: Mapping[str, Account]) -> dict[_Place, _Thing]:
    """What the figures without a thing measure: the one thing that their point names."""
    found: dict[_Place, _Thing] = {}
    for point in points:
        named: dict[str | None, set[_Thing]] = defaultdict(set)
        worded: dict[str | None, set[_Thing]] = {}
        counts = [count for name in point.statements for count in accounts[name].counts]
        for count in sorted(counts, key=lambda count: not count.is_tied):
            if count.head:
                named[count.unit].add(count.thing())
            elif count.name:
                worded.setdefault(count.unit, {_worded(count)})
        for unit, things in (worded | named).items():
            if len(things) == 1:
                found |= {(name, unit): next(iter(things)) for name in point.statements}
    return found


def _worded(count: Count) -> _Thing:
    """What a measure is of by its own words alone: "the loot is worth 38 million euros"."""
    thing = name_thing(count.name, "en")
    return thing.head, thing.modifiers, count.unit


def _things_of_parties(accounts: Sequence[Account]) -> dict[tuple[str, str | None], _Thing]:
    """The one thing that shares of a party are told to measure: its share of the vote."""
    named: dict[tuple[str, str | None], set[_Thing]] = defaultdict(set)
    for account in accounts:
        for count in account.counts:
            if count.owner and not count.is_bare:
                named[count.owner, count.unit].add(count.thing())
    return {party: next(iter(found)) for party, found in named.items() if len(found) == 1}


def _add_total(series: list[FigureSeries], total: FigureSeries) -> None:
    """Put an implied total into the series of its own thing, or beside the others."""
    thing = name_thing(total.counts, "en")
    for number, other in enumerate(series):
        same = name_thing(other.counts, "en")
        if other.unit == total.unit and (same.head, same.modifiers) == (
            thing.head,
            thing.modifiers,
        ):
            series[number] = replace(other, series=_ordered([*other.series, *total.series]))
            return
    series.append(total)


def _merge_unplaced(mentions: _Mentions, points: Sequence[Point]) -> list[_Key]:
    """Move figures without a happening to the series that their point speaks of."""
    homes: dict[tuple[str, tuple[object, ...]], _Key] = {}
    points_of: dict[str, list[str]] = defaultdict(list)
    for point in points:
        for name in point.statements:
            points_of[name].append(point.id)
    for key, found in mentions.items():
        for account, _ in found if key[4] else ():
            homes |= {(point, key[:4]): key for point in points_of[account.id]}
    for key in [key for key in mentions if not key[4]]:
        staying: list[Mention] = []
        for account, count in mentions.pop(key):
            places = [(point, key[:4]) for point in points_of[account.id]]
            home = next((homes[place] for place in places if place in homes), None)
            (mentions[home] if home else staying).append((account, count))
        if staying:
            mentions[key] = staying
    for found in mentions.values():
        found.sort(key=lambda mention: mention[0].order)
    return list(mentions)


def _series(mentions: Sequence[Mention], owner: str, register: Register) -> FigureSeries:
    values: dict[tuple[str | None, float, float, str], FigureValue] = {}
    # A sentence of the body tells more than the headline that gives its figure first.
    for account, count in sorted(mentions, key=lambda mention: mention[0].block == "headline"):
        when = as_of(account, count)
        values.setdefault(
            (when, count.low, count.high, account.voice), value_of(account, count, register)
        )
    named = [count for _, count in mentions if count.head]
    told = [count for count in named if count.outcome]  # "men shot" says more than "men"
    names = Counter(map(_shown, told or named or [count for _, count in mentions if count.name]))
    shown = min(names, key=lambda name: (-names[name], len(name), name))
    heads = {count.head for _, count in mentions}
    if len(names) > 1 and len(heads) == 1:
        shown = _outcomes().get(heads.pop(), shown)  # "lives" and "bodies" are people killed
    # a "rise demanded" is called by its own noun
    if way := next((way for _, count in mentions if count.head for way in _ways(count)), None):
        shown = f"{'rise' if way == 'up' else 'fall'} in {shown}"
    for mark in mentions[0][1].scopes & marks_apart():
        if mark == SERIOUSLY:
            shown = _badly_off(shown)
            continue
        shown = _SET_APART.get(mark, "{0} {1}").format(shown, mark)
    if owner:
        shown = f"{shown} of {register.show(owner)}"  # each party has seats of its own
    return FigureSeries(counts=shown, unit=_unit(mentions), series=_ordered(list(values.values())))


def _badly_off(shown: str) -> str:
    """What those who are hurt badly are called; whoever was released is badly off no more."""
    became = shown.rsplit(" ", 1)[-1]
    if became == _INJURED:
        return f"{shown} {SERIOUSLY}"
    return (
        f"{shown} in serious condition"
        if became in _STILL_HURT or became not in outcomes()
        else shown
    )


def _unit(mentions: Sequence[Mention]) -> str | None:
    """The unit as most of the mentions give it."""
    units = Counter(count.figure.unit for _, count in mentions)
    return min(units, key=lambda unit: (-units[unit], unit or ""))


def _shown(count: Count) -> str:
    return count.name or count.head


def _ordered(values: Sequence[FigureValue]) -> tuple[FigureValue, ...]:
    return tuple(
        sorted(
            values,
            key=lambda value: (value.as_of is None, value.as_of or "", value.statement),
        )
    )
