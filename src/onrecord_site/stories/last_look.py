"""When the reader looked last: asked for in the address, or kept by the reader's own browser.

The cookie is set only after the reader asked for it, and holds two times in seconds and nothing
else: when the visit before ended, and when this one was seen last.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.dateparse import parse_date, parse_datetime

COOKIE = "visits"
KEPT_FOR = timedelta(days=365)
#: After this long without a page, the next page begins a new visit.
VISIT_GAP = timedelta(minutes=30)


class LastLook(NamedTuple):
    """Since when things are new to this reader; `by_visit` where the browser remembers it."""

    since: datetime
    by_visit: bool


class _Visits(NamedTuple):
    before: int
    latest: int


def last_look(request: HttpRequest) -> LastLook | None:
    """Return since when things are new: ``?since=`` (a date or moment, UTC), else the cookie."""
    if asked := _moment(request.GET.get("since", "")):
        return LastLook(asked, by_visit=False)
    visits = _read(request)
    before = _turned(visits).before if visits else 0
    return LastLook(datetime.fromtimestamp(before, UTC), by_visit=True) if before else None


def remembers(request: HttpRequest) -> bool:
    """Whether this reader's browser remembers visits."""
    return _read(request) is not None


def keep_look(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Bring the cookie up to date, if there is one; the page depends on it either way."""
    patch_vary_headers(response, ("Cookie",))
    if visits := _read(request):
        _write(response, _turned(visits))
        response["Cache-Control"] = "private, no-cache"
    return response


def begin_remembering(response: HttpResponse) -> None:
    """Set the cookie, which the reader has just agreed to."""
    _write(response, _Visits(0, _now()))


def forget(response: HttpResponse) -> None:
    """Delete the cookie."""
    response.delete_cookie(COOKIE, samesite="Lax")


def _moment(value: str) -> datetime | None:
    try:
        moment = parse_datetime(value)
        if moment is None and (day := parse_date(value)):
            moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    except ValueError:
        return None
    if moment is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _now() -> int:
    return int(timezone.now().timestamp())


def _read(request: HttpRequest) -> _Visits | None:
    parts = request.COOKIES.get(COOKIE, "").split("-")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    visits = _Visits(*(int(part[:11]) for part in parts))
    return visits if max(visits) <= _now() + VISIT_GAP.total_seconds() else None


def _turned(visits: _Visits) -> _Visits:
    """Return the visits as of now: after a pause, the last one lies behind."""
    now = _now()
    if now - visits.latest > VISIT_GAP.total_seconds():
        return _Visits(visits.latest, now)
    return _Visits(visits.before, now)


def _write(response: HttpResponse, visits: _Visits) -> None:
    response.set_cookie(
        COOKIE,
        f"{visits.before}-{visits.latest}",
        max_age=KEPT_FOR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
