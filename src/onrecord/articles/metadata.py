"""What an HTML page declares about its article: JSON-LD, Open Graph, meta and microdata."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from onrecord.articles.bylines import declared_names, given_name_first
from onrecord.articles.declarations import Declarations
from onrecord.articles.printed_dates import parse_declared

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_MAX_TAGS, _MAX_TAG_CHARS = 40, 60
#: Places that name each person apart and may put the family name first ("Ruiz, Ana").
_INDEXES = frozenset({"meta citation_author", "meta dc.creator", "meta dcterms.creator"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The declarations of one page; empty or None where it declares nothing.

    `headlines` stand best first and may still carry the site's name; `bylines` are not cleaned.
    `time` is that of the first time element, which may also be the last change. `free` is False
    where the page says that its article is not free to read.
    """

    headlines: tuple[str, ...] = ()
    standfirst: str = ""
    bylines: tuple[str, ...] = ()
    publisher: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    time: datetime | None = None
    tags: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    body: str = ""
    free: bool = True


def read_metadata(tree: LexborHTMLParser, address: str | None) -> Metadata:
    """Return what the page declares. `address` is where it was fetched, if that is known."""
    said = Declarations(tree)
    free = str(said.data.article.get("isAccessibleForFree", "true")).lower()
    publisher = _first(said.values("publishers")) or None
    return Metadata(
        headlines=_distinct(said.values("headlines")),
        standfirst=_first(said.values("standfirsts")),
        bylines=_bylines(said, publisher, address),
        publisher=publisher,
        published_at=_moment(said.values("published")),
        updated_at=_moment(said.values("updated")),
        time=_moment(said.values("times")),
        tags=_split_tags(said.first("tags")),
        url=_canonical(said, address),
        language=_language(said),
        body=said.text("articleBody").strip(),
        free=free.rsplit("/", 1)[-1] != "false",
    )


def _bylines(said: Declarations, publisher: str | None, address: str | None) -> tuple[str, ...]:
    """Return what the surest place that names a person says of the authors.

    Many pages declare the outlet as the author in one place and the person in another.
    """
    for place, values in said.groups("authors"):
        bylines = [value for value in values if "://" not in value]
        if place in _INDEXES:
            bylines = [given_name_first(value) for value in bylines]
        if declared_names(bylines, publisher, address):
            return _distinct(bylines)
    return ()


def _split_tags(values: Iterable[str]) -> tuple[str, ...]:
    parts = (part.strip() for value in values for part in re.split(r"[,;]", value))
    return _distinct(part for part in parts if len(part) <= _MAX_TAG_CHARS)[:_MAX_TAGS]


def _canonical(said: Declarations, address: str | None) -> str | None:
    for value in (*said.canonical[:1], *said.meta.get("og:url", [])):
        try:
            url = urljoin(address or "", value.strip())
            parts = urlsplit(url)
        except ValueError:
            continue
        # Some sites name their front page as the canonical address of every page.
        if parts.scheme in {"http", "https"} and parts.netloc and parts.path.strip("/"):
            return url
    return None


def _language(said: Declarations) -> str | None:
    for value in (said.language, *said.meta.get("og:locale", [])):
        if _LANGUAGE_TAG.fullmatch(value.strip()):
            return value.strip().replace("_", "-")
    return None


def _first(values: Iterable[str]) -> str:
    return next((value.strip() for value in values if value.strip()), "")


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))


def _moment(values: Iterable[str]) -> datetime | None:
    return next((moment for value in values if (moment := parse_declared(value))), None)
