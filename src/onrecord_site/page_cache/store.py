"""Finished pages in memory, the one asked for longest ago given up first."""

import gzip
import threading
import time
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

#: A page is made anew after so many seconds, for what changes with the clock alone.
MAX_AGE_SECONDS = 300
#: Packing a page more tightly takes longer than it saves on the way.
GZIP_LEVEL = 4
#: What an entry takes beside its bodies, roughly.
ENTRY_BYTES = 2_000


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it is sent, plain and packed, and the edition it was made from."""

    token: str
    headers: Mapping[str, str]
    body: bytes
    packed: bytes
    made_at: float = field(default_factory=time.monotonic)

    @property
    def size(self) -> int:
        """Bytes of memory it takes, roughly."""
        return ENTRY_BYTES + len(self.body) + len(self.packed)


def pack(body: bytes) -> bytes:
    """Return the body as gzip; the same bytes give the same bytes."""
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


class PageStore:
    """Pages of one process; may be used by many threads.

    Args:
        limit: Bytes of memory they may take.
        grow_old: Whether time alone puts them out of date, and not their token only.
    """

    def __init__(self, limit: int, *, grow_old: bool = True) -> None:
        self._limit, self._grow_old = limit, grow_old
        self._size = 0
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, token: str) -> KeptPage | None:
        """Return the page, unless it is of another edition or too old."""
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            if page.token != token or self._is_old(page):
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: KeptPage) -> None:
        """Keep a page and give up others until there is room."""
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._size += page.size
            while self._size > self._limit:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        """Give up all pages."""
        with self._lock:
            self._pages.clear()
            self._size = 0

    def _is_old(self, page: KeptPage) -> bool:
        return self._grow_old and time.monotonic() - page.made_at > MAX_AGE_SECONDS

    def _drop(self, key: Hashable) -> None:
        if page := self._pages.pop(key, None):
            self._size -= page.size
