"""Running affairs of the stories so far: the threads, kept up while stories come and change."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.stories.clusters import likeness_to, make_bag, pack, unpack
from onrecord.stories.identity import make_id
from onrecord.stories.threads import (
    LINK,
    SHARED_NAMES,
    Outline,
    apart_by_events,
    most_stories_of_a_name,
)

_SCHEMA = """
create table if not exists affair (
    number integer primary key, story text unique not null, thread text,
    linked integer not null default 0, first real, events text not null, centre blob not null);
create index if not exists affair_thread on affair (thread);
create table if not exists affair_name (
    name text, story text, primary key (name, story)) without rowid;
create index if not exists affair_name_story on affair_name (story);
"""


class Affairs:
    """Stories, what is typical of each, and which of them belong to one affair.

    Args:
        base: The database of the shelf, whose transactions these are too.
    """

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        base.executescript(_SCHEMA)

    def clear(self) -> None:
        """Forget everything."""
        self._base.execute("delete from affair")
        self._base.execute("delete from affair_name")

    def put(self, story: str, outline: Outline, first: float | None) -> None:
        """Note what is typical of a story; its thread stays.

        Args:
            story: Its id.
            outline: Of its reports as they are now.
            first: The day of its first report.
        """
        self._base.execute(
            "insert into affair (story, first, events, centre) values (?, ?, ?, ?)"
            " on conflict (story) do update set first = excluded.first,"
            " events = excluded.events, centre = excluded.centre",
            (
                story, first, json.dumps(sorted(outline.events)),
                pack(make_bag(outline.centre.items())),
            ),
        )  # fmt: skip
        self._base.execute("delete from affair_name where story = ?", (story,))
        self._base.executemany(
            "insert into affair_name values (?, ?)", [(name, story) for name in outline.names]
        )

    def restore(self, story: str, thread: str | None) -> None:
        """Put a story that was noted into the thread that it is known to belong to."""
        self._base.execute(
            "update affair set thread = ?, linked = 1 where story = ?", (thread, story)
        )

    def thread(self, story: str) -> str | None:
        """Return the thread of a story; None for one that stands alone."""
        row = self._base.execute("select thread from affair where story = ?", (story,)).fetchone()
        return row[0] if row else None

    def relink(self, stories: Sequence[str], ended: Iterable[str] = ()) -> list[str]:
        """Look anew for the threads of stories, in the order given.

        Args:
            stories: In order of publication, each noted with `put`.
            ended: Stories that are no more.

        Returns:
            Ids of all stories whose thread is another one now, those given among them.
        """
        left = {thread for story in ended if (thread := self._drop(story))}
        before: dict[str, str | None] = {}
        for story in stories:
            before[story] = self.thread(story)
            self._base.execute(
                "update affair set thread = null, linked = 0 where story = ?", (story,)
            )
        for story in stories:
            joined = self._threads_near(story, before[story])
            self._join(story, joined, before)
        for thread in sorted(left | {each for each in before.values() if each}):
            self._leave_alone(thread, before)
        return sorted(story for story, thread in before.items() if thread != self.thread(story))

    def _drop(self, story: str) -> str | None:
        """Forget a story; return its thread."""
        thread = self.thread(story)
        self._base.execute("delete from affair where story = ?", (story,))
        self._base.execute("delete from affair_name where story = ?", (story,))
        return thread

    def _join(self, story: str, found: str | None, before: dict[str, str | None]) -> None:
        """Put a story into a thread, or beside another one that stood alone."""
        name = found
        if found is not None and self._is_alone(found):
            former = [each for each in (before.get(found), before[story]) if each]
            free = [each for each in former if not self._size(each)]
            name = free[0] if free else make_id("thread-", *self._in_order(found, story)[:1])
            before.setdefault(found, None)
            self._base.execute("update affair set thread = ? where story = ?", (name, found))
        self._base.execute(
            "update affair set thread = ?, linked = 1 where story = ?", (name, story)
        )

    def _threads_near(self, story: str, former: str | None) -> str | None:
        """The thread, or the story that stands alone, that a story belongs to; None for no one."""
        near: Counter[str] = Counter()
        first: dict[str, float] = {}
        for other, thread, at in self._near(story):
            place = thread or other
            near[place] += 1
            first[place] = min(at, first.get(place, at))
        joined = [each for each in near if 2 * near[each] >= max(self._size(each), 1)]
        if former in joined:
            return former
        return min(joined, key=lambda each: (-near[each], first[each], each), default=None)

    def _near(self, story: str) -> Iterable[tuple[str, str | None, float]]:
        """The stories like this one: their ids, their threads, the days of their first reports."""
        events, centre = self._base.execute(
            "select events, centre from affair where story = ?", (story,)
        ).fetchone()
        shared = Counter(other for name in self._rare_names(story) for other in self._holders(name))
        often = [other for other, count in shared.items() if count >= SHARED_NAMES]
        for other in sorted(often):
            row = self._base.execute(
                "select thread, ifnull(first, 1e9), events, centre from affair"
                " where story = ? and linked",
                (other,),
            ).fetchone()
            if row is None or apart_by_events(json.loads(events), json.loads(row[2])):
                continue
            if likeness_to(unpack(centre), [unpack(row[3])])[0] >= LINK:
                yield other, row[0], row[1]

    def _rare_names(self, story: str) -> list[str]:
        (stories,) = self._base.execute("select ifnull(max(number), 0) from affair").fetchone()
        limit = most_stories_of_a_name(stories)
        rows = self._base.execute(
            "select name from affair_name as own where story = ? and (select count(*) from"
            " (select 1 from affair_name where name = own.name limit ?)) <= ?",
            (story, limit + 1, limit),
        )
        return [name for (name,) in rows]

    def _holders(self, name: str) -> list[str]:
        rows = self._base.execute("select story from affair_name where name = ?", (name,))
        return [story for (story,) in rows]

    def _size(self, thread: str) -> int:
        row = self._base.execute("select count(*) from affair where thread = ?", (thread,))
        return int(row.fetchone()[0])

    def _is_alone(self, place: str) -> bool:
        row = self._base.execute(
            "select 1 from affair where story = ? and thread is null", (place,)
        )
        return row.fetchone() is not None

    def _in_order(self, *stories: str) -> list[str]:
        marks = ", ".join("?" * len(stories))
        rows = self._base.execute(
            f"select story from affair where story in ({marks})"  # noqa: S608 (question marks)
            " order by first is null, first, story",
            stories,
        )
        return [story for (story,) in rows]

    def _leave_alone(self, thread: str, before: dict[str, str | None]) -> None:
        """Take the last story out of a thread: one alone is no affair."""
        rows = self._base.execute("select story from affair where thread = ?", (thread,)).fetchall()
        if len(rows) == 1:
            before.setdefault(rows[0][0], thread)
            self._base.execute("update affair set thread = null where story = ?", rows[0])
