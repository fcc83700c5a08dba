"""Stories of one running affair, linked and kept apart."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from onrecord.records import Story
from onrecord.stories.identity import make_id
from onrecord.stories.similarity import Profile, Vector, cosine, place

#: Least likeness of two stories, whatever time lies between them.
LINK = 0.25
#: Names that both must share, each in half of either's reports and rare among stories.
_SHARED_NAMES = 2
#: A name in more than this share of all stories, and in more than twelve, links nothing.
_COMMON_SHARE = 0.01
_COMMON_COUNT = 12


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
    centres = [_centre([place(profile) for profile in group]) for group in groups]
    typical = [_typical_names(group) for group in groups]
    events = [_typical_events(group) for group in groups]
    spread = Counter(name for found in typical for name in found)
    limit = max(_COMMON_COUNT, _COMMON_SHARE * len(groups))
    holders: dict[str, list[int]] = defaultdict(list)
    thread_of: list[int] = []
    members: dict[int, list[int]] = defaultdict(list)
    for number, centre in enumerate(centres):
        rare = [name for name in typical[number] if spread[name] <= limit]
        shared = Counter(other for name in rare for other in holders[name])
        near: Counter[int] = Counter()
        for other, count in shared.items():
            apart = events[number] and events[other] and not events[number] & events[other]
            if count >= _SHARED_NAMES and not apart and cosine(centre, centres[other]) >= LINK:
                near[thread_of[other]] += 1
        joined = [thread for thread in sorted(near) if 2 * near[thread] >= len(members[thread])]
        thread_of.append(max(joined, key=near.__getitem__) if joined else number)
        members[thread_of[number]].append(number)
        for name in rare:
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
