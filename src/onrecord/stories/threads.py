"""Stories of one running affair, linked and kept apart."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from onrecord.records import Story
from onrecord.stories.identity import make_id
from onrecord.stories.similarity import Profile, Vector, cosine, place

#: Least likeness of two stories, whatever time lies between them.
LINK = 0.25
#: Names that both must share, each in half of either's reports and rare among stories.
SHARED_NAMES = 2
#: A name in more than this share of all stories, and in more than twelve, links nothing; neither
#: does one in more than 500, however many stories there are.
_COMMON_SHARE = 0.01
_COMMON_COUNT = (12, 500)


class Outline(NamedTuple):
    """What is typical of a story: names and kinds of events, and the centre of its reports."""

    names: Set[str]
    events: Set[str]
    centre: Vector


class Kinship(NamedTuple):
    """What two stories have in common: typical names that few stories hold, kinds of events.

    `are_apart` tells whether both tell of events, and of none of one kind. `likeness` of their
    centres is between 0.0 and 1.0.
    """

    names: Set[str]
    events: Set[str]
    are_apart: bool
    likeness: float

    @property
    def is_near(self) -> bool:
        """Whether the two belong to one affair by themselves."""
        return len(self.names) >= SHARED_NAMES and not self.are_apart and self.likeness >= LINK


def outline(group: Sequence[Profile]) -> Outline:
    """Return what is typical of the reports of a story."""
    return Outline(
        _typical_names(group),
        _typical_events(group),
        _centre([place(profile) for profile in group]),
    )


def most_stories_of_a_name(stories: int) -> int:
    """Return how many stories a name may be typical of, of so many, to link two of them."""
    least, most = _COMMON_COUNT
    return min(max(least, int(_COMMON_SHARE * stories)), most)


def apart_by_events(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two stories tell of events, and of none of one kind."""
    first, second = set(one), set(other)
    return bool(first and second and not first & second)


def find_kinship(one: Outline, other: Outline, rare: Set[str]) -> Kinship:
    """Return what two stories have in common.

    Args:
        one: Of a story.
        other: Of another one.
        rare: The names that few stories hold, as `rare_names` returns them.
    """
    return Kinship(
        names=one.names & other.names & rare,
        events=one.events & other.events,
        are_apart=apart_by_events(one.events, other.events),
        likeness=cosine(one.centre, other.centre),
    )


def rare_names(outlines: Sequence[Outline]) -> Set[str]:
    """Return the names that are typical of few of the stories, and so may link two of them."""
    spread = Counter(name for found in outlines for name in found.names)
    limit = most_stories_of_a_name(len(outlines))
    return {name for name, stories in spread.items() if stories <= limit}


def _centre(vectors: Sequence[Vector]) -> Vector:
    total: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for feature, weight in vector.items():
            total[feature] += weight
    length = math.sqrt(sum(weight * weight for weight in total.values())) or 1.0
    return {feature: weight / length for feature, weight in total.items()}


def _typical_names(group: Sequence[Profile]) -> set[str]:
    """Names in at least half of the reports; two that stand together count as one."""
    counts: Counter[str] = Counter()
    for profile in group:
        found = {
            feature.partition(":")[2] for feature in profile.counts if feature.startswith("name:")
        }
        pairs = {
            feature[5:]
            for feature in profile.counts
            if feature.startswith("pair:") and found.issuperset(feature[5:].split())
        }
        counts.update((found | pairs) - {part for pair in pairs for part in pair.split()})
    return {name for name, count in counts.items() if 2 * count >= len(group)}


def _typical_events(group: Sequence[Profile]) -> set[str]:
    counts = Counter(
        feature for profile in group for feature in profile.counts if feature.startswith("event:")
    )
    return {feature for feature, count in counts.items() if 2 * count >= len(group)}


def link_threads(
    groups: Sequence[Sequence[Profile]], names: Sequence[str], known: Sequence[Story]
) -> list[str | None]:
    """Return the thread of each story, None for one that stands alone.

    Two stories belong to one affair where their centres are alike, two or more names that few
    stories hold are typical of both, and both tell of a common kind of event; time does not
    count. A story joins a thread where it is alike to half of its stories. The thread of a known
    story is kept; a new one is named after its first story.

    Args:
        groups: The reports of each story, stories in order of publication.
        names: Ids of the stories, in the same order.
        known: Stories of an earlier run.
    """
    outlines = [outline(group) for group in groups]
    rare = rare_names(outlines)
    holders: dict[str, list[int]] = defaultdict(list)
    thread_of: list[int] = []
    members: dict[int, list[int]] = defaultdict(list)
    for number, own in enumerate(outlines):
        telling = own.names & rare
        shared = Counter(other for name in telling for other in holders[name])
        near: Counter[int] = Counter()
        for other, count in shared.items():
            if count >= SHARED_NAMES and find_kinship(own, outlines[other], rare).is_near:
                near[thread_of[other]] += 1
        joined = [thread for thread in sorted(near) if 2 * near[thread] >= len(members[thread])]
        thread_of.append(max(joined, key=near.__getitem__) if joined else number)
        members[thread_of[number]].append(number)
        for name in telling:
            holders[name].append(number)
    return _name_threads(thread_of, names, known)


def _name_threads(
    roots: Sequence[int], names: Sequence[str], known: Sequence[Story]
) -> list[str | None]:
    held: Mapping[str, str] = {story.id: story.thread for story in known if story.thread}
    sizes = Counter(roots)
    threads: dict[int, str] = {}
    for root, name in zip(roots, names, strict=True):
        if sizes[root] > 1 and name in held and held[name] not in threads.values():
            threads.setdefault(root, held[name])
    for root in roots:
        if sizes[root] > 1:
            threads.setdefault(root, make_id("thread-", names[root]))
    return [threads.get(root) for root in roots]
