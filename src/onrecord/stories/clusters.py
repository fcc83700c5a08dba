"""Articles to groups, one article after the other in order of publication."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from onrecord.stories.similarity import Profile, Space, Vector

#: Least likeness, after the time between two articles is counted, that joins an article.
JOIN = 0.14
#: Days after which a likeness counts for 1/e of itself.
_FADING_DAYS = 30.0
#: Share of a likeness that no time takes away: a late report of the same thing still joins.
_LASTING = 0.4
#: Beyond this many days no article joins: what comes back later is another happening.
_WINDOW_DAYS = 60.0
#: An article is compared with this many of the nearest members of a group.
_NEAREST = 3
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class _Index:
    """Inverted index over the articles grouped so far, kept in order of publication."""

    postings: dict[str, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    days: list[float] = field(default_factory=list)

    def add(self, vector: Vector, day: float) -> None:
        for feature, weight in vector.items():
            self.postings[feature].append((len(self.days), weight))
        self.days.append(day)

    def likeness(self, vector: Vector, day: float) -> Mapping[int, float]:
        """Faded likeness of each earlier article inside the window, by its number."""
        oldest = 0 if math.isinf(day) else bisect_left(self.days, day - _WINDOW_DAYS)
        found: dict[int, float] = defaultdict(float)
        for feature, weight in vector.items():
            for number, other in reversed(self.postings.get(feature, ())):
                if number < oldest:
                    break
                found[number] += weight * other
        if math.isinf(day):
            return found
        return {
            number: likeness * max(_LASTING, math.exp((self.days[number] - day) / _FADING_DAYS))
            for number, likeness in found.items()
        }


def order_of_publication(profile: Profile) -> tuple[datetime, str]:
    """Return the key that sorts articles by publication; those without a date come last."""
    return profile.at or _LAST, profile.article.id


def cluster(profiles: Sequence[Profile], space: Space) -> list[list[Profile]]:
    """Group the articles that tell of one happening.

    Each article joins the group whose three nearest members are most like it on average, if
    that likeness, faded by the days between, reaches `JOIN`; else it opens a group. Only
    articles that share a feature inside the window of days are compared, so the cost of one
    article grows with the articles of a window and not of the archive.

    Args:
        profiles: In any order; ids differ.
        space: Weighs and compares them.

    Returns:
        Groups in order of their first publication, each in order of publication.

    Source:
        Single-pass clustering with a time penalty, as in topic detection and tracking (Allan et
        al. 1998, "On-line new event detection and tracking").
    """
    ordered = sorted(profiles, key=order_of_publication)
    index = _Index()
    groups: list[list[Profile]] = []
    group_of: list[int] = []
    for profile in ordered:
        vector = space.place(profile)
        day = profile.at.timestamp() / 86_400.0 if profile.at else math.inf
        home = _nearest_group(index.likeness(vector, day), group_of, groups)
        if home is None:
            home = len(groups)
            groups.append([])
        groups[home].append(profile)
        group_of.append(home)
        index.add(vector, day)
    return groups


def _nearest_group(
    likeness: Mapping[int, float], group_of: Sequence[int], groups: Sequence[Sequence[Profile]]
) -> int | None:
    members: dict[int, list[float]] = defaultdict(list)
    for number, value in likeness.items():
        members[group_of[number]].append(value)
    best, best_value = None, JOIN
    for group in sorted(members):
        nearest = sorted(members[group], reverse=True)[:_NEAREST]
        value = sum(nearest) / min(_NEAREST, len(groups[group]))
        if value >= best_value and (best is None or value > best_value):
            best, best_value = group, value
    return best
