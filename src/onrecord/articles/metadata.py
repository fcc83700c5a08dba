"""What an HTML page declares about its article: JSON-LD, Open Graph, meta and microdata."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from onrecord.articles.json_ld import find_article_data, names, strings
from onrecord.articles.printed_dates import parse_declared
from onrecord.lexicons import lexicon

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_MAX_TAGS, _MAX_TAG_CHARS = 40, 60
_MAX_OF_ONE_PROPERTY, _MAX_VALUE_CHARS = 5, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The declarations of one page; empty or None where it declares nothing.

    `headlines` stand best first and may still carry the site's name; `bylines` are not cleaned.
    `free` is False where the page says that its article is not free to read.
    """

    headlines: tuple[str, ...] = ()
    standfirst: str = ""
    bylines: tuple[str, ...] = ()
    publisher: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    tags: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    body: str = ""
    free: bool = True


def read_metadata(tree: LexborHTMLParser, address: str | None) -> Metadata:
    """Return what the page declares. `address` is where it was fetched, if that is known."""
    said = _Declarations(tree)
    free = str(said.data.get("isAccessibleForFree", "true")).lower()
    return Metadata(
        headlines=_distinct(said.values("headlines")),
        standfirst=_first(said.values("standfirsts")),
        bylines=_distinct(value for value in said.first("authors") if "://" not in value),
        publisher=_first(said.values("publishers")) or None,
        published_at=_moment(said.values("published")),
        updated_at=_moment(said.values("updated")),
        tags=_split_tags(said.first("tags")),
        url=_canonical(tree, said, address),
        language=_language(tree, said),
        body=_first(strings(said.data.get("articleBody"))),
        free=free.removeprefix("http://schema.org/") != "false",
    )


@cache
def _places() -> dict[str, list[tuple[str, str]]]:
    table = lexicon("articles/meta.toml")
    return {
        field: [(kind, name) for kind, name in (place.split(" ", 1) for place in places)]
        for field, places in table.items()
    }


class _Declarations:
    """The declarations of one page by kind and name."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.data = find_article_data(tree)
        self.meta = _read_meta(tree)
        self._page = _read_page(tree)

    def values(self, field: str) -> list[str]:
        """Return everything declared for a field, the surest first."""
        return [value for place in _places()[field] for value in self._at(*place)]

    def first(self, field: str) -> list[str]:
        """Return what the surest place that has anything for the field declares."""
        return next((values for place in _places()[field] if (values := self._at(*place))), [])

    def _at(self, kind: str, name: str) -> list[str]:
        if kind == "json-ld":
            values = names(self.data.get(name))
        elif kind == "meta":
            values = self.meta.get(name, [])
        else:
            values = self._page.get(name, [])
        # Some sites fill an author's name with the address of a profile.
        return [value for value in values if not value.startswith(("http://", "https://"))]


def _read_meta(tree: LexborHTMLParser) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = " ".join((attributes.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _read_page(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """Return the microdata of visible elements, the title and the first marked-up times."""
    found: dict[str, list[str]] = {}
    names_ = {name for places in _places().values() for kind, name in places if kind == "page"}
    for node in tree.css("[itemprop]"):
        for name in names_.intersection((node.attributes.get("itemprop") or "").split()):
            if len(found.setdefault(name, [])) < _MAX_OF_ONE_PROPERTY:
                found[name] += _value_of(node)
    found["title"] = [value for node in tree.css("title")[:1] for value in _value_of(node)]
    times = tree.css("time[pubdate], article time[datetime], header time[datetime]")[:1]
    found["time"] = [node.attributes.get("datetime") or "" for node in times]
    return found


def _value_of(node: LexborNode) -> list[str]:
    attributes = node.attributes
    value = attributes.get("content") or attributes.get("datetime") or node.text(separator=" ")
    value = " ".join(value.split())
    return [value] if 0 < len(value) <= _MAX_VALUE_CHARS else []


def _split_tags(values: Iterable[str]) -> tuple[str, ...]:
    parts = (part.strip() for value in values for part in re.split(r"[,;]", value))
    return _distinct(part for part in parts if len(part) <= _MAX_TAG_CHARS)[:_MAX_TAGS]


def _canonical(tree: LexborHTMLParser, said: _Declarations, address: str | None) -> str | None:
    link = tree.css_first('link[rel~="canonical"][href]')
    values = [link.attributes.get("href") or ""] if link is not None else []
    for value in (*values, *said.meta.get("og:url", [])):
        try:
            url = urljoin(address or "", value.strip())
            parts = urlsplit(url)
        except ValueError:
            continue
        # Some sites name their front page as the canonical address of every page.
        if parts.scheme in {"http", "https"} and parts.netloc and parts.path.strip("/"):
            return url
    return None


def _language(tree: LexborHTMLParser, said: _Declarations) -> str | None:
    root = tree.css_first("html")
    values = [root.attributes.get("lang") or root.attributes.get("xml:lang") or ""] if root else []
    for value in (*values, *said.meta.get("og:locale", [])):
        if _LANGUAGE_TAG.fullmatch(value.strip()):
            return value.strip().replace("_", "-")
    return None


def _first(values: Iterable[str]) -> str:
    return next((value.strip() for value in values if value.strip()), "")


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))


def _moment(values: Iterable[str]) -> datetime | None:
    return next((moment for value in values if (moment := parse_declared(value))), None)
