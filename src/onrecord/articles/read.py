"""Capture to Article: the page as labelled blocks, with what it says about itself."""

import dataclasses
import re
from datetime import datetime
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from onrecord.articles.assemble import assemble
from onrecord.articles.bounds import check_lines, check_markup
from onrecord.articles.decode import check_text, decode
from onrecord.articles.html_blocks import read_html_blocks
from onrecord.articles.metadata import Metadata, read_metadata
from onrecord.articles.page import Page
from onrecord.articles.text_blocks import leading_url, read_text_blocks
from onrecord.records import Article, Capture, Media

_LOOKS_LIKE_HTML = re.compile(
    r"<(?:!doctype html|html|head|body|article|main|div|p|table|section|h1|meta|title)\b",
    re.IGNORECASE,
)
_SNIFFED_CHARS = 3000


class Parts(NamedTuple):
    """What a page is made into before its blocks are labelled: what `assemble` takes."""

    capture: Capture
    page: Page
    declared: Metadata
    source: str


def read(
    page: str | bytes | Capture,
    *,
    url: str | None = None,
    published_at: datetime | None = None,
    language: str | None = None,
) -> Article:
    """Read one page into an article.

    Args:
        page: A capture, or the HTML or pasted text itself; which of the two is told by its tags.
        url: Where the page comes from, if the capture does not say it.
        published_at: When it was published, timezone-aware, if that is known already.
        language: Its BCP 47 tag, if that is known already.

    Returns:
        The article. ``text`` is the whole page: for pasted text what was pasted, for HTML the
        blocks' text joined by newlines. Blocks stand in page order, do not overlap, are not
        empty, and ``text[start:end]`` is their words. ``completeness`` is ``none`` and no
        block is of a body kind where the page holds no article.

    Raises:
        EmptyPageError: There are no characters in it.
        BinaryPageError: The bytes are not text.
        PageTooLargeError: It is over the setting ``MAX_PAGE_BYTES``, or almost all
            of it is tags or line ends.
    """
    return assemble(*take_apart(page, url=url, published_at=published_at, language=language))


def take_apart(
    page: str | bytes | Capture,
    *,
    url: str | None = None,
    published_at: datetime | None = None,
    language: str | None = None,
) -> Parts:
    """Return the unlabelled blocks of a page; arguments and errors are those of `read`."""
    capture = page if isinstance(page, Capture) else _wrap(page)
    capture = dataclasses.replace(
        capture,
        url=url or capture.url,
        published_at=published_at or capture.published_at,
        language=language or capture.language,
    )
    text = check_text(page, capture) if isinstance(page, str) else decode(capture)
    if capture.media == "html":
        check_markup(text, capture.name)
        tree = LexborHTMLParser(text)
        # The blocks are read from what is seen; that takes scripts and the head out of the tree.
        declared = read_metadata(tree, capture.url)
        return Parts(capture, read_html_blocks(tree), declared, text)
    check_lines(text, capture.name)
    address = leading_url(text) if capture.media == "text" else None
    return Parts(capture, read_text_blocks(text), Metadata(url=address), text)


def _wrap(page: str | bytes) -> Capture:
    content = page.encode("utf-8", errors="replace") if isinstance(page, str) else page
    start = content[:_SNIFFED_CHARS].decode("latin-1").replace("\0", "")
    media: Media = "html" if _LOOKS_LIKE_HTML.search(start) else "text"
    return Capture(name="page", content=content, media=media)
