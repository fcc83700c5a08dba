"""What the comparer said, by the words that it was asked about: nothing is asked twice."""

import hashlib
import sqlite3
from collections.abc import Hashable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from onrecord.networks import fingerprint

#: As many are kept on disk, those found out last: some 60 and 40 megabytes.
_VECTORS, _ANSWERS = 100_000, 500_000
#: Bytes of a key; two questions of one key will not be met.
_KEY_BYTES = 16
_SCHEMA = """
create table if not exists comparer (place integer primary key check (place = 0), mark text);
create table if not exists vector (
    number integer primary key autoincrement, asked blob unique not null, said blob not null);
create table if not exists answer (
    number integer primary key autoincrement, asked blob unique not null, said blob not null);
"""


class Memory:
    """Vectors of statements and answers on pairs of them, in a database.

    A story is told anew with each report that joins it, mostly by another run than before. What the
    words are is all that an answer hangs on, so it outlives stories that end and articles that are
    read anew; another comparer forgets everything.

    Args:
        base: The database, of whose transactions these are a part; by default one in memory.
        vectors: As many are kept by `thin`, those found out last.
        answers: The same of answers.
    """

    def __init__(
        self, base: sqlite3.Connection | None = None, *,
        vectors: int = _VECTORS, answers: int = _ANSWERS,
    ) -> None:  # fmt: skip
        self._base = base or sqlite3.connect(":memory:", isolation_level=None)
        self._most = {"vector": vectors, "answer": answers}
        self._base.executescript(_SCHEMA)
        mark = fingerprint("stories/comparer.onnx")
        if self._base.execute("select mark from comparer").fetchone() != (mark,):
            for table in self._most:
                self._base.execute(f"delete from {table}")  # noqa: S608 (names of ours)
            self._base.execute("replace into comparer values (0, ?)", (mark,))

    def vectors(self, asked: Iterable[Hashable]) -> dict[Hashable, NDArray[np.float32]]:
        """Return the rows of numbers kept under these words, of those that are known."""
        return self._known("vector", asked)

    def answers(self, asked: Iterable[Hashable]) -> dict[Hashable, NDArray[np.float32]]:
        """Return the answers kept on these pairs, of those that are known."""
        return self._known("answer", asked)

    def keep_vectors(self, found: Mapping[Hashable, NDArray[np.float32]]) -> None:
        """Keep rows of numbers under the words they are of."""
        self._keep("vector", found)

    def keep_answers(self, found: Mapping[Hashable, NDArray[np.float32]]) -> None:
        """Keep answers on pairs."""
        self._keep("answer", found)

    def thin(self) -> None:
        """Forget what was found out first, where there is too much."""
        for table, most in self._most.items():
            self._base.execute(
                f"delete from {table} where number <= (select max(number) from {table}) - ?",  # noqa: S608
                (most,),
            )

    def _known(self, table: str, asked: Iterable[Hashable]) -> dict[Hashable, NDArray[np.float32]]:
        question = f"select said from {table} where asked = ?"  # noqa: S608
        found = {}
        for each in dict.fromkeys(asked):
            if row := self._base.execute(question, (_key(each),)).fetchone():
                found[each] = np.frombuffer(row[0], np.float32)
        return found

    def _keep(self, table: str, found: Mapping[Hashable, NDArray[np.float32]]) -> None:
        rows = [(_key(each), said.astype(np.float32).tobytes()) for each, said in found.items()]
        self._base.executemany(f"replace into {table} (asked, said) values (?, ?)", rows)  # noqa: S608


def _key(asked: Hashable) -> bytes:
    return hashlib.blake2b(repr(asked).encode(), digest_size=_KEY_BYTES).digest()
