"""A comment's text as HTML: paragraphs, line breaks and links to whole addresses, nothing else."""

import re
from urllib.parse import urlsplit

import nh3
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_ADDRESS = re.compile(r"""\bhttps?://[^\s<>"'“”‘’«»]+""", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_NOT_ITS_END = ".,;:!?…)]}*_"


def render_comment(text: str) -> SafeString:
    """Return tamed text as HTML that is safe to show.

    Every character is escaped; nh3 then holds that nothing but paragraphs, breaks and links to
    web addresses is left, each link marked as a reader's.
    """
    html = format_html_join(
        "", "<p>{}</p>", ((_lines(paragraph),) for paragraph in text.split("\n\n"))
    )
    clean = nh3.clean(
        html,
        tags={"p", "br", "a"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener",
    )
    return mark_safe(clean)  # noqa: S308 - cleaned in the line above


def count_links(text: str) -> int:
    """Return how many addresses a text has."""
    return len(_ADDRESS.findall(text))


def _lines(paragraph: str) -> SafeString:
    return format_html_join(
        mark_safe("<br>"),
        "{}",
        ((_linked(line),) for line in paragraph.split("\n")),
    )


def _linked(line: str) -> SafeString:
    parts: list[SafeString] = []
    at = 0
    for match in _ADDRESS.finditer(line):
        address = match[0].rstrip(_NOT_ITS_END)
        shown = _shown(address)
        if not shown:
            continue
        parts.append(format_html("{}", line[at : match.start()]))
        parts.append(format_html('<a href="{}">{}</a>', address, shown))
        at = match.start() + len(address)
    parts.append(format_html("{}", line[at:]))
    return format_html_join("", "{}", ((part,) for part in parts))


def _shown(address: str) -> str:
    """Return the address as readers see it, "" where it is none.

    A host in other letters than ASCII is shown as it is asked for, so that it cannot pass for
    another; a user name in front of the host is not shown as if it were one.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except (UnicodeError, ValueError):
        return ""
    if not _HOST.fullmatch(host) or port == 0 or parts.username is not None:
        return ""
    if parts.netloc.isascii():
        return address
    return address.replace(parts.netloc, host, 1)
