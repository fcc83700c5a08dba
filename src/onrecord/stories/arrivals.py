"""What arrived since the last publication, placed; the stories that it touched, told anew."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from onrecord.publishing import Kept, Publisher
from onrecord.records import Article, Statement, Story
from onrecord.stories.corrections import tell_revisions
from onrecord.stories.group import tell_groups
from onrecord.stories.material import Around, Group
from onrecord.stories.similarity import Profile, describe, order_of_publication
from onrecord.stories.stream import Change, Stream
from onrecord.stories.threads import outline

#: Articles held in memory at a time, but for a story that has more.
_BATCH = 100


def update_stories(publisher: Publisher) -> None:
    """Place every article that arrived, obey what editors decided, and publish what changed.

    It goes on until nothing is left to do, so that what another process kept meanwhile is
    taken in too.

    Raises:
        BusyError: Another process does the same; what it does not take in waits for the next run.
    """
    while publisher.arrived() or publisher.judgements():
        with publisher.open_stream() as stream:
            changes = _place(stream, publisher)
            touched = {story for change in changes for story in change.changed}
            gone = {story for change in changes for story in change.ended}
            ended = {
                story: heir
                for story in sorted(gone)
                if not stream.shelf.size(story) and (heir := stream.current(story))
            }
            standing = sorted(story for story in touched if stream.shelf.size(story))
            linked = _link(stream, publisher, standing, ended)
            publisher.publish(_tell(stream, publisher, linked), ended)


def restore_stories(stream: Stream, publisher: Publisher, stories: Sequence[Story]) -> None:
    """Bring published stories into a stream that does not know how they are now.

    Args:
        stream: To be filled.
        publisher: Who has the articles.
        stories: Of which the id, the thread and the articles count.
    """
    home = {name: story.id for story in stories for name in story.articles}
    threads = {story.id: story.thread for story in stories}
    for names in _batches({story.id: story.articles for story in stories}):
        for profiles in _profiles(publisher.kept(names), home).values():
            story = home[profiles[0].article.id]
            for profile in profiles:
                stream.restore(profile, story)
            stream.shelf.affairs.put(story, outline(profiles), profiles[0].day)
            stream.shelf.affairs.restore(story, threads[story])


def _place(stream: Stream, publisher: Publisher) -> list[Change]:
    changes: list[Change] = []
    for judgement in publisher.judgements():
        if judgement.taken_back:
            changes += stream.put_back(judgement.before)
        elif any(stream.shelf.named(sorted(part)) for part in judgement.parts):
            changes.append(stream.keep(judgement.parts))
    arrived = publisher.arrived()
    for names in _slices(arrived):
        for profile in _described(publisher.kept(names)):
            changes.append(stream.add(profile))
    if len(arrived) > 1:
        # The first were placed before the others were there to be compared with.
        changes += [stream.review(name) for name in arrived]
    return changes


def _link(
    stream: Stream, publisher: Publisher, changed: Sequence[str], ended: Collection[str]
) -> list[str]:
    """Find the threads of what changed; return it in order, with what that changes in turn."""
    affairs = stream.shelf.affairs
    members = _members(stream, changed)
    home = {name: story for story, names in members.items() for name in names}
    first: dict[str, Profile] = {}
    for names in _batches(members):
        for story, profiles in _profiles(publisher.kept(names), home).items():
            affairs.put(story, outline(profiles), profiles[0].day)
            first[story] = profiles[0]
    in_order = sorted(first, key=lambda story: order_of_publication(first[story]))
    return list(dict.fromkeys([*in_order, *affairs.relink(in_order, ended)]))


def _tell(stream: Stream, publisher: Publisher, stories: Sequence[str]) -> list[Story]:
    told: dict[str, Story] = {}
    furniture: set[str] = set()
    left = list(stories)
    while left:
        dropped: set[str] = set()
        for names in _batches(_members(stream, left)):
            told.update(_tell_batch(stream, publisher, names, furniture, dropped))
        # What an outlet prints everywhere may have passed for news in a story told earlier.
        resting = publisher.resting_on(dropped - furniture)
        furniture |= dropped
        left = sorted(name for name in resting if name not in told and stream.shelf.size(name))
        left += sorted(name for name, story in told.items() if furniture & _behind(story))
    return list(told.values())


def _behind(story: Story) -> set[str]:
    return {name for point in story.points for name in point.statements}


def _tell_batch(
    stream: Stream,
    publisher: Publisher,
    names: Collection[str],
    furniture: Collection[str],
    dropped: set[str],
) -> dict[str, Story]:
    """Tell the stories of some articles, without the statements in `furniture`.

    What else turns out to be what an outlet prints everywhere is added to `dropped`.
    """
    kept = publisher.kept(names)
    theirs = publisher.around(kept.articles)
    affairs = stream.shelf.affairs
    every = {article.id for article in (*kept.articles, *theirs.articles)}
    home = {article.id: article.story for article in stream.shelf.named(sorted(every))}
    groups = [
        Group(Story(id=story, headline="", thread=affairs.thread(story)), profiles)
        for story, profiles in _profiles(kept, home).items()
    ]
    others: dict[str, list[Article]] = defaultdict(list)
    for article in theirs.articles:
        # One that is not there was read meanwhile, and waits.
        if article.id in home:
            others[home[article.id]].append(article)
    around = [
        Around(Story(id=story, headline="", thread=affairs.thread(story)), articles)
        for story, articles in others.items()
    ]
    stated = _by_article(
        statement
        for statement in (*kept.statements, *theirs.statements)
        if statement.article in home and statement.id not in furniture
    )
    told, left_out = tell_groups(groups, stated, stream.shelf.memory, around)
    dropped |= left_out
    versions: dict[str, list[Article]] = defaultdict(list)
    for article in (*kept.earlier, *kept.articles):
        versions[article.id].append(article)
    said = [*kept.earlier_statements, *kept.statements]
    return {story.id: tell_revisions(story, versions, said) for story in told}


def _members(stream: Stream, stories: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {story: [] for story in stories}
    for names in _slices(stories):
        for article in stream.shelf.members(names):
            found[article.story].append(article.id)
    return found


def _slices(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + _BATCH] for start in range(0, len(names), _BATCH))


def _batches(members: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield the articles of whole stories, about so many at a time."""
    batch: list[str] = []
    for names in members.values():
        if batch and len(batch) + len(names) > _BATCH:
            yield batch
            batch = []
        batch += names
    if batch:
        yield batch


def _profiles(kept: Kept, home: Mapping[str, str]) -> dict[str, list[Profile]]:
    """The reports of each story in order of publication, stories in order of their first."""
    found: dict[str, list[Profile]] = defaultdict(list)
    for profile in _described(kept):
        found[home[profile.article.id]].append(profile)
    return dict(found)


def _described(kept: Kept) -> list[Profile]:
    stated = _by_article(kept.statements)
    profiles = (describe(article, stated.get(article.id, ())) for article in kept.articles)
    return sorted(profiles, key=order_of_publication)


def _by_article(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in sorted(statements, key=lambda each: each.id):
        found[statement.article].append(statement)
    return found
