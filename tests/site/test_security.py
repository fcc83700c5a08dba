"""Every address of the site as a stranger, a reader with an account, and an editor."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from onrecord_site.mail import throttle
from onrecord_site.newsletter.models import Newsletter
from onrecord_site.users import reset
from onrecord_site.users.models import User
from onrecord_site.users.sign_in import ACCOUNT_LIMIT, NETWORK_LIMIT
from tests.site.desk_factory import make_desk_article
from tests.site.processes import clean_environment

SOURCES = Path(__file__).parents[2] / "src"
EVIL = "https://evil.example.org/"

#: Every public address by its name: one that is there, and what a stranger gets. An address that
#: is missing here fails `test_every_public_address_is_named_here`.
PUBLIC = {
    "story": ("/stories/flood/", 200),
    "report": ("/reports/valley/", 200),
    "names": ("/people/", 200),
    "name": ("/people/mara-ilves/", 200),
    "front-feed": ("/feed.rss", 200),
    "story-feed": ("/stories/flood/feed.atom", 200),
    "figure-feed": ("/stories/flood/figures/families-who-left/feed.json", 200),
    "name-feed": ("/people/mara-ilves/feed.rss", 200),
    "mail-asked": ("/follow/asked/", 200),
    "newsletter-confirm": ("/newsletters/confirm/none/", 410),
    "newsletter-leave": ("/newsletters/leave/none/", 410),
    "newsletter": ("/newsletters/daily/", 200),
    "follow": ("/follow/", 200),
    "ask-choices": ("/follow/mine/", 200),
    "choices": ("/follow/mine/none/", 410),
    "follow-confirm": ("/follow/confirm/none/", 410),
    "follow-leave": ("/follow/leave/none/", 410),
    "follow-subject": ("/follow/story/flood/", 200),
    "wagtaildocs_serve": ("/documents/1/none.pdf", 404),
    "wagtaildocs_authenticate_with_password": ("/documents/authenticate_with_password/1/", 404),
    "wagtailcore_authenticate_with_password": ("/_util/authenticate_with_password/1/1/", 404),
    "wagtailcore_login": ("/_util/login/", 200),
    "wagtail_serve": ("/about/", 200),
    "site-style": ("/site.css", 200),
    "choose-language": ("/language/", 405),
    "search": ("/search/?q=dam", 200),
    "archive": ("/archive/", 200),
    "archive-year": ("/archive/2025/", 200),
    "archive-month": ("/archive/2025/9/", 200),
    "archive-day": ("/archive/2025/9/9/", 200),
    "organisations": ("/organisations/", 200),
    "places": ("/places/", 200),
    "outlets": ("/outlets/", 200),
    "outlet": ("/outlets/coast-herald/", 200),
    "corrections": ("/corrections/", 200),
    "topics": ("/topics/", 200),
    "topic": ("/topics/none/", 404),
    "story-record": ("/stories/flood/record/", 200),
    "visits": ("/visits/", 405),
    "figure": ("/stories/flood/figures/families-who-left/", 200),
    "figure-csv": ("/stories/flood/figures/families-who-left/values.csv", 200),
    "figure-json": ("/stories/flood/figures/families-who-left/values.json", 200),
    "download": ("/stories/flood/download.json", 200),
    "api": ("/api/", 200),
    "openapi-json": ("/api/v1/openapi.json", 200),
    "stories": ("/api/v1/stories", 200),
    "api story": ("/api/v1/stories/flood", 200),
    "points": ("/api/v1/stories/flood/points", 200),
    "statements": ("/api/v1/statements", 200),
    "statement": ("/api/v1/statements/coast-s3", 200),
    "figures": ("/api/v1/figures", 200),
    "reports": ("/api/v1/reports", 200),
    "api search": ("/api/v1/search?q=dam", 200),
    "api-root": ("/api/v1/", 404),
    "api/v1/<path:rest>": ("/api/v1/none", 404),
    "robots": ("/robots.txt", 200),
    "sitemap-index": ("/sitemap.xml", 200),
    "sitemap": ("/sitemap-stories.xml", 200),
    "news-sitemap": ("/news-sitemap.xml", 200),
    "license": ("/license.xml", 200),
    "opensearch": ("/opensearch.xml", 200),
    "security-text": ("/.well-known/security.txt", 404),
    "desk-corrections": ("/corrections/desk/", 200),
    "author-feed": ("/authors/noor-haddad/feed.rss", 200),
    "section-feed": ("/sections/rivers/feed.rss", 200),
    "topic-feed": ("/topics/none/feed.rss", 404),
    "outlet-feed": ("/outlets/coast-herald/feed.rss", 200),
    "comment-sent": ("/comments/sent/", 200),
    "comment-confirm": ("/comments/confirm/none/", 410),
    "comment-own": ("/comments/own/none/", 410),
    "comment-leave": ("/comments/leave/none/", 410),
    "comment-report": ("/comments/report/1/", 404),
    "comments": ("/comments/story/flood/", 200),
    "comment-write": ("/comments/story/flood/write/", 200),
}
#: Unsubscribing at one click (RFC 8058) comes from anywhere; the right lies in the link.
FROM_ANYWHERE = {"newsletter-leave", "follow-leave", "comment-leave"}
#: What a program on another site may read as well: all of it is public, and no cookie counts.
READ_ELSEWHERE = (
    "/api/v1/", "/stories/flood/download.", "/stories/flood/figures/families-who-left/values.",
    "feed.",
)  # fmt: skip
#: What everybody may ask of the desk: to sign in, and what that page needs.
OPEN_ON_THE_DESK = {
    "wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done", "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete", "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
}  # fmt: skip
#: Modules that ask other servers for something, and who gives the address. None is given by
#: readers or editors; whoever adds one has to say why it may be asked.
ASKS_OTHERS = {
    "onrecord/captures/fetch.py": "whoever runs the command; each redirect is checked",
    "onrecord/captures/private_hosts.py": "looks up the hosts of redirects, and connects to none",
    "onrecord_site/feeds/pings.py": "WEBSUB_HUB, a setting; redirects are not followed",
    "onrecord_site/mail/smtp.py": "SMTP_HOST, a setting",
    "onrecord_site/mail/outcomes.py": "names errors only",
    "onrecord_site/server.py": "tries its own port",
}


def patterns(resolver=None, prefix=""):
    """Yield route and name of every address there is."""
    for each in (resolver or get_resolver()).url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, route)
        else:
            name = each.name or route
            if route.startswith("api/v1/") and name in ("story", "search"):
                name = f"api {name}"  # A page for readers has that name as well.
            yield route, name


def filled(route: str) -> str:
    """An address for a route, whatever it is asked for."""
    path = re.sub(r"<int:\w+>|<\w*pk\w*>", "1", route)
    path = re.sub(r"<(?:str|slug|path|uuid)?:?\w+>", "none", path)
    path = re.sub(r"\((?:\?P<\w+>)?\\d\+\)", "1", path)
    path = re.sub(r"\((?:\?P<\w+>)?[^()]*(?:\([^()]*\)[^()]*)*\)\??", "none", path)
    return "/" + path.replace("^", "").replace("$", "").replace("\\", "").replace(".*", "none")


DESK = sorted({(route, name) for route, name in patterns() if route.startswith("admin/")})


@pytest.fixture
def site(told_flood, settings):
    settings.MAIL_FROM = "news@example.org"
    Newsletter.objects.create(name="Daily", slug="daily", rhythm="daily", hour=6)
    make_desk_article()
    return told_flood


@pytest.fixture
def strict_editor(db) -> Client:
    """Signed in with all rights, from a browser that another site uses."""
    client = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("editor", password="not-a-secret"))
    return client


@pytest.fixture
def account(db) -> Client:
    """Signed in without any right."""
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.create_user("reader", password="not-a-secret"))
    return client


def test_every_public_address_is_named_here():
    names = {name for route, name in patterns() if not route.startswith("admin/")}
    assert names == set(PUBLIC)


def test_public_address_answers_a_stranger_with_every_header(site, reader):
    answers = {name: reader.get(path) for name, (path, _) in PUBLIC.items()}
    assert {name: each.status_code for name, each in answers.items()} == {
        name: status for name, (_, status) in PUBLIC.items()
    }
    for name, answer in answers.items():
        path = PUBLIC[name][0]
        policy = answer["Content-Security-Policy"]
        for rule in ("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'"):
            assert rule in policy
        assert "base-uri 'none'" in policy
        assert "unsafe" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] in ("strict-origin-when-cross-origin", "same-origin")
        assert "camera=()" in answer["Permissions-Policy"]
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        resource_policy = answer["Cross-Origin-Resource-Policy"]
        if any(part in path for part in READ_ELSEWHERE):
            assert resource_policy in ("same-origin", "cross-origin")
            assert answer.get("Access-Control-Allow-Origin", "*") == "*"
            assert "Access-Control-Allow-Credentials" not in answer
        else:
            assert (name, resource_policy) == (name, "same-origin")
            assert "Access-Control-Allow-Origin" not in answer, name


def test_nothing_public_is_written_from_another_site(site, strict_editor):
    """The editor's own cookies come along; without the site's own form they are worth nothing."""
    headers = {"origin": EVIL.rstrip("/"), "sec-fetch-site": "cross-site"}
    wrong = []
    for name in sorted(set(PUBLIC) - FROM_ANYWHERE):
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(strict_editor, method)(PUBLIC[name][0], headers=headers)
            if answer.status_code not in (403, 404, 405):
                wrong.append((name, method, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("name", sorted(FROM_ANYWHERE))
def test_one_click_needs_a_signed_link(site, reader, name):
    assert reader.post(PUBLIC[name][0]).status_code == 410


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["reader", "account"])
def test_desk_is_closed(site, request, who, method):
    """To strangers and to those who may do nothing: to the sign-in, or refused."""
    client = request.getfixturevalue(who)
    wrong = []
    for route, name in DESK:
        answer = getattr(client, method)(filled(route))
        to_sign_in = answer.status_code == 302 and "/admin/login/" in answer["Location"]
        if name not in OPEN_ON_THE_DESK and not (
            to_sign_in or answer.status_code in (401, 403, 404, 405)
        ):
            wrong.append((name, answer.status_code, answer.get("Location")))
    assert wrong == []


def test_most_of_the_desk_was_really_asked(site, reader):
    """The walk would be empty if addresses were filled so that nothing is there."""
    asked = [reader.get(filled(route)).status_code for route, _ in DESK]
    assert asked.count(302) > 0.9 * len(asked)


def test_desk_takes_no_form_of_another_site(site, strict_editor):
    headers = {"origin": EVIL.rstrip("/")}
    statuses = {
        name: strict_editor.post(filled(route), headers=headers).status_code for route, name in DESK
    }
    assert {
        name: status for name, status in statuses.items() if status not in (403, 404, 405)
    } == {}


@pytest.mark.parametrize("address", ["/admin/", "/admin/snippets/newsroom/statement/"])
def test_editor_works_on_the_desk(site, editor, address):
    assert editor.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/"])
def test_nobody_is_led_to_another_site(site, settings, address):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.create_superuser("editor", password="not-a-secret")
    for to in (EVIL, "//evil.example.org/", "https:evil.example.org", "/\\evil.org"):
        given = {"username": "editor", "password": "not-a-secret", "next": to}
        reader = Client(headers={"host": "localhost"})
        answer = reader.post(f"{address}?next={to}", given)
        assert "evil" not in answer.get("Location", "").split("?")[0]
        assert answer.status_code in (200, 302)


def sign_in(client, name="editor", password="not-a-secret", **headers):  # noqa: S107
    client.post("/admin/login/", {"username": name, "password": password}, headers=headers)
    return "_auth_user_id" in client.session


def test_guessing_a_password_is_slowed_down_and_tells_nothing(site, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.create_superuser("editor", password="not-a-secret")
    for _ in range(ACCOUNT_LIMIT):
        assert not sign_in(Client(headers={"host": "localhost"}), password="wrong")
    assert not sign_in(Client(headers={"host": "localhost"}), "Editor ")
    assert not sign_in(Client(headers={"host": "localhost"}))
    elsewhere = Client(headers={"host": "localhost"}, REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere)


def test_guessing_names_is_slowed_down_too(site, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.create_superuser("editor", password="not-a-secret")
    for number in range(NETWORK_LIMIT):
        sign_in(Client(headers={"host": "localhost"}), f"name-{number}", "wrong")
    assert not sign_in(Client(headers={"host": "localhost"}))


RESET = "/admin/password_reset/"


@pytest.fixture
def resets(db, settings):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = True
    User.objects.create_superuser("editor", email="ed@example.org", password="not-a-secret")


def ask_reset(email="ed@example.org", **given) -> str:
    """Where the answer leads."""
    client = Client(headers={"host": "localhost"}, **given)
    return client.post(RESET, {"email": email})["Location"]


def test_account_is_mailed_to_set_a_password_so_often_and_no_more(resets, mailoutbox, monkeypatch):
    asked = [
        ask_reset(email, REMOTE_ADDR=f"192.0.2.{number}")
        for number in range(reset.ACCOUNT_LIMIT + 2)
        for email in ("ed@example.org", "nobody@example.org")
    ]
    assert set(asked) == {f"{RESET}done/"}
    assert [each.to for each in mailoutbox] == [["ed@example.org"]] * reset.ACCOUNT_LIMIT
    link = urlsplit(re.search(r"http\S+confirm\S+", mailoutbox[0].body)[0]).path
    assert Client(headers={"host": "localhost"}).get(link, follow=True).status_code == 200
    later = timezone.now() + reset.WINDOW
    monkeypatch.setattr(throttle.timezone, "now", lambda: later)
    ask_reset()
    assert len(mailoutbox) == reset.ACCOUNT_LIMIT + 1


def test_network_asks_for_mails_to_set_a_password_so_often_and_no_more(resets, mailoutbox):
    for number in range(reset.NETWORK_LIMIT):
        ask_reset(f"name-{number}@example.org")
    assert ask_reset() == f"{RESET}done/"
    assert not mailoutbox
    ask_reset(REMOTE_ADDR="192.0.2.7")
    assert len(mailoutbox) == 1


def test_session_is_new_after_signing_in_and_its_cookie_is_closed(site, reader, settings):
    User.objects.create_superuser("editor", password="not-a-secret")
    reader.get("/admin/login/")
    session = reader.session
    session["before"] = True
    session.save()
    reader.cookies["sessionid"] = before = session.session_key
    assert sign_in(reader)
    cookie = reader.cookies["sessionid"]
    assert cookie.value != before
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert settings.SESSION_COOKIE_AGE <= 7 * 24 * 3600


def test_deployment_checks_are_clean(tmp_path):
    environment = clean_environment(tmp_path) | {
        "ONRECORD_SITE_URL": "https://newsroom.example.org",
        "ONRECORD_SECRET_KEY": "k" * 25 + "".join(map(str, range(25))),
        "DJANGO_SETTINGS_MODULE": "onrecord_site.settings",
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    environment["PYTHONPATH"] = str(SOURCES)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    code = (
        "import onrecord_site.settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.DEBUG)"
    )
    told = subprocess.check_output([sys.executable, "-c", code], env=environment, text=True)
    assert told.split() == ["True", "True", "True", "False"]


def test_no_module_asks_other_servers_unnoticed():
    network = re.compile(
        r"^\s*(?:import|from) (?:httpx|requests|urllib\.request|urllib3|socket|http\.client"
        r"|aiohttp|smtplib|ftplib)\b",
        re.MULTILINE,
    )
    found = {
        str(file.relative_to(SOURCES))
        for file in SOURCES.rglob("*.py")
        if network.search(file.read_text(encoding="utf-8"))
    }
    assert found == set(ASKS_OTHERS)
