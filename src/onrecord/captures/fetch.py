"""URLs to captures: politely, bounded in size and time, and with one tree of errors."""

import dataclasses
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self

import httpx

from onrecord import settings
from onrecord.captures.limits import join_chunks
from onrecord.captures.private_hosts import Resolve, addresses_of, check_redirect
from onrecord.captures.robots import MAX_ROBOTS_BYTES, Robots, parse_robots
from onrecord.errors import FetchError, FetchTimeoutError, InputError, RobotsDisallowedError
from onrecord.records import Capture, Media

#: Pause between two requests to one host whose robots.txt names none.
DEFAULT_PAUSE_SECONDS = 1.0
#: A longer Crawl-delay or Retry-After is not waited for.
MAX_WAIT_SECONDS = 60.0
MAX_REDIRECTS = 10
#: The whole answer may take this many times FETCH_TIMEOUT, so that a trickle ends too.
_TIMEOUTS_PER_PAGE = 3
_MEDIA: dict[str, Media] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
}
#: Answers that carry the page itself.
_HAS_PAGE = (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION)
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


class Fetcher:
    """Fetches pages one after another; a context manager that closes its connections.

    It keeps each site's robots.txt and the time of the last request to each host.

    Args:
        transport: How requests travel; a test gives its own.
        sleep: Waits so many seconds.
        clock: A monotonic time in seconds.
        resolve: Gives the IP addresses of a host that a redirect leads from or to.
    """

    def __init__(
        self,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        resolve: Resolve = addresses_of,
    ) -> None:
        self._resolve = resolve
        self._timeout = float(settings.get("FETCH_TIMEOUT"))
        self._user_agent: str = settings.get("USER_AGENT")
        self._client = httpx.Client(
            transport=transport,
            timeout=self._timeout,
            headers={
                "user-agent": self._user_agent,
                "accept": "text/html,application/xhtml+xml,text/plain;q=0.8",
            },
        )
        self._sleep = sleep
        self._clock = clock
        self._robots: dict[str, Robots] = {}
        self._last_request: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def fetch(self, url: str) -> Capture:
        """Fetch one page.

        Redirects are followed, each checked against the robots.txt of where it leads, but none
        from the public internet into the network of whoever runs this. Where
        the site is busy and says for how long, it is asked once more.

        Args:
            url: An http or https URL.

        Returns:
            A capture whose `url` is where the page was found at last.

        Raises:
            RobotsDisallowedError: The robots.txt of the site forbids it, or cannot be served.
            FetchTimeoutError: No answer within FETCH_TIMEOUT seconds, or not the whole of it
                within three times that.
            PageTooLargeError: The page is over MAX_PAGE_BYTES.
            FetchError: Any other reason: no connection, an error status, not a page.
        """
        with _failures(url):
            place = httpx.URL(url).copy_with(fragment=None)
            _check_scheme(place)
            for _ in range(MAX_REDIRECTS + 1):
                robots = self._robots_of(place)
                self._check_allowed(place, robots)
                answer = self._ask_patiently(place, robots)
                if isinstance(answer, Capture):
                    return dataclasses.replace(answer, name=url)
                place = answer
        raise FetchError(f"{url}: more than {MAX_REDIRECTS} redirects")

    def _check_allowed(self, place: httpx.URL, robots: Robots) -> None:
        if not robots.allows(str(place), self._user_agent):
            reason = robots.refusal or "its robots.txt forbids this page"
            raise RobotsDisallowedError(
                f"{place}: {reason}. Save the page by hand and give the file instead."
            )

    def _ask_patiently(self, place: httpx.URL, robots: Robots) -> Capture | httpx.URL:
        pause = robots.crawl_delay_seconds(self._user_agent)
        self._wait_turn(place.host, DEFAULT_PAUSE_SECONDS if pause is None else pause)
        try:
            return self._ask(place)
        except _BusyError as busy:
            if busy.retry_after_seconds is None or busy.retry_after_seconds > MAX_WAIT_SECONDS:
                raise
            self._sleep(busy.retry_after_seconds)
            self._last_request[place.host] = self._clock()
            return self._ask(place)

    def _ask(self, place: httpx.URL) -> Capture | httpx.URL:
        """Request one address: a page, or the address it redirects to."""
        with self._client.stream("GET", place) as response:
            if response.next_request is not None:
                return self._redirected(place, response.next_request.url)
            _check_status(place, response)
            media = _media(place, response)
            size = response.headers.get("content-length", "")
            content = join_chunks(
                self._chunks(place, response),
                str(place),
                # The length is that of the bytes on the wire, fewer than the page's if packed.
                int(size) if size.isdecimal() else 0,
            )
            return Capture(
                name=str(place),
                content=content,
                media=media,
                url=str(place),
                fetched_at=datetime.now(UTC),
                headers={name.lower(): value for name, value in response.headers.items()},
            )

    def _redirected(self, place: httpx.URL, target: httpx.URL) -> httpx.URL:
        _check_scheme(target)
        check_redirect(place.host, target.host, self._resolve)
        return target

    def _chunks(self, place: httpx.URL, response: httpx.Response) -> Iterator[bytes]:
        deadline = self._clock() + self._timeout * _TIMEOUTS_PER_PAGE
        for chunk in response.iter_bytes():
            yield chunk
            if self._clock() > deadline:
                raise FetchTimeoutError(
                    f"{place}: the page did not arrive within "
                    f"{self._timeout * _TIMEOUTS_PER_PAGE:g} seconds"
                )

    def _robots_of(self, place: httpx.URL) -> Robots:
        """Return the rules of the page's site, fetched once for each scheme, host and port."""
        address = place.copy_with(path="/robots.txt", query=None, fragment=None)
        site = str(address)
        if site not in self._robots:
            self._robots[site] = self._fetch_robots(address)
        return self._robots[site]

    def _fetch_robots(self, address: httpx.URL) -> Robots:
        for _ in range(MAX_REDIRECTS + 1):
            with self._client.stream("GET", address) as response:
                self._last_request[address.host] = self._clock()
                if response.next_request is None:
                    content = bytearray()
                    for chunk in self._chunks(address, response):
                        content += chunk
                        if len(content) >= MAX_ROBOTS_BYTES:
                            break
                    return parse_robots(response.status_code, bytes(content))
                target = response.next_request.url
            address = self._redirected(address, target)
        # RFC 9309, section 2.3.1.2: a file behind too many redirects counts as not there.
        return Robots()

    def _wait_turn(self, host: str, pause_seconds: float) -> None:
        if pause_seconds > MAX_WAIT_SECONDS:
            raise FetchError(
                f"{host} asks for {pause_seconds:g} seconds between two pages, more than the "
                f"{MAX_WAIT_SECONDS:g} that are waited for. Save the page by hand instead."
            )
        last = self._last_request.get(host)
        if last is not None and (wait := last + pause_seconds - self._clock()) > 0:
            self._sleep(wait)
        self._last_request[host] = self._clock()


class _BusyError(FetchError):
    """The site answered 429 or 503."""

    def __init__(self, message: str, retry_after_seconds: float | None) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


@contextmanager
def _failures(url: str) -> Iterator[None]:
    """Turn every failure of the HTTP library into one of the error tree."""
    try:
        yield
    except InputError:
        raise
    except httpx.TimeoutException as error:
        seconds = settings.get("FETCH_TIMEOUT")
        raise FetchTimeoutError(
            f"{url}: no answer within {seconds} seconds ({type(error).__name__}). "
            "Set ONRECORD_FETCH_TIMEOUT to wait longer."
        ) from error
    except httpx.InvalidURL as error:
        raise FetchError(f"{url}: not a valid URL: {error}") from error
    except (httpx.HTTPError, httpx.StreamError) as error:
        reason = str(error) or type(error).__name__
        raise FetchError(f"{url}: {reason}") from error


def _check_scheme(place: httpx.URL) -> None:
    if place.scheme not in ("http", "https") or not place.host:
        raise FetchError(f"{place}: only http and https URLs are fetched")


def _check_status(place: httpx.URL, response: httpx.Response) -> None:
    if response.status_code in _HAS_PAGE:
        return
    message = f"{place}: the site answers {response.status_code} {response.reason_phrase}".rstrip()
    if response.status_code in _BUSY:
        raise _BusyError(message, _retry_after_seconds(response.headers.get("retry-after", "")))
    raise FetchError(message)


def _retry_after_seconds(value: str) -> float | None:
    """Read a Retry-After header (RFC 9110, section 10.2.3): seconds or a date."""
    if value.strip().isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _media(place: httpx.URL, response: httpx.Response) -> Media:
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    # A page without a type is taken for HTML, as browsers do; reading refuses what is not text.
    if kind and kind not in _MEDIA:
        raise FetchError(f"{place}: {kind} is not a page; HTML and plain text are read")
    return _MEDIA.get(kind, "html")
