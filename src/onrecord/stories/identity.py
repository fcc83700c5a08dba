"""Ids of stories that stay the same while the stories grow."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence

from onrecord.records import Story


def make_id(prefix: str, *parts: str) -> str:
    """Return the prefix with the first 12 hexadecimal digits of the SHA-256 of the parts."""
    return prefix + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def name_groups(
    groups: Sequence[Sequence[str]],
    known: Sequence[Story],
    is_taken: Callable[[str], bool] | None = None,
) -> list[str]:
    """Return an id for each group of article ids.

    A known story gives its id to the group that holds most of its articles, each id once; of
    equal overlaps the older story and the earlier group come first. Any other group is named
    after its earliest article.

    Args:
        groups: Article ids in order of publication, no group empty.
        known: The stories of an earlier run, whose ids readers hold.
        is_taken: Whether some other story holds, or held, an id.
    """
    group_of = {article: number for number, group in enumerate(groups) for article in group}
    overlaps = []
    for rank, story in enumerate(sorted(known, key=lambda story: (str(story.first_at), story.id))):
        shared = Counter(group_of[article] for article in story.articles if article in group_of)
        overlaps += [(-count, rank, number, story.id) for number, count in shared.items()]
    names: dict[int, str] = {}
    taken: set[str] = set()
    for _, _, number, name in sorted(overlaps):
        if number not in names and name not in taken:
            names[number] = name
            taken.add(name)
    taken.update(story.id for story in known)
    for number, group in enumerate(groups):
        if number not in names:
            names[number] = new_name(
                group[0], lambda name: name in taken or (is_taken is not None and is_taken(name))
            )
            taken.add(names[number])
    return [names[number] for number in range(len(groups))]


def new_name(article: str, is_taken: Callable[[str], bool]) -> str:
    """Return a name nobody holds: the part of a split story must not answer to the old id.

    Args:
        article: The earliest of the story.
        is_taken: Whether some other story holds, or held, an id.
    """
    name, attempt = make_id("story-", article), 1
    while is_taken(name):
        attempt += 1
        name = make_id("story-", article, str(attempt))
    return name
