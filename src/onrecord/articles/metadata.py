"""What an HTML page declares about its article: JSON-LD, Open Graph, meta and microdata."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from onrecord.articles.json_ld import Json, find_article_data, names, strings
from onrecord.articles.printed_dates import parse_declared

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date",
    "publish_date", "publication_date", "dc.date.issued", "dcterms.created", "dc.date.created",
    "dcterms.date", "dc.date", "cxenseparse:recs:publishtime", "article.published", "rnews:datepublished",
    "datecreated", "created", "citation_publication_date", "date", "dc.created", "originalpublicationdate",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.modified",
    "last-modified", "lastmod", "article.updated",
)  # fmt: skip
_AUTHORS = (
    "author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "byline",
    "citation_author",
    "article:author",
    "og:article:author",
)
_HEADLINES = ("og:title", "twitter:title", "parsely-title", "dc.title", "sailthru.title")
_STANDFIRSTS = ("og:description", "description", "twitter:description", "dc.description")
_TAGS = ("article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags")
_PUBLISHERS = ("og:site_name", "publisher", "dc.publisher", "application-name", "cre", "copyright")
_TITLE_JOIN = re.compile(r"\s+[|\-–—·•»:›]+\s+|\s*\|\s*")
_MAX_TAGS = 40


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
    kind: str = ""
    free: bool = True


def read_metadata(tree: LexborHTMLParser, address: str | None) -> Metadata:
    """Return what the page declares. `address` is where it was fetched, if that is known."""
    data = find_article_data(tree)
    meta = _read_meta(tree)
    properties = _read_microdata(tree)
    title = _text_of(tree, "title")
    return Metadata(
        headlines=_distinct(
            [
                *strings(data.get("headline")),
                *_pick(meta, _HEADLINES),
                *properties.get("headline", []),
                title,
            ]
        ),
        standfirst=_first([*_pick(meta, _STANDFIRSTS), *strings(data.get("description"))]),
        bylines=_bylines(data, meta, properties),
        publisher=_first(
            [
                *_pick(meta, _PUBLISHERS[:1]),
                *names(data.get("publisher")),
                *_pick(meta, _PUBLISHERS[1:]),
            ]
        )
        or None,
        published_at=_moment(
            [
                *strings(data.get("datePublished")),
                *_pick(meta, _PUBLISHED),
                *properties.get("datePublished", []),
            ]
        ),
        updated_at=_moment(
            [
                *strings(data.get("dateModified")),
                *_pick(meta, _UPDATED),
                *properties.get("dateModified", []),
            ]
        ),
        tags=_tags(data, meta),
        url=_canonical(tree, meta, address),
        language=_language(tree, meta),
        body=_first(strings(data.get("articleBody"))),
        kind=_first(_pick(meta, ("og:type",))).lower() or ("article" if data else ""),
        free=str(data.get("isAccessibleForFree", "true")).lower()
        not in {"false", "http://schema.org/false"},
    )


def _read_meta(tree: LexborHTMLParser) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = " ".join((attributes.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _read_microdata(tree: LexborHTMLParser) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in ("headline", "datePublished", "dateModified", "author"):
        for node in tree.css(f'[itemprop~="{name}"]')[:5]:
            attributes = node.attributes
            value = (
                attributes.get("content") or attributes.get("datetime") or node.text(separator=" ")
            )
            if value and len(value) < 400:
                found.setdefault(name, []).append(" ".join(value.split()))
    if not found.get("datePublished"):
        times = tree.css("time[pubdate], article time[datetime], header time[datetime]")[:1]
        found["datePublished"] = [node.attributes.get("datetime") or "" for node in times]
    return found


def _bylines(
    data: dict[str, Json], meta: dict[str, list[str]], properties: dict[str, list[str]]
) -> tuple[str, ...]:
    for found in (names(data.get("author")), _pick(meta, _AUTHORS), properties.get("author", [])):
        usable = [byline for byline in found if "://" not in byline]
        if usable:
            return _distinct(usable)
    return ()


def _tags(data: dict[str, Json], meta: dict[str, list[str]]) -> tuple[str, ...]:
    for values in (
        meta.get("article:tag", []),
        strings(data.get("keywords")),
        _pick(meta, _TAGS[1:]),
    ):
        parts = [part.strip() for value in values for part in re.split(r"[,;]", value)]
        tags = _distinct(part for part in parts if part and len(part) <= 60)
        if tags:
            return tags[:_MAX_TAGS]
    return ()


def _canonical(
    tree: LexborHTMLParser, meta: dict[str, list[str]], address: str | None
) -> str | None:
    link = tree.css_first('link[rel~="canonical"][href]')
    values = [link.attributes.get("href") or ""] if link is not None else []
    for value in (*values, *meta.get("og:url", [])):
        try:
            url = urljoin(address or "", value.strip())
            parts = urlsplit(url)
        except ValueError:
            continue
        # Some sites name their front page as the canonical address of every page.
        if (
            parts.scheme in {"http", "https"}
            and parts.netloc
            and (parts.path.strip("/") or parts.query)
        ):
            return url
    return None


def _language(tree: LexborHTMLParser, meta: dict[str, list[str]]) -> str | None:
    root = tree.css_first("html")
    values = [root.attributes.get("lang") or root.attributes.get("xml:lang") or ""] if root else []
    for value in (*values, *meta.get("og:locale", []), *meta.get("content-language", [])):
        if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", value.strip()):
            return value.strip().replace("_", "-")
    return None


def strip_site(title: str, publisher: str | None, url: str | None) -> str:
    """Return a title without the site's name at its end or beginning.

    A part is the site's name if it equals the publisher's or stands in the page's host.
    """
    parts = _TITLE_JOIN.split(title)
    if len(parts) < 2:
        return title
    host = _letters(urlsplit(url or "").netloc.removeprefix("www.").rsplit(".", 1)[0])
    outlet = _letters(publisher or "")

    def is_site(part: str) -> bool:
        letters = _letters(part)
        return bool(letters) and (
            letters == outlet
            or (
                len(letters) > 2
                and (
                    letters in host or (len(host) > 3 and host in letters and len(part.split()) < 6)
                )
            )
            or (len(outlet) > 3 and outlet in letters and len(part.split()) < 6)
        )

    ends = [match.span() for match in _TITLE_JOIN.finditer(title)]
    while ends and is_site(title[ends[-1][1] :]):
        title = title[: ends.pop()[0]]
    if ends and is_site(title[: ends[0][0]]):
        title = title[ends[0][1] :]
    return title.strip()


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower())).removeprefix("the")


def _pick(meta: dict[str, list[str]], names_: Iterable[str]) -> list[str]:
    return [value for name in names_ for value in meta.get(name, [])]


def _text_of(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return " ".join(node.text(separator=" ").split()) if node is not None else ""


def _first(values: Iterable[str]) -> str:
    return next((value.strip() for value in values if value.strip()), "")


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))


def _moment(values: Iterable[str]) -> datetime | None:
    return next((moment for value in values if (moment := parse_declared(value))), None)
