"""Finished parts of pages, kept for as long as what they are made from is the same.

A page goes out of date with whatever changes on the site. A part knows better: it is kept under a
token of its own, made of the very rows that it shows, so that it outlives the changes of others.
"""

from collections.abc import Callable
from dataclasses import dataclass

from onrecord_site.page_cache.store import KeptPage, PageStore

#: Memory of each process for parts: those of about a thousand stories.
PARTS_BYTES = 64_000_000

#: Their token knows the day, and nothing in them changes with the hour.
_PARTS = PageStore(PARTS_BYTES, grow_old=False)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one page, such as ``("story", "flood", "en")``, and what they were made from."""

    page: tuple[str, ...]
    token: str

    def kept_or(self, name: str, make: Callable[[], str]) -> str:
        """Return the part of this name, made now unless it is kept."""
        key = (*self.page, name)
        if kept := _PARTS.get(key, self.token):
            return kept.body.decode()
        made = make()
        _PARTS.put(key, KeptPage(self.token, {}, made.encode(), b""))
        return made


def forget_parts() -> None:
    """Give up all parts, where settings changed that no token knows."""
    _PARTS.clear()
