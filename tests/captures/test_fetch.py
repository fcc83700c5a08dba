"""Fetching: polite, bounded, and every failure in the one tree of errors."""

import gzip
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from onrecord.captures.capture import capture
from onrecord.captures.fetch import DEFAULT_PAUSE_SECONDS, MAX_REDIRECTS, MAX_WAIT_SECONDS, Fetcher
from onrecord.captures.private_hosts import addresses_of
from onrecord.captures.robots import parse_robots, product_token
from onrecord.errors import (
    FetchError,
    FetchTimeoutError,
    PageTooLargeError,
    RobotsDisallowedError,
)

PAGE = "https://news.example/minsk"
HTML = {"Content-Type": "text/html; charset=utf-8"}
Answer = httpx.Response | Exception
#: The addresses of hosts that are no addresses themselves; all others are public.
HOSTS = {
    "intranet.example": ["10.0.0.7"],
    "wiki.example": ["192.168.1.4"],
    "mixed.example": ["93.184.215.14", "127.0.0.1"],
}


def resolve(host: str) -> list[str]:
    if host in HOSTS:
        return HOSTS[host]
    return ["93.184.215.14"] if host.endswith(".example") else addresses_of(host)


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Site:
    """Answers by address; each address may have several answers, given one after another."""

    def __init__(self, **answers: Answer | list[Answer]) -> None:
        self.answers = {
            path: each if isinstance(each, list) else [each] for path, each in answers.items()
        }
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        answers = self.answers.get(request.url.path, [httpx.Response(404)])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        # A response may be sent once; a fresh one each time.
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)


def page(words: str = "<p>Minsk") -> httpx.Response:
    return httpx.Response(200, headers=HTML, text=words)


def fetcher(site: Callable[[httpx.Request], httpx.Response], clock: Clock | None = None) -> Fetcher:
    clock = clock or Clock()
    return Fetcher(httpx.MockTransport(site), clock.sleep, clock, resolve)


def site_of(answers: dict[str, Answer | list[Answer]]) -> Site:
    return Site(**answers)


def test_a_page_becomes_a_capture() -> None:
    site = site_of({"/minsk": page("<p>Minsk")})
    with fetcher(site) as polite:
        found = polite.fetch(PAGE + "#top")
    assert (found.content, found.media, found.url) == (b"<p>Minsk", "html", PAGE)
    assert found.name == PAGE + "#top"
    assert found.headers["content-type"] == "text/html; charset=utf-8"
    assert found.fetched_at is not None
    assert datetime.now(UTC) - found.fetched_at < timedelta(minutes=1)
    assert site.asked == ["https://news.example/robots.txt", PAGE]


def test_it_names_itself() -> None:
    agents = []

    def site(request: httpx.Request) -> httpx.Response:
        agents.append(request.headers["user-agent"])
        return page()

    with fetcher(site) as polite:
        polite.fetch(PAGE)
    assert all(agent.startswith("Onrecord/") for agent in agents)


def test_robots_are_asked_for_once_a_site_and_obeyed() -> None:
    rules = "User-agent: onrecord\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n"
    site = site_of({"/robots.txt": httpx.Response(200, text=rules), "/minsk": page()})
    with fetcher(site) as polite:
        polite.fetch(PAGE)
        with pytest.raises(RobotsDisallowedError, match="forbids this page"):
            polite.fetch("https://news.example/private/a")
    assert site.asked.count("https://news.example/robots.txt") == 1
    assert not any("private" in url for url in site.asked)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_robots_may_be_read(status: int) -> None:
    with fetcher(site_of({"/robots.txt": httpx.Response(status), "/minsk": page()})) as polite:
        assert polite.fetch(PAGE).content


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_that_cannot_serve_its_robots_is_left_alone(status: int) -> None:
    site = site_of({"/robots.txt": httpx.Response(status), "/minsk": page()})
    with fetcher(site) as polite, pytest.raises(RobotsDisallowedError, match=str(status)):
        polite.fetch(PAGE)
    assert PAGE not in site.asked


def test_robots_behind_a_redirect_count() -> None:
    site = site_of(
        {
            "/robots.txt": httpx.Response(301, headers={"Location": "/rules.txt"}),
            "/rules.txt": httpx.Response(200, text="User-agent: *\nDisallow: /"),
        }
    )
    with fetcher(site) as polite, pytest.raises(RobotsDisallowedError):
        polite.fetch(PAGE)


def test_where_a_redirect_leads_has_rules_of_its_own() -> None:
    def site(request: httpx.Request) -> httpx.Response:
        if request.url.host == "news.example":
            if request.url.path == "/robots.txt":
                return httpx.Response(404)
            return httpx.Response(302, headers={"Location": "https://closed.example/minsk"})
        return httpx.Response(200, text="User-agent: *\nDisallow: /")

    with fetcher(site) as polite, pytest.raises(RobotsDisallowedError, match=r"closed\.example"):
        polite.fetch(PAGE)


def test_the_page_carries_the_address_it_was_found_at() -> None:
    site = site_of(
        {"/minsk": httpx.Response(301, headers={"Location": "/minsk-2"}), "/minsk-2": page()}
    )
    with fetcher(site) as polite:
        found = polite.fetch(PAGE)
    assert (found.name, found.url) == (PAGE, "https://news.example/minsk-2")


def test_redirects_in_a_circle_end() -> None:
    site = site_of({"/minsk": httpx.Response(302, headers={"Location": "/minsk"})})
    with fetcher(site) as polite, pytest.raises(FetchError, match="redirects"):
        polite.fetch(PAGE)
    assert site.asked.count(PAGE) == MAX_REDIRECTS + 1


@pytest.mark.parametrize("target", ["ftp://news.example/a", "file:///etc/hostname", "http://"])
def test_a_redirect_to_another_scheme_is_not_followed(target: str) -> None:
    site = site_of({"/minsk": httpx.Response(302, headers={"Location": target})})
    with fetcher(site) as polite, pytest.raises(FetchError):
        polite.fetch(PAGE)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0.0.0.0",  # noqa: S104
        "169.254.169.254",
        "100.64.0.1",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::a00:1]",
        "[2002:7f00:1::]",
        "localhost",
        "intranet.example",
        "mixed.example",
    ],
)
@pytest.mark.parametrize("where", ["/minsk", "/robots.txt"])
def test_public_page_does_not_lead_into_a_private_network(host: str, where: str) -> None:
    moved = httpx.Response(302, headers={"Location": f"http://{host}/secret"})
    site = site_of({where: moved, "/secret": page("secret")})
    with fetcher(site) as polite, pytest.raises(FetchError, match="private network"):
        polite.fetch(PAGE)
    assert not any("secret" in asked for asked in site.asked)


@pytest.mark.parametrize("to", ["https://wiki.example/b", "https://open.example/b"])
def test_intranet_asked_for_by_name_is_fetched_and_may_redirect(to: str) -> None:
    moved = httpx.Response(302, headers={"Location": to})
    with fetcher(site_of({"/a": moved, "/b": page()})) as polite:
        assert polite.fetch("https://intranet.example/a").url == to


def test_private_network_is_not_reached_by_way_of_two_public_pages() -> None:
    away = httpx.Response(302, headers={"Location": "https://open.example/b"})
    back = httpx.Response(302, headers={"Location": "https://intranet.example/c"})
    site = site_of({"/a": away, "/b": back, "/c": page()})
    with fetcher(site) as polite, pytest.raises(FetchError, match="private network"):
        polite.fetch("https://intranet.example/a")


def test_pages_of_one_host_are_asked_for_with_pauses() -> None:
    clock = Clock()
    with fetcher(site_of({"/minsk": page()}), clock) as polite:
        polite.fetch(PAGE)
        polite.fetch(PAGE)
        polite.fetch("https://other.example/minsk")
    # The robots.txt is a request as well; the other host has a pause of its own after its.
    assert clock.slept == [DEFAULT_PAUSE_SECONDS] * 3


def test_a_crawl_delay_is_kept() -> None:
    clock = Clock()
    rules = httpx.Response(200, text="User-agent: *\nCrawl-delay: 7")
    with fetcher(site_of({"/robots.txt": rules, "/minsk": page()}), clock) as polite:
        polite.fetch(PAGE)
        polite.fetch(PAGE)
    assert clock.slept == [7.0, 7.0]


def test_a_crawl_delay_beyond_patience_is_an_error() -> None:
    rules = httpx.Response(200, text="User-agent: *\nCrawl-delay: 3600")
    with (
        fetcher(site_of({"/robots.txt": rules, "/minsk": page()})) as polite,
        pytest.raises(FetchError, match="3600"),
    ):
        polite.fetch(PAGE)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("as_date", [False, True])
def test_a_busy_site_is_asked_once_more_after_the_time_it_names(
    status: int, *, as_date: bool
) -> None:
    clock = Clock()
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    busy = httpx.Response(status, headers={"Retry-After": later if as_date else "30"})
    site = site_of({"/minsk": [busy, page()]})
    with fetcher(site, clock) as polite:
        assert polite.fetch(PAGE).content == b"<p>Minsk"
    assert clock.slept[-1] == pytest.approx(30, abs=2)


def test_a_site_that_stays_busy_fails() -> None:
    site = site_of({"/minsk": httpx.Response(429, headers={"Retry-After": "1"})})
    with fetcher(site) as polite, pytest.raises(FetchError, match="429"):
        polite.fetch(PAGE)
    assert site.asked.count(PAGE) == 2


@pytest.mark.parametrize("value", ["", "soon", str(MAX_WAIT_SECONDS * 100)])
def test_a_busy_site_is_not_waited_for_without_end(value: str) -> None:
    site = site_of({"/minsk": httpx.Response(503, headers={"Retry-After": value})})
    with fetcher(site) as polite, pytest.raises(FetchError, match="503"):
        polite.fetch(PAGE)
    assert site.asked.count(PAGE) == 1


@pytest.mark.parametrize("status", [204, 304, 400, 404, 451, 500, 502])
def test_an_answer_without_a_page_is_an_error(status: int) -> None:
    with (
        fetcher(site_of({"/minsk": httpx.Response(status)})) as polite,
        pytest.raises(FetchError, match=str(status)),
    ):
        polite.fetch(PAGE)


@pytest.mark.parametrize("kind", ["application/pdf", "image/jpeg", "application/json"])
def test_what_is_no_page_is_refused(kind: str) -> None:
    answer = httpx.Response(200, headers={"Content-Type": kind}, content=b"x")
    with fetcher(site_of({"/minsk": answer})) as polite, pytest.raises(FetchError, match=kind):
        polite.fetch(PAGE)


@pytest.mark.parametrize(
    ("kind", "media"),
    [("application/xhtml+xml", "html"), ("text/plain", "text"), ("TEXT/HTML", "html")],
)
def test_the_content_type_says_what_it_is(kind: str, media: str) -> None:
    answer = httpx.Response(200, headers={"Content-Type": kind}, content=b"Minsk")
    with fetcher(site_of({"/minsk": answer})) as polite:
        assert polite.fetch(PAGE).media == media


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_over_the_limit_is_dropped_on_the_way(
    monkeypatch: pytest.MonkeyPatch, *, packed: bool
) -> None:
    monkeypatch.setenv("ONRECORD_MAX_PAGE_BYTES", "1000")
    content = b"x" * 100_000
    headers = HTML | ({"Content-Encoding": "gzip"} if packed else {})
    answer = httpx.Response(
        200, headers=headers, stream=Chunks(gzip.compress(content) if packed else content)
    )

    def site(request: httpx.Request) -> httpx.Response:
        return httpx.Response(404) if request.url.path == "/robots.txt" else answer

    with fetcher(site) as polite, pytest.raises(PageTooLargeError):
        polite.fetch(PAGE)


class Chunks(httpx.SyncByteStream):
    """A body that arrives in pieces and says nothing of its length."""

    def __init__(self, content: bytes, clock: Clock | None = None) -> None:
        self.content = content
        self.clock = clock

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self.content), 100):
            if self.clock:
                self.clock.now += 10
            yield self.content[start : start + 100]


def test_a_page_that_trickles_in_ends_in_a_timeout() -> None:
    clock = Clock()

    def site(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        return httpx.Response(200, headers=HTML, stream=Chunks(b"x" * 10_000, clock))

    with fetcher(site, clock) as polite, pytest.raises(FetchTimeoutError, match="60 seconds"):
        polite.fetch(PAGE)


def lower_errors() -> list[type[Exception]]:
    """Every error that the HTTP library says it may raise for a request."""
    found: list[type[Exception]] = []
    waiting: list[type[Exception]] = [httpx.RequestError]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting.extend(kind.__subclasses__())
    return found


@pytest.mark.parametrize("kind", lower_errors(), ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("where", ["/robots.txt", "/minsk"])
def test_every_error_of_the_lower_library_is_mapped(kind: type[Exception], where: str) -> None:
    failure = kind("the wire broke")
    wanted = FetchTimeoutError if isinstance(failure, httpx.TimeoutException) else FetchError
    with fetcher(site_of({where: failure})) as polite, pytest.raises(wanted) as caught:
        polite.fetch(PAGE)
    assert type(caught.value) is wanted
    assert PAGE in str(caught.value)
    assert caught.value.__cause__ is failure


@pytest.mark.parametrize(
    "url",
    ["https://", "http://[::1", "https://news.example:port/", "http://a\x00b/", "gopher://a/"],
)
def test_an_address_that_is_none_is_an_error(url: str) -> None:
    with fetcher(site_of({})) as polite, pytest.raises(FetchError):
        polite.fetch(url)


def test_a_body_that_cannot_be_unpacked_is_an_error() -> None:
    def site(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        headers = HTML | {"Content-Encoding": "gzip"}
        return httpx.Response(200, headers=headers, stream=Chunks(b"not gzip at all"))

    with fetcher(site) as polite, pytest.raises(FetchError):
        polite.fetch(PAGE)


def test_robots_are_read_with_a_byte_order_mark_and_bad_bytes() -> None:
    robots = parse_robots(200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /a\n# \xff\xfe\n")
    assert not robots.allows("https://news.example/a", "Onrecord/0.1")
    assert robots.allows("https://news.example/b", "Onrecord/0.1")


def test_the_product_token_is_the_name_before_the_version() -> None:
    assert product_token("Onrecord/0.1 (news reader)") == "Onrecord"
    assert product_token("my-desk_bot") == "my-desk_bot"
    assert product_token("0.1") == "*"


class Handler(BaseHTTPRequestHandler):
    """A small news site."""

    def do_GET(self) -> None:
        if self.path == "/minsk":
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write("<h1>Minsk</h1><p>Вільня".encode())
        else:
            self.send_error(404)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


def test_a_real_server_is_fetched_from(server: str) -> None:
    problems: list[str] = []
    captures = list(
        capture([f"{server}/minsk", f"{server}/gone"], lambda name, _error: problems.append(name))
    )
    assert [each.content.decode() for each in captures] == ["<h1>Minsk</h1><p>Вільня"]
    assert problems == [f"{server}/gone"]


def test_a_server_that_is_gone_is_an_error() -> None:
    with Fetcher() as polite, pytest.raises(FetchError, match=r"127\.0\.0\.1:1/"):
        polite.fetch("http://127.0.0.1:1/minsk")
