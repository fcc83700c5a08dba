"""The articles grouped so far, on disk or in memory, and how the like of one are found."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import BusyError
from onrecord.stories.affairs import Affairs
from onrecord.stories.clusters import Bag, fade, pack, unpack
from onrecord.stories.memory import Memory

#: As many articles are kept for one feature, the latest by publication: what more hold is no mark.
_POSTINGS = 512
_POSTING = np.dtype([("number", "<u4"), ("day", "<f4")])
_SCHEMA = """
create table if not exists article (
    number integer primary key autoincrement, id text unique not null, day real,
    story text not null, bag blob not null, keys blob not null);
create index if not exists article_story on article (story);
create table if not exists posting (feature integer primary key, articles blob not null);
create table if not exists story (id text primary key, heir text) without rowid;
create table if not exists pin (
    one text, other text, together integer not null, primary key (one, other)) without rowid;
create index if not exists pin_other on pin (other);
create table if not exists mark (place integer primary key check (place = 0), words text not null);
"""
#: Who keeps a process waiting for longer is at work, and the file is left to it.
_WAIT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Shelved:
    """An article as grouping sees it.

    `day` is NaN where nothing tells it; `keys` are the features that it is found by.
    """

    id: str
    day: float
    story: str
    bag: Bag
    keys: Bag


class Shelf:
    """Articles, their stories and what an editor decided, in one SQLite database.

    Nothing is written for good before `save`. One process at a time has the file.

    Raises:
        BusyError: Another process has it.
    """

    def __init__(self, path: str | Path) -> None:
        self._base = sqlite3.connect(path, isolation_level=None, timeout=_WAIT_SECONDS)
        try:
            self._base.executescript(
                "pragma journal_mode = wal; pragma synchronous = normal;"
                "pragma cache_size = -200000;"
            )
            self._base.executescript(_SCHEMA)
            self.affairs = Affairs(self._base)
            self.memory = Memory(self._base)
            self._base.execute("begin immediate")
        except sqlite3.OperationalError as error:
            self._base.close()
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise BusyError(f"Another process is at work on the stories in {path}.") from error

    def save(self) -> None:
        """Write everything to the disk."""
        self.memory.thin()
        self._base.execute("commit")
        self._base.execute("begin immediate")

    def mark(self) -> str:
        """Return what was noted with `set_mark`; "" on a new shelf."""
        row = self._base.execute("select words from mark").fetchone()
        return str(row[0]) if row else ""

    def set_mark(self, words: str) -> None:
        """Note up to where the shelf has followed whatever it is filled from."""
        self._base.execute("replace into mark values (0, ?)", (words,))

    def clear(self) -> None:
        """Forget everything but what hangs on words alone."""
        for table in ("article", "posting", "story", "pin", "mark"):
            self._base.execute(f"delete from {table}")  # noqa: S608 (names of ours)
        self.affairs.clear()

    def close(self) -> None:
        """Leave the database; what was not saved is lost."""
        self._base.close()

    def put(self, article: Shelved) -> None:
        """Shelve an article."""
        cursor = self._base.execute(
            "insert into article (id, day, story, bag, keys) values (?, ?, ?, ?, ?)",
            (
                article.id, None if np.isnan(article.day) else article.day, article.story,
                pack(article.bag), pack(article.keys),
            ),
        )  # fmt: skip
        own = np.array([(cursor.lastrowid, article.day)], dtype=_POSTING)
        for key in article.keys.features.tolist():
            held = np.append(self._posting(key), own)
            if len(held) > _POSTINGS:
                held = np.delete(held, np.argmin(np.nan_to_num(held["day"], nan=np.inf)))
            self._base.execute("replace into posting values (?, ?)", (key, held.tobytes()))

    def _posting(self, key: int) -> NDArray[np.void]:
        row = self._base.execute("select articles from posting where feature = ?", (key,))
        found = row.fetchone()
        return np.frombuffer(found[0] if found else b"", dtype=_POSTING)

    def remove(self, name: str) -> None:
        """Forget an article; what an editor decided about it stays."""
        self._base.execute("delete from article where id = ?", (name,))

    def near(self, article: Shelved, most: int) -> list[Shelved]:
        """Return the articles that share most of the weight of its keys, faded by time."""
        keys, day = article.keys, article.day
        held = [self._posting(key) for key in keys.features.tolist()]
        every = np.concatenate(held)
        if not len(every):
            return []
        weights = np.repeat(keys.weights, [len(found) for found in held])
        numbers, first, owner = np.unique(every["number"], return_index=True, return_inverse=True)
        left = fade(every["day"][first].astype(np.float64), day)
        shared = np.bincount(owner, weights) * left
        nearest = numbers[np.lexsort((numbers, -shared))[:most]]
        return list(self._select("number", nearest.tolist()))

    def members(self, stories: Sequence[str]) -> list[Shelved]:
        """Return the articles of some stories."""
        return list(self._select("story", stories))

    def named(self, names: Sequence[str]) -> list[Shelved]:
        """Return the articles of these ids that are there."""
        return list(self._select("id", names))

    def _select(self, column: str, values: Sequence[object]) -> Iterator[Shelved]:
        marks = ", ".join("?" * len(values))
        rows = self._base.execute(
            f"select id, day, story, bag, keys from article where {column} in ({marks})",  # noqa: S608 (a name of ours and question marks)
            tuple(values),
        )
        for name, day, story, bag, keys in rows:
            when = np.nan if day is None else day
            yield Shelved(name, when, story, unpack(bag), unpack(keys))

    def size(self, story: str) -> int:
        """Return how many articles a story has."""
        row = self._base.execute("select count(*) from article where story = ?", (story,))
        return int(row.fetchone()[0])

    def move(self, names: Iterable[str], story: str) -> None:
        """Put articles into a story, which answers for itself from now on."""
        self._base.execute("replace into story values (?, null)", (story,))
        self._base.executemany(
            "update article set story = ? where id = ?", [(story, name) for name in names]
        )

    def end(self, story: str, heir: str) -> None:
        """Note that a story has gone into another, which answers for it from now on."""
        self._base.execute("update story set heir = ? where id = ?", (heir, story))

    def heir(self, story: str) -> str | None:
        """Return the story that answers for this id; None for an id that never was."""
        seen = set()
        while story not in seen:
            seen.add(story)
            row = self._base.execute("select heir from story where id = ?", (story,)).fetchone()
            if row is None:
                return None
            if row[0] is None:
                return story
            story = row[0]
        return story

    def stories(self) -> dict[str, list[str]]:
        """Return the ids of the articles of each story."""
        found: dict[str, list[str]] = {}
        for story, name in self._base.execute("select story, id from article order by id"):
            found.setdefault(story, []).append(name)
        return found

    def pin(self, pairs: Iterable[tuple[str, str]], *, together: bool) -> None:
        """Keep pairs of articles together, or apart, for good; the last word counts."""
        self._base.executemany(
            "replace into pin values (?, ?, ?)",
            [(*sorted(pair), together) for pair in pairs],
        )

    def forget_pins(self) -> None:
        """Forget every pair that was decided."""
        self._base.execute("delete from pin")

    def pins(self, names: Sequence[str]) -> list[tuple[str, str, bool]]:
        """Return the decided pairs that one of these articles is in."""
        if self._base.execute("select 1 from pin limit 1").fetchone() is None:
            return []
        marks = ", ".join("?" * len(names))
        rows = self._base.execute(
            f"select one, other, together from pin where one in ({marks})"  # noqa: S608
            f" union select one, other, together from pin where other in ({marks})",
            (*names, *names),
        )
        return [(one, other, bool(together)) for one, other, together in rows]
