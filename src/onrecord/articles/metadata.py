"""What an HTML page declares about its article: JSON-LD, Open Graph, meta and microdata."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from onrecord.articles.bylines import declared_names, given_name_first
from onrecord.articles.declarations import Declarations
from onrecord.articles.live import Update, find_offset, read_updates
from onrecord.articles.printed_dates import parse_declared
from onrecord.articles.walls import count_words, find_locked, is_free

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_MAX_TAGS, _MAX_TAG_CHARS = 40, 60
#: Places that name each person apart and may put the family name first ("Ruiz, Ana").
_INDEXES = frozenset({"meta citation_author", "meta dc.creator", "meta dcterms.creator"})

#: Types of schema.org that pages without an article of their own have.
_LISTS = frozenset({"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The declarations of one page; empty or None where it declares nothing.

    `headlines` stand best first and may still carry the site's name; `bylines` are not cleaned.
    `time` is that of the first time element, which may also be the last change. `free` is False
    where the page says that its article is not free to read; `locked_words` then counts the words
    in the elements that it names as not free, None where it names none. `is_article` and `is_list`
    say whether it declares itself to be an article, or a list of them. `updates` are the entries
    of a live blog. `offset` is that of the page's zone from UTC, None where its dates tell none.
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
    locked_words: int | None = None
    is_article: bool = False
    is_list: bool = False
    updates: tuple[Update, ...] = ()
    offset: timedelta | None = None


def read_metadata(tree: LexborHTMLParser, address: str | None) -> Metadata:
    """Return what the page declares. `address` is where it was fetched, if that is known."""
    said = Declarations(tree)
    parts = find_locked(said.data.article)
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
        free=is_free(said.data.article) and not parts,
        locked_words=count_words(tree, parts) if parts else None,
        is_article=_is_article(said),
        is_list=not said.data.types.isdisjoint(_LISTS) or "website" in said.meta.get("og:type", []),
        updates=read_updates(said.data.updates),
        offset=find_offset([*said.values("published"), *said.values("updated")]),
    )


def _is_article(said: Declarations) -> bool:
    """Whether a page declares one article as its own; lists declare many, those of their cards."""
    if any(kind.lower() == "article" for kind in said.meta.get("og:type", [])):
        return True
    data = said.data
    return bool(data.updates) or data.articles == 1 or (data.articles > 1 and data.is_titled)


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
