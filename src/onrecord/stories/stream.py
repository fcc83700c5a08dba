"""Articles to stories, one article at a time, in whatever order they arrive."""

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from onrecord.lexicons import lexicon
from onrecord.records import Story
from onrecord.stories.clusters import (
    Matrix,
    agglomerate,
    fade,
    likeness_among,
    likeness_to,
    make_bag,
    margins,
)
from onrecord.stories.identity import name_groups, new_name
from onrecord.stories.shelf import Shelf, Shelved
from onrecord.stories.similarity import Profile, Vector, place

#: An article is found by as many words and facts, its weightiest.
_KEYS = 32
#: As many articles are looked at, and as many of these, the nearest, are compared with each other.
_LOOKED_AT = 128
_COMPARED = 64
#: A story of more reports than this is not taken apart any more.
_LARGE = 200


@dataclass(frozen=True, slots=True)
class Change:
    """What one article, or one decision of an editor, did to the stories.

    `story` is where the article is now; `ended` are the ids of stories that went into others,
    `opened` those of new ones. `changed` are all that stand and hold other articles than before,
    or an article that was taken in anew.
    """

    story: str
    ended: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


class Stream:
    """Groups articles into stories as they arrive.

    A new article is compared with the articles nearest to it, and the stories it may belong to
    are grouped anew together with it. So it joins a story, opens one, makes two stories one, or
    shows that one story is two. What is near does not hang on the order of arrival, and neither
    do the stories, but for ties.

    Args:
        path: A file that keeps everything from one run to the next; by default nothing is kept.

    Example:
        >>> with Stream("stories.sqlite") as stream:  # doctest: +SKIP
        ...     change = stream.add(describe(article, statements))
        ...     stream.save()
    """

    def __init__(self, path: str | Path = ":memory:") -> None:
        self.shelf = Shelf(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.shelf.close()

    def save(self) -> None:
        """Write everything so far to the file; what is not saved is lost."""
        self.shelf.save()

    def stories(self) -> dict[str, list[str]]:
        """Return the ids of the articles of every story."""
        return self.shelf.stories()

    def current(self, story: str) -> str | None:
        """Return the story that answers for an id, after merges; None for one that never was."""
        return self.shelf.heir(story)

    def add(self, profile: Profile) -> Change:
        """Take in one article; one that is there already is taken in anew.

        Returns:
            The story it is in, and what became of others.
        """
        name = profile.article.id
        new = shelve(profile)
        for earlier in self.shelf.named([name]):
            new = replace(new, story=earlier.story)
        self.shelf.remove(name)
        near, like = self._nearest(new)
        self.shelf.put(new)
        return self._regroup([new, *self._touched(new, near, like)], near)

    def review(self, name: str) -> Change:
        """Look again at an article's place, now that more articles are in."""
        (article,) = self.shelf.named([name])
        near, like = self._nearest(article)
        return self._regroup([article, *self._touched(article, near, like)], near)

    def restore(self, profile: Profile, story: str) -> None:
        """Take in an article where it is known to belong; no other is looked at."""
        self.shelf.remove(profile.article.id)
        self.shelf.put(replace(shelve(profile), story=story))
        self.shelf.move([], story)

    def merge(self, stories: Sequence[str]) -> Change:
        """Make several stories one for good, as an editor says."""
        return self.keep([[article.id for article in self.shelf.members(stories)]])

    def split(self, articles: Collection[str]) -> Change:
        """Take articles out of their story for good, into one of their own, as an editor says.

        Args:
            articles: Of one story, and not all of it.
        """
        out = self.shelf.named(sorted(articles))
        found = self.shelf.members([out[0].story])
        return self.keep([list(articles), [each.id for each in found if each.id not in articles]])

    def keep(self, parts: Sequence[Collection[str]]) -> Change:
        """Put the articles of each part into one story, and different parts into different ones.

        Of parts that are in one story, the last one keeps its id.

        Args:
            parts: Ids of articles; one that is not there counts from when it comes.
        """
        self.pin(parts)
        *out, stays = [sorted(self.shelf.named(sorted(part)), key=_order) for part in parts]
        homes = {article.story for article in stays}
        fresh = []
        for part in out:
            if leaving := [article.id for article in part if article.story in homes]:
                fresh.append(new_name(leaving[0], self._is_taken))
                self.shelf.move(leaving, fresh[-1])
        names = {name for part in parts for name in part}
        touched = sorted({each.story for each in self.shelf.named(sorted(names))})
        change = self._regroup(self.shelf.members(touched), [])
        opened = [name for name in (*fresh, *change.opened) if name not in change.ended]
        changed = {*touched, *change.changed} - set(change.ended)
        return replace(change, opened=tuple(opened), changed=tuple(sorted(changed)))

    def pin(self, parts: Sequence[Collection[str]]) -> None:
        """Note what `keep` obeys and leave the stories as they are; the last word counts."""
        for part in parts:
            names = sorted(part)
            self.shelf.pin(((names[0], name) for name in names[1:]), together=True)
        for one, other in itertools.combinations(parts, 2):
            self.shelf.pin(itertools.product(one, other), together=False)

    def put_back(self, stories: Mapping[str, Collection[str]]) -> list[Change]:
        """Put articles back into the stories they were in, and look again at these.

        Args:
            stories: Articles by story, as they stood before an editor decided otherwise. What
                was decided is to be forgotten first (`Shelf.forget_pins`).
        """
        left: dict[str, str] = {}
        for story, names in stories.items():
            there = self.shelf.named(sorted(names))
            left.update((each.story, story) for each in there if each.story != story)
            self.shelf.move([each.id for each in there], story)
        ended = tuple(story for story in sorted(left) if not self.shelf.size(story))
        for story in ended:
            self.shelf.end(story, left[story])
        standing = [story for story in stories if self.shelf.size(story)]
        changed = tuple({*standing, *left} - set(ended))
        done = [Change(story, ended, (), changed) for story in standing[:1]]
        return done + [self.review(self.shelf.members([story])[0].id) for story in standing]

    def _nearest(self, new: Shelved) -> tuple[list[Shelved], Matrix]:
        found = self.shelf.near(new, _LOOKED_AT)
        found.sort(key=_order)
        like = likeness_to(new.bag, [other.bag for other in found])
        like *= fade(np.array([other.day for other in found]), new.day)
        kept = sorted(np.argsort(-like, kind="stable")[:_COMPARED].tolist())
        return [found[number] for number in kept], like[kept]

    def _touched(self, new: Shelved, near: Sequence[Shelved], like: Matrix) -> list[Shelved]:
        """The articles of the stories that the new one may belong to."""
        least = _needs()["least"]
        pinned = {name for pin in self.shelf.pins([new.id]) if pin[2] for name in pin[:2]}
        stories = [new.story] if new.story else []
        stories += [article.story for article in self.shelf.named(sorted(pinned - {new.id}))]
        order = np.argsort(-like, kind="stable").tolist()
        stories += [near[number].story for number in order if like[number] >= least]
        held: dict[str, Shelved] = {}
        for story in dict.fromkeys(stories):
            if self.shelf.size(story) > _LARGE:
                own = [article for article in near if article.story == story]
            else:
                own = self.shelf.members([story])
            if len(held) + len(own) <= _LARGE:
                held.update((article.id, article) for article in own)
        return list(held.values())

    def _regroup(self, articles: Sequence[Shelved], near: Sequence[Shelved]) -> Change:
        """Group the articles anew, and give the groups their ids."""
        own = {article.id: article for article in articles}
        around = {article.id: article for article in near} | own
        groups = self._groups(sorted(around.values(), key=_order), own)
        known = _known(own.values())
        names = name_groups(
            [[article.id for article in group] for group in groups], known, self._is_taken
        )
        home: dict[str, str] = {}
        changed: set[str] = set()
        for group, name in zip(groups, names, strict=True):
            moved = [article for article in group if article.story != name]
            self.shelf.move([article.id for article in moved], name)
            home.update((article.id, name) for article in group)
            changed.update(story for each in moved for story in (each.story, name) if story)
        ended = [story for story in known if not self.shelf.size(story.id)]
        for story in ended:
            self.shelf.end(story.id, home[story.articles[0]])
        gone = tuple(story.id for story in ended)
        opened = tuple(name for name in names if name not in {story.id for story in known})
        own_home = home[articles[0].id]
        return Change(own_home, gone, opened, tuple(sorted({own_home, *changed} - set(gone))))

    def _is_taken(self, name: str) -> bool:
        return self.shelf.heir(name) is not None

    def _groups(self, ordered: Sequence[Shelved], own: Collection[str]) -> list[list[Shelved]]:
        """Group those of `own`; the others show what is common hereabouts."""
        inside = [number for number, article in enumerate(ordered) if article.id in own]
        members = [ordered[number] for number in inside]
        together, apart = self._decided(members)
        days = np.array([article.day for article in ordered])
        like = likeness_among([article.bag for article in ordered])
        like *= fade(days[:, None], days[None, :])
        among = np.ix_(inside, inside)
        margin = margins(like, _needs()["least"], _needs()["background"])
        labels = agglomerate(margin[among], like[among], together, apart, self._held(members))
        groups: dict[int, list[Shelved]] = defaultdict(list)
        for number, label in zip(inside, labels, strict=True):
            groups[label].append(ordered[number])
        return list(groups.values())

    def _decided(
        self, articles: Sequence[Shelved]
    ) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """The pairs, by number, that an editor keeps together or apart."""
        number = {article.id: place for place, article in enumerate(articles)}
        together: list[tuple[int, int]] = []
        apart: list[tuple[int, int]] = []
        for one, other, joined in self.shelf.pins(sorted(number)):
            if one in number and other in number:
                (together if joined else apart).append((number[one], number[other]))
        return together, apart

    def _held(self, articles: Sequence[Shelved]) -> list[tuple[int, int]]:
        """The pairs, by number, of stories that are too large to be taken apart."""
        held: list[tuple[int, int]] = []
        for story in sorted({article.story for article in articles if article.story}):
            if self.shelf.size(story) > _LARGE:
                members = [place for place, each in enumerate(articles) if each.story == story]
                held += [(members[0], other) for other in members[1:]]
        return held


def shelve(profile: Profile) -> Shelved:
    """Return an article as it stands on the shelf, in no story yet."""
    vector = place(profile)
    merged: Vector = defaultdict(float)
    for feature, weight in vector.items():
        merged[feature.partition(":")[2]] += weight
    marks = sorted(merged.items(), key=lambda each: (-each[1], each[0]))[:_KEYS]
    day = np.nan if profile.day is None else profile.day
    bag, keys = make_bag(vector.items()), make_bag(marks)
    return Shelved(profile.article.id, day, "", bag, keys)


def _needs() -> dict[str, float]:
    """How like a pair has to be; see `clusters.margins`."""
    return lexicon("stories/likeness.toml")


def _order(article: Shelved) -> tuple[float, str]:
    return (np.inf if np.isnan(article.day) else article.day, article.id)


def _known(articles: Iterable[Shelved]) -> list[Story]:
    members: dict[str, list[str]] = defaultdict(list)
    for article in sorted(articles, key=_order):
        if article.story:
            members[article.story].append(article.id)
    return [Story(id=story, headline="", articles=tuple(names)) for story, names in members.items()]
