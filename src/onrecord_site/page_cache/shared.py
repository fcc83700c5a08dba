"""What every page needs, asked of the database once for each edition and not for each page.

It is shared by all threads of the process: whoever gets it must leave it as it is.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.http import HttpRequest

from onrecord_site.page_cache.edition import read_token
from onrecord_site.page_cache.store import MAX_AGE_SECONDS

_Made = TypeVar("_Made")
_SHARED: dict[str, tuple[str, float, Any]] = {}


def shared(name: str, make: Callable[[], _Made], request: HttpRequest | None = None) -> _Made:
    """Return what was made under this name for the edition of now, or make it.

    The edition costs one query, for a request but once.
    """
    token = getattr(request, "onrecord_edition", None) or read_token()
    if request is not None:
        request.onrecord_edition = token
    made_for, made_at, kept = _SHARED.get(name, ("", 0.0, None))
    if made_for == token and token and time.monotonic() - made_at <= MAX_AGE_SECONDS:
        return cast(_Made, kept)
    made = make()
    _SHARED[name] = token, time.monotonic(), made
    return made


def forget_shared() -> None:
    """Give up everything, as for a database that is another one."""
    _SHARED.clear()
